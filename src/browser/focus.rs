//! The element with the focus, and what a key means to it.

use leptos::prelude::document;
use leptos::web_sys::{HtmlElement, KeyboardEvent};
use wasm_bindgen::JsCast;

/// Whether the element with the focus takes typed text.
pub fn takes_text() -> bool {
    let focused = document().active_element();
    let focused = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    focused.is_some_and(|element| {
        let own = "textarea, select, input:not([type=checkbox], [type=radio])";
        element.is_content_editable() || element.matches(own).unwrap_or_default()
    })
}

/// Whether the element with the focus undoes what is typed into it by itself.
pub fn has_own_undo() -> bool {
    let focused = document().active_element();
    let focused = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    focused.is_some_and(|element| {
        let own = "textarea, [contenteditable], input:not([type]), \
                   input:is([type=text], [type=search], [type=url], [type=number])";
        element.matches(own).unwrap_or_default()
    })
}

/// Whether a press of Enter or the space bar presses the element with the focus.
pub fn is_on_button() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| {
        element
            .matches("button, a[href], summary")
            .unwrap_or_default()
    })
}

/// Whether a key goes to an input method, which composes text of it. WebKit tells of the key that ends
/// the composing only after that, with the code that all such keys have.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    const OF_INPUT_METHOD: u32 = 229;
    event.is_composing() || event.key_code() == OF_INPUT_METHOD
}

/// Whether the element with the focus is this one or in it.
pub fn is_in(element: &HtmlElement) -> bool {
    document()
        .active_element()
        .is_some_and(|focused| element.contains(Some(&focused)))
}
