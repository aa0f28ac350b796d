//! Undo and redo.

use super::{Desk, labels};
use crate::ui::sentence::{t, tf};
use postil_core::change::Change;
use postil_core::history::History;
use postil_core::model::DocumentId;
use postil_core::workspace::Entry;
use std::collections::BTreeSet;

impl Desk {
    /// Undoes the last change, and shows where it was.
    pub fn undo(self) {
        let name = self.peek_history(|history| history.last_done().map(str::to_owned));
        match name {
            Some(name) => self.step(Entry::Undo, t!("Undone"), &name),
            None => self.announce(t!("Nothing to undo.")),
        }
    }

    /// Redoes the last undone change, and shows where it is.
    pub fn redo(self) {
        let name = self.peek_history(|history| history.last_undone().map(str::to_owned));
        match name {
            Some(name) => self.step(Entry::Redo, t!("Redone"), &name),
            None => self.announce(t!("Nothing to redo.")),
        }
    }

    /// Reads what can be undone and redone, untracked.
    pub fn peek_history<R>(self, read: impl FnOnce(&History) -> R) -> R {
        self.workspace
            .with_untracked(|workspace| read(workspace.history()))
    }

    fn step(self, entry: Entry, word: &str, name: &str) {
        let before = self.view_now().document().get_untracked();
        let Some(change) = self.announce_error(self.perform(entry)) else {
            return;
        };
        // Over the articles the story is read: they stay as they were left.
        let in_story = self.story.with_untracked(Option::is_some);
        // A change that is also here, or in many places, does not lead away from here.
        let here = self.view_now().document().get_untracked();
        let places = change.annotations.iter().map(|touched| &touched.document);
        let stays = here.as_ref().is_some_and(|here| {
            let mut places = places.chain(&change.documents);
            let first = places.clone().next();
            places.clone().any(|id| id == here) || places.any(|id| Some(id) != first)
        });
        if !in_story
            && !stays
            && let Some(id) = change.document()
            && self.peek(|state| state.document(id).is_some())
        {
            self.show(id);
        }
        let shown = self.view_now().document().get_untracked();
        let last = change.annotations.iter().rev();
        let mut last = last.filter(|touched| shown.as_ref() == Some(&touched.document));
        if !in_story && let Some(touched) = last.next().filter(|touched| touched.present) {
            self.view_now().select_mark(touched.id.clone());
        }
        let done = tf!("{word}: {name}");
        self.announce(if shown == before {
            self.with_places(done, shown.as_ref(), &change)
        } else {
            done
        });
    }

    /// What was done, and where, if that is not (only) in the document that is shown.
    fn with_places(self, done: String, shown: Option<&DocumentId>, change: &Change) -> String {
        let places = change.annotations.iter().map(|touched| &touched.document);
        let places: BTreeSet<_> = places.chain(&change.documents).collect();
        let article = |id: &DocumentId| self.peek(|state| labels::numbered_article(state, id));
        match (places.first(), places.len()) {
            (Some(place), 1) if Some(*place) != shown => match article(place) {
                Some(article) => tf!("{done}. {article}."),
                None => done,
            },
            (_, 0 | 1) => done,
            (_, many) => tf!("{done}, in {many} articles"),
        }
    }
}
