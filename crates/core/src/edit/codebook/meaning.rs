//! Notes that the meaning of a part of the codebook has changed.

use super::super::Stamp;
use super::draft::Draft;
use super::{Edit, log};
use crate::codebook::Item;
use crate::state::State;
use crate::transaction::Op;

/// Records all marks with a label, in a layer, or with an attribute or value as to be checked, since
/// what it means has changed. They are until a person confirms or changes their label. O(n).
///
/// # Errors
/// None; other edits of the codebook have some.
pub fn meaning_changed(state: &State, item: &Item, stamp: Stamp) -> Edit {
    let mut draft = Draft::new(state);
    let version = log::number(state, stamp, log::Belongs::Here);
    for mark in state.annotations().filter(|mark| item.is_of_mark(mark)) {
        if mark.check != version {
            // Nobody has changed what the mark says, so the time of its change stays.
            let mut next = mark.clone();
            next.check = version;
            draft.ops.push(Op::PutAnnotation(Box::new(next)));
        }
    }
    let title = item.title(state.schema());
    let name = format!("change meaning of {} “{title}”", item.kind());
    Ok(draft.finish(name, stamp))
}
