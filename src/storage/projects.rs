//! Lists, creates, copies, renames and deletes the projects of this browser.

use super::backups::Counts;
use super::bookmark::Bookmark;
use super::catalogue::{self, Known, UNKNOWN, known, put};
use super::database::result;
use super::error::StorageError;
use super::schema::{PROJECTS, SNAPSHOTS, STORES};
use super::store::{Store, of_project};
use super::{current, lock, record, replay, saver, store, time_spent, unload, upkeep};
use crate::browser::clock_and_ids;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use js_sys::{Array, Date};
use leptos::web_sys::IdbTransaction;
use postil_core::edit;
use postil_core::history::History;
use postil_core::model::{Header, Project};
use postil_core::state::State;
use postil_core::workspace::{Entry, Workspace};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// How long a deleted project can be restored: thirty days.
const DELETED_KEPT_MS: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// Lists all projects, the one changed last first. Removes for good those that were deleted long ago.
///
/// # Errors
/// When the storage fails. The same holds for all functions here.
pub async fn list() -> Result<Vec<Known>, StorageError> {
    let stores = [PROJECTS, SNAPSHOTS];
    let work = |transaction: &IdbTransaction| {
        let known = transaction.object_store(PROJECTS)?.get_all()?;
        let keys = transaction.object_store(SNAPSHOTS)?.get_all_keys()?;
        Ok([known, keys])
    };
    let requests = store::read(&stores, work).await?;
    let [records, keys] = requests.map(|request| result(&request).unchecked_into::<Array>());
    let mut known: Vec<Known> = records.iter().filter_map(catalogue::read).collect();
    // The list may lack a project whose page was closed before its first upkeep.
    for key in keys.iter() {
        let id = key.unchecked_into::<Array>().get(0).as_string();
        if let Some(id) = id.filter(|id| !known.iter().any(|known| known.id == *id)) {
            known.push(Known {
                id,
                changed: UNKNOWN.to_owned(),
                ..Known::default()
            });
        }
    }
    let now = Date::now();
    for known in known.extract_if(.., |known| is_expired(known, now)) {
        // A project that is open in a tab stays until it is closed.
        let _ = remove(&known.id).await;
    }
    known.sort_by(|a, b| b.changed.cmp(&a.changed));
    Ok(known)
}

fn is_expired(known: &Known, now: f64) -> bool {
    !known.deleted.is_empty() && now - Date::parse(&known.deleted) > DELETED_KEPT_MS
}

/// Creates a project, and returns the name that it is stored under.
pub async fn make(project: Project) -> Result<String, StorageError> {
    let id = clock_and_ids::new_id('p');
    make_as(&id, project).await?;
    Ok(id)
}

/// Creates a project under a name that none is stored under.
pub async fn make_as(id: &str, project: Project) -> Result<(), StorageError> {
    let _lock = hold(id).await?;
    let state = State::open(project).map_err(|found| {
        let first = found.first().map(ToString::to_string);
        StorageError::Invalid(first.unwrap_or_default())
    })?;
    let bytes = replay::snapshot(&state, &History::default());
    let store = Store::open(id).await?;
    store.put_whole(0, &bytes).await?;
    put(&Known {
        id: id.to_owned(),
        name: state.header().name.clone(),
        changed: clock_and_ids::now(),
        counts: Counts::of(&state),
        bytes: bytes.len(),
        ..Known::default()
    })
    .await
}

/// Creates an empty project with the schema of the open one.
pub async fn make_empty(desk: Desk) -> Result<String, StorageError> {
    let schema = desk.peek(|state| state.schema().clone());
    make(Project {
        header: Header::new(t!("Untitled project")),
        schema,
        ..Project::default()
    })
    .await
}

/// Copies a project as it is on the disk.
pub async fn duplicate(id: &str) -> Result<String, StorageError> {
    let mut project = open(id).await?.workspace.state().to_project();
    project.header.name = tf!("{} (copy)", project.header.name);
    make(project).await
}

/// Renames a project that is not open.
pub async fn rename(id: &str, name: &str) -> Result<(), StorageError> {
    let _lock = hold(id).await?;
    let Stood {
        mut workspace,
        last,
        late,
    } = open(id).await?;
    let mut header = workspace.state().header().clone();
    name.clone_into(&mut header.name);
    if let Some(renaming) = edit::set_header(workspace.state(), header) {
        let entry = Entry::Commit(renaming);
        workspace
            .perform(&entry)
            .map_err(|error| StorageError::Invalid(error.to_string()))?;
        let store = Store::open(id).await?;
        let mut entries = late;
        entries.push(Rc::new(record::encode(&entry)));
        store.append(last + 1, &entries).await?;
    }
    change(id, |known| name.clone_into(&mut known.name)).await
}

