//! One project's records in the database.

use super::database::{Mode, result};
use super::error::StorageError;
use super::mirrored::Mirrored;
use super::schema::{JOURNAL, PLACES, SNAPSHOTS};
use super::stored::{Stored, number};
use super::{chunks, mirrored};
use js_sys::{Array, Uint8Array};
use leptos::web_sys::{IdbKeyRange, IdbTransaction};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What stands in the journal where the number is all that is said: see [`Store::mark`].
const MARK: &[u8] = b"[1,null]";

/// One project's records.
pub struct Store {
    database: Mirrored,
    project: String,
}

impl Store {
    /// Opens the database for a project.
    ///
    /// # Errors
    /// When the browser gives no storage. So for all functions here.
    pub async fn open(project: &str) -> Result<Self, StorageError> {
        Ok(Self {
            database: mirrored::open().await?,
            project: project.to_owned(),
        })
    }

    /// Reads everything.
    pub async fn load(&self) -> Result<Stored, StorageError> {
        let all = &[JOURNAL, SNAPSHOTS, PLACES];
        let work = |transaction: &IdbTransaction| {
            let range = self.up_to(None)?;
            let journal = transaction.object_store(JOURNAL)?;
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            let places = transaction.object_store(PLACES)?;
            Ok([
                journal.get_all_keys_with_key(&range)?,
                journal.get_all_with_key(&range)?,
                snapshots.get_all_keys_with_key(&range)?,
                snapshots.get_all_with_key(&range)?,
                places.get(&self.project.as_str().into())?,
            ])
        };
        let requests = self.database.read(all, work).await?;
        let [entry_keys, entries, snapshot_keys, snapshots, place] =
            requests.map(|request| result(&request));
        let journal_and_snapshots = [&entry_keys, &entries, &snapshot_keys, &snapshots];
        Ok(Stored::of(journal_and_snapshots, place))
    }

    /// The largest number in use.
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

    /// Appends entries to the journal, the first of them with a number that is not in use. They
    /// are on the disk when this is done. What another tab wrote is never overwritten.
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

    /// Takes the next number and says nothing with it. Another tab that has not noticed yet that it
    /// may not write any more would write an entry of that number next, and cannot.
    pub async fn mark(&self, number: u64) -> Result<(), StorageError> {
        self.append(number, &[Rc::new(MARK.to_vec())]).await
    }

    /// Puts a snapshot in place of an entry of that number, which is not in use.
    pub async fn put_whole(&self, number: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let work = async |transaction: &IdbTransaction| {
            let journal = transaction.object_store(JOURNAL)?;
            chunks::add(&journal, &self.key(number), MARK).await?;
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            chunks::add(&snapshots, &self.key(number), bytes).await
        };
        self.database
            .write_gradually(&[JOURNAL, SNAPSHOTS], Mode::WriteDurably, work)
            .await
    }

    /// Puts a snapshot that holds the entries up to a number. What is older than the snapshot
    /// before it goes; that one stays, with the entries after it, in case the new one cannot be
    /// read.
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

    /// Puts the place where the reader is.
    pub async fn put_place(&self, bytes: &[u8]) -> Result<(), StorageError> {
        let work = |transaction: &IdbTransaction| {
            let places = transaction.object_store(PLACES)?;
            places.put_with_key(&Uint8Array::from(bytes), &self.project.as_str().into())?;
            Ok(())
        };
        self.database.write(&[PLACES], Mode::Write, work).await
    }

    fn key(&self, number: u64) -> Array {
        // Numbers are exact up to 2^53, which no one reaches by hand.
        Array::of2(
            &self.project.as_str().into(),
            &JsValue::from_f64(number as f64),
        )
    }

    /// This project's keys up to a number, or all of them.
    fn up_to(&self, number: Option<u64>) -> Result<IdbKeyRange, JsValue> {
        match number {
            Some(number) => chunks::range(&self.key(0), &self.key(number)),
            None => of_project(&self.project),
        }
    }
}

/// Reads records of any project, in a transaction of its own.
///
/// # Errors
/// When not all could be read.
pub async fn read<T>(
    stores: &[&str],
    work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
) -> Result<T, StorageError> {
    mirrored::open().await?.read(stores, work).await
}

/// Writes records of any project, in a transaction of its own.
///
/// # Errors
/// When nothing of it was done.
pub async fn write(
    stores: &[&str],
    work: impl Fn(&IdbTransaction) -> Result<(), JsValue>,
) -> Result<(), StorageError> {
    let database = mirrored::open().await?;
    database.write(stores, Mode::Write, work).await
}

/// The keys of all that belongs to a project, but for records that go by its name alone.
pub fn of_project(project: &str) -> Result<IdbKeyRange, JsValue> {
    let project = Array::of1(&project.into());
    chunks::range(&project, &project)
}
