//! Backups inside the browser. Each is a whole project file, so that it can be inspected, restored or
//! downloaded whatever happens to the journal.

use super::database::{Mode, result};
use super::error::StorageError;
use super::schema::{BACKUP_LIST, BACKUPS};
use super::store::of_project;
use super::{chunks, mirrored, record, store};
use crate::browser::clock_and_ids;
use crate::desk::Desk;
use crate::desk::project_bytes::project_file;
use js_sys::{Array, Uint8Array};
use leptos::web_sys::IdbTransaction;
use postil_core::format::postil;
use postil_core::json::{choice, record};
use postil_core::model::Project;
use postil_core::state::State;
use wasm_bindgen::prelude::*;

const STORES: &[&str] = &[BACKUPS, BACKUP_LIST];

/// Describes a backup without its contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// When it was made, in UTC; identifies it within its project.
    pub time: String,
    /// Why it was made.
    pub reason: Reason,
    /// How much it holds.
    pub counts: Counts,
    /// Its size in bytes.
    pub bytes: usize,
}

record!(Backup {
    time: required,
    reason: required,
    counts: required,
    bytes: required,
});

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The backup interval had passed.
    Due,
    /// Another backup was about to replace the project.
    Replaced,
    /// Another tab had taken over before this tab saved its changes.
    Overtaken,
    /// A person asked for it.
    Asked,
}

choice!(Reason {
    "due" => Due,
    "replaced" => Replaced,
    "overtaken" => Overtaken,
    "asked" => Asked,
});

/// How much a project holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles.
    pub articles: usize,
    /// Marks.
    pub marks: usize,
    /// Relations.
    pub links: usize,
    /// Clusters.
    pub clusters: usize,
}

record!(Counts {
    articles: required,
    marks: required,
    links: required,
    clusters: required,
});

impl Counts {
    /// Counts an open project.
    pub fn of(state: &State) -> Self {
        Self {
            articles: state.documents().len(),
            marks: state.annotation_count(),
            links: state.relations().count(),
            clusters: state.clusters().count(),
        }
    }
}

/// Stores a backup of the project on the desk, and returns its size in bytes. O(n).
///
/// # Errors
/// When it cannot be stored. The same holds for all functions here.
pub async fn put(desk: Desk, project: &str, reason: Reason) -> Result<usize, StorageError> {
    let file = project_file(desk, |_| true).await;
    let file = file.ok_or(StorageError::Empty)?;
    let backup = Backup {
        time: clock_and_ids::now(),
        reason,
        counts: desk.peek(Counts::of),
        bytes: file.bytes.len(),
    };
    let key = key(project, &backup.time);
    let work = async |transaction: &IdbTransaction| {
        let list = transaction.object_store(BACKUP_LIST)?;
        chunks::add(&list, &key, &record::encode(&backup)).await?;
        let files = transaction.object_store(BACKUPS)?;
        chunks::add(&files, &key, &file.bytes).await
    };
    let database = mirrored::open().await?;
    let put = database.write_gradually(STORES, Mode::WriteDurably, work);
    put.await?;
    Ok(backup.bytes)
}

/// Lists the backups of a project, newest first.
pub async fn list(project: &str) -> Result<Vec<Backup>, StorageError> {
    let work = |transaction: &IdbTransaction| {
        let store = transaction.object_store(BACKUP_LIST)?;
        store.get_all_with_key(&of_project(project)?.into())
    };
    let request = store::read(STORES, work).await?;
    let records: Array = result(&request).unchecked_into();
    let records = records.iter().rev();
    let read = |bytes: JsValue| record::decode(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok();
    Ok(records.filter_map(read).collect())
}

/// Reads the project in a backup. O(n).
pub async fn read(project: &str, time: &str) -> Result<Project, StorageError> {
    let work = |transaction: &IdbTransaction| {
        let store = transaction.object_store(BACKUPS)?;
        let key = key(project, time);
        store.get_all_with_key(&chunks::range(&key, &key)?.into())
    };
    let request = store::read(STORES, work).await?;
    let found: Array = result(&request).unchecked_into();
    let found: Vec<Uint8Array> = found.iter().filter_map(|it| it.dyn_into().ok()).collect();
    if found.is_empty() {
        return Err(StorageError::NoBackup);
    }
    let read = postil::read(&chunks::whole(&found));
    let (project, _) = read.map_err(|found| {
        let first = found.first().map(ToString::to_string);
        StorageError::DamagedBackup(first.unwrap_or_default())
    })?;
    Ok(project)
}

/// Removes backups.
pub async fn remove(project: &str, times: &[String]) -> Result<(), StorageError> {
    let work = |transaction: &IdbTransaction| {
        for time in times {
            for store in [BACKUPS, BACKUP_LIST] {
                let key = key(project, time);
                let range = chunks::range(&key, &key)?;
                transaction.object_store(store)?.delete(&range)?;
            }
        }
        Ok(())
    };
    store::write(STORES, work).await
}

fn key(project: &str, time: &str) -> Array {
    Array::of2(&project.into(), &time.into())
}