/// Deletes a project, or restores it.
pub async fn delete(id: &str, deleted: bool) -> Result<(), StorageError> {
    let _lock = hold(id).await?;
    let when = if deleted {
        clock_and_ids::now()
    } else {
        String::new()
    };
    change(id, |known| known.deleted = when).await
}

/// Deletes the project that is open in this tab, and opens another one in its place: the one changed
/// last, or an empty one.
///
/// # Errors
/// When another tab has it open too, or its last changes are not saved.
pub async fn delete_open(desk: Desk) -> Result<(), StorageError> {
    let upkeep = upkeep::here().ok_or(StorageError::NotOpen)?;
    let id = &upkeep.project;
    if desk.read_only.get_untracked() || lock::is_awaited(&lock::name(id)).await {
        return Err(StorageError::OpenElsewhere);
    }
    if saver::idle().await > 0 {
        return Err(StorageError::NotSaved);
    }
    upkeep.close().await;
    let all = list().await?;
    let is_left = |other: &&Known| other.id != *id && other.deleted.is_empty();
    let next = match all.iter().find(is_left) {
        Some(other) => other.id.clone(),
        // The bundled project exists without being stored.
        None if id != current::FIRST && all.iter().all(|other| other.id != current::FIRST) => {
            current::FIRST.to_owned()
        }
        None => make_empty(desk).await?,
    };
    let name = desk.peek(|state| state.header().name.clone());
    current::remember_deleted(&labels::brief(&name));
    change(id, |known| {
        known.name = name;
        known.deleted = clock_and_ids::now();
    })
    .await?;
    current::open(&next);
    Ok(())
}

async fn change(id: &str, change: impl FnOnce(&mut Known)) -> Result<(), StorageError> {
    let mut known = known(id).await?.unwrap_or_else(|| Known {
        id: id.to_owned(),
        ..Known::default()
    });
    change(&mut known);
    put(&known).await
}

/// Removes everything of a project for good.
pub async fn remove(id: &str) -> Result<(), StorageError> {
    let _lock = hold(id).await?;
    let work = |transaction: &IdbTransaction| {
        let range = of_project(id)?;
        for name in STORES {
            let store = transaction.object_store(name)?;
            store.delete(&range)?;
            store.delete(&id.into())?;
        }
        Ok(())
    };
    store::write(STORES, work).await?;
    unload::forget(id);
    time_spent::forget(id);
    Ok(())
}

/// Opens a project in this tab, once the last changes of the current one are saved.
pub async fn show(id: &str) {
    if let Some(upkeep) = upkeep::here() {
        upkeep.close().await;
    }
    saver::idle().await;
    current::open(id);
}

/// How a project stood when it was left.
struct Stood {
    workspace: Workspace,
    /// The number of its last entry.
    last: u64,
    /// The records of what was done after that, and was too late for the disk.
    late: Vec<Rc<Vec<u8>>>,
}

/// Reads a project as it is on the disk.
async fn open(id: &str) -> Result<Stood, StorageError> {
    let stored = Store::open(id).await?.load().await?;
    let replayed = stored.replay()?;
    match (replayed.workspace, replayed.damage.first(), stored.last()) {
        (_, Some(damage), _) => Err(StorageError::Damaged(damage.clone())),
        (Some(mut workspace), None, Some(last)) => {
            let bookmark = stored.bookmark.as_deref().and_then(Bookmark::read);
            let late = bookmark.as_ref().and_then(Bookmark::late);
            let missing = late.map_or_else(Vec::new, |late| late.missing(&stored));
            let late = super::open::perform(&mut workspace, missing);
            Ok(Stood {
                workspace,
                last,
                late,
            })
        }
        _ => Err(StorageError::NotStored),
    }
}

/// A lock that is released when it is dropped.
struct Held(lock::Lock);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.release();
    }
}

async fn hold(id: &str) -> Result<Held, StorageError> {
    let lock = lock::acquire(&lock::name(id)).await;
    lock.map(Held).ok_or(StorageError::OpenElsewhere)
}
