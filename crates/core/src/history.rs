//! Undo and redo: revisions in the order in which they were made, across all documents.

use crate::json::record;
use crate::transaction::{Op, Transaction};
use std::collections::VecDeque;

/// How many revisions are remembered.
pub const LIMIT: usize = 1000;

/// What was done and can be undone, and what was undone and can be done again. At most [`LIMIT`]
/// steps are kept; the oldest is dropped first.
///
/// A step is kept as the transaction that takes it back; applying that answers with the one that
/// does it again. So the history of a large import holds what was there before it, and not the
/// import once more.
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
    /// Records the inverse of a transaction that was applied, under its name and its merge key, and
    /// whether that removed anything. What was undone before can no longer be done again.
    ///
    /// A step that puts the very records which the one it merges with has put last adds nothing to
    /// it: a note that was typed takes no more room than one that was pasted. O(1) then, and
    /// amortized for one that merges with none; otherwise merging costs O(operations so far).
    pub(crate) fn record(&mut self, inverse: Transaction, removed: bool) {
        self.undone.clear();
        if let Some(last) = self.done.back_mut()
            && inverse.merge.is_some()
            && last.merge == inverse.merge
        {
            // What was done last is taken back first; where the step before goes back further on the
            // same records, it goes there by itself, if they are still there.
            let head = last.ops.get(..inverse.ops.len());
            if removed || !head.is_some_and(|head| goes_further(head, &inverse.ops)) {
                last.ops.splice(0..0, inverse.ops);
            }
            return;
        }
        self.done.push_back(inverse);
        if self.done.len() > LIMIT {
            self.done.pop_front();
        }
    }

    /// The name of what undo would take back.
    pub fn last_done(&self) -> Option<&str> {
        self.done.back().map(|step| step.name.as_str())
    }

    /// The name of what redo would bring back.
    pub fn last_undone(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// How many operations undo would take.
    pub fn undo_size(&self) -> usize {
        self.to_undo().map_or(0, |step| step.ops.len())
    }

    /// How many operations redo would take.
    pub fn redo_size(&self) -> usize {
        self.to_redo().map_or(0, |step| step.ops.len())
    }

    /// What takes the last step back.
    pub(crate) fn to_undo(&self) -> Option<&Transaction> {
        self.done.back()
    }

    /// What does the last undone step again.
    pub(crate) fn to_redo(&self) -> Option<&Transaction> {
        self.undone.last()
    }

    /// The last step was taken back, by an operation whose inverse this is.
    pub(crate) fn stepped_back(&mut self, mut inverse: Transaction) {
        if let Some(done) = self.done.pop_back() {
            inverse.merge = done.merge;
            self.undone.push(inverse);
        }
    }

    /// The last undone step was done again, by an operation whose inverse this is.
    pub(crate) fn stepped_forward(&mut self, mut inverse: Transaction) {
        if let Some(undone) = self.undone.pop() {
            inverse.merge = undone.merge;
            self.done.push_back(inverse);
        }
    }
}

/// Whether operations put or remove the same records, one by one, as others that put them back to
/// something later.
fn goes_further(earlier: &[Op], later: &[Op]) -> bool {
    earlier.iter().zip(later).all(|pair| match pair {
        (Op::PutAnnotation(a), Op::PutAnnotation(b)) => a.id == b.id,
        (Op::RemoveAnnotation(a), Op::PutAnnotation(b)) => *a == b.id,
        (Op::PutRelation(a), Op::PutRelation(b)) => a.id == b.id,
        (Op::RemoveRelation(a), Op::PutRelation(b)) => *a == b.id,
        (Op::PutCluster(a), Op::PutCluster(b)) => a.id == b.id,
        (Op::RemoveCluster(a), Op::PutCluster(b)) => *a == b.id,
        (Op::PutMeta(a), Op::PutMeta(b)) => a.id == b.id,
        (Op::PutSchema(_), Op::PutSchema(_)) | (Op::PutHeader(_), Op::PutHeader(_)) => true,
        _ => false,
    })
}
