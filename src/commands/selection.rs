//! Clears the selection, or closes what is open.

use super::{kept, pen, rules, story, tying};
use crate::article;
use crate::desk::view::Cursor;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};

/// Closes the overlay, else the story, else the drawer, else lets go of the label that is held, else gives up the relation
/// in the making, else keeps no mark any more, else deselects the text, else the annotation, at whose end the cursor then is, else puts the rule away.
pub fn clear(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_some) {
        return desk.close_overlay();
    }
    if desk.story.with_untracked(Option::is_some) {
        return story::leave(desk);
    }
    if desk.drawer.with_untracked(Option::is_some) {
        desk.drawer.set(None);
        return article::focus();
    }
    if desk.pen.with_untracked(Option::is_some) {
        return pen::let_go(desk);
    }
    if tying::dragged::leave(desk) {
        return;
    }
    if desk.tying.with_untracked(Option::is_some) {
        return tying::leave(desk);
    }
    if kept::let_go(desk) {
        return;
    }
    let cursor = desk.view_now().cursor().get_untracked();
    match cursor.filter(|cursor| !cursor.is_empty()) {
        None if desk.view_now().mark().with_untracked(Option::is_none)
            && desk.rule.get_untracked() =>
        {
            rules::toggle(desk);
        }
        None => leave_mark(desk),
        Some(_) if desk.view_now().mark().with_untracked(Option::is_some) => {
            desk.view_now().clear_cursor();
            let title = desk.view_now().mark().with_untracked(|id| {
                desk.peek(|state| {
                    let annotation = state.annotation(id.as_ref()?)?;
                    Some(labels::brief(state.schema().title(&annotation.label)))
                })
            });
            desk.announce(tf!("{} is still selected.", title.unwrap_or_default()));
        }
        Some(cursor) => {
            desk.view_now().move_cursor(Cursor::at(cursor.head));
            desk.announce(DESELECTED);
        }
    }
}

const DESELECTED: &str = t!("Deselected.");

/// Deselects the annotation, and puts the cursor at its end, so that keys go on from there.
fn leave_mark(desk: Desk) {
    let end = desk
        .view_now()
        .mark()
        .with_untracked(|id| desk.peek(|state| Some(state.annotation(id.as_ref()?)?.extent().end)));
    if let Some(end) = end {
        desk.view_now().move_cursor(Cursor::at(end));
        desk.announce(DESELECTED);
    }
}
