//! What one article pane shows: a document, the cursor or a selected annotation in it, and how far it
//! is scrolled.
//!
//! Only this file changes the cursor and the selected annotation: selecting an annotation clears the
//! cursor, and moving the cursor deselects the annotation. Selecting *text* keeps the annotation
//! selected, so that the text can be added to it as a fragment.

use crate::ui::signal::{ErasedReadSignal, ErasedSignal};
use postil_core::model::{AnnotationId, DocumentId};
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

/// Selected text of a document, in code points. If `head` equals `anchor`, no text is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl Cursor {
    /// A cursor with no text selected.
    pub fn at(offset: usize) -> Self {
        Self {
            anchor: offset,
            head: offset,
        }
    }

    /// From the first to the last code point.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether no text is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

/// What a document was left with: its cursor or its selected annotation, and its scrolling.
#[derive(Clone, Debug, Default)]
struct Left {
    cursor: Option<Cursor>,
    mark: Option<AnnotationId>,
    scroll: i32,
}

/// A handle on what one article pane shows; a copy is the same view, and equal to it.
#[derive(Clone, Copy)]
pub struct View {
    /// Tells views apart; no two have the same.
    number: u32,
    document: ErasedSignal<Option<DocumentId>>,
    mark: ErasedSignal<Option<AnnotationId>>,
    cursor: ErasedSignal<Option<Cursor>>,
    scroll: ErasedSignal<i32>,
    by_pointer: ErasedSignal<bool>,
    /// What documents shown before were left with. Notifies nobody.
    left: ErasedSignal<HashMap<DocumentId, Left>>,
    /// Whether the selection is as it was left, and so is the scrolling. Notifies nobody.
    returned: ErasedSignal<bool>,
    /// Whether the selected annotation is where a person is looking already. Notifies nobody.
    in_sight: ErasedSignal<bool>,
}

thread_local! {
    /// The number of the view made last.
    static LAST: Cell<u32> = const { Cell::new(0) };
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl std::fmt::Debug for View {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "View({})", self.number)
    }
}

impl View {
    /// Makes a view that shows nothing.
    pub fn new() -> Self {
        Self {
            number: LAST.with(|last| {
                last.set(last.get() + 1);
                last.get()
            }),
            document: ErasedSignal::new(None),
            mark: ErasedSignal::new(None),
            cursor: ErasedSignal::new(None),
            scroll: ErasedSignal::new(0),
            by_pointer: ErasedSignal::new(false),
            left: ErasedSignal::new(HashMap::new()),
            returned: ErasedSignal::new(false),
            in_sight: ErasedSignal::new(false),
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

    /// The selected text of the document, or the cursor.
    pub fn cursor(self) -> ErasedReadSignal<Option<Cursor>> {
        self.cursor.read_only()
    }

    /// How far the article is scrolled, in pixels. Notifies only of [`View::scroll_to`], not of
    /// scrolling by the user.
    pub fn scroll(self) -> ErasedReadSignal<i32> {
        self.scroll.read_only()
    }

    /// Whether the selection was made with a pointer, not with keys.
    pub fn by_pointer(self) -> ErasedSignal<bool> {
        self.by_pointer
    }

    /// Shows a document as it was left, at first with nothing selected. Does nothing if it is already
    /// shown. `is_there` tells whether an annotation still exists, and `length` is that of the document
    /// in code points.
    pub fn show(
        self,
        id: Option<DocumentId>,
        length: usize,
        is_there: impl FnOnce(&AnnotationId) -> bool,
    ) {
        if self.document.with_untracked(|shown| *shown == id) {
            return;
        }
        let leaving = Left {
            cursor: self.cursor.get_untracked(),
            mark: self.mark.get_untracked(),
            scroll: self.scroll.get_untracked(),
        };
        let found = self.left.change(|left| {
            if let Some(before) = self.document.get_untracked() {
                left.insert(before, leaving);
            }
            left.remove(id.as_ref()?)
        });
        let found = found.flatten().unwrap_or_default();
        let Left {
            cursor,
            mark,
            scroll,
        } = found;
        self.clear_selection();
        self.note_scroll(scroll);
        self.document.set(id);
        let cursor = cursor.map(|cursor| Cursor {
            anchor: cursor.anchor.min(length),
            head: cursor.head.min(length),
        });
        self.restore(mark.filter(is_there), cursor);
    }

    /// Selects what was selected when the document was left, without scrolling to it. The cursor is one
    /// of the document.
    pub fn restore(self, mark: Option<AnnotationId>, cursor: Option<Cursor>) {
        self.clear_selection();
        if mark.is_some() {
            self.mark.set(mark);
        }
        if cursor.is_some() {
            self.cursor.set(cursor);
        }
        self.returned.change(|returned| *returned = true);
    }

    /// Forgets what documents were left with: `is_gone` tells which.
    pub fn forget(self, is_gone: impl Fn(&DocumentId) -> bool) {
        self.left.change(|left| left.retain(|id, _| !is_gone(id)));
    }

    /// Whether the selected annotation is that which the document was left with, so that the scrolling
    /// is right as it is.
    pub fn has_returned(self) -> bool {
        self.returned.get_untracked()
    }

    /// Does as if the selected annotation were one that the document was left with: what was to be done with it is
    /// done.
    pub fn be_done_with_mark(self) {
        self.returned.change(|returned| *returned = true);
    }

    /// Shows the document again: another one may have taken its id.
    pub fn refresh(self) {
        self.document.update(|_| {});
    }

    /// Selects an annotation of the document.
    pub fn select_mark(self, id: AnnotationId) {
        self.select(id, false);
    }

    /// Selects an annotation in place of the selected text, which is in sight.
    pub fn select_in_sight(self, id: AnnotationId) {
        self.select(id, true);
    }

    fn select(self, id: AnnotationId, in_sight: bool) {
        self.returned.change(|returned| *returned = false);
        self.in_sight.change(|is| *is = in_sight);
        self.clear_cursor();
        self.mark.set(Some(id));
    }

    /// Whether the selected annotation may need to be scrolled to.
    pub fn may_be_out_of_sight(self) -> bool {
        !self.returned.get_untracked() && !self.in_sight.get_untracked()
    }

    /// Deselects the annotation.
    pub fn clear_mark(self) {
        if self.mark.with_untracked(Option::is_some) {
            self.mark.set(None);
        }
    }

    /// Moves the cursor or selects text, and deselects the annotation.
    pub fn move_cursor(self, cursor: Cursor) {
        self.clear_mark();
        self.cursor.set(Some(cursor));
    }

    /// Selects text and keeps the annotation selected; an empty cursor deselects it.
    pub fn select_text(self, cursor: Cursor) {
        if cursor.is_empty() {
            return self.move_cursor(cursor);
        }
        self.cursor.set(Some(cursor));
    }

    /// Clears the cursor.
    pub fn clear_cursor(self) {
        if self.cursor.with_untracked(Option::is_some) {
            self.cursor.set(None);
        }
    }

    /// Clears the cursor and deselects the annotation.
    pub fn clear_selection(self) {
        self.clear_cursor();
        self.clear_mark();
    }

    /// Notes how far the user has scrolled, in pixels.
    pub fn note_scroll(self, top: i32) {
        self.scroll.change(|scroll| *scroll = top);
    }

    /// Scrolls the pane to `top` pixels from the top.
    pub fn scroll_to(self, top: i32) {
        self.scroll.set(top);
    }
}
