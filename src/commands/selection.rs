//! Letting go of what is selected or open.

use crate::desk::{Cursor, Desk};

/// Closes what lies over the page, else clears the selected text, else the selected mark.
pub fn clear(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_some) {
        desk.overlay.set(None);
    } else if desk.drawer.with_untracked(Option::is_some) {
        desk.drawer.set(None);
    } else if desk
        .cursor
        .get_untracked()
        .is_some_and(|cursor| !cursor.is_empty())
    {
        let head = desk.cursor.get_untracked().map(|cursor| cursor.head);
        desk.cursor.set(head.map(Cursor::at));
    } else {
        desk.selected.set(None);
    }
}
