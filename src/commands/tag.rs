//! Tags text, and changes labels.

use super::kept;
use crate::browser::clock_and_ids;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use postil_core::edit::{self, NewAnnotation};
use postil_core::model::{AnnotationId, DocumentId, label_layer};
use std::ops::Range;

/// Tags the selected text with a layer or a label and selects the new annotation, or the one that is
/// there already; with no text selected, gives the selected annotation that label.
pub fn tag(desk: Desk, label: &str) {
    let Some((document, range)) = selected_text(desk) else {
        return relabel(desk, label);
    };
    let new = NewAnnotation {
        id: clock_and_ids::new_id('a').into(),
        document,
        fragments: vec![range],
        label: label.to_owned(),
    };
    let id = new.id.clone();
    let tagged = desk.stamped(|state, stamp| edit::annotate(state, new, stamp));
    let there = desk.peek(|state| Some(edit::twin(state, tagged.annotation(&id)?)?.id.clone()));
    if let Some(id) = there {
        return take(desk, &id);
    }
    if desk.commit(tagged) {
        desk.view_now().select_in_sight(id.clone());
        let said = desk.peek(|state| {
            let quote = state.annotation(&id).map(|a| state.quote(a));
            let title = labels::brief(state.schema().title(label));
            tf!("{title}: {}", quote.unwrap_or_default())
        });
        said_of_label(desk, label, said);
    }
}

/// The selected text of the document in the pane.
fn selected_text(desk: Desk) -> Option<(DocumentId, Range<usize>)> {
    let cursor = desk.view_now().cursor().get_untracked();
    let cursor = cursor.filter(|cursor| !cursor.is_empty())?;
    Some((desk.view_now().document().get_untracked()?, cursor.range()))
}

/// Selects an annotation that is there already instead of making the same again.
fn take(desk: Desk, id: &AnnotationId) {
    let label = desk.peek(|state| state.annotation(id).map(|a| a.label.clone()));
    desk.view_now().select_in_sight(id.clone());
    said_of_label(
        desk,
        &label.unwrap_or_default(),
        t!("Already marked.").to_owned(),
    );
}

/// Notes that a label was given, shows its layer if that was hidden, and announces both.
fn said_of_label(desk: Desk, label: &str, said: String) {
    desk.last_label.set(Some(label.to_owned()));
    let layer = label_layer(label);
    if desk.hidden.with_untracked(|hidden| hidden.contains(layer)) {
        desk.hidden.update(|hidden| {
            hidden.remove(layer);
        });
        let title = desk.peek(|state| labels::brief(state.schema().title(layer)));
        let said = labels::brief(&said);
        return desk.announce(tf!("The layer {title} is shown again. {said}"));
    }
    desk.announce(said);
}

/// Gives the selected annotation the label with this digit in its layer; selected text, in the layer
/// that was used last, at first in the first one. If the annotation already has that label, removes the
/// label and keeps the layer.
pub fn label(desk: Desk, digit: usize) {
    let text = selected_text(desk).is_some();
    let last = desk.last_label.get_untracked();
    let label = desk.peek(|state| {
        let schema = state.schema();
        let mark = desk.view_now().mark().get_untracked();
        let annotation = mark.and_then(|id| state.annotation(&id));
        let layer = match annotation {
            Some(annotation) if !text => schema.layer(annotation.layer())?,
            _ => last
                .and_then(|label| schema.layer(label_layer(&label)))
                .or_else(|| schema.layers.first())?,
        };
        let name = &layer.labels.get(digit.checked_sub(1)?)?.name;
        let label = format!("{}.{name}", layer.name);
        Some(match annotation {
            Some(annotation) if !text && annotation.label == label => layer.name.clone(),
            _ => label,
        })
    });
    match label {
        Some(label) => tag(desk, &label),
        None => desk.announce(t!("No label with this number here.")),
    }
}

/// Tags with the label that was given last.
pub fn again(desk: Desk) {
    let last = desk.last_label.get_untracked();
    let known =
        |label: &String| desk.peek(|state| state.schema().layer(label_layer(label)).is_some());
    match last.filter(known) {
        Some(label) => tag(desk, &label),
        None => desk.announce(t!("Tag something first.")),
    }
}

/// Gives the selected annotation a label. If the same text has that label already, takes the annotation
/// that has it, and removes the selected one if nothing is said about that.
pub fn relabel(desk: Desk, label: &str) {
    let several = kept::all(desk);
    if several.len() > 1 {
        return relabel_all(desk, several, label);
    }
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select text or a mark first."));
        return;
    };
    let there = desk.peek(|state| {
        let mut relabelled = state.annotation(&id)?.clone();
        label.clone_into(&mut relabelled.label);
        edit::give_way(state, &relabelled)
    });
    if let Some((twin, removed)) = there {
        if removed.is_none() || desk.commit(removed) {
            take(desk, &twin);
        }
        return;
    }
    let ids = [id];
    if desk.commit(desk.stamped(|state, stamp| edit::relabel(state, &ids, label, stamp))) {
        let title = desk.peek(|state| labels::brief(state.schema().title(label)));
        said_of_label(desk, label, title);
    }
}

/// Gives annotations a label, in one step; not where the same text has that label already.
fn relabel_all(desk: Desk, mut ids: Vec<AnnotationId>, label: &str) {
    let many = ids.len();
    desk.peek(|state| {
        ids.retain(|id| {
            state.annotation(id).is_some_and(|annotation| {
                let mut relabelled = annotation.clone();
                label.clone_into(&mut relabelled.label);
                edit::twin(state, &relabelled).is_none()
            })
        });
    });
    let there = many - ids.len();
    if desk.commit(desk.stamped(|state, stamp| edit::relabel(state, &ids, label, stamp))) {
        let title = desk.peek(|state| labels::brief(state.schema().title(label)));
        let mut said = tf!("{title}: {}.", labels::count(ids.len(), "mark"));
        if there > 0 {
            said += &tf!(" {there} already marked so.");
        }
        said_of_label(desk, label, said);
    }
}

/// Lists every other occurrence of the selected annotation's text, in all documents, to be marked with
/// its label and attributes.
pub fn everywhere(desk: Desk) {
    match desk.view_now().mark().get_untracked() {
        Some(id) if !desk.read_only.get_untracked() => desk.open(Overlay::Search(Some(id))),
        Some(_) => desk.announce(t!("This project is open in another tab.")),
        None => desk.announce(t!("Select a mark first.")),
    }
}
