//! The element with the focus.

use leptos::prelude::document;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast;

/// Whether the element with the focus takes typed text.
pub fn takes_text() -> bool {
    let focused = document().active_element();
    let focused = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    focused.is_some_and(|element| {
        element.is_content_editable()
            || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

/// Whether the element with the focus is this one or in it.
pub fn is_in(element: &HtmlElement) -> bool {
    document()
        .active_element()
        .is_some_and(|focused| element.contains(Some(&focused)))
}
