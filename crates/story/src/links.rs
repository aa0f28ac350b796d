//! The relations that start at marks, in one list.

use postil_core::model::{Annotation, AnnotationId, Relation, Target};
use postil_core::state::State;

/// Relations of some types by the marks where they start, each in the order of their ids.
///
/// [`State::relations_of`] compares ids along a tree for each relation; for all marks of a project this is several
/// times as fast.
#[derive(Debug)]
pub struct Links<'a> {
    state: &'a State,
    /// Sorted: the slots of the marks.
    slots: Vec<u32>,
    /// The relation of each slot.
    relations: Vec<&'a Relation>,
}

impl<'a> Links<'a> {
    /// Gathers the relations of some types. O(r log r) for r relations of the project.
    pub fn new(state: &'a State, kinds: &[&str]) -> Self {
        let wanted = state
            .relations()
            .filter(|relation| kinds.contains(&relation.kind.as_str()));
        let mut pairs: Vec<(u32, &Relation)> = wanted
            .filter_map(|relation| Some((state.slot(&relation.from)?, relation)))
            .collect();
        // Stable: the order of the ids stays.
        pairs.sort_by_key(|(slot, _)| *slot);
        let (slots, relations) = pairs.into_iter().unzip();
        Self {
            state,
            slots,
            relations,
        }
    }

    /// The relations that start at a mark. O(log r).
    pub fn of(&self, mark: &AnnotationId) -> &[&'a Relation] {
        let Some(slot) = self.state.slot(mark) else {
            return &[];
        };
        let first = self.slots.partition_point(|other| *other < slot);
        let end = self.slots.partition_point(|other| *other <= slot);
        self.relations.get(first..end).unwrap_or_default()
    }

    /// All of them, by the marks where they start.
    pub fn all(&self) -> &[&'a Relation] {
        &self.relations
    }
}

/// The mark where a relation ends; `None` if it ends at a cluster. O(1).
pub fn end<'a>(state: &'a State, relation: &Relation) -> Option<&'a Annotation> {
    match &relation.to {
        Target::Annotation(id) => state.annotation(id),
        Target::Cluster(_) => None,
    }
}
