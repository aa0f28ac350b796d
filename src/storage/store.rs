//! One project's records in the database.

use super::database::{Mode, result};
use super::error::StorageError;
use super::mirrored::Mirrored;
use super::schema::{BOOKMARKS, JOURNAL, SNAPSHOTS};
use super::stored::{Stored, entries_of, number};
use super::{chunks, mirrored, unload};
use js_sys::{Array, Uint8Array};
use leptos::web_sys::{IdbKeyRange, IdbTransaction};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The entry of a number that is only claimed: see [`Store::claim`].
const NO_ENTRY: &[u8] = b"[1,null]";

/// More than any entry has; numbers are exact up to it.
const MAX_NUMBER: u64 = 1 << 53;

/// One project's records.
pub struct Store {
    database: Mirrored,
    project: String,
}

impl Store {
    /// Opens the database for a project.
    ///
    /// # Errors
    /// When the browser refuses. The same holds for all functions here.
    pub async fn open(project: &str) -> Result<Self, StorageError> {
        Ok(Self {
            database: mirrored::open().await?,
            project: project.to_owned(),
        })
    }

    /// Reads everything.
    pub async fn load(&self) -> Result<Stored, StorageError> {
        let all = &[JOURNAL, SNAPSHOTS, BOOKMARKS];
        let work = |transaction: &IdbTransaction| {
            let range = self.up_to(None)?;
            let journal = transaction.object_store(JOURNAL)?;
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            let bookmarks = transaction.object_store(BOOKMARKS)?;
            Ok([
                journal.get_all_keys_with_key(&range)?,
                journal.get_all_with_key(&range)?,
                snapshots.get_all_keys_with_key(&range)?,
                snapshots.get_all_with_key(&range)?,
                bookmarks.get(&self.project.as_str().into())?,
            ])
        };
        let requests = self.database.read(all, work).await?;
        let [entry_keys, entries, snapshot_keys, snapshots, bookmark] =
            requests.map(|request| result(&request));
        let journal_and_snapshots = [&entry_keys, &entries, &snapshot_keys, &snapshots];
        let mut stored = Stored::of(journal_and_snapshots, bookmark);
        if let Some(last) = unload::get(&self.project) {
            stored.bookmark = Some(last);
        }
        Ok(stored)
    }

    /// Reads the entries of the journal from a number on, with their numbers.
    pub async fn entries_from(&self, first: u64) -> Result<Vec<(u64, Vec<u8>)>, StorageError> {
        let work = |transaction: &IdbTransaction| {
            let range = chunks::range(&self.key(first), &self.key(MAX_NUMBER))?;
            let journal = transaction.object_store(JOURNAL)?;
            Ok([
                journal.get_all_keys_with_key(&range)?,
                journal.get_all_with_key(&range)?,
            ])
        };
        let requests = self.database.read(&[JOURNAL], work).await?;
        let [keys, entries] = requests.map(|request| result(&request));
        Ok(entries_of(&keys, &entries))
    }

    /// The largest number in use; `None` if nothing is stored.
    pub async fn last(&self) -> Result<Option<u64>, StorageError> {
        let work = |transaction: &IdbTransaction| {
            let range = self.up_to(None)?;
            let keys = |store: &str| {
                transaction
                    .object_store(store)?
                    .get_all_keys_with_key(&range)
            };
            Ok([keys(JOURNAL)?, keys(SNAPSHOTS)?])
        };
        let stores = &[JOURNAL, SNAPSHOTS];
        let requests = self.database.read(stores, work).await?;
        let last = requests.map(|request| {
            let keys: Array = result(&request).unchecked_into();
            let last = keys.iter().next_back();
            last.map(|key| number(&key.unchecked_into()))
        });
        Ok(last.into_iter().max().flatten())
    }

