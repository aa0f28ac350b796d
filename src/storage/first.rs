//! Opens the first database, and knows whether the browser has lost an earlier one.

use super::database::{Database, Mode, from_browser, result};
use super::error::StorageError;
use super::schema::{BOOKMARKS, DATABASE, STORES, VERSION};
use crate::browser::remembered::storage;
use js_sys::Array;
use leptos::prelude::window;
use leptos::web_sys::IdbTransaction;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

/// Where the browser remembers, outside of any database, that something was saved.
const SAVED_KEY: &str = "postil-kept";

thread_local! {
    static LOSS: Cell<Option<Loss>> = const { Cell::new(None) };
}

/// What became of a database that the browser lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It was filled again from the mirror; if the mirror was incomplete, with the time in UTC since
    /// when.
    Restored(Option<String>),
    /// Something had been saved, and there is no mirror.
    Total,
}

/// Opens the first database as it is.
///
/// # Errors
/// When the browser refuses.
pub async fn open_first() -> Result<Database, StorageError> {
    let factory = window().indexed_db().map_err(from_browser)?;
    let factory = factory.ok_or(StorageError::NoStorage)?;
    Database::open(&factory, DATABASE, VERSION, STORES, begin_new).await
}

/// What became of a lost database; returns it only once.
pub fn take_loss() -> Option<Loss> {
    LOSS.take()
}

/// Reports what became of a lost database.
pub fn report(loss: Loss) {
    LOSS.set(Some(loss));
}

/// Remembers that something was saved.
pub fn remember_saved() {
    if let Some(storage) = storage() {
        // Without storage there is nothing to lose.
        let _ = storage.set_item(SAVED_KEY, "");
    }
}

/// Forgets that something was saved, and returns whether it was remembered.
pub fn forget_saved() -> bool {
    let Some(storage) = storage() else {
        return false;
    };
    let kept = storage.get_item(SAVED_KEY).is_ok_and(|kept| kept.is_some());
    storage.remove_item(SAVED_KEY).is_ok() && kept
}

/// The key of the record that a new database begins with. It lies among the bookmarks, whose other keys
/// are names of projects, and stays until recovery is complete, so that leaving the page does not end
/// recovery.
fn new_key() -> JsValue {
    Array::new().into()
}

fn begin_new(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let bookmarks = transaction.object_store(BOOKMARKS)?;
    bookmarks.put_with_key(&JsValue::TRUE, &new_key())?;
    Ok(())
}

/// Whether recovery from the mirror is not yet complete.
pub async fn is_new(database: &Database) -> Result<bool, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(BOOKMARKS)?.get(&new_key());
    let record = database.transact(&[BOOKMARKS], Mode::Read, work).await?;
    Ok(!result(&record).is_undefined())
}

/// Notes that recovery is complete.
pub async fn finish_recovery(database: &Database) -> Result<(), StorageError> {
    let work = |transaction: &IdbTransaction| {
        transaction.object_store(BOOKMARKS)?.delete(&new_key())?;
        Ok(())
    };
    database
        .transact(&[BOOKMARKS], Mode::WriteDurably, work)
        .await
}
