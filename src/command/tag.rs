//! Saying what a piece of text is.

use crate::desk::Desk;
use crate::stamp;
use leptos::prelude::*;
use postil_core::edit::{self, NewAnnotation};

/// Tags the selected text with a layer and selects the new annotation; with no text selected,
/// moves the selected annotation to that layer.
pub fn tag(desk: Desk, layer: &str) {
    let range = desk
        .cursor
        .get_untracked()
        .filter(|cursor| !cursor.is_empty());
    match (range, desk.document.get_untracked()) {
        (Some(cursor), Some(document)) => {
            let new = NewAnnotation {
                id: stamp::new_id('a').into(),
                document,
                fragments: vec![cursor.range()],
                label: layer.to_owned(),
            };
            let id = new.id.clone();
            if desk.commit(desk.stamped(|state, stamp| edit::annotate(state, new, stamp))) {
                desk.select(&id);
                let (title, quote) = desk.peek(|state| {
                    let quote = state.annotation(&id).map(|a| state.quote(a));
                    (
                        state.schema().title(layer).to_owned(),
                        quote.unwrap_or_default(),
                    )
                });
                desk.announce(format!("{title}: {quote}"));
            }
        }
        _ => relabel(desk, layer),
    }
}

/// Gives the selected annotation the label of that digit in its layer; the digit of the label it
/// has takes the label off and leaves the layer.
pub fn label(desk: Desk, digit: usize) {
    let label = desk.selected.with_untracked(|id| {
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
        None => desk.announce("There is no label of that number here."),
    }
}

/// Gives the selected annotation a label.
pub fn relabel(desk: Desk, label: &str) {
    let Some(id) = desk.selected.get_untracked() else {
        desk.announce("Select text or a mark first.");
        return;
    };
    let ids = [id];
    if desk.commit(desk.stamped(|state, stamp| edit::relabel(state, &ids, label, stamp))) {
        let title = desk.peek(|state| state.schema().title(label).to_owned());
        desk.announce(title);
    }
}
