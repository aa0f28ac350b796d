//! A spot in an article: what a pane is left with, and shows again.

use crate::desk::Desk;
use crate::desk::view::{Cursor, View};
use gloo::timers::callback::Timeout;
use postil_core::model::{AnnotationId, DocumentId};

/// What a pane shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// The article.
    pub document: Option<DocumentId>,
    /// The selected mark.
    pub selected: Option<AnnotationId>,
    /// The two ends of the selected text, in code points; moving the cursor moves the second.
    pub cursor: Option<(usize, usize)>,
    /// How far the article is scrolled, in pixels.
    pub scrolled: i32,
}

impl Spot {
    /// Notes what a pane shows now.
    pub fn of(view: View) -> Self {
        let cursor = view.cursor().get_untracked();
        Self {
            document: view.document().get_untracked(),
            selected: view.mark().get_untracked(),
            cursor: cursor.map(|cursor| (cursor.anchor, cursor.head)),
            scrolled: view.scroll().get_untracked(),
        }
    }

    /// Whether its article still exists.
    pub fn is_there(&self, desk: Desk) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|id| desk.peek(|state| state.document(id).is_some()))
    }

    /// Shows it in a pane, as far as it still exists.
    pub fn show(self, desk: Desk, view: View) {
        let Some(document) = self.document else {
            return;
        };
        let length = desk.peek(|state| Some(state.document(&document)?.text().len()));
        let Some(length) = length else {
            return;
        };
        desk.show_in(view, Some(document));
        let is_there = |id: &AnnotationId| desk.peek(|state| state.annotation(id).is_some());
        let cursor = self.cursor.map(|(anchor, head)| Cursor {
            anchor: anchor.min(length),
            head: head.min(length),
        });
        view.restore(self.selected.filter(is_there), cursor);
        // The pane shows the text in a later task.
        Timeout::new(0, move || view.scroll_to(self.scrolled)).forget();
    }
}
