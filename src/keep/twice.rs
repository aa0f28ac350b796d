//! The database, and a second one with all that is in it, where the browser has another place for
//! it: a storage bucket (<https://wicg.github.io/storage-buckets/>), which Chromium keeps in files
//! of its own.
//!
//! It is there because Chromium can lose the first. Its databases are in LevelDB, which goes on
//! writing behind a record that a crash cut off; when the browser is started once more, that is taken
//! for damage, and an empty database put in the place of all that a site has stored
//! (<https://github.com/google/leveldb/issues/1287>). Firefox and WebKit have no buckets, and store in
//! SQLite.
//!
//! All that is written goes to the first and then to the second, one after the other, so that one
//! crash cannot cut off a record in both; what is written is not called saved before. The second is
//! never read but to bring back the first. Where it fails nobody is kept from work: it is brought in
//! line with the first when something is written next.

use super::copy;
use super::database::{Database, Failure, Mode, in_words, result};
use super::lock;
use super::store::{PLACES, STORES};
use crate::by_name::{ask, get, object};
use futures::future::{Either, select};
use futures::lock::Mutex;
use gloo::timers::future::TimeoutFuture;
use js_sys::Array;
use leptos::prelude::window;
use leptos::web_sys::{AbortController, IdbFactory, IdbTransaction};
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

const DATABASE: &str = "postil";
const VERSION: u32 = 3;
/// The bucket that the second database is in.
const BUCKET: &str = "postil-copy";
/// Who has this Web Lock may bring back what a new database lacks.
const RECOVERY: &str = "postil-recovery";
/// So many milliseconds the second database may take, for all there is when it is brought in line. One
/// that takes longer is let be until the page is opened again: it keeps nobody from work.
const PATIENCE: u32 = 60_000;
/// Where the browser remembers, outside of any database, that something was saved.
const KEPT: &str = "postil-kept";

thread_local! {
    static COPY: Rc<Mutex<Copy>> = Rc::default();
    static GIVEN_UP: Cell<bool> = const { Cell::new(false) };
    static LOSS: Cell<Option<Loss>> = const { Cell::new(None) };
}

/// The second database.
#[derive(Default)]
enum Copy {
    /// It may lack something, or could not be opened.
    #[default]
    Behind,
    /// The browser has no place for it.
    Absent,
    /// It has all that the first one has.
    Level(Second),
}

/// The second database, open.
struct Second {
    database: Database,
    /// Chromium lets the transactions of a bucket wait for ever once nobody has this any more.
    _place: IdbFactory,
}

/// What had become of the database when it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It was empty, and all was brought back from the second.
    MadeUpFor,
    /// It was empty although something had been saved, and there is no second.
    Total,
}

/// The database and its copy.
pub struct Twice(Database);

impl Twice {
    /// Reads from the first, in one transaction: `work` makes all its requests at once, and when they
    /// have all been carried out its answer is given, whose results can be read then.
    ///
    /// # Errors
    /// When not all could be read.
    pub async fn read<T>(
        &self,
        stores: &[&str],
        work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, Failure> {
        self.0.transact(stores, Mode::Read, work).await
    }

    /// As [`Twice::write_gradually`], where all requests are made at once.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn write(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl Fn(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<(), Failure> {
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
    ) -> Result<(), Failure> {
        self.0.transact_gradually(stores, mode, &work).await?;
        within_patience(async |copy: &mut Copy| {
            let follows = match &*copy {
                Copy::Absent => true,
                Copy::Behind => false,
                Copy::Level(second) => {
                    let done = second.database.transact_gradually(stores, mode, &work);
                    done.await.is_ok()
                }
            };
            if !follows {
                *copy = level(&self.0).await;
            }
        })
        .await;
        Ok(())
    }
}

/// Does something with the second database, alone, unless that takes too long or has done before.
async fn within_patience(work: impl AsyncFnOnce(&mut Copy)) {
    if GIVEN_UP.get() {
        return;
    }
    let copy = COPY.with(Rc::clone);
    let work = pin!(async { work(&mut *copy.lock().await).await });
    let ended = select(work, TimeoutFuture::new(PATIENCE)).await;
    if matches!(ended, Either::Right(_)) {
        GIVEN_UP.set(true);
    }
}

/// Brings the second in line with the first, so that what is written next has not to wait for that.
pub async fn bring_in_line() {
    if let Ok(first) = open().await {
        within_patience(async |copy: &mut Copy| {
            if matches!(copy, Copy::Behind) {
                *copy = level(&first.0).await;
            }
        })
        .await;
    }
}

