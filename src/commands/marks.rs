//! Going from annotation to annotation, and removing them.

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
            let from = place(desk, state, document);
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
        Some(id) => tell(desk, &id),
        None => desk.announce(match direction {
            Direction::Forward => t!("There is no mark after this."),
            Direction::Back => t!("There is no mark before this."),
        }),
    }
}

struct Place {
    /// How many annotations come before the place.
    before: usize,
    /// The number of the first annotation after the place.
    after: usize,
}

fn place(desk: Desk, state: &State, document: &DocumentState) -> Place {
    let selected = desk.view.mark().with_untracked(|id| {
        let slot = state.slot(id.as_ref()?)?;
        document.rank(state, slot)
    });
    match selected {
        Some(at) => Place {
            before: at,
            after: at + 1,
        },
        None => {
            let cursor = desk
                .view
                .cursor()
                .get_untracked()
                .map_or(0, |cursor| cursor.head);
            let at = document.rank_of_offset(state, cursor);
            Place {
                before: at,
                after: at,
            }
        }
    }
}

/// Selects the next larger annotation at the place of the selected one.
pub fn outward(desk: Desk) {
    let next = desk
        .peek_document(|state, document| {
            let id = desk.view.mark().get_untracked()?;
            let slot = state.slot(&id)?;
            let stack = state.stack_at(document, state.at(slot)?.extent().start);
            let at = stack.iter().position(|&other| other == slot)?;
            Some(state.at(*stack.get(at + 1)?)?.id.clone())
        })
        .flatten();
    match next {
        Some(id) => tell(desk, &id),
        None => desk.announce(t!("There is no larger mark here.")),
    }
}

/// Selects an annotation and says what it is.
fn tell(desk: Desk, id: &AnnotationId) {
    desk.select_mark(id);
    let words = desk.peek(|state| {
        let annotation = state.annotation(id)?;
        let title = labels::brief(state.schema().title(&annotation.label));
        Some(tf!("{title}: {}", state.quote(annotation)))
    });
    desk.announce(words.unwrap_or_default());
}

/// Removes the selected annotation; the cursor stays where it was.
pub fn remove(desk: Desk) {
    let Some(id) = desk.view.mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    let start = desk.peek(|state| state.annotation(&id).map(|a| a.extent().start));
    let transaction = desk.peek(|state| edit::remove(state, &[id]));
    if desk.commit(transaction) {
        if let Some(start) = start {
            desk.view.move_cursor(Cursor::at(start));
        }
        desk.announce(t!("Removed. Ctrl+Z brings it back."));
    }
}
