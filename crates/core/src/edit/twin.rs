//! The same mark twice.

use super::remove;
use crate::model::{Annotation, AnnotationId, Fragment};
use crate::state::State;
use crate::transaction::Transaction;
use std::slice;

/// Another annotation of the same text with the same label. O(log n + k) for k annotations at its start.
pub fn twin<'a>(state: &'a State, annotation: &Annotation) -> Option<&'a Annotation> {
    let start = annotation.fragments.first()?.start;
    let stack = state.stack_at(state.document(&annotation.document)?, start);
    let ranges = |of: &Annotation| of.fragments.iter().map(Fragment::range).collect::<Vec<_>>();
    let own = ranges(annotation);
    let mut there = stack.into_iter().filter_map(|slot| state.at(slot));
    there.find(|other| {
        other.label == annotation.label && other.id != annotation.id && ranges(other) == own
    })
}

/// The [`twin`] that an annotation would have if it became like `changed`, with what makes it give way: its
/// removal if it says nothing but its label, so that nothing is lost with it.
pub fn give_way(
    state: &State,
    changed: &Annotation,
) -> Option<(AnnotationId, Option<Transaction>)> {
    let there = twin(state, changed)?.id.clone();
    let removed = is_bare(state, &changed.id).then(|| remove(state, slice::from_ref(&changed.id)));
    Some((there, removed.flatten()))
}

/// Whether an annotation says nothing but its label.
fn is_bare(state: &State, id: &AnnotationId) -> bool {
    state.annotation(id).is_some_and(|annotation| {
        annotation.attributes.is_empty()
            && annotation.note.is_empty()
            && state.cluster_of(id).is_none()
            && state.relations_of(id).next().is_none()
    })
}
