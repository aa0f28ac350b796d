//! What is stored of one project, as it was read.

use super::chunks;
use super::record::Unreadable;
use super::replay::{self, Replayed};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// Everything that is stored of a project.
#[derive(Default)]
pub struct Stored {
    /// Snapshots with the number of the last entry in each, newest first. Their bytes stay with the
    /// browser until they are needed, because they may be large.
    pub snapshots: Vec<(u64, Vec<Uint8Array>)>,
    /// The entries of the journal with their numbers, in order.
    pub journal: Vec<(u64, Vec<u8>)>,
    /// The bookmark.
    pub bookmark: Option<Vec<u8>>,
}

impl Stored {
    /// Collects the keys and the records of the journal, those of the snapshots, and the bookmark.
    pub fn of(arrays: [&JsValue; 4], bookmark: JsValue) -> Self {
        let [entry_keys, entries, snapshot_keys, snapshots] = arrays;
        let mut stored = Self {
            snapshots: values(snapshot_keys, snapshots).collect(),
            journal: entries_of(entry_keys, entries),
            bookmark: bookmark
                .dyn_into()
                .ok()
                .map(|bytes: Uint8Array| bytes.to_vec()),
        };
        stored.snapshots.reverse();
        stored
    }

    /// The largest number in use.
    pub fn last(&self) -> Option<u64> {
        let entry = self.journal.last().map(|(number, _)| *number);
        let snapshot = self.snapshots.first().map(|(number, _)| *number);
        entry.max(snapshot)
    }

    /// Restores the workspace: see [`replay::replay`].
    pub fn replay(&self) -> Result<Replayed, Unreadable> {
        let snapshots = self.snapshots.iter();
        let snapshots = snapshots.map(|(number, bytes)| (*number, chunks::whole(bytes)));
        replay::replay(snapshots, &self.journal)
    }
}

/// Joins the keys and the records of a journal into entries with their numbers.
pub fn entries_of(keys: &JsValue, records: &JsValue) -> Vec<(u64, Vec<u8>)> {
    let entries = values(keys, records);
    entries
        .map(|(number, bytes)| (number, chunks::whole(&bytes)))
        .collect()
}

/// The number in a key.
pub fn number(key: &Array) -> u64 {
    key.get(1).as_f64().unwrap_or_default() as u64
}

/// Joins keys and chunks into values with their numbers.
fn values(keys: &JsValue, chunks: &JsValue) -> impl Iterator<Item = (u64, Vec<Uint8Array>)> {
    let values = chunks::values(keys, chunks).into_iter();
    values.map(|(key, chunks)| (number(&key), chunks))
}
