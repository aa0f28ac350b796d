//! Light, dark or as the system says; remembered for the browser.

use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::document;

const KEY: &str = "postil-theme";

/// Puts the remembered theme on the page.
pub fn restore() {
    if let Ok(theme) = LocalStorage::get::<String>(KEY) {
        apply(&theme);
    }
}

/// Goes from the system's theme to light, to dark, and back; answers with the new one.
pub fn next() -> &'static str {
    let root = document().document_element();
    let now = root.and_then(|root| root.get_attribute("data-theme"));
    let next = match now.as_deref() {
        None => "light",
        Some("light") => "dark",
        Some(_) => "system",
    };
    apply(next);
    // Where nothing can be remembered the theme holds until the page is closed.
    let _ = LocalStorage::set(KEY, next);
    next
}

fn apply(theme: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    // An attribute of a fixed name cannot be refused.
    let _ = match theme {
        "light" | "dark" => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}
