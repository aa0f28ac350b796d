//! Commands on the edges and fragments of an annotation.

use crate::article;
use crate::desk::Desk;
use crate::desk::command::Direction;
use crate::desk::view::Cursor;
use crate::ui::sentence::{t, tf};
use postil_core::edit;
use postil_core::model::AnnotationId;
use postil_core::state::DocumentState;
use std::ops::Range;

/// Moves the end of the selected annotation by a word, or over the punctuation that closes after it. It
/// stays in its paragraph.
pub fn end(desk: Desk, direction: Direction) {
    shift(desk, |document, extent| {
        let text = document.text();
        let end = match direction {
            Direction::Forward => text.next_end(extent.end)?,
            Direction::Back => text.prev_end(extent.end)?,
        };
        let same = direction == Direction::Back || is_one_paragraph(document, extent.end, end);
        same.then_some(extent.start..end)
    });
}

/// Moves the start of the selected annotation by a word, or over the punctuation that opens before it.
/// It stays in its paragraph.
pub fn start(desk: Desk, direction: Direction) {
    shift(desk, |document, extent| {
        let text = document.text();
        let start = match direction {
            Direction::Forward => text.next_start(extent.start)?,
            Direction::Back => text.prev_start(extent.start)?,
        };
        let same =
            direction == Direction::Forward || is_one_paragraph(document, start, extent.start);
        same.then_some(start..extent.end)
    });
}

/// Whether two offsets are in the same paragraph.
fn is_one_paragraph(document: &DocumentState, one: usize, other: usize) -> bool {
    let blocks = document.text().blocks();
    blocks.at(one).paragraph == blocks.at(other).paragraph
}

fn shift(desk: Desk, moved: impl FnOnce(&DocumentState, Range<usize>) -> Option<Range<usize>>) {
    let cursor = desk.view_now().cursor().get_untracked();
    if let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) {
        return shift_text(desk, cursor, moved);
    }
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    let extent = desk.peek(|state| {
        let annotation = state.annotation(&id)?;
        let extent = moved(state.document(&annotation.document)?, annotation.extent())?;
        Some(edit::off_gaps(annotation, extent))
    });
    let Some(extent) = extent else {
        desk.announce(t!("The mark stays in its paragraph."));
        return;
    };
    let Some(transaction) =
        desk.stamped(|state, stamp| edit::set_extent(state, &id, extent, stamp))
    else {
        desk.announce(t!(
            "The mark has only one word. Backspace removes the mark."
        ));
        return;
    };
    if desk.commit(transaction) {
        let quote = desk.peek(|state| state.annotation(&id).map(|a| state.quote(a)));
        announce(desk, &id, quote.unwrap_or_default());
    }
}

/// Announces what was done to an annotation, and that it is now the same as another. It stays: a key moves
/// on, and a mark may pass over another on its way.
fn announce(desk: Desk, id: &AnnotationId, done: String) {
    let is_twin = desk.peek(|state| {
        let annotation = state.annotation(id);
        annotation.is_some_and(|annotation| edit::twin(state, annotation).is_some())
    });
    desk.announce(if is_twin {
        tf!("The same mark is here twice: {done}")
    } else {
        done
    });
}

/// Moves an edge of the selected text, which may be beside a selected annotation.
fn shift_text(
    desk: Desk,
    cursor: Cursor,
    moved: impl FnOnce(&DocumentState, Range<usize>) -> Option<Range<usize>>,
) {
    let range = desk
        .peek_document(|_, document| moved(document, cursor.range()))
        .flatten()
        .filter(|range| !range.is_empty());
    let Some(range) = range else {
        desk.announce(t!("The selected text stays in its paragraph."));
        return;
    };
    let words = desk.peek_document(|_, document| document.text().slice(range.clone()).to_owned());
    let (anchor, head) = match cursor.anchor <= cursor.head {
        true => (range.start, range.end),
        false => (range.end, range.start),
    };
    desk.view_now().select_text(Cursor { anchor, head });
    article::reveal(head..head);
    desk.announce(words.unwrap_or_default());
}

/// Adds the selected text to the selected annotation.
pub fn add_fragment(desk: Desk) {
    let range = desk
        .view_now()
        .cursor()
        .get_untracked()
        .filter(|cursor| !cursor.is_empty());
    let (Some(cursor), Some(id)) = (range, desk.view_now().mark().get_untracked()) else {
        desk.announce(t!("Select a mark, then text to add to it."));
        return;
    };
    let done = desk
        .commit(desk.stamped(|state, stamp| edit::add_fragment(state, &id, cursor.range(), stamp)));
    if done {
        desk.view_now().clear_cursor();
        announce(desk, &id, t!("Fragment added.").to_owned());
    }
}

/// Removes the fragment at the cursor, else the last, from the selected annotation.
pub fn remove_fragment(desk: Desk) {
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    let removed = desk.stamped(|state, stamp| {
        let fragments = &state.annotation(&id)?.fragments;
        let at_cursor = desk.view_now().cursor().get_untracked().and_then(|cursor| {
            fragments
                .iter()
                .position(|f| f.start <= cursor.head && cursor.head <= f.end)
        });
        let fragment = at_cursor.unwrap_or(fragments.len().saturating_sub(1));
        edit::remove_fragment(state, &id, fragment, stamp)
    });
    match removed {
        None => desk.announce(t!(
            "The mark has only one fragment. Backspace removes the mark."
        )),
        Some(removed) => {
            if desk.commit(removed) {
                announce(desk, &id, t!("Fragment removed.").to_owned());
            }
        }
    }
}
