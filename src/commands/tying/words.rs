//! What is said of a relation in the making.

use crate::desk::tying::{AimAt, Tying};
use crate::desk::{Desk, labels};
use postil_core::state::State;

/// The words of the proposed end, in one line.
pub fn words_of(desk: Desk, tying: &Tying) -> Option<String> {
    match &tying.aim.as_ref()?.at {
        AimAt::Mark(id) => {
            desk.peek(|state| Some(labels::snippet(state, state.annotation(id)?, 60)))
        }
        AimAt::Words(range, _) => desk.peek_document(|_, document| {
            let end = range.end.min(document.text().len());
            labels::brief(document.text().slice(range.start.min(end)..end))
        }),
    }
}

/// The title of a type of relation.
pub(super) fn title(state: &State, kind: &str) -> String {
    let known = state.schema().relation(kind);
    labels::brief(known.map_or(kind, |kind| &kind.title))
}
