//! What is needed where a database has failed. It is no part of what comes first: whoever opens the
//! storage says how to fetch it.

use super::database::Database;
use super::error::StorageError;
use super::stored::Stored;
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

/// Something that is under way.
pub type Ahead<T> = Pin<Box<dyn Future<Output = T>>>;

/// What can be done.
#[derive(Clone, Copy)]
pub struct Rescue {
    /// Brings back what a new database lacks.
    pub recover: fn(Rc<Database>) -> Ahead<Result<(), StorageError>>,
    /// Reads what can be read of a project where the database fails.
    pub salvage: fn(String) -> Ahead<Result<Stored, StorageError>>,
}

/// Fetches it; nothing where that fails.
pub type Fetch = fn() -> Ahead<Option<Rescue>>;

thread_local! {
    static FETCH: Cell<Fetch> = const { Cell::new(|| Box::pin(async { None })) };
}

/// Says how it is fetched.
pub fn fetch_by(fetch: Fetch) {
    FETCH.set(fetch);
}

/// Brings back what a new database lacks.
///
/// # Errors
/// When the part of the program that does so does not come, or not all could be brought back.
pub async fn recover(database: Rc<Database>) -> Result<(), StorageError> {
    match FETCH.get()().await {
        Some(rescue) => (rescue.recover)(database).await,
        None => Err(StorageError::MissingPart),
    }
}

/// Reads what can be read of a project where the database fails.
///
/// # Errors
/// When the part of the program that does so does not come, or nothing could be read.
pub async fn salvage(project: &str) -> Result<Stored, StorageError> {
    match FETCH.get()().await {
        Some(rescue) => (rescue.salvage)(project.to_owned()).await,
        None => Err(StorageError::MissingPart),
    }
}
