//! The database, which is kept twice where the browser has another place for a [`mirror`] one.

use super::database::{Database, Mode};
use super::error::StorageError;
use super::{first, mirror, rescue};
use leptos::web_sys::IdbTransaction;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The database and the second one.
pub struct Mirrored(Rc<Database>);

impl Mirrored {
    /// Reads from the first, in one transaction: `work` makes all its requests at once, and when they
    /// have all been carried out its answer is given, whose results can be read then.
    ///
    /// # Errors
    /// When not all could be read.
    pub async fn read<T>(
        &self,
        stores: &[&str],
        work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, StorageError> {
        self.0.transact(stores, Mode::Read, work).await
    }

    /// As [`Mirrored::write_gradually`], where all requests are made at once.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn write(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl Fn(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<(), StorageError> {
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
    ) -> Result<(), StorageError> {
        self.0.transact_gradually(stores, mode, &work).await?;
        mirror::follow(stores, mode, &work).await;
        Ok(())
    }
}

/// Opens the database. Where the browser has put a new one in place of one that had something in it,
/// that is brought back first.
///
/// # Errors
/// When the browser gives no storage, or not all could be brought back.
pub async fn open() -> Result<Mirrored, StorageError> {
    let database = Rc::new(first::open_first().await?);
    if first::is_new(&database).await? {
        if mirror::is_there().await {
            rescue::recover(database.clone()).await?;
        } else {
            first::no_longer_new(&database).await?;
            if first::forget() {
                first::tell(first::Loss::Total);
            }
        }
    }
    Ok(Mirrored(database))
}
