//! The database, which is kept twice where the browser has another place for a [`mirror`] one.

use super::database::{Database, Failure, Mode, in_words, result};
use super::mirror;
use super::store::{PLACES, STORES};
use crate::loader;
use js_sys::Array;
use leptos::prelude::window;
use leptos::web_sys::IdbTransaction;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

pub const DATABASE: &str = "postil";
pub const VERSION: u32 = 3;
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

/// The database and the second one.
pub struct Twice(Rc<Database>);

impl Twice {
    /// Reads from the first, in one transaction: `work` makes all its requests at once, and when they
    /// have all been carried out its answer is given, whose results can be read then.
    ///
    /// # Errors
    /// When not all could be read.
    pub async fn read<T>(
        &self,
        stores: &[&str],
        work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, Failure> {
        self.0.transact(stores, Mode::Read, work).await
    }

    /// As [`Twice::write_gradually`], where all requests are made at once.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn write(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl Fn(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<(), Failure> {
        self.write_gradually(stores, mode, async |transaction: &IdbTransaction| {
            work(transaction)
        })
        .await
    }

    /// Writes to the first and then to the second, as [`Database::transact_gradually`] does. It fails
    /// where the first fails.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn write_gradually(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl AsyncFn(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<(), Failure> {
        self.0.transact_gradually(stores, mode, &work).await?;
        mirror::follow(stores, mode, &work).await;
        Ok(())
    }
}

/// Opens the database. Where the browser has put a new one in place of one that had something in it,
/// that is brought back first.
///
/// # Errors
/// In words, when the browser gives no storage, or not all could be brought back.
pub async fn open() -> Result<Twice, String> {
    let database = Rc::new(open_first().await?);
    let opened = async {
        if is_new(&database).await? {
            match mirror::is_there().await {
                true => loader::recover(database.clone()).await?,
                false => {
                    no_longer_new(&database).await?;
                    if forget() {
                        tell(Loss::Total);
                    }
                }
            }
        }
        Ok(Twice(database))
    };
    opened.await.map_err(Failure::words)
}

/// Opens the first as it is.
///
/// # Errors
/// In words, when the browser gives no storage.
pub async fn open_first() -> Result<Database, String> {
    let place = window().indexed_db().map_err(in_words)?;
    let place = place.ok_or("this browser has no IndexedDB")?;
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
fn forget() -> bool {
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
pub async fn is_new(database: &Database) -> Result<bool, Failure> {
    let work = |transaction: &IdbTransaction| transaction.object_store(PLACES)?.get(&new_key());
    let record = database.transact(&[PLACES], Mode::Read, work).await?;
    Ok(!result(&record).is_undefined())
}

/// All that a database may have had before is brought back.
pub async fn no_longer_new(database: &Database) -> Result<(), Failure> {
    let work = |transaction: &IdbTransaction| {
        transaction.object_store(PLACES)?.delete(&new_key())?;
        Ok(())
    };
    database.transact(&[PLACES], Mode::WriteDurably, work).await
}
