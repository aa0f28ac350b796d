//! Commands on the edges and fragments of an annotation.

use crate::desk::Desk;
use crate::desk::command::Direction;
use crate::ui::sentence::t;
use postil_core::edit;
use postil_core::state::DocumentState;
use std::ops::Range;

/// Moves the end of the selected annotation by a word.
pub fn end(desk: Desk, direction: Direction) {
    shift(desk, |document, extent| {
        let text = document.text();
        let end = match direction {
            Direction::Forward => text.next_word_end(extent.end)?,
            Direction::Back => text.prev_word_end(extent.end)?,
        };
        Some(extent.start..end)
    });
}

/// Moves the start of the selected annotation by a word.
pub fn start(desk: Desk, direction: Direction) {
    shift(desk, |document, extent| {
        let text = document.text();
        let word = match direction {
            Direction::Forward => text.next_word(extent.start)?,
            Direction::Back => text.prev_word(extent.start)?,
        };
        Some(word.start..extent.end)
    });
}

fn shift(desk: Desk, moved: impl FnOnce(&DocumentState, Range<usize>) -> Option<Range<usize>>) {
    let Some(id) = desk.view.mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    let transaction = desk.stamped(|state, stamp| {
        let annotation = state.annotation(&id)?;
        let document = state.document(&annotation.document)?;
        let extent = moved(document, annotation.extent())?;
        edit::set_extent(state, &id, extent, stamp)
    });
    if desk.commit(transaction) {
        let quote = desk.peek(|state| state.annotation(&id).map(|a| state.quote(a)));
        desk.announce(quote.unwrap_or_default());
    }
}

/// Adds the selected text to the selected annotation.
pub fn add_fragment(desk: Desk) {
    let range = desk
        .view
        .cursor()
        .get_untracked()
        .filter(|cursor| !cursor.is_empty());
    let (Some(cursor), Some(id)) = (range, desk.view.mark().get_untracked()) else {
        desk.announce(t!("Select a mark, then text to add to it."));
        return;
    };
    let done = desk
        .commit(desk.stamped(|state, stamp| edit::add_fragment(state, &id, cursor.range(), stamp)));
    if done {
        desk.view.clear_cursor();
        desk.announce(t!("Fragment added."));
    }
}

/// Removes the fragment at the cursor, else the last, from the selected annotation.
pub fn remove_fragment(desk: Desk) {
    let Some(id) = desk.view.mark().get_untracked() else {
        return;
    };
    let done = desk.commit(desk.stamped(|state, stamp| {
        let fragments = &state.annotation(&id)?.fragments;
        let at_cursor = desk.view.cursor().get_untracked().and_then(|cursor| {
            fragments
                .iter()
                .position(|f| f.start <= cursor.head && cursor.head <= f.end)
        });
        let fragment = at_cursor.unwrap_or(fragments.len().saturating_sub(1));
        edit::remove_fragment(state, &id, fragment, stamp)
    }));
    desk.announce(if done {
        t!("Fragment removed.")
    } else {
        t!("The mark has only one fragment. Backspace removes the mark.")
    });
}
