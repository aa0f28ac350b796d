//! The theme: light, dark or the system's; remembered in this browser.

use leptos::prelude::{document, window};
use leptos::web_sys::Storage;

const KEY: &str = "postil-theme";

/// Applies the remembered theme.
pub fn restore() {
    let theme = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    if let Some(theme) = theme {
        // It is kept as JSON.
        apply(theme.trim_matches('"'));
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
    // If it cannot be remembered, the theme lasts until the page is closed.
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &format!("\"{next}\""));
    }
    next
}

/// `None` where the browser refuses to keep anything.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
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
