//! Reads a project although the database fails as a whole: it does not open, or it fails at one record,
//! as when the browser has lost the separate file that held a large one.

use super::copy::{keys, record};
use super::database::Database;
use super::error::StorageError;
use super::schema::{BOOKMARKS, JOURNAL, SNAPSHOTS};
use super::stored::Stored;
use super::{first, mirror};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// Reads what is readable of a project, one record at a time: from the first database, and what that
/// does not give from the mirror. A record that neither gives becomes empty.
///
/// # Errors
/// When neither database opens, or neither knows the project.
pub async fn load(project: &str) -> Result<Stored, StorageError> {
    let first = first::open_first().await;
    let copy = mirror::open().await.ok().flatten();
    let copy = copy.as_ref().map(|open| &open.database);
    let (first, reason) = match &first {
        Ok(first) => (Some(first), StorageError::Unreadable),
        Err(reason) => (None, reason.clone()),
    };
    let source = Source {
        databases: [first, copy],
        project,
    };
    let (entry_keys, entries) = source.all(JOURNAL).await;
    let (snapshot_keys, snapshots) = source.all(SNAPSHOTS).await;
    if snapshots.length() == 0 {
        return Err(reason);
    }
    let bookmark = source.one(BOOKMARKS, &project.into()).await;
    Ok(Stored::of(
        [&entry_keys, &entries, &snapshot_keys, &snapshots],
        bookmark,
    ))
}

struct Source<'a> {
    /// Where to read, in order of preference.
    databases: [Option<&'a Database>; 2],
    project: &'a str,
}

impl Source<'_> {
    /// The keys and the records of the project in a store.
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
