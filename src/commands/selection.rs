//! Clears the selection, or closes what is open.

use super::pen;
use crate::desk::Desk;
use crate::desk::view::Cursor;

/// Closes the overlay, else the drawer, else lets go of the label that is held, else deselects the text,
/// else the annotation, at whose end the cursor then is.
pub fn clear(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_some) {
        return desk.close_overlay();
    }
    if desk.drawer.with_untracked(Option::is_some) {
        return desk.drawer.set(None);
    }
    if desk.pen.with_untracked(Option::is_some) {
        return pen::let_go(desk);
    }
    let cursor = desk.view.cursor().get_untracked();
    match cursor.filter(|cursor| !cursor.is_empty()) {
        None => leave_mark(desk),
        Some(_) if desk.view.mark().with_untracked(Option::is_some) => desk.view.clear_cursor(),
        Some(cursor) => desk.view.move_cursor(Cursor::at(cursor.head)),
    }
}

/// Deselects the annotation, and puts the cursor at its end, so that keys go on from there.
fn leave_mark(desk: Desk) {
    let end = desk
        .view
        .mark()
        .with_untracked(|id| desk.peek(|state| Some(state.annotation(id.as_ref()?)?.extent().end)));
    if let Some(end) = end {
        desk.view.move_cursor(Cursor::at(end));
    }
}
