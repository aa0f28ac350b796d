//! Undo and redo.

use super::Desk;
use crate::ui::sentence::{t, tf};
use postil_core::history::History;
use postil_core::workspace::Entry;

impl Desk {
    /// Undoes the last change, and shows where it was.
    pub fn undo(self) {
        let name = self.peek_history(|history| history.last_done().map(str::to_owned));
        self.step(Entry::Undo, t!("Undone"), name);
    }

    /// Redoes the last undone change, and shows where it is.
    pub fn redo(self) {
        let name = self.peek_history(|history| history.last_undone().map(str::to_owned));
        self.step(Entry::Redo, t!("Redone"), name);
    }

    /// Reads what can be undone and redone, untracked.
    pub fn peek_history<R>(self, read: impl FnOnce(&History) -> R) -> R {
        self.workspace
            .with_untracked(|workspace| read(workspace.history()))
    }

    fn step(self, entry: Entry, word: &str, name: Option<String>) {
        let Some(change) = self.announce_error(self.perform(entry)) else {
            return;
        };
        if let Some(id) = change.document()
            && self.peek(|state| state.document(id).is_some())
        {
            self.show(id);
        }
        let last = change.annotations.last().filter(|touched| touched.present);
        if let Some(touched) = last {
            self.view.select_mark(touched.id.clone());
        }
        self.announce(tf!("{word}: {}", name.unwrap_or_default()));
    }
}
