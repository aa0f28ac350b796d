//! The first database: opening it, and what is known of one that the browser has lost.

use super::database::{Database, Mode, from_browser, result};
use super::error::StorageError;
use super::schema::{DATABASE, PLACES, STORES, VERSION};
use js_sys::Array;
use leptos::prelude::window;
use leptos::web_sys::IdbTransaction;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

/// Where the browser remembers, outside of any database, that something was saved.
const KEPT: &str = "postil-kept";

thread_local! {
    static LOSS: Cell<Option<Loss>> = const { Cell::new(None) };
}

/// What had become of the database when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It was empty, and was filled from the second; where that had lacked something since a time,
    /// in UTC, with the time.
    MadeUpFor(Option<String>),
    /// It was empty although something had been saved, and there is no second.
    Total,
}

/// Opens the first as it is.
///
/// # Errors
/// When the browser gives no storage.
pub async fn open_first() -> Result<Database, StorageError> {
    let place = window().indexed_db().map_err(from_browser)?;
    let place = place.ok_or(StorageError::NoStorage)?;
    Database::open(&place, DATABASE, VERSION, STORES, call_new).await
}

/// What had become of the database when it was opened; told once.
pub fn loss() -> Option<Loss> {
    LOSS.take()
}

/// There is something to be told.
pub fn tell(loss: Loss) {
    LOSS.set(Some(loss));
}

/// Remembers that something was saved.
pub fn remember() {
    if let Ok(Some(storage)) = window().local_storage() {
        // Where nothing can be kept there is nothing to be lost.
        let _ = storage.set_item(KEPT, "");
    }
}

/// Forgets that something was saved, if that is remembered.
pub fn forget() -> bool {
    let Ok(Some(storage)) = window().local_storage() else {
        return false;
    };
    let kept = storage.get_item(KEPT).is_ok_and(|kept| kept.is_some());
    storage.remove_item(KEPT).is_ok() && kept
}

/// The key of the record that a new database begins with, among the places, whose keys are the names
/// of projects. It is there until all has been brought back, in case the page is left meanwhile.
fn new_key() -> JsValue {
    Array::new().into()
}

fn call_new(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let places = transaction.object_store(PLACES)?;
    places.put_with_key(&JsValue::TRUE, &new_key())?;
    Ok(())
}

/// Whether what a database may have had before is not brought back yet.
pub async fn is_new(database: &Database) -> Result<bool, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(PLACES)?.get(&new_key());
    let record = database.transact(&[PLACES], Mode::Read, work).await?;
    Ok(!result(&record).is_undefined())
}

/// All that a database may have had before is brought back.
pub async fn no_longer_new(database: &Database) -> Result<(), StorageError> {
    let work = |transaction: &IdbTransaction| {
        transaction.object_store(PLACES)?.delete(&new_key())?;
        Ok(())
    };
    database.transact(&[PLACES], Mode::WriteDurably, work).await
}
