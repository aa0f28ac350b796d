//! What follows when the inspector opens, closes or becomes a drawer: it takes room from the article.

use crate::article;
use crate::desk::Desk;
use crate::desk::view::Cursor;
use crate::ui::view::effect;
use gloo::events::EventListener;
use leptos::prelude::*;

/// Follows the inspector and the window, for as long as the page lives.
pub fn keep(desk: Desk) {
    // What was chosen may have been where the inspector is now.
    effect(move || {
        desk.panel.track();
        request_animation_frame(move || reveal(desk));
    });
    // Another width may make a drawer of it.
    EventListener::new(&window(), "resize", move |_| desk.drawer.update(|_| {})).forget();
}

fn reveal(desk: Desk) {
    let cursor = desk.view_now().cursor().get_untracked();
    let of_mark = || {
        let id = desk.view_now().mark().get_untracked()?;
        desk.peek(|state| Some(state.annotation(&id)?.extent()))
    };
    let at = |cursor: Cursor| cursor.head..cursor.head;
    if let Some(range) = cursor.map(at).or_else(of_mark) {
        article::reveal(range);
    }
}
