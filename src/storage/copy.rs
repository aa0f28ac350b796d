//! Bringing one database in line with another that has the same object stores.

use super::database::{Database, Mode, carried_out, result};
use super::error::StorageError;
use super::schema::{FILES, JOURNAL, PLACES, PROJECTS, SNAPSHOTS};

use js_sys::{Array, JSON, Uint8Array};
use leptos::web_sys::IdbTransaction;
use std::collections::HashSet;
use wasm_bindgen::prelude::*;

/// The stores whose records change; in all others what stands under a key stays as it is.
const CHANGING: &[&str] = &[PLACES, PROJECTS, FILES];
/// So many records are read and written in one go.
const AT_ONCE: usize = 32;
/// A record of more bytes is handed over in a task of its own.
const LARGE: u32 = 1 << 16;

/// Puts all records of some stores of one database into another, over those that are there, but for
/// those that cannot be read. Tells whether there was a project among them.
///
/// # Errors
/// When some of them were not put.
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

/// Puts into another database what it lacks of some stores, and then removes what it has beyond them.
/// At any time in between the other has what it had, or more. Both may be written to meanwhile, as
/// long as all is written to the first one first.
///
/// # Errors
/// When they are not alike yet.
pub async fn level(from: &Database, to: &Database, stores: &[&str]) -> Result<(), StorageError> {
    let mut beyond = Vec::new();
    for store in in_order(stores) {
        // In this order: what is in the second alone has gone from the first, and is not on its way.
        let there = keys(to, store).await?;
        let here = keys(from, store).await?;
        beyond.push((store, without(&there, &here)));
        let missing = match CHANGING.contains(&store) {
            true => here,
            false => without(&here, &there),
        };
        put(from, to, store, &missing).await?;
    }
    for (store, keys) in beyond {
        remove(to, store, &keys).await?;
    }
    Ok(())
}

/// The stores in the order in which they are of use: a snapshot without the journal is something, a
/// journal without the snapshot nothing.
fn in_order<'a>(stores: &[&'a str]) -> Vec<&'a str> {
    let mut stores = stores.to_vec();
    stores.sort_by_key(|store| (*store != SNAPSHOTS, *store != JOURNAL));
    stores
}

/// The keys of a store.
///
/// # Errors
/// When they cannot be read.
pub async fn keys(database: &Database, store: &str) -> Result<Vec<JsValue>, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(store)?.get_all_keys();
    let request = database.transact(&[store], Mode::Read, work).await?;
    let keys: Array = result(&request).unchecked_into();
    Ok(keys.iter().collect())
}

/// The record under a key; undefined where there is none.
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

/// Those of some keys that are not among others. O(n + m).
fn without(keys: &[JsValue], others: &[JsValue]) -> Vec<JsValue> {
    // They are strings and lists of strings and numbers.
    let text = |key: &JsValue| JSON::stringify(key).map(String::from).unwrap_or_default();
    let others: HashSet<String> = others.iter().map(text).collect();
    let keys = keys.iter().filter(|key| !others.contains(&text(key)));
    keys.cloned().collect()
}

/// The records under some keys; undefined where there is none, or it cannot be read.
async fn records(from: &Database, store: &str, keys: &[JsValue]) -> Vec<JsValue> {
    let read = |transaction: &IdbTransaction| {
        let store = transaction.object_store(store)?;
        let requests = keys.iter().map(|key| store.get(key));
        requests.collect::<Result<Vec<_>, _>>()
    };
    if let Ok(records) = from.transact(&[store], Mode::Read, read).await {
        return records.iter().map(result).collect();
    }
    // One of them cannot be read, and the browser has given up the others with it.
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
    for keys in keys.chunks(AT_ONCE) {
        let records = records(from, store, keys).await;
        let write = async |transaction: &IdbTransaction| {
            let store = transaction.object_store(store)?;
            for (key, record) in keys.iter().zip(&records) {
                if record.is_undefined() {
                    continue;
                }
                let request = store.put_with_key(record, key)?;
                let bytes = record.dyn_ref::<Uint8Array>().map(Uint8Array::length);
                if bytes > Some(LARGE) {
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
