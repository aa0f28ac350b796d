//! Holds a label like a pen: text that is selected with a mouse or a finger is tagged with it at once.

use super::tag;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use crate::ui::view::effect;
use gloo::events::EventListener;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event, MouseEvent};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Holds a layer or a label instead of the one that is held, and tags the selected text with it. Lets go
/// of the one that is held already.
pub fn hold(desk: Desk, label: &str) {
    if desk.pen.with_untracked(|pen| pen.as_deref() == Some(label)) {
        return let_go(desk);
    }
    if desk.read_only.get_untracked() {
        desk.announce(t!("This project is read only here."));
        return;
    }
    let title = desk.peek(|state| labels::brief(state.schema().title(label)));
    desk.pen.set(Some(label.to_owned()));
    if !draw(desk) {
        desk.announce(tf!(
            "Holding {title}: text that you select is tagged at once. Esc lets go."
        ));
    }
}

/// Holds the label of the selected annotation, else the one that was given last, or lets go of the one
/// that is held.
pub fn hold_last(desk: Desk) {
    let text = desk
        .view_now()
        .cursor()
        .with_untracked(|cursor| cursor.is_some_and(|c| !c.is_empty()));
    let mark = desk.view_now().mark().get_untracked().filter(|_| !text);
    let of_mark = desk.peek(|state| Some(state.annotation(&mark?)?.label.clone()));
    match (
        desk.pen.get_untracked(),
        of_mark.or_else(|| desk.last_label.get_untracked()),
    ) {
        (Some(_), _) => let_go(desk),
        (None, Some(label)) => hold(desk, &label),
        (None, None) => desk.announce(t!("Tag something first.")),
    }
}

/// Lets go of the label that is held.
pub fn let_go(desk: Desk) {
    let Some(label) = desk.pen.get_untracked() else {
        return;
    };
    desk.pen.set(None);
    let title = desk.peek(|state| labels::brief(state.schema().title(&label)));
    desk.announce(tf!("Let go of {title}."));
}

/// Tags the selected text with the label that is held; returns whether there are both.
fn draw(desk: Desk) -> bool {
    match desk.pen.get_untracked() {
        Some(label) if holds_text(desk) => {
            tag::tag(desk, &label);
            true
        }
        _ => false,
    }
}

/// Whether a label is held and text is selected.
fn holds_text(desk: Desk) -> bool {
    let cursor = desk.view_now().cursor().get_untracked();
    desk.pen.with_untracked(Option::is_some) && cursor.is_some_and(|cursor| !cursor.is_empty())
}

/// Undoes what was tagged last, and leaves the selected text as it is.
fn take_back(desk: Desk) {
    let cursor = desk.view_now().cursor().get_untracked();
    desk.undo();
    if let Some(cursor) = cursor {
        desk.view_now().select_text(cursor);
    }
}

/// Follows the pointer, for as long as the page lives, and lets go where the label must not stay held:
/// under a dialog, and where nothing may be changed.
pub fn listen(desk: Desk) {
    let in_text = Rc::new(Cell::new(false));
    let presses = Rc::new(Cell::new(0));
    let (pressed, begun) = (in_text.clone(), presses.clone());
    EventListener::new(&document(), "pointerdown", move |event| {
        pressed.set(is_in_text(event));
        begun.set(1);
    })
    .forget();
    // Only here does a browser say how many presses there were in a row.
    let counted = presses.clone();
    EventListener::new(&document(), "mousedown", move |event| {
        let event: &MouseEvent = event.unchecked_ref();
        counted.set(event.detail());
    })
    .forget();
    // The revision that the last press made.
    let drawn = Rc::new(Cell::new(None));
    // The article listens on the window too, and before: the text is selected by now. A long press has
    // no end but that of the touch.
    for end in ["pointerup", "touchend"] {
        let (in_text, presses, drawn) = (in_text.clone(), presses.clone(), drawn.clone());
        EventListener::new(&window(), end, move |_| {
            if !in_text.get() {
                return;
            }
            // The press before this one tagged the word of which the paragraph is selected now.
            if presses.get() >= 3 && drawn.take() == Some(desk.revision()) && holds_text(desk) {
                take_back(desk);
            }
            let before = desk.revision();
            draw(desk);
            drawn.set(Some(desk.revision()).filter(|now| *now != before));
        })
        .forget();
    }
    effect(move || {
        if desk.overlay.with(Option::is_some) || desk.read_only.get() {
            let_go(desk);
        }
    });
}

fn is_in_text(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target: Element| matches!(target.closest("[data-article]"), Ok(Some(_))))
}
