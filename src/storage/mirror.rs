//! The mirror: a second database with everything that is in the first, where the browser has another
//! place for it. That is a storage bucket (<https://wicg.github.io/storage-buckets/>), which Chromium
//! keeps in separate files.
//!
//! It exists because Chromium can lose the first database. Chromium stores databases in LevelDB, which
//! goes on writing behind a record that a crash cut off. At the next start Chromium takes that for
//! damage and replaces everything that a site has stored with an empty database
//! (<https://github.com/google/leveldb/issues/1287>). Firefox and WebKit have no buckets, and store in
//! SQLite.
//!
//! Every write goes to the first database and then to the mirror, and counts as saved only after both,
//! so that a crash hardly ever cuts off a record in both. The mirror is read only to restore what the
//! first has lost. If it fails or does not answer, work goes on without it for a while; the browser
//! remembers since when it is incomplete, and it is synchronized later.

use super::database::{Database, Mode, from_browser};
use super::error::StorageError;
use super::first::{Loss, finish_recovery, is_new, open_first, report};
use super::schema::{DATABASE, STORES, VERSION};
use super::{copy, lock};
use crate::browser::clock_and_ids;
use crate::browser::reflect::{ask, get, object};
use crate::browser::remembered::{may_store, storage};
use futures::channel::oneshot;
use futures::future::{Either, select};
use futures::lock::Mutex;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Date};
use leptos::prelude::window;
use leptos::web_sys::{AbortController, IdbFactory, IdbTransaction};
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The bucket that holds the mirror.
const BUCKET: &str = "postil-copy";
/// The Web Lock of the tab that restores a lost first database.
const RECOVERY_LOCK: &str = "postil-recovery";
/// Where the browser remembers since when the mirror is incomplete.
const BEHIND_KEY: &str = "postil-copy-behind";
/// How long a write waits for the mirror.
const ANSWER_TIMEOUT_MS: u32 = 5000;
/// How long the mirror is left alone after it failed or did not answer.
const RETRY_MS: f64 = 60_000.0;

thread_local! {
    static MIRROR: Rc<Mutex<Mirror>> = Rc::default();
    /// Whether something was written that the mirror lacks.
    static MISSED: Cell<bool> = const { Cell::new(false) };
    /// Until when the mirror is left alone, in milliseconds.
    static PAUSED_UNTIL: Cell<f64> = const { Cell::new(0.0) };
}

/// The state of the mirror.
#[derive(Default)]
enum Mirror {
    /// It may be incomplete.
    #[default]
    Unknown,
    /// The browser has no place for it.
    Absent,
    /// It is complete, except for missed writes.
    Level(Open),
}

/// The open mirror.
pub struct Open {
    pub database: Database,
    /// Keeps transactions alive: Chromium leaves those of a bucket waiting once this is dropped.
    _factory: IdbFactory,
}

/// Whether everything is stored twice now.
pub async fn is_level() -> bool {
    let mirror = MIRROR.with(Rc::clone);
    let level = pin!(async { matches!(&*mirror.lock().await, Mirror::Level(_)) });
    let level = select(level, TimeoutFuture::new(ANSWER_TIMEOUT_MS)).await;
    matches!(level, Either::Left((true, _))) && !MISSED.get()
}

/// Repeats in the mirror a write to the first database.
pub async fn follow(
    stores: &[&str],
    mode: Mode,
    work: &impl AsyncFn(&IdbTransaction) -> Result<(), JsValue>,
) {
    if Date::now() < PAUSED_UNTIL.get() {
        return note_missed();
    }
    let mirror = MIRROR.with(Rc::clone);
    let done = pin!(async {
        match &*mirror.lock().await {
            Mirror::Absent => true,
            Mirror::Level(open) if !MISSED.get() => {
                let done = open.database.transact_gradually(stores, mode, work);
                done.await.is_ok()
            }
            Mirror::Unknown | Mirror::Level(_) => false,
        }
    });
    match select(done, TimeoutFuture::new(ANSWER_TIMEOUT_MS)).await {
        Either::Left((true, _)) => {}
        Either::Left((false, _)) => {
            note_missed();
            let (sender, level) = oneshot::channel();
            spawn_local(async move {
                synchronize().await;
                // Nothing is lost if the receiver has stopped waiting.
                let _ = sender.send(());
            });
            select(level, TimeoutFuture::new(ANSWER_TIMEOUT_MS)).await;
        }
        Either::Right(_) => {
            // The mirror may have stored part of the write.
            pause();
            spawn_local(synchronize());
        }
    }
}

