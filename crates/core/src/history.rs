//! Undo and redo: revisions in the order in which they were made, across all documents.

use crate::transaction::Transaction;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// How many revisions are remembered.
pub const LIMIT: usize = 1000;

/// One step of undo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// What was done.
    pub forward: Transaction,
    /// What undoes it.
    pub inverse: Transaction,
}

/// What was done and can be undone, and what was undone and can be done again. At most [`LIMIT`]
/// revisions are kept; the oldest is dropped first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    done: VecDeque<Revision>,
    undone: Vec<Revision>,
}

impl History {
    /// Records a transaction that was applied, with its inverse. What was undone before can no
    /// longer be done again. Amortized O(1).
    pub(crate) fn record(&mut self, forward: Transaction, inverse: Transaction) {
        self.undone.clear();
        if let Some(last) = self.done.back_mut()
            && forward.merge.is_some()
            && last.forward.merge == forward.merge
        {
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