    /// Appends entries to the journal, numbered from `first`, and returns when they are on the disk.
    /// Fails with [`StorageError::Overtaken`] if a number is in use: never overwrites what another tab
    /// wrote.
    pub async fn append(&self, first: u64, entries: &[Rc<Vec<u8>>]) -> Result<(), StorageError> {
        let work = async |transaction: &IdbTransaction| {
            let journal = transaction.object_store(JOURNAL)?;
            for (number, bytes) in (first..).zip(entries) {
                chunks::add(&journal, &self.key(number), bytes).await?;
            }
            Ok(())
        };
        self.database
            .write_gradually(&[JOURNAL], Mode::WriteDurably, work)
            .await
    }

    /// Claims a number without an entry. A tab that does not know yet that it may no longer write
    /// would use this number next, and fails.
    pub async fn claim(&self, number: u64) -> Result<(), StorageError> {
        self.append(number, &[Rc::new(NO_ENTRY.to_vec())]).await
    }

    /// Stores a snapshot in place of an entry of this number, which must not be in use.
    pub async fn put_whole(&self, number: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let work = async |transaction: &IdbTransaction| {
            let journal = transaction.object_store(JOURNAL)?;
            chunks::add(&journal, &self.key(number), NO_ENTRY).await?;
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            chunks::add(&snapshots, &self.key(number), bytes).await
        };
        self.database
            .write_gradually(&[JOURNAL, SNAPSHOTS], Mode::WriteDurably, work)
            .await
    }

    /// Stores a snapshot of the entries up to a number. Removes what is older than the snapshot before
    /// it, `before`, which stays with the entries after it in case the new one cannot be read.
    pub async fn put_snapshot(
        &self,
        number: u64,
        bytes: &[u8],
        before: Option<u64>,
    ) -> Result<(), StorageError> {
        let work = async |transaction: &IdbTransaction| {
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            chunks::add(&snapshots, &self.key(number), bytes).await?;
            if let Some(before) = before {
                let journal = transaction.object_store(JOURNAL)?;
                journal.delete(&self.up_to(Some(before))?.into())?;
                if let Some(older) = before.checked_sub(1) {
                    snapshots.delete(&self.up_to(Some(older))?.into())?;
                }
            }
            Ok(())
        };
        self.database
            .write_gradually(&[JOURNAL, SNAPSHOTS], Mode::WriteDurably, work)
            .await
    }

    /// Stores the bookmark.
    pub async fn put_bookmark(&self, bytes: &[u8]) -> Result<(), StorageError> {
        let work = |transaction: &IdbTransaction| {
            let bookmarks = transaction.object_store(BOOKMARKS)?;
            bookmarks.put_with_key(&Uint8Array::from(bytes), &self.project.as_str().into())?;
            Ok(())
        };
        self.database.write(&[BOOKMARKS], Mode::Write, work).await
    }

    fn key(&self, number: u64) -> Array {
        Array::of2(
            &self.project.as_str().into(),
            &JsValue::from_f64(number as f64),
        )
    }

    /// The range of this project's keys up to a number, or of all of them.
    fn up_to(&self, number: Option<u64>) -> Result<IdbKeyRange, JsValue> {
        match number {
            Some(number) => chunks::range(&self.key(0), &self.key(number)),
            None => of_project(&self.project),
        }
    }
}

/// Reads records of any project, in one transaction.
///
/// # Errors
/// When something could not be read.
pub async fn read<T>(
    stores: &[&str],
    work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
) -> Result<T, StorageError> {
    mirrored::open().await?.read(stores, work).await
}

/// Writes records of any project, in one transaction.
///
/// # Errors
/// When nothing was written.
pub async fn write(
    stores: &[&str],
    work: impl Fn(&IdbTransaction) -> Result<(), JsValue>,
) -> Result<(), StorageError> {
    let database = mirrored::open().await?;
    database.write(stores, Mode::Write, work).await
}

/// The range of all keys that begin with a project; not of keys that are only its name.
pub fn of_project(project: &str) -> Result<IdbKeyRange, JsValue> {
    let project = Array::of1(&project.into());
    chunks::range(&project, &project)
}
