//! Doors to what is needed only after a database has failed. The first part of the program does not
//! contain it; the loader says how to fetch it.

use super::database::Database;
use super::error::StorageError;
use super::stored::Stored;
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

/// Something in progress.
pub type Ahead<T> = Pin<Box<dyn Future<Output = T>>>;

/// What can be done.
#[derive(Clone, Copy)]
pub struct Rescue {
    /// Restores what a new database lacks.
    pub recover: fn(Rc<Database>) -> Ahead<Result<(), StorageError>>,
    /// Reads what is readable of a project although the database fails.
    pub salvage: fn(String) -> Ahead<Result<Stored, StorageError>>,
}

/// Fetches it; returns `None` if that fails.
pub type Fetch = fn() -> Ahead<Option<Rescue>>;

thread_local! {
    static FETCH: Cell<Fetch> = const { Cell::new(|| Box::pin(async { None })) };
}

/// Sets how it is fetched.
pub fn fetch_by(fetch: Fetch) {
    FETCH.set(fetch);
}

/// Restores what a new database lacks.
///
/// # Errors
/// When the rescue cannot be fetched, or not everything could be restored.
pub async fn recover(database: Rc<Database>) -> Result<(), StorageError> {
    match FETCH.get()().await {
        Some(rescue) => (rescue.recover)(database).await,
        None => Err(StorageError::MissingPart),
    }
}

/// Reads what is readable of a project although the database fails.
///
/// # Errors
/// When the rescue cannot be fetched, or nothing could be read.
pub async fn salvage(project: &str) -> Result<Stored, StorageError> {
    match FETCH.get()().await {
        Some(rescue) => (rescue.salvage)(project.to_owned()).await,
        None => Err(StorageError::MissingPart),
    }
}
