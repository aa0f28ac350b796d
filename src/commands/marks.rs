//! Selects annotations in order, and removes them.

use super::kept;
use crate::article;
use crate::desk::command::Direction;
use crate::desk::view::Cursor;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use postil_core::edit;
use postil_core::model::AnnotationId;
use postil_core::state::{DocumentState, State};

/// Selects the annotation after or before the selected one, else after or before the cursor.
pub fn step(desk: Desk, direction: Direction) {
    let next = desk
        .peek_document(|state, document| {
            let order = document.order();
            let shown = |slot: u32| {
                state.at(slot).is_some_and(|annotation| {
                    desk.hidden
                        .with_untracked(|hidden| !hidden.contains(annotation.layer()))
                })
            };
            let from = start(desk, state, document);
            let found = match direction {
                Direction::Forward => order.get(from.after..)?.iter().copied().find(|&s| shown(s)),
                Direction::Back => order
                    .get(..from.before)?
                    .iter()
                    .rev()
                    .copied()
                    .find(|&s| shown(s)),
            };
            Some(state.at(found?)?.id.clone())
        })
        .flatten();
    match next {
        Some(id) => select(desk, &id),
        None => desk.announce(match direction {
            Direction::Forward => t!("No mark after this one."),
            Direction::Back => t!("No mark before this one."),
        }),
    }
}

/// Where to look for annotations, as indexes in the order of the document.
pub(super) struct Start {
    /// The number of annotations before the start.
    before: usize,
    /// The index of the first annotation after the start.
    pub after: usize,
}

/// Starts at the selected annotation, else at the cursor.
pub(super) fn start(desk: Desk, state: &State, document: &DocumentState) -> Start {
    let selected = desk.view_now().mark().with_untracked(|id| {
        let slot = state.slot(id.as_ref()?)?;
        document.rank(state, slot)
    });
    match selected {
        Some(at) => Start {
            before: at,
            after: at + 1,
        },
        None => {
            let cursor = desk
                .view_now()
                .cursor()
                .get_untracked()
                .map_or(0, |cursor| cursor.head);
            let at = document.rank_of_offset(state, cursor);
            Start {
                before: at,
                after: at,
            }
        }
    }
}

/// Selects the next larger annotation at the start of the selected one.
pub fn outward(desk: Desk) {
    let next = desk
        .peek_document(|state, document| {
            let id = desk.view_now().mark().get_untracked()?;
            let slot = state.slot(&id)?;
            let hidden = desk.hidden.get_untracked();
            let is_shown = |slot: &u32| {
                let annotation = state.at(*slot);
                annotation.is_some_and(|annotation| !hidden.contains(annotation.layer()))
            };
            let stack = state.stack_at(document, state.at(slot)?.extent().start);
            let stack: Vec<u32> = stack.into_iter().filter(is_shown).collect();
            let at = stack.iter().position(|&other| other == slot)?;
            Some(state.at(*stack.get(at + 1)?)?.id.clone())
        })
        .flatten();
    match next {
        Some(id) => select(desk, &id),
        None => desk.announce(t!("No larger mark here.")),
    }
}

/// The selected annotation, if there is one and it may be changed; says so if not.
pub(super) fn to_change(desk: Desk) -> Option<AnnotationId> {
    let id = desk.view_now().mark().get_untracked();
    if id.is_none() {
        desk.announce(t!("Select a mark first."));
    } else if desk.read_only.get_untracked() {
        desk.announce(t!("This project is read only here."));
        return None;
    }
    id
}

/// Selects an annotation and brings it into sight.
pub(super) fn show(desk: Desk, id: &AnnotationId) {
    desk.select_mark(id);
    let extent = desk.peek(|state| Some(state.annotation(id)?.extent()));
    if let Some(extent) = extent {
        article::reveal(extent);
    }
}

/// Selects an annotation and announces it.
fn select(desk: Desk, id: &AnnotationId) {
    show(desk, id);
    let words = desk.peek(|state| {
        let annotation = state.annotation(id)?;
        let title = labels::brief(state.schema().title(&annotation.label));
        Some(tf!("{title}: {}", state.quote(annotation)))
    });
    desk.announce(words.unwrap_or_default());
}

/// Removes the selected annotation, and puts the cursor at its start. Not while text is selected: the
/// annotation may be out of sight then.
pub fn remove(desk: Desk) {
    let cursor = desk.view_now().cursor().get_untracked();
    if cursor.is_some_and(|cursor| !cursor.is_empty()) {
        desk.announce(t!("Text is selected. Press Esc, then remove the mark."));
        return;
    }
    let selected = desk.view_now().mark().get_untracked();
    let start = desk.peek(|state| Some(state.annotation(selected.as_ref()?)?.extent().start));
    let mut ids = kept::all(desk);
    if ids.is_empty() {
        ids.extend(selected);
    }
    if ids.is_empty() {
        desk.announce(t!("Select a mark first."));
        return;
    }
    if desk.commit(desk.peek(|state| edit::remove(state, &ids))) {
        desk.kept.set(Vec::new());
        if let Some(start) = start {
            desk.view_now().move_cursor(Cursor::at(start));
        }
        desk.announce(match ids.len() {
            1 => t!("Removed. Ctrl+Z brings it back.").to_owned(),
            many => tf!("{many} marks removed. Ctrl+Z brings them back."),
        });
    }
}
