//! Runs commands for key presses.

use super::chord::Press;
use super::keymap::{self, Scope};
use super::{motion, pen, tying};
use crate::article;
use crate::browser::focus;
use crate::desk::Desk;
use crate::desk::command::Command;
use crate::desk::overlay::Overlay;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use wasm_bindgen::JsCast;

/// Listens to the keyboard, and to the pointer for the label that is held, for as long as the page lives.
pub fn listen(desk: Desk) {
    let options = EventListenerOptions::enable_prevent_default();
    pen::listen(desk);
    tying::keep(desk);
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        on_key(desk, event.unchecked_ref());
    })
    .forget();
}

fn on_key(desk: Desk, event: &KeyboardEvent) {
    if focus::is_composing(event) || event.default_prevented() {
        return;
    }
    let in_article = article::has_focus();
    let typing = !in_article && focus::takes_text();
    let press = Press::from(event);
    let overlaid = desk.overlay.with_untracked(Option::is_some);
    if (typing || overlaid) && !press.ctrl && press.key != "Escape" {
        return;
    }
    if in_article && focus::is_on_button() && matches!(press.key.as_str(), "Enter" | " ") {
        return;
    }
    let takes = || tying::dragged::key(desk, &press) || tying::key(desk, &press);
    if in_article && !overlaid && takes() {
        event.prevent_default();
        desk.view_now().by_pointer().set(false);
        return;
    }
    let at = match in_article {
        true => Scope::Article,
        false if desk.story.with_untracked(Option::is_some) => Scope::Story,
        // Where there is no article yet, none can have the focus.
        false
            if !typing
                && !focus::is_on_button()
                && desk.peek(|state| state.documents().is_empty()) =>
        {
            Scope::Article
        }
        false => Scope::Page,
    };
    let command = desk.peek(|state| {
        let table = keymap::kept_table(state.schema());
        keymap::lookup(&table, at, &press).cloned()
    });
    if let Some(command) = &command
        && !desk
            .overlay
            .with_untracked(|open| works_over(open.as_ref(), command))
    {
        // Nor does the browser find or print what is behind a dialog.
        if press.ctrl && !focus::has_own_undo() {
            event.prevent_default();
        }
        return;
    }
    // A field has its own undo.
    if focus::has_own_undo() && matches!(command, Some(Command::Undo | Command::Redo)) {
        return;
    }
    if let Some(command) = command {
        event.prevent_default();
        desk.view_now().by_pointer().set(false);
        motion::as_it_looks(desk, &command).run(desk);
    }
}

/// Whether a command works while this is open. A dialog may hold work that no key takes away.
fn works_over(open: Option<&Overlay>, command: &Command) -> bool {
    match open {
        None => true,
        Some(
            Overlay::Conflicts
            | Overlay::Rewordings
            | Overlay::Places
            | Overlay::Codebook
            | Overlay::Checks,
        ) => {
            matches!(command, Command::Clear | Command::Undo | Command::Redo)
        }
        // Nothing is lost with these.
        Some(Overlay::Keys | Overlay::Commands | Overlay::Labels | Overlay::Search(None)) => {
            matches!(
                command,
                Command::Clear | Command::Commands | Command::Search | Command::Export
            )
        }
        Some(_) => *command == Command::Clear,
    }
}
