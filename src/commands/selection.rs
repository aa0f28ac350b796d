//! Clears the selection, or closes what is open.

use crate::desk::Desk;
use crate::desk::view::Cursor;

/// Closes the overlay, else the drawer, else deselects the text, else the annotation.
pub fn clear(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_some) {
        return desk.close_overlay();
    }
    if desk.drawer.with_untracked(Option::is_some) {
        return desk.drawer.set(None);
    }
    let cursor = desk.view.cursor().get_untracked();
    match cursor.filter(|cursor| !cursor.is_empty()) {
        None => desk.view.clear_mark(),
        Some(_) if desk.view.mark().with_untracked(Option::is_some) => desk.view.clear_cursor(),
        Some(cursor) => desk.view.move_cursor(Cursor::at(cursor.head)),
    }
}
