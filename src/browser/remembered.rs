//! Small settings that the browser remembers for the page, as JSON strings. Where it refuses to keep
//! anything, a setting lasts until the page is closed.

use leptos::prelude::window;
use leptos::web_sys::Storage;

/// The setting of this name; `None` if there is none, or the browser keeps nothing.
pub fn get(key: &str) -> Option<String> {
    let kept = storage()?.get_item(key).ok()??;
    Some(kept.trim_matches('"').to_owned())
}

/// Remembers a setting.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, &format!("\"{value}\""));
    }
}

/// The storage for small things; `None` where the browser keeps nothing.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Whether the browser lets this site keep anything at all.
pub fn may_store() -> bool {
    window().local_storage().is_ok()
}
