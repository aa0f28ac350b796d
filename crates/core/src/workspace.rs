//! An open project with its history: the only way to change it.

use crate::change::Change;
use crate::gradual::Gradual;
use crate::history::History;
use crate::json::{Writer, choice};
use crate::state::{EditError, State};
use crate::transaction::{Op, Transaction};

/// An open project with its history.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    state: State,
    history: History,
}

/// An entry of the journal. Replaying the entries after their snapshot restores the same state and
/// the same history.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A transaction was applied.
    Commit(Transaction),
    /// The last revision was undone.
    Undo,
    /// The last undone revision was redone.
    Redo,
}

choice!(Entry {
    "commit" => Commit(transaction),
    "undo" => Undo,
    "redo" => Redo,
});

impl Workspace {
    /// Creates a workspace from a state and the history that led to it.
    pub fn new(state: State, history: History) -> Self {
        Self { state, history }
    }

    /// The current project.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Replaces the state with the result of a transaction that was applied in steps. Returns what
    /// it touched and its journal entry. O(1), plus O(n) to keep a replaced project of size n in
    /// the history.
    ///
    /// The state must not have changed since the transaction began; such changes would be lost.
    pub fn conclude(&mut self, gradual: Gradual) -> (Change, Writer) {
        let (inverse, change, entry) = gradual.finish(&mut self.state);
        self.history.record(inverse, true);
        (change, entry)
    }

    /// Performs an entry. A commit costs what its operations cost, whatever the size of the
    /// project. `Ok(None)`: there was nothing to undo or redo.
    ///
    /// # Errors
    /// If an operation does not fit the state, which then stays as it was.
    pub fn perform(&mut self, entry: &Entry) -> Result<Option<Change>, EditError> {
        match entry {
            Entry::Commit(transaction) => {
                let (mut inverse, change) = self.state.apply(transaction)?;
                inverse.merge.clone_from(&transaction.merge);
                self.history.record(inverse, removes(&transaction.ops));
                Ok(Some(change))
            }
            Entry::Undo => {
                let Some(step) = self.history.to_undo() else {
                    return Ok(None);
                };
                let (inverse, change) = self.state.apply(step)?;
                self.history.stepped_back(inverse);
                Ok(Some(change))
            }
            Entry::Redo => {
                let Some(step) = self.history.to_redo() else {
                    return Ok(None);
                };
                let (inverse, change) = self.state.apply(step)?;
                self.history.stepped_forward(inverse);
                Ok(Some(change))
            }
        }
    }
}

/// Whether any operation removes a record.
fn removes(ops: &[Op]) -> bool {
    ops.iter().any(|op| {
        matches!(
            op,
            Op::RemoveAnnotation(_)
                | Op::RemoveRelation(_)
                | Op::RemoveCluster(_)
                | Op::RemoveDocument(_)
                | Op::RemoveVersion(_)
        )
    })
}

#[cfg(test)]
mod tests;
