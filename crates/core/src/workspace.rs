//! An open project with its history: the one door through which everything changes.

use crate::change::Change;
use crate::history::History;
use crate::json::choice;
use crate::state::{EditError, State};
use crate::transaction::Transaction;

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

    /// Does what an entry says. Committing costs what its operations cost, whatever the size of
    /// the project. `Ok(None)`: there was nothing to undo or redo.
    ///
    /// # Errors
    /// When an operation does not fit the state; nothing has changed then.
    pub fn perform(&mut self, entry: &Entry) -> Result<Option<Change>, EditError> {
        match entry {
            Entry::Commit(transaction) => {
                let (inverse, change) = self.state.apply(transaction)?;
                self.history.record(transaction.clone(), inverse);
                Ok(Some(change))
            }
            Entry::Undo => {
                let Some(revision) = self.history.last_done() else {
                    return Ok(None);
                };
                let (_, change) = self.state.apply(&revision.inverse)?;
                self.history.stepped_back();
                Ok(Some(change))
            }
            Entry::Redo => {
                let Some(revision) = self.history.last_undone() else {
                    return Ok(None);
                };
                let (_, change) = self.state.apply(&revision.forward)?;
                self.history.stepped_forward();
                Ok(Some(change))
            }
        }
    }
}

#[cfg(test)]
mod tests;
