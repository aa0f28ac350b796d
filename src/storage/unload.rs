//! The bookmark of a page that goes away, kept where storing is done at once: a transaction of the
//! database may be given up when the page that began it is gone, as Firefox does.

use crate::browser::remembered::storage;

/// Precedes the project in the key.
const PREFIX: &str = "postil-left:";

/// Keeps the record of a bookmark. One that the browser refuses is only in the database.
pub fn put(project: &str, record: &[u8]) {
    if let (Some(storage), Ok(text)) = (storage(), std::str::from_utf8(record)) {
        let _ = storage.set_item(&key(project), text);
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
