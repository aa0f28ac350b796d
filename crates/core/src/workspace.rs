//! An open project with its history: the one door through which everything changes.

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

/// One line of the journal: what was done to a workspace. Replaying the entries over the snapshot
/// they follow gives the same state and the same history.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A transaction was applied.
    Commit(Transaction),
    /// The last revision was undone.
    Undo,
    /// The last undone revision was done again.
    Redo,
}

choice!(Entry {
    "commit" => Commit(transaction),
    "undo" => Undo,
    "redo" => Redo,
});

impl Workspace {
    /// A workspace over a state, with the history that led to it.
    pub fn new(state: State, history: History) -> Self {
        Self { state, history }
    }

    /// The project as it is now.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Puts what a transaction has become step by step in place of the state that it began with.
    /// Answers with what was touched, and with the journal's entry. O(1), but that a project that is
    /// replaced is kept in the history, which costs O(n) of that one.
    ///
    /// To be called only if the state is still the one that it began with: what was done to it in the
    /// meantime would be lost.
    pub fn conclude(&mut self, gradual: Gradual) -> (Change, Writer) {
        let (inverse, change, entry) = gradual.finish(&mut self.state);
        self.history.record(inverse, true);
        (change, entry)
    }

    /// Does what an entry says. Committing costs what its operations cost, whatever the size of
    /// the project. `Ok(None)`: there was nothing to undo or redo.
    ///
    /// # Errors
    /// When an operation does not fit the state; nothing has changed then.
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

/// Whether operations remove a record.
fn removes(ops: &[Op]) -> bool {
    ops.iter().any(|op| {
        matches!(
            op,
            Op::RemoveAnnotation(_)
                | Op::RemoveRelation(_)
                | Op::RemoveCluster(_)
                | Op::RemoveDocument(_)
        )
    })
}

#[cfg(test)]
mod tests;
