//! The same mark twice.

use crate::model::{Annotation, AnnotationId, Fragment};
use crate::state::State;

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

/// Whether an annotation says nothing but its label, so that nothing is lost with it where it has a
/// [`twin`].
pub fn is_bare(state: &State, id: &AnnotationId) -> bool {
    state.annotation(id).is_some_and(|annotation| {
        annotation.attributes.is_empty()
            && annotation.note.is_empty()
            && state.cluster_of(id).is_none()
            && state.relations_of(id).next().is_none()
    })
}
