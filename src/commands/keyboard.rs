//! Runs commands for key presses.

use super::chord::Press;
use super::{keymap, motion, pen};
use crate::article;
use crate::browser::focus;
use crate::desk::Desk;
use crate::desk::command::Command;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use wasm_bindgen::JsCast;

/// Listens to the keyboard, and to the pointer for the label that is held, for as long as the page lives.
pub fn listen(desk: Desk) {
    let options = EventListenerOptions::enable_prevent_default();
    pen::listen(desk);
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
    let press = Press {
        key: event.key(),
        code: event.code(),
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    if (typing || overlaid) && !press.ctrl && press.key != "Escape" {
        return;
    }
    let command = desk.peek(|state| {
        let table = keymap::kept_table(state.schema());
        keymap::lookup(&table, in_article, &press).cloned()
    });
    // A field has its own undo.
    if typing && matches!(command, Some(Command::Undo | Command::Redo)) {
        return;
    }
    if let Some(command) = command {
        event.prevent_default();
        desk.view.by_pointer().set(false);
        motion::as_it_looks(desk, &command).run(desk);
    }
}
