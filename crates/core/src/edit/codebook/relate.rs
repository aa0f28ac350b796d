//! Relates marks by a type that the codebook may not list yet.

use super::super::Stamp;
use super::{Edit, put_relation_type};
use crate::model::Relation;
use crate::model::schema::RelationType;
use crate::state::State;
use crate::transaction::{Op, Transaction};

/// Puts a relation, new or changed. What the codebook lacks of its type goes there in the same step: the type as it is
/// given, or those of its values that are not listed; all else of a type that is listed stays. O(codebook).
///
/// # Errors
/// If the type cannot be listed.
pub fn put_relation(
    state: &State,
    kind: &RelationType,
    relation: Relation,
    name: &str,
    stamp: Stamp,
) -> Edit {
    if state.relation(&relation.id) == Some(&relation) {
        return Ok(None);
    }
    let mut listed = state.schema().relation(&kind.name).unwrap_or(kind).clone();
    for value in &kind.values {
        if !listed.values.contains(value) {
            listed.values.push(value.clone());
        }
    }
    let listing = put_relation_type(state, listed, stamp)?;
    let mut ops = listing.map_or_else(Vec::new, |listing| listing.ops);
    ops.push(Op::PutRelation(Box::new(relation)));
    Ok(Some(Transaction::new(name, ops)))
}
