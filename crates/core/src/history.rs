//! Undo and redo: revisions in the order in which they were made, across all documents.

use crate::json::record;
use crate::transaction::{Op, Transaction};
use std::collections::VecDeque;

/// Maximum number of revisions kept.
pub const MAX_REVISIONS: usize = 1000;

/// The steps that can be undone and redone. At most [`MAX_REVISIONS`] steps are kept; the oldest is dropped
/// first.
///
/// A step is stored as its inverse; applying it returns the inverse of that. So after a large
/// import the history holds the project before it, and not a second copy of the import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: VecDeque<Transaction>,
    undone: Vec<Transaction>,
}

record!(History {
    done: required,
    undone: required,
});

impl History {
    /// Records the inverse of an applied transaction with its name and merge key. `removed` tells
    /// whether the transaction removed a record. Steps undone before can no longer be redone.
    ///
    /// A step that puts the same records as the step it merges with adds nothing to it: a note
    /// typed letter by letter takes no more room than a pasted one. O(1) in that case, and
    /// amortized for a step that merges with none; otherwise merging costs O(operations so far).
    pub(crate) fn record(&mut self, inverse: Transaction, removed: bool) {
        self.undone.clear();
        if let Some(last) = self.done.back_mut()
            && inverse.merge.is_some()
            && last.merge == inverse.merge
        {
            // The latest change is undone first. If the earlier step restores the same records to
            // something older, it suffices alone, as long as those records still exist.
            let head = last.ops.get(..inverse.ops.len());
            if removed || !head.is_some_and(|head| goes_further(head, &inverse.ops)) {
                last.ops.splice(0..0, inverse.ops);
            }
            return;
        }
        self.done.push_back(inverse);
        if self.done.len() > MAX_REVISIONS {
            self.done.pop_front();
        }
    }

    /// The steps that can be undone, the latest first: each is the inverse of what was done, under its name.
    pub fn done(&self) -> impl Iterator<Item = &Transaction> {
        self.done.iter().rev()
    }

    /// The name of the step that undo would revert.
    pub fn last_done(&self) -> Option<&str> {
        self.done.back().map(|step| step.name.as_str())
    }

    /// The name of the step that redo would apply.
    pub fn last_undone(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// How many operations undo would apply.
    pub fn undo_size(&self) -> usize {
        self.to_undo().map_or(0, |step| step.ops.len())
    }

    /// How many operations redo would apply.
    pub fn redo_size(&self) -> usize {
        self.to_redo().map_or(0, |step| step.ops.len())
    }

    /// The transaction that reverts the last step.
    pub(crate) fn to_undo(&self) -> Option<&Transaction> {
        self.done.back()
    }

    /// The transaction that applies the last undone step again.
    pub(crate) fn to_redo(&self) -> Option<&Transaction> {
        self.undone.last()
    }

    /// Notes that the last step was undone; `inverse` redoes it.
    pub(crate) fn stepped_back(&mut self, mut inverse: Transaction) {
        if let Some(done) = self.done.pop_back() {
            inverse.merge = done.merge;
            self.undone.push(inverse);
        }
    }

    /// Notes that the last undone step was redone; `inverse` undoes it.
    pub(crate) fn stepped_forward(&mut self, mut inverse: Transaction) {
        if let Some(undone) = self.undone.pop() {
            inverse.merge = undone.merge;
            self.done.push_back(inverse);
        }
    }
}

/// Whether `earlier` restores, one by one, the same records as `later`, to an older version.
fn goes_further(earlier: &[Op], later: &[Op]) -> bool {
    earlier.iter().zip(later).all(|pair| match pair {
        (Op::PutAnnotation(a), Op::PutAnnotation(b)) => a.id == b.id,
        (Op::RemoveAnnotation(a), Op::PutAnnotation(b)) => *a == b.id,
        (Op::PutRelation(a), Op::PutRelation(b)) => a.id == b.id,
        (Op::RemoveRelation(a), Op::PutRelation(b)) => *a == b.id,
        (Op::PutCluster(a), Op::PutCluster(b)) => a.id == b.id,
        (Op::RemoveCluster(a), Op::PutCluster(b)) => *a == b.id,
        (Op::PutMeta(a), Op::PutMeta(b)) => a.id == b.id,
        (Op::PutVersion(a), Op::PutVersion(b)) => a.key() == b.key(),
        (Op::RemoveVersion(a), Op::PutVersion(b)) => *a == b.key(),
        (Op::PutSchema(_), Op::PutSchema(_)) | (Op::PutHeader(_), Op::PutHeader(_)) => true,
        _ => false,
    })
}
