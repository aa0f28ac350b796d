//! The database together with its [`mirror`], where the browser has a place for one.

use super::database::{Database, Mode};
use super::error::StorageError;
use super::{first, mirror, rescue};
use leptos::web_sys::IdbTransaction;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The first database, with its mirror.
pub struct Mirrored(Rc<Database>);

impl Mirrored {
    /// Reads from the first database in one transaction. `work` makes all its requests at once; when
    /// they are complete, this returns what `work` returned, so that the caller can read the results.
    ///
    /// # Errors
    /// When something could not be read.
    pub async fn read<T>(
        &self,
        stores: &[&str],
        work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, StorageError> {
        self.0.transact(stores, Mode::Read, work).await
    }

    /// Like [`Mirrored::write_gradually`], but `work` makes all its requests at once.
    ///
    /// # Errors
    /// When nothing was written.
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

    /// Writes to the first database and then to the mirror, like [`Database::transact_gradually`].
    /// Fails only if the first fails.
    ///
    /// # Errors
    /// When nothing was written.
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

/// Opens the database. If the browser has replaced a lost database with a new one, restores its contents
/// first.
///
/// # Errors
/// When the browser refuses, or not everything could be restored.
pub async fn open() -> Result<Mirrored, StorageError> {
    let database = Rc::new(first::open_first().await?);
    if first::is_new(&database).await? {
        if mirror::is_there().await {
            rescue::recover(database.clone()).await?;
        } else {
            first::finish_recovery(&database).await?;
            if first::forget_saved() {
                first::report(first::Loss::Total);
            }
        }
    }
    Ok(Mirrored(database))
}
