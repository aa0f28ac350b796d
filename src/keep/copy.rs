//! Bringing one database in line with another that has the same object stores.

use super::database::{Database, Failure, Mode, carried_out, result};
use super::store::{FILES, PLACES, PROJECTS};
use js_sys::{Array, JSON, Uint8Array};
use leptos::web_sys::IdbTransaction;
use std::collections::HashSet;
use wasm_bindgen::prelude::*;

/// The stores whose records change; in all others what stands under a key stays as it is.
const CHANGING: &[&str] = &[PLACES, PROJECTS, FILES];
/// So many records are read and written in one go; each has a megabyte at most.
const AT_ONCE: usize = 32;
/// A record of more bytes is handed over in a task of its own.
const LARGE: u32 = 1 << 16;

/// Puts all records of some stores of one database into another, over those that are there. Tells
/// how many there were.
///
/// # Errors
/// When some of them were not put.
pub async fn put_all(from: &Database, to: &Database, stores: &[&str]) -> Result<usize, Failure> {
    let mut count = 0;
    for store in stores {
        let keys = keys(from, store).await?;
        count += keys.len();
        put(from, to, store, &keys).await?;
    }
    Ok(count)
}

/// Puts into another database what it lacks of some stores, and removes what it has beyond them. Both
/// may be written to meanwhile, as long as all is written to the first one first.
///
/// # Errors
/// When they are not alike yet.
pub async fn level(from: &Database, to: &Database, stores: &[&str]) -> Result<(), Failure> {
    for store in stores {
        // In this order: what is in the second alone has gone from the first, and is not on its way.
        let there = keys(to, store).await?;
        let here = keys(from, store).await?;
        let gone = without(&there, &here);
        let missing = match CHANGING.contains(store) {
            true => here,
            false => without(&here, &there),
        };
        remove(to, store, &gone).await?;
        put(from, to, store, &missing).await?;
    }
    Ok(())
}

async fn keys(database: &Database, store: &str) -> Result<Vec<JsValue>, Failure> {
    let work = |transaction: &IdbTransaction| transaction.object_store(store)?.get_all_keys();
    let request = database.transact(&[store], Mode::Read, work).await?;
    let keys: Array = result(&request).unchecked_into();
    Ok(keys.iter().collect())
}

/// Those of some keys that are not among others. O(n + m).
fn without(keys: &[JsValue], others: &[JsValue]) -> Vec<JsValue> {
    // They are strings and lists of strings and numbers.
    let text = |key: &JsValue| JSON::stringify(key).map(String::from).unwrap_or_default();
    let others: HashSet<String> = others.iter().map(text).collect();
    let keys = keys.iter().filter(|key| !others.contains(&text(key)));
    keys.cloned().collect()
}

async fn put(from: &Database, to: &Database, store: &str, keys: &[JsValue]) -> Result<(), Failure> {
    for keys in keys.chunks(AT_ONCE) {
        let read = |transaction: &IdbTransaction| {
            let store = transaction.object_store(store)?;
            let requests = keys.iter().map(|key| store.get(key));
            requests.collect::<Result<Vec<_>, _>>()
        };
        let records = from.transact(&[store], Mode::Read, read).await?;
        let records: Vec<_> = records.iter().map(result).collect();
        let write = async |transaction: &IdbTransaction| {
            let store = transaction.object_store(store)?;
            for (key, record) in keys.iter().zip(&records) {
                // One that has gone meanwhile is undefined.
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

async fn remove(database: &Database, store: &str, keys: &[JsValue]) -> Result<(), Failure> {
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
