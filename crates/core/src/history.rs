//! Undo and redo: revisions in the order in which they were made, across all documents.

use crate::json::record;
use crate::transaction::{Op, Transaction};
use std::collections::VecDeque;

/// How many revisions are remembered.
pub const LIMIT: usize = 1000;

/// One step of undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// What was done.
    pub forward: Transaction,
    /// What undoes it.
    pub inverse: Transaction,
}

record!(Revision {
    forward: required,
    inverse: required,
});

/// What was done and can be undone, and what was undone and can be done again. At most [`LIMIT`]
/// revisions are kept; the oldest is dropped first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: VecDeque<Revision>,
    undone: Vec<Revision>,
}

record!(History {
    done: required,
    undone: required,
});

impl History {
    /// Records a transaction that was applied, with its inverse. What was undone before can no
    /// longer be done again.
    ///
    /// A transaction that puts the very records which the one it merges with has put last takes
    /// their place: a note that was typed takes no more room than one that was pasted. O(1) then,
    /// and amortized for one that merges with none; otherwise merging costs O(operations so far).
    pub(crate) fn record(&mut self, forward: Transaction, inverse: Transaction) {
        self.undone.clear();
        if let Some(last) = self.done.back_mut()
            && forward.merge.is_some()
            && last.forward.merge == forward.merge
        {
            if let Some(tail) = last.forward.ops.len().checked_sub(forward.ops.len())
                && puts_again(&last.forward.ops[tail..], &forward.ops)
            {
                // The inverse goes back to before the first of the puts, so it stays as it is.
                last.forward.ops.truncate(tail);
                last.forward.ops.extend(forward.ops);
                return;
            }
            last.forward.ops.extend(forward.ops);
            let earlier = std::mem::replace(&mut last.inverse.ops, inverse.ops);
            last.inverse.ops.extend(earlier);
            return;
        }
        self.done.push_back(Revision { forward, inverse });
        if self.done.len() > LIMIT {
            self.done.pop_front();
        }
    }

    /// The revision that undo would take back.
    pub fn last_done(&self) -> Option<&Revision> {
        self.done.back()
    }

    /// The revision that redo would bring back.
    pub fn last_undone(&self) -> Option<&Revision> {
        self.undone.last()
    }

    /// The names of what can be undone, latest first.
    pub fn done_names(&self) -> impl Iterator<Item = &str> {
        self.done.iter().rev().map(|r| r.forward.name.as_str())
    }

    /// Moves the last revision to what can be redone.
    pub(crate) fn stepped_back(&mut self) {
        self.undone.extend(self.done.pop_back());
    }

    /// Moves the last undone revision back to what can be undone.
    pub(crate) fn stepped_forward(&mut self) {
        self.done.extend(self.undone.pop());
    }
}

/// Whether operations put the same records, one by one, as those before them.
fn puts_again(before: &[Op], after: &[Op]) -> bool {
    before.iter().zip(after).all(|pair| match pair {
        (Op::PutAnnotation(a), Op::PutAnnotation(b)) => a.id == b.id,
        (Op::PutRelation(a), Op::PutRelation(b)) => a.id == b.id,
        (Op::PutCluster(a), Op::PutCluster(b)) => a.id == b.id,
        (Op::PutMeta(a), Op::PutMeta(b)) => a.id == b.id,
        (Op::PutSchema(_), Op::PutSchema(_)) | (Op::PutHeader(_), Op::PutHeader(_)) => true,
        _ => false,
    })
}
