//! A second database with all that is in the first, where the browser has another place for it: a
//! storage bucket (<https://wicg.github.io/storage-buckets/>), which Chromium keeps in files of its
//! own.
//!
//! It is there because Chromium can lose the first. Its databases are in LevelDB, which goes on
//! writing behind a record that a crash cut off; when the browser is started once more, that is taken
//! for damage, and an empty database put in the place of all that a site has stored
//! (<https://github.com/google/leveldb/issues/1287>). Firefox and WebKit have no buckets, and store in
//! SQLite.
//!
//! All that is written goes to the first and then to the second, and is not called saved before. So a
//! crash hardly ever cuts off a record in both. The second is read only to bring back what the first
//! has lost. Where it fails or does not answer nobody is kept from work: it is let be for a while,
//! with a note of since when it lacks something, and then brought in line.

use super::database::{Database, Mode, from_browser};
use super::error::StorageError;
use super::first::{Loss, is_new, no_longer_new, open_first, tell};
use super::schema::{DATABASE, STORES, VERSION};
use super::{copy, lock};
use crate::browser::clock_and_ids;
use crate::browser::reflect::{ask, get, object};
use futures::channel::oneshot;
use futures::future::{Either, select};
use futures::lock::Mutex;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Date};
use leptos::prelude::window;
use leptos::web_sys::{AbortController, IdbFactory, IdbTransaction, Storage};
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The bucket that it is in.
const BUCKET: &str = "postil-copy";
/// Who has this Web Lock may bring back what a new first database lacks.
const RECOVERY: &str = "postil-recovery";
/// Where the browser remembers since when it lacks something.
const BEHIND: &str = "postil-copy-behind";
/// So many milliseconds someone waits for it.
const PATIENCE: u32 = 5000;
/// So many milliseconds one that failed or did not answer is let be.
const REST: f64 = 60_000.0;

thread_local! {
    static SECOND: Rc<Mutex<Second>> = Rc::default();
    /// Whether something was written that it lacks.
    static MISSED: Cell<bool> = const { Cell::new(false) };
    /// Until when it is let be.
    static LET_BE: Cell<f64> = const { Cell::new(0.0) };
}

/// The second database.
#[derive(Default)]
enum Second {
    /// It is not known to have all that the first one has.
    #[default]
    Unknown,
    /// The browser has no place for it.
    Absent,
    /// It has all, but for what was missed.
    Level(Open),
}

/// The second database, open.
pub struct Open {
    pub database: Database,
    /// Chromium lets the transactions of a bucket wait for ever once nobody has this any more.
    _place: IdbFactory,
}

/// Whether all that is stored is stored twice now.
pub async fn is_level() -> bool {
    let second = SECOND.with(Rc::clone);
    let level = pin!(async { matches!(&*second.lock().await, Second::Level(_)) });
    let level = select(level, TimeoutFuture::new(PATIENCE)).await;
    matches!(level, Either::Left((true, _))) && !MISSED.get()
}

/// Does in the second database what was done in the first.
pub async fn follow(
    stores: &[&str],
    mode: Mode,
    work: &impl AsyncFn(&IdbTransaction) -> Result<(), JsValue>,
) {
    if Date::now() < LET_BE.get() {
        return miss();
    }
    let second = SECOND.with(Rc::clone);
    let done = pin!(async {
        match &*second.lock().await {
            Second::Absent => true,
            Second::Level(open) if !MISSED.get() => {
                let done = open.database.transact_gradually(stores, mode, work);
                done.await.is_ok()
            }
            Second::Unknown | Second::Level(_) => false,
        }
    });
    match select(done, TimeoutFuture::new(PATIENCE)).await {
        Either::Left((true, _)) => {}
        Either::Left((false, _)) => {
            miss();
            let (sender, level) = oneshot::channel();
            spawn_local(async move {
                bring_in_line().await;
                // Whoever does not wait any more needs no answer.
                let _ = sender.send(());
            });
            select(level, TimeoutFuture::new(PATIENCE)).await;
        }
        Either::Right(_) => {
            // What it was in the middle of may have been done in part.
            let_be();
            spawn_local(bring_in_line());
        }
    }
}

