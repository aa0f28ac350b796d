//! The theme: light, dark or the system's; remembered in this browser.

use super::remembered;
use leptos::prelude::document;

const KEY: &str = "postil-theme";

/// Applies the remembered theme.
pub fn restore() {
    if let Some(theme) = remembered::get(KEY) {
        apply(&theme);
    }
}

/// Switches from the system's theme to light, to dark and back, and returns the new one.
pub fn next() -> &'static str {
    let root = document().document_element();
    let now = root.and_then(|root| root.get_attribute("data-theme"));
    let next = match now.as_deref() {
        None => "light",
        Some("light") => "dark",
        Some(_) => "system",
    };
    apply(next);
    remembered::set(KEY, next);
    next
}

fn apply(theme: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    // Setting an attribute with a valid name cannot fail.
    let _ = match theme {
        "light" | "dark" => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}
