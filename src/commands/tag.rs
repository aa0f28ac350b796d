//! Tags text, and changes labels.

use crate::browser::clock_and_ids;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use leptos::prelude::*;
use postil_core::edit::{self, NewAnnotation};
use postil_core::model::AnnotationId;
use postil_core::text::{Quoting, propose_quoting};

/// Tags the selected text with a layer and selects the new annotation; with no text selected,
/// moves the selected annotation to that layer.
pub fn tag(desk: Desk, layer: &str) {
    let range = desk
        .view
        .cursor()
        .get_untracked()
        .filter(|cursor| !cursor.is_empty());
    match (range, desk.view.document().get_untracked()) {
        (Some(cursor), Some(document)) => {
            let new = NewAnnotation {
                id: clock_and_ids::new_id('a').into(),
                document,
                fragments: vec![cursor.range()],
                label: layer.to_owned(),
            };
            let id = new.id.clone();
            if desk.commit(desk.stamped(|state, stamp| edit::annotate(state, new, stamp))) {
                desk.select_mark(&id);
                let (title, quote) = desk.peek(|state| {
                    let quote = state.annotation(&id).map(|a| state.quote(a));
                    (
                        labels::brief(state.schema().title(layer)),
                        quote.unwrap_or_default(),
                    )
                });
                desk.announce(tf!("{title}: {quote}"));
            }
        }
        _ => relabel(desk, layer),
    }
}

/// Gives the selected annotation the label with this digit in its layer. If it already has that label,
/// removes the label and keeps the layer.
pub fn label(desk: Desk, digit: usize) {
    let label = desk.view.mark().with_untracked(|id| {
        desk.peek(|state| {
            let annotation = state.annotation(id.as_ref()?)?;
            let layer = state.schema().layer(annotation.layer())?;
            let name = &layer.labels.get(digit.checked_sub(1)?)?.name;
            let label = format!("{}.{name}", layer.name);
            Some(if annotation.label == label {
                layer.name.clone()
            } else {
                label
            })
        })
    });
    match label {
        Some(label) => relabel(desk, &label),
        None => desk.announce(t!("No label with this number here.")),
    }
}

/// Gives the selected annotation a label.
pub fn relabel(desk: Desk, label: &str) {
    let Some(id) = desk.view.mark().get_untracked() else {
        desk.announce(t!("Select text or a mark first."));
        return;
    };
    let ids = [id];
    if desk.commit(desk.stamped(|state, stamp| edit::relabel(state, &ids, label, stamp))) {
        let title = desk.peek(|state| labels::brief(state.schema().title(label)));
        desk.announce(title);
    }
}

/// The proposed quoting of a claim that has none yet.
pub fn proposed_quoting(desk: Desk, id: &AnnotationId) -> Option<Quoting> {
    desk.with(|state| {
        let annotation = state.annotation(id)?;
        let proposes = state
            .schema()
            .attributes(&annotation.label)
            .any(|attribute| attribute.name == "quoting");
        if !proposes || annotation.attributes.contains_key("quoting") {
            return None;
        }
        let document = state.document(&annotation.document)?;
        Some(propose_quoting(document.text(), annotation.extent()))
    })
}

/// Accepts the proposed quoting of the selected claim.
pub fn accept_quoting(desk: Desk) {
    let Some(id) = desk.view.mark().get_untracked() else {
        return;
    };
    let Some(quoting) = untrack(|| proposed_quoting(desk, &id)) else {
        desk.announce(t!("No proposal to accept."));
        return;
    };
    let value = Some(quoting.as_str().into());
    desk.commit(
        desk.stamped(|state, stamp| edit::set_attribute(state, &id, "quoting", value, stamp)),
    );
    desk.announce(tf!("Quoting: {}", quoting.as_str()));
}

/// Lists every other occurrence of the selected annotation's text, in all documents, to be marked with
/// its label and attributes.
pub fn everywhere(desk: Desk) {
    match desk.view.mark().get_untracked() {
        Some(id) if !desk.read_only.get_untracked() => desk.open(Overlay::Search(Some(id))),
        Some(_) => desk.announce(t!("This project is open in another tab.")),
        None => desk.announce(t!("Select a mark first.")),
    }
}