/// Brings it in line with the first. Another tab may have written what it lacks, so that this is done
/// whenever a tab begins to write.
pub async fn bring_in_line() {
    let second = SECOND.with(Rc::clone);
    let mut second = second.lock().await;
    if matches!(*second, Second::Absent) {
        return;
    }
    match leveled().await {
        Ok(level) => {
            *second = level;
            LET_BE.set(0.0);
            if let Some(storage) = storage() {
                let _ = storage.remove_item(BEHIND);
            }
        }
        Err(_) => {
            *second = Second::Unknown;
            let_be();
        }
    }
}

async fn leveled() -> Result<Second, StorageError> {
    let Some(open) = open().await? else {
        return Ok(Second::Absent);
    };
    let first = open_first().await?;
    if is_new(&first).await? {
        // All of it is to be brought back from the second yet.
        return Err(StorageError::NotRecovered);
    }
    loop {
        MISSED.set(false);
        copy::level(&first, &open.database, STORES).await?;
        // What was written meanwhile may have been passed by.
        if !MISSED.get() {
            return Ok(Second::Level(open));
        }
    }
}

/// It lacks something from now on.
fn miss() {
    MISSED.set(true);
    let Some(storage) = storage() else { return };
    if storage.get_item(BEHIND).is_ok_and(|since| since.is_none()) {
        let _ = storage.set_item(BEHIND, &clock_and_ids::now());
    }
}

fn let_be() {
    miss();
    LET_BE.set(Date::now() + REST);
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Puts all that the second database has into the first, which is new.
///
/// # Errors
/// When it does not answer, or the first does not take it.
pub async fn recover(first: &Database) -> Result<(), StorageError> {
    // Another tab that was opened at the same time may be at it.
    let lock = match AbortController::new() {
        Ok(patience) => lock::wait(RECOVERY, &patience).await,
        Err(_) => None,
    };
    let recovered = recover_alone(first).await;
    if let Some(lock) = lock {
        lock.release();
    }
    recovered
}

async fn recover_alone(first: &Database) -> Result<(), StorageError> {
    if !is_new(first).await? {
        return Ok(());
    }
    let opened = match select(pin!(open()), TimeoutFuture::new(4 * PATIENCE)).await {
        Either::Left((opened, _)) => opened,
        Either::Right(_) => Err(StorageError::MirrorSilent),
    };
    // To go on without it would be to write over it.
    let opened = opened.map_err(|reason| StorageError::MirrorClosed(Box::new(reason)))?;
    let found = match opened {
        Some(open) => copy::put_all(&open.database, first, STORES).await?,
        None => false,
    };
    no_longer_new(first).await?;
    if found {
        let since = storage().and_then(|storage| storage.get_item(BEHIND).ok()?);
        tell(Loss::MadeUpFor(since));
    }
    Ok(())
}

/// Whether there is one, without making it.
pub async fn is_there() -> bool {
    let names = ask(&buckets(), "keys", &Array::new()).await;
    let names = names.unwrap_or_default().dyn_into::<Array>();
    names.is_ok_and(|names| names.includes(&BUCKET.into(), 0))
}

/// Opens it; `None` where the browser has no place for it.
///
/// # Errors
/// When there is one and it cannot be opened.
pub async fn open() -> Result<Option<Open>, StorageError> {
    let buckets = buckets();
    if buckets.is_undefined() {
        return Ok(None);
    }
    let options = object(&[("durability", &"strict".into())]);
    let bucket = ask(&buckets, "open", &Array::of2(&BUCKET.into(), &options)).await;
    let place: IdbFactory = get(&bucket.map_err(from_browser)?, "indexedDB").unchecked_into();
    let database = Database::open(&place, DATABASE, VERSION, STORES, |_| Ok(())).await?;
    Ok(Some(Open {
        database,
        _place: place,
    }))
}

fn buckets() -> JsValue {
    get(&window().navigator(), "storageBuckets")
}
