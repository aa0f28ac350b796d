//! The parts of a CAS that its structures refer to.

use super::role::Role;
use crate::cas::structure::Structure;
use crate::incoming::Incoming;
use postil_core::diagnostic::clip;
use postil_core::model::DocumentId;
use std::sync::Arc;

/// The document that a view became.
pub(super) struct Home {
    pub document: Arc<str>,
    /// The same id: all annotations of the document share one copy of it.
    pub id: DocumentId,
    pub text: Incoming,
}

/// The parts of a CAS that its structures refer to.
pub(super) struct Parts {
    /// The ids of the structures with their indexes, in order.
    ids: Vec<(usize, usize)>,
    /// The index of the annotation that each structure became.
    pub annotations: Vec<Option<usize>>,
    pub roles: Vec<Role>,
    /// The documents of the views that have a text; at least one.
    pub homes: Vec<Home>,
    /// The index of the document of each structure.
    pub lives: Vec<usize>,
}

impl Parts {
    /// Knows structures by their ids. O(n log n), O(n) where they are in order.
    pub fn new(structures: &[Structure], homes: Vec<Home>, lives: Vec<usize>) -> Self {
        let mut ids: Vec<_> = structures.iter().map(|s| s.id).zip(0..).collect();
        ids.sort_by_key(|(id, _)| *id);
        Self {
            ids,
            annotations: vec![None; structures.len()],
            roles: structures.iter().map(Role::of).collect(),
            homes,
            lives,
        }
    }

    /// The index of the structure of an id; of the last one, should there be several. O(log n), and
    /// faster than hashing, as most files have their structures in order.
    pub fn index(&self, id: usize) -> Option<usize> {
        let after = self.ids.partition_point(|(own, _)| *own <= id);
        let (own, index) = self.ids.get(after.checked_sub(1)?)?;
        (*own == id).then_some(*index)
    }

    /// The index of the annotation that the structure of an id became.
    pub fn annotation(&self, id: usize) -> Option<usize> {
        *self.annotations.get(self.index(id)?)?
    }

    /// The name of the structure of an index that has none but its id. Nothing refers to it by that.
    ///
    /// # Errors
    /// When another structure has its id.
    pub fn name(&self, at: usize, home: &Home, id: usize) -> Result<String, String> {
        if self.index(id) != Some(at) {
            return Err(format!("the id “{id}” is used twice; ids must differ"));
        }
        Ok(format!("{}/{id}", home.document))
    }

    /// The document of the structure of an index.
    ///
    /// # Errors
    /// When its view has no text.
    pub fn home(&self, at: usize) -> Result<&Home, String> {
        let lives = self.lives.get(at).copied();
        let home = lives.and_then(|lives| self.homes.get(lives));
        home.ok_or_else(|| "its view has no text".to_owned())
    }
}

/// Where a structure is, in words.
pub(super) fn called(s: &Structure) -> String {
    let kind = clip(s.short());
    match s.line {
        0 => format!("structure {} ({kind})", s.id),
        line => format!("line {line} ({kind})"),
    }
}
