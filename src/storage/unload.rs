//! The bookmark of a page that goes away, kept where storing is done at once: a transaction of the
//! database may be given up when the page that began it is gone, as Firefox does, or never end, as in
//! WebKit, where later pages then wait for it in vain.

use crate::browser::remembered::storage;

/// Precedes the project in the key.
const PREFIX: &str = "postil-left:";

/// Keeps the record of a bookmark. Returns whether the browser took it: it has room for a few megabytes.
pub fn put(project: &str, record: &[u8]) -> bool {
    match (storage(), std::str::from_utf8(record)) {
        (Some(storage), Ok(text)) => storage.set_item(&key(project), text).is_ok(),
        _ => false,
    }
}

/// The record that was kept when the project was left, unless there is a later bookmark in the database.
pub fn get(project: &str) -> Option<Vec<u8>> {
    let text = storage()?.get_item(&key(project)).ok()??;
    Some(text.into_bytes())
}

/// Forgets the record, when the database has a later one or the project is deleted.
pub fn forget(project: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(project));
    }
}

fn key(project: &str) -> String {
    format!("{PREFIX}{project}")
}
