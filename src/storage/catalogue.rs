//! Describes each project without opening it.

use super::backups::Counts;
use super::database::result;
use super::error::StorageError;
use super::schema::PROJECTS;
use super::{record, store};
use js_sys::Uint8Array;
use leptos::web_sys::IdbTransaction;
use postil_core::json::record;
use wasm_bindgen::prelude::*;

/// Stands for an unknown time of the last change.
pub const UNKNOWN: &str = "0";

/// Describes a project without opening it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The name it is stored under.
    pub id: String,
    /// The name that people see.
    pub name: String,
    /// When it was last changed, in UTC.
    pub changed: String,
    /// How much it holds.
    pub counts: Counts,
    /// The approximate size of its file in bytes.
    pub bytes: usize,
    /// Changes since it was last downloaded or written to a file.
    pub at_risk: usize,
    /// When it was deleted, in UTC; empty if it was not.
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
    /// Whether the list describes it; otherwise only its snapshot was found.
    pub fn is_listed(&self) -> bool {
        self.changed != UNKNOWN
    }
}

/// Looks up one project.
///
/// # Errors
/// When the storage fails. The same holds for all functions here.
pub async fn known(id: &str) -> Result<Option<Known>, StorageError> {
    let work = |transaction: &IdbTransaction| transaction.object_store(PROJECTS)?.get(&id.into());
    let request = store::read(&[PROJECTS], work).await?;
    Ok(read(result(&request)))
}

/// Stores the description of a project.
pub async fn put(known: &Known) -> Result<(), StorageError> {
    let work = |transaction: &IdbTransaction| {
        let bytes = Uint8Array::from(record::encode(known).as_slice());
        let projects = transaction.object_store(PROJECTS)?;
        projects.put_with_key(&bytes, &known.id.as_str().into())?;
        Ok(())
    };
    store::write(&[PROJECTS], work).await
}

/// Decodes a stored description.
pub fn read(bytes: JsValue) -> Option<Known> {
    record::decode(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
}