/// Opens the database. Where the browser has put a new one in place of one that had something in it,
/// that is brought back first.
///
/// # Errors
/// In words, when the browser gives no storage, or not all could be brought back.
pub async fn open() -> Result<Twice, String> {
    let place = window().indexed_db().map_err(in_words)?;
    let place = place.ok_or("this browser has no IndexedDB")?;
    let database = Database::open(&place, DATABASE, VERSION, STORES, call_new).await?;
    let opened = async {
        if is_new(&database).await? {
            recover(&database).await?;
        }
        Ok(Twice(database))
    };
    opened.await.map_err(Failure::words)
}

/// Whether all that is stored is stored twice now.
pub fn is_level() -> bool {
    let level = COPY.with(|copy| matches!(copy.try_lock().as_deref(), Some(Copy::Level(_))));
    level && !GIVEN_UP.get()
}

/// What had become of the database when it was opened; told once.
pub fn loss() -> Option<Loss> {
    LOSS.take()
}

/// Remembers that something was saved.
pub fn remember() {
    if let Ok(Some(storage)) = window().local_storage() {
        // Where nothing can be kept there is nothing to be lost.
        let _ = storage.set_item(KEPT, "");
    }
}

/// The key of the record that a new database begins with, among the places, whose keys are the names
/// of projects. It is there until all has been brought back, in case the page is left meanwhile.
fn new_key() -> JsValue {
    Array::new().into()
}

fn call_new(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let places = transaction.object_store(PLACES)?;
    places.put_with_key(&JsValue::TRUE, &new_key())?;
    Ok(())
}

async fn is_new(database: &Database) -> Result<bool, Failure> {
    let work = |transaction: &IdbTransaction| transaction.object_store(PLACES)?.get(&new_key());
    let record = database.transact(&[PLACES], Mode::Read, work).await?;
    Ok(!result(&record).is_undefined())
}

async fn recover(database: &Database) -> Result<(), Failure> {
    // Another tab that was opened at the same time may be at it.
    let lock = match AbortController::new() {
        Ok(patience) => lock::wait(RECOVERY, &patience).await,
        Err(_) => None,
    };
    let recovered = recover_alone(database).await;
    if let Some(lock) = lock {
        lock.release();
    }
    recovered
}

async fn recover_alone(database: &Database) -> Result<(), Failure> {
    if !is_new(database).await? {
        return Ok(());
    }
    let copied = match open_copy().await.map_err(Failure::Other)? {
        Some(second) => copy::put_all(&second.database, database, STORES).await?,
        None => 0,
    };
    let work = |transaction: &IdbTransaction| {
        transaction.object_store(PLACES)?.delete(&new_key())?;
        Ok(())
    };
    database
        .transact(&[PLACES], Mode::WriteDurably, work)
        .await?;
    if copied > 0 {
        LOSS.set(Some(Loss::MadeUpFor));
    } else if forget() {
        LOSS.set(Some(Loss::Total));
    }
    Ok(())
}

/// Forgets that something was saved, if that is remembered.
fn forget() -> bool {
    let Ok(Some(storage)) = window().local_storage() else {
        return false;
    };
    let kept = storage.get_item(KEPT).is_ok_and(|kept| kept.is_some());
    storage.remove_item(KEPT).is_ok() && kept
}

/// Brings the second database in line with the first.
async fn level(first: &Database) -> Copy {
    match open_copy().await {
        Ok(None) => Copy::Absent,
        Ok(Some(second)) => match copy::level(first, &second.database, STORES).await {
            Ok(()) => Copy::Level(second),
            Err(_) => Copy::Behind,
        },
        Err(_) => Copy::Behind,
    }
}

/// Opens the second database; `None` where the browser has no place for it.
async fn open_copy() -> Result<Option<Second>, String> {
    let buckets = get(&window().navigator(), "storageBuckets");
    if buckets.is_undefined() {
        return Ok(None);
    }
    let options = object(&[("durability", &"strict".into())]);
    let bucket = ask(&buckets, "open", &Array::of2(&BUCKET.into(), &options)).await;
    let place: IdbFactory = get(&bucket.map_err(in_words)?, "indexedDB").unchecked_into();
    let database = Database::open(&place, DATABASE, VERSION, STORES, |_| Ok(())).await?;
    Ok(Some(Second {
        database,
        _place: place,
    }))
}
