//! Reading a project where the database fails as a whole: it does not open, or one record in it cannot
//! be read, as when the browser has lost the file of its own that a large one was in.

use super::copy::{keys, record};
use super::database::Database;
use super::error::StorageError;
use super::schema::{JOURNAL, PLACES, SNAPSHOTS};
use super::stored::Stored;
use super::{first, mirror};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// What can be read of a project, one record at a time: from the first database, and what it does not
/// give from the second. A record that none of them gives is there, and empty.
///
/// # Errors
/// When neither can be opened, or nothing is known of the project.
pub async fn load(project: &str) -> Result<Stored, StorageError> {
    let first = first::open_first().await;
    let second = mirror::open().await.ok().flatten();
    let second = second.as_ref().map(|open| &open.database);
    let (first, reason) = match &first {
        Ok(first) => (Some(first), StorageError::Unreadable),
        Err(reason) => (None, reason.clone()),
    };
    let source = Source {
        databases: [first, second],
        project,
    };
    let (entry_keys, entries) = source.all(JOURNAL).await;
    let (snapshot_keys, snapshots) = source.all(SNAPSHOTS).await;
    if snapshots.length() == 0 {
        return Err(reason);
    }
    let place = source.one(PLACES, &project.into()).await;
    Ok(Stored::of(
        [&entry_keys, &entries, &snapshot_keys, &snapshots],
        place,
    ))
}

struct Source<'a> {
    /// Where to read, the better first.
    databases: [Option<&'a Database>; 2],
    project: &'a str,
}

impl Source<'_> {
    /// The keys of the project's records in a store, and the records.
    async fn all(&self, store: &str) -> (Array, Array) {
        let mut all = Vec::new();
        for database in self.databases.into_iter().flatten() {
            if let Ok(found) = keys(database, store).await {
                all = found;
                break;
            }
        }
        all.retain(|key| key.unchecked_ref::<Array>().get(0) == self.project);
        let records = Array::new();
        for key in &all {
            records.push(&self.one(store, key).await);
        }
        (all.into_iter().collect(), records)
    }

    async fn one(&self, store: &str, key: &JsValue) -> JsValue {
        for database in self.databases.into_iter().flatten() {
            if let Ok(found) = record(database, store, key).await
                && !found.is_undefined()
            {
                return found;
            }
        }
        JsValue::UNDEFINED
    }
}
