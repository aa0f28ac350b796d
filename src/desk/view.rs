//! What one article pane shows: a document, the cursor or a mark in it, and how far it is scrolled.
//!
//! The rule that cursor and selected mark follow stands here alone: a mark that is selected takes the
//! cursor away, and a cursor that is moved lets the mark go. Only text that is selected *beside* a
//! mark leaves it selected, so that the text can be added to it as a fragment.

use crate::ui::signal::{ErasedReadSignal, ErasedSignal};
use postil_core::model::{AnnotationId, DocumentId};
use std::ops::Range;

/// Selected text of one document, in code points. `head` is the end that moves; equal to `anchor`
/// it is a place, not a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl Cursor {
    /// The cursor at one place, with nothing selected.
    pub fn at(offset: usize) -> Self {
        Self {
            anchor: offset,
            head: offset,
        }
    }

    /// From its first to its last code point.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether no text is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

/// What one article pane shows; copying it copies the handle.
#[derive(Clone, Copy)]
pub struct View {
    document: ErasedSignal<Option<DocumentId>>,
    mark: ErasedSignal<Option<AnnotationId>>,
    cursor: ErasedSignal<Option<Cursor>>,
    scroll: ErasedSignal<i32>,
    by_pointer: ErasedSignal<bool>,
}

impl View {
    /// A view of nothing.
    pub fn new() -> Self {
        Self {
            document: ErasedSignal::new(None),
            mark: ErasedSignal::new(None),
            cursor: ErasedSignal::new(None),
            scroll: ErasedSignal::new(0),
            by_pointer: ErasedSignal::new(false),
        }
    }

    /// The document in the pane.
    pub fn document(self) -> ErasedReadSignal<Option<DocumentId>> {
        self.document.read_only()
    }

    /// The selected annotation.
    pub fn mark(self) -> ErasedReadSignal<Option<AnnotationId>> {
        self.mark.read_only()
    }

    /// The selected text of the document, or the place of the cursor.
    pub fn cursor(self) -> ErasedReadSignal<Option<Cursor>> {
        self.cursor.read_only()
    }

    /// How far the article is scrolled, in pixels. Changes are told of only where someone else than
    /// the reader wants them: see [`View::scroll_to`].
    pub fn scroll(self) -> ErasedReadSignal<i32> {
        self.scroll.read_only()
    }

    /// Whether what is selected was reached with a pointer, not with keys.
    pub fn by_pointer(self) -> ErasedSignal<bool> {
        self.by_pointer
    }

    /// Shows a document, with nothing selected in it; the one that is shown stays as it is.
    pub fn show(self, id: Option<DocumentId>) {
        if self.document.with_untracked(|shown| *shown != id) {
            self.clear_selection();
            self.document.set(id);
        }
    }

    /// Shows the same document anew: there may be another one by the same name.
    pub fn refresh(self) {
        self.document.update(|_| {});
    }

    /// Selects an annotation of the document.
    pub fn select_mark(self, id: AnnotationId) {
        self.clear_cursor();
        self.mark.set(Some(id));
    }

    /// Lets the selected annotation go.
    pub fn clear_mark(self) {
        if self.mark.with_untracked(Option::is_some) {
            self.mark.set(None);
        }
    }

    /// Moves the cursor, or selects text, and lets the selected annotation go.
    pub fn move_cursor(self, cursor: Cursor) {
        self.clear_mark();
        self.cursor.set(Some(cursor));
    }

    /// Selects text, and leaves the selected annotation selected beside it.
    pub fn select_text(self, cursor: Cursor) {
        if cursor.is_empty() {
            return self.move_cursor(cursor);
        }
        self.cursor.set(Some(cursor));
    }

    /// Takes the cursor away.
    pub fn clear_cursor(self) {
        if self.cursor.with_untracked(Option::is_some) {
            self.cursor.set(None);
        }
    }

    /// Lets go of all that is selected.
    pub fn clear_selection(self) {
        self.clear_cursor();
        self.clear_mark();
    }

    /// Notes how far the reader has scrolled, in pixels.
    pub fn note_scroll(self, top: i32) {
        self.scroll.change(|scroll| *scroll = top);
    }

    /// Lets the pane scroll to pixels from the top.
    pub fn scroll_to(self, top: i32) {
        self.scroll.set(top);
    }
}
