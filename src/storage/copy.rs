//! Copies records from one database to another with the same object stores.

use super::database::{Database, Mode, carried_out, result};
use super::error::StorageError;
use super::schema::{BOOKMARKS, FILES, JOURNAL, PROJECTS, SNAPSHOTS};
use js_sys::{Array, JSON, Uint8Array};
use leptos::web_sys::IdbTransaction;
use std::collections::HashSet;
use wasm_bindgen::prelude::*;

/// The stores whose records change. In all others the record under a key never changes.
const CHANGING: &[&str] = &[BOOKMARKS, PROJECTS, FILES];
/// How many records one transaction reads or writes.
const BATCH_RECORDS: usize = 32;
/// Larger records are handed over in a task of their own.
const LARGE_RECORD_BYTES: u32 = 1 << 16;

/// Copies all records of some stores into another database, over what it has; skips records that
/// cannot be read. Returns whether there was a project among them.
///
/// # Errors
/// When some of them were not stored.
pub async fn put_all(
    from: &Database,
    to: &Database,
    stores: &[&str],
) -> Result<bool, StorageError> {
    let mut found = false;
    for store in in_order(stores) {
        let keys = keys(from, store).await?;
        found |= store == SNAPSHOTS && !keys.is_empty();
        put(from, to, store, &keys).await?;
    }
    Ok(found)
}

/// Copies what another database lacks of some stores, and then removes what it has beyond them. At any
/// time in between, the other database has what it had, or more. Both may be written to meanwhile, as
/// long as every write goes to the first one first.
///
/// # Errors
/// When the two still differ.
pub async fn level(from: &Database, to: &Database, stores: &[&str]) -> Result<(), StorageError> {
    let mut beyond = Vec::new();
    for store in in_order(stores) {
        // List the other database first: a key that is only there was removed here, not written later.
        let there = keys(to, store).await?;
        let here = keys(from, store).await?;
        beyond.push((store, without(&there, &here)));
        let missing = if CHANGING.contains(&store) {
            here
        } else {
            without(&here, &there)
        };
        put(from, to, store, &missing).await?;
    }
    for (store, keys) in beyond {
        remove(to, store, &keys).await?;
    }
    Ok(())
}

/// Orders stores by use: snapshots are of use without the journal, but the journal is of none without
/// snapshots.
fn in_order<'a>(stores: &[&'a str]) -> Vec<&'a str> {
    let mut stores = stores.to_vec();
    stores.sort_by_key(|store| (*store != SNAPSHOTS, *store != JOURNAL));
    stores
}

/// Lists the keys of a store.
///
/// # Errors
/// When they cannot be read.
pub async fn keys(database: &Database, store: &str) -> Result<Vec<JsValue>, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(store)?.get_all_keys();
    let request = database.transact(&[store], Mode::Read, work).await?;
    let keys: Array = result(&request).unchecked_into();
    Ok(keys.iter().collect())
}

/// Reads the record under a key; `undefined` if there is none.
///
/// # Errors
/// When it cannot be read.
pub async fn record(
    database: &Database,
    store: &str,
    key: &JsValue,
) -> Result<JsValue, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(store)?.get(key);
    let request = database.transact(&[store], Mode::Read, work).await?;
    Ok(result(&request))
}

/// The keys that are not among others. O(n + m).
fn without(keys: &[JsValue], others: &[JsValue]) -> Vec<JsValue> {
    // Keys are strings, or lists of strings and numbers.
    let text = |key: &JsValue| JSON::stringify(key).map(String::from).unwrap_or_default();
    let others: HashSet<String> = others.iter().map(text).collect();
    let keys = keys.iter().filter(|key| !others.contains(&text(key)));
    keys.cloned().collect()
}

/// Reads the records under some keys; `undefined` for each that is missing or unreadable.
async fn records(from: &Database, store: &str, keys: &[JsValue]) -> Vec<JsValue> {
    let read = |transaction: &IdbTransaction| {
        let store = transaction.object_store(store)?;
        let requests = keys.iter().map(|key| store.get(key));
        requests.collect::<Result<Vec<_>, _>>()
    };
    if let Ok(records) = from.transact(&[store], Mode::Read, read).await {
        return records.iter().map(result).collect();
    }
    // One record cannot be read, and the whole transaction failed with it.
    let mut records = Vec::with_capacity(keys.len());
    for key in keys {
        records.push(record(from, store, key).await.unwrap_or_default());
    }
    records
}

async fn put(
    from: &Database,
    to: &Database,
    store: &str,
    keys: &[JsValue],
) -> Result<(), StorageError> {
    for keys in keys.chunks(BATCH_RECORDS) {
        let records = records(from, store, keys).await;
        let write = async |transaction: &IdbTransaction| {
            let store = transaction.object_store(store)?;
            for (key, record) in keys.iter().zip(&records) {
                if record.is_undefined() {
                    continue;
                }
                let request = store.put_with_key(record, key)?;
                let bytes = record.dyn_ref::<Uint8Array>().map(Uint8Array::length);
                if bytes > Some(LARGE_RECORD_BYTES) {
                    carried_out(&request).await?;
                }
            }
            Ok(())
        };
        to.transact_gradually(&[store], Mode::WriteDurably, write)
            .await?;
    }
    Ok(())
}

async fn remove(database: &Database, store: &str, keys: &[JsValue]) -> Result<(), StorageError> {
    if keys.is_empty() {
        return Ok(());
    }
    let work = |transaction: &IdbTransaction| {
        let store = transaction.object_store(store)?;
        for key in keys {
            store.delete(key)?;
        }
        Ok(())
    };
    database.transact(&[store], Mode::Write, work).await
}
