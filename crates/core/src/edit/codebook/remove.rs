//! Removes parts of the codebook.

use super::super::Stamp;
use super::draft::Draft;
use super::rename::records;
use super::take_out::take_out;
use super::{Edit, Fault, merge_labels};
use crate::codebook::Item;
use crate::state::State;

/// What becomes of the marks, relations and clusters that use what is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// They keep it; the codebook no longer lists it, and the checks tell.
    Keep,
    /// They get another one of the same kind: for a layer or label a label by its full name, for a
    /// value or a relation type one by its name. There is none for an attribute.
    Move(String),
}

/// Removes a part of the codebook. O(n).
///
/// # Errors
/// If it is not listed, or its replacement is not.
pub fn remove_item(state: &State, item: &Item, removal: &Removal, stamp: Stamp) -> Edit {
    let schema = state.schema();
    if !item.is_listed(schema) {
        return Err(Fault::Missing);
    }
    let (kind, title) = (item.kind(), item.title(schema));
    let mut draft = Draft::new(state);
    let name = match (removal, item) {
        (Removal::Keep, _) => format!("remove {kind} “{title}”"),
        (Removal::Move(into), Item::Layer(_) | Item::Label(_)) => {
            let name = format!("replace {kind} “{title}” by “{}”", schema.title(into));
            return merge_labels::merge(state, item, into, name, stamp);
        }
        (Removal::Move(_), Item::Attribute(..)) => return Err(Fault::NoReplacement),
        (Removal::Move(to), _) => {
            let next = item.renamed(to);
            if next == *item || !next.is_listed(schema) {
                return Err(Fault::NoReplacement);
            }
            records(&mut draft, item, &next, stamp);
            format!("replace {kind} “{title}” by “{}”", next.title(schema))
        }
    };
    take_out(&mut draft.schema, item);
    Ok(draft.finish(name, stamp))
}