/// Synchronizes the mirror with the first database. Every tab that begins to write does this, because
/// another tab may have written what the mirror lacks.
pub async fn synchronize() {
    let mirror = MIRROR.with(Rc::clone);
    let mut mirror = mirror.lock().await;
    if matches!(*mirror, Mirror::Absent) {
        return;
    }
    match copied().await {
        Ok(level) => {
            *mirror = level;
            PAUSED_UNTIL.set(0.0);
            if let Some(storage) = storage() {
                let _ = storage.remove_item(BEHIND_KEY);
            }
        }
        Err(_) => {
            *mirror = Mirror::Unknown;
            pause();
        }
    }
}

async fn copied() -> Result<Mirror, StorageError> {
    let Some(open) = open().await? else {
        return Ok(Mirror::Absent);
    };
    let first = open_first().await?;
    if is_new(&first).await? {
        // The mirror holds what the first database has lost.
        return Err(StorageError::NotRecovered);
    }
    loop {
        MISSED.set(false);
        copy::level(&first, &open.database, STORES).await?;
        // The copy may not have seen what was written meanwhile.
        if !MISSED.get() {
            return Ok(Mirror::Level(open));
        }
    }
}

/// Notes that the mirror is incomplete from now on.
fn note_missed() {
    MISSED.set(true);
    let Some(storage) = storage() else { return };
    if storage
        .get_item(BEHIND_KEY)
        .is_ok_and(|since| since.is_none())
    {
        let _ = storage.set_item(BEHIND_KEY, &clock_and_ids::now());
    }
}

fn pause() {
    note_missed();
    PAUSED_UNTIL.set(Date::now() + RETRY_MS);
}

/// Restores the first database, which is new, from the mirror.
///
/// # Errors
/// When the mirror does not answer, or the first database refuses a record.
pub async fn recover(first: &Database) -> Result<(), StorageError> {
    // Another tab that opened at the same time may be restoring it already.
    let lock = match AbortController::new() {
        Ok(patience) => lock::wait(RECOVERY_LOCK, &patience).await,
        Err(_) => None,
    };
    let recovered = recover_locked(first).await;
    if let Some(lock) = lock {
        lock.release();
    }
    recovered
}

async fn recover_locked(first: &Database) -> Result<(), StorageError> {
    if !is_new(first).await? {
        return Ok(());
    }
    let opened = match select(pin!(open()), TimeoutFuture::new(4 * ANSWER_TIMEOUT_MS)).await {
        Either::Left((opened, _)) => opened,
        Either::Right(_) => Err(StorageError::MirrorSilent),
    };
    // Going on without the mirror would write over it.
    let opened = opened.map_err(|reason| StorageError::MirrorClosed(Box::new(reason)))?;
    let found = match opened {
        Some(open) => copy::put_all(&open.database, first, STORES).await?,
        None => false,
    };
    finish_recovery(first).await?;
    if found {
        let since = storage().and_then(|storage| storage.get_item(BEHIND_KEY).ok()?);
        report(Loss::Restored(since));
    }
    Ok(())
}

/// Whether there is a mirror; does not create one.
pub async fn is_there() -> bool {
    let names = ask(&buckets(), "keys", &Array::new()).await;
    let names = names.unwrap_or_default().dyn_into::<Array>();
    names.is_ok_and(|names| names.includes(&BUCKET.into(), 0))
}

/// Opens the mirror; `None` where the browser has no place for it.
///
/// # Errors
/// When it exists and does not open.
pub async fn open() -> Result<Option<Open>, StorageError> {
    let buckets = buckets();
    // Where a site may store nothing, Chromium never answers for the databases of a bucket.
    if buckets.is_undefined() || !may_store() {
        return Ok(None);
    }
    let options = object(&[("durability", &"strict".into())]);
    let bucket = ask(&buckets, "open", &Array::of2(&BUCKET.into(), &options)).await;
    let factory: IdbFactory = get(&bucket.map_err(from_browser)?, "indexedDB").unchecked_into();
    let database = Database::open(&factory, DATABASE, VERSION, STORES, |_| Ok(())).await?;
    Ok(Some(Open {
        database,
        _factory: factory,
    }))
}

fn buckets() -> JsValue {
    get(&window().navigator(), "storageBuckets")
}
