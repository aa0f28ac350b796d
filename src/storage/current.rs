//! Which project a tab opens. The address names the project, so that each tab opens its own again when
//! it is reloaded.

use crate::browser::address;
use crate::browser::remembered::storage;
use leptos::prelude::window;

/// The name that the bundled project is stored under.
pub const FIRST: &str = "default";
/// Where the browser remembers the project that was chosen or changed last.
const LAST_KEY: &str = "postil-project";
/// Where a tab remembers the name of the project that was deleted in it.
const DELETED_KEY: &str = "postil-deleted";
/// What precedes the project in the address.
const NAME: &str = "project";

/// The project that the address names, else the one chosen or changed last, else the bundled one.
pub fn project() -> String {
    let named = address::value(NAME);
    let last = || storage()?.get_item(LAST_KEY).ok()?;
    named.or_else(last).unwrap_or_else(|| FIRST.to_owned())
}

/// Remembers the project as the one that was chosen or changed last.
pub fn remember(project: &str) {
    if let Some(storage) = storage() {
        // Without storage there are no projects to choose from.
        let _ = storage.set_item(LAST_KEY, project);
    }
}

/// Opens a project that was chosen, in this tab in place of the current one.
pub fn open(project: &str) {
    remember(project);
    put_into_address(project);
    let _ = window().location().reload();
}

/// Remembers the name of the project that was open in this tab and has been deleted.
pub fn remember_deleted(name: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(DELETED_KEY, name);
    }
}

/// The name of the project that was deleted in this tab, until [`take_deleted`] returns it.
pub fn deleted() -> Option<String> {
    window()
        .session_storage()
        .ok()??
        .get_item(DELETED_KEY)
        .ok()?
}

/// The same; forgets it.
pub fn take_deleted() -> Option<String> {
    let name = deleted()?;
    let storage = window().session_storage().ok()??;
    let _ = storage.remove_item(DELETED_KEY);
    Some(name)
}

/// Puts the project into the address, so that reloading opens it again; what else that says of the project is
/// kept.
pub fn put_into_address(project: &str) {
    if address::value(NAME).is_none_or(|named| named != project) {
        address::put(&[(NAME, project)], false);
    }
}
