//! Runs commands for key presses.

use super::chord::Chord;
use super::keymap;
use crate::article;
use crate::browser::focus;
use crate::desk::Desk;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use wasm_bindgen::JsCast;

/// Listens to the keyboard, for as long as the page lives.
pub fn listen(desk: Desk) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        on_key(desk, event.unchecked_ref());
    })
    .forget();
}

fn on_key(desk: Desk, event: &KeyboardEvent) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let in_article = article::has_focus();
    let overlaid = desk.overlay.with_untracked(Option::is_some);
    let typing = !in_article && focus::takes_text();
    let ctrl = event.ctrl_key() || event.meta_key();
    if (typing || overlaid) && !ctrl && event.key() != "Escape" {
        return;
    }
    // A field has its own undo.
    if typing && ctrl && matches!(event.key().as_str(), "z" | "Z" | "y") {
        return;
    }
    let command = desk.peek(|state| {
        let table = keymap::kept_table(state.schema());
        let pressed =
            |chord: &Chord| chord.is(&event.key(), ctrl, event.shift_key(), event.alt_key());
        keymap::lookup(&table, in_article, pressed).cloned()
    });
    if let Some(command) = command {
        event.prevent_default();
        desk.view.by_pointer().set(false);
        command.run(desk);
    }
}
