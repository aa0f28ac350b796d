//! Which project a tab opens. Each tab keeps to its own: the address names it, so that it is the
//! same one after a reload.

use leptos::prelude::window;

/// The project that is there from the beginning.
pub const FIRST: &str = "default";
/// Where the browser remembers which project was opened last.
const LAST: &str = "postil-project";
/// Where a tab remembers what a project was called that was deleted in it.
const DELETED: &str = "postil-deleted";
/// How the address names a project.
const NAMED: &str = "#project=";

/// The project that the address names, else the one that was opened last, else the first.
pub fn project() -> String {
    let hash = window().location().hash().unwrap_or_default();
    let named = hash.strip_prefix(NAMED).map(str::to_owned);
    let last = || window().local_storage().ok()??.get_item(LAST).ok()?;
    named.or_else(last).unwrap_or_else(|| FIRST.to_owned())
}

/// Lets the address name the project, so that a reload leads to it, and remembers it as the one opened
/// last.
pub fn remember(project: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Where nothing can be kept there are no projects to choose from.
        let _ = storage.set_item(LAST, project);
    }
    name(project);
}

/// Opens a project in this tab, in place of the one that is open.
pub fn open(project: &str) {
    name(project);
    let _ = window().location().reload();
}

/// Remembers, until it is told, what the project was called that was open in this tab and is deleted.
pub fn say_deleted(name: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(DELETED, name);
    }
}

/// What the project was called that was open in this tab and is deleted, if that is to be told.
pub fn deleted() -> Option<String> {
    window().session_storage().ok()??.get_item(DELETED).ok()?
}

/// The same, when it is told.
pub fn tell_deleted() -> Option<String> {
    let name = deleted()?;
    let storage = window().session_storage().ok()??;
    let _ = storage.remove_item(DELETED);
    Some(name)
}

fn name(project: &str) {
    let hash = format!("{NAMED}{project}");
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&hash));
    }
}
