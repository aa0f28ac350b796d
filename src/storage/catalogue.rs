//! What is known about each project without opening it.

use super::backups::Counts;
use super::database::result;
use super::error::StorageError;
use super::schema::PROJECTS;
use super::{record, store};
use js_sys::Uint8Array;
use leptos::web_sys::IdbTransaction;
use postil_core::json::record;
use wasm_bindgen::prelude::*;

/// Stands where it is not known when a project was changed.
pub const UNKNOWN: &str = "0";

/// What is known about a project without opening it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// What it is stored under.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// When it was changed last, in UTC.
    pub changed: String,
    /// What is in it.
    pub counts: Counts,
    /// How many bytes its file would have, about.
    pub bytes: usize,
    /// How many changes have come since it was downloaded or written to a file.
    pub at_risk: usize,
    /// When it was deleted, in UTC; empty: it was not.
    pub deleted: String,
}

record!(Known {
    id: required,
    name: required,
    changed: required,
    counts: required,
    bytes: required,
    at_risk: optional,
    deleted: optional,
});

impl Known {
    /// Whether more is known than that it is there.
    pub fn is_listed(&self) -> bool {
        self.changed != UNKNOWN
    }
}

/// What is known about one project.
///
/// # Errors
/// When the storage fails. So for all functions here.
pub async fn known(id: &str) -> Result<Option<Known>, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(PROJECTS)?.get(&id.into());
    let request = store::read(&[PROJECTS], work).await?;
    Ok(read(result(&request)))
}

/// Puts what is known about a project.
pub async fn put(known: &Known) -> Result<(), StorageError> {
    let work = |transaction: &IdbTransaction| {
        let bytes = Uint8Array::from(record::encode(known).as_slice());
        let projects = transaction.object_store(PROJECTS)?;
        projects.put_with_key(&bytes, &known.id.as_str().into())?;
        Ok(())
    };
    store::write(&[PROJECTS], work).await
}

/// What is known, as it is stored.
pub fn read(bytes: JsValue) -> Option<Known> {
    record::decode(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
}
