//! What all fields outside of the article have in common: how the focus comes and how it goes.

use crate::article;
use crate::desk::{Desk, Field};
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, KeyboardEvent};
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
        }
    });
}
