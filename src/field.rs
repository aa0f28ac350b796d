//! What all fields outside of the article have in common: how the focus comes and how it goes.

use crate::article;
use crate::desk::{Desk, Field};
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use wasm_bindgen::JsCast;

/// Enter and Escape in a field of one line: what was typed is taken, and the article has the focus
/// again.
pub fn leave_on_enter(event: KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | "Escape") && !event.is_composing() {
        leave(&event);
    }
}

/// Escape in a field of many lines.
pub fn leave_on_escape(event: KeyboardEvent) {
    if event.key() == "Escape" && !event.is_composing() {
        leave(&event);
    }
}

fn leave(event: &KeyboardEvent) {
    event.prevent_default();
    let field = event
        .current_target()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // Leaving a field is what makes it pass on what was typed.
        let _ = field.blur();
    }
    article::focus();
}

/// Gives an element the focus when the desk asks for the field that it is.
pub fn takes_focus<E>(field: NodeRef<E>, is_asked: impl Fn(&Field) -> bool + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    let desk = Desk::here();
    Effect::new(move || {
        let asked = desk
            .field
            .with(|asked| asked.as_ref().is_some_and(&is_asked));
        let element = field.get().filter(|_| asked);
        if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
            // Served: the same field of the next mark does not take the focus by itself.
            desk.field.update_untracked(|asked| *asked = None);
        }
    });
}

/// Keeps the focus where a button was that its own press removes: in its section of the page, else
/// in the article.
pub fn stay(event: &MouseEvent) {
    let place = event
        .current_target()
        .and_then(|button| button.dyn_into::<Element>().ok())
        .and_then(|button| button.closest("section, fieldset").ok().flatten());
    request_animation_frame(move || {
        let lost = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY");
        if !lost {
            return;
        }
        let next = place.and_then(|place| {
            let next = place.query_selector("button, input, select, textarea");
            next.ok().flatten()?.dyn_into::<HtmlElement>().ok()
        });
        match next {
            Some(next) => {
                let _ = next.focus();
            }
            None => article::focus(),
        }
    });
}
