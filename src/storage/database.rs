//! Wraps the parts of IndexedDB that the storage needs in futures. No library both asks for strict
//! durability and opens databases in a storage bucket: see `docs/decisions.md`.

use super::error::StorageError;
use crate::browser::reflect;
use js_sys::{Array, Function, Object, Promise};
use leptos::prelude::window;
use leptos::web_sys::{
    Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    #[wasm_bindgen(extends = IdbTransaction)]
    type Committing;

    // The method in web-sys is deprecated in favour of one that not all browsers have.
    #[wasm_bindgen(method, catch)]
    fn commit(this: &Committing) -> Result<(), JsValue>;
}

/// An open connection.
pub struct Database(DurableDatabase);

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Read.
    Read,
    /// Write something that may be lost when the machine fails.
    Write,
    /// Write, and complete only when the data is on the disk.
    WriteDurably,
}

impl Database {
    /// Opens a database of a factory. If it does not exist or has an earlier version, creates the
    /// missing object stores; if it does not exist, runs `begin` in the same transaction.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn open(
        factory: &IdbFactory,
        name: &str,
        version: u32,
        stores: &'static [&str],
        begin: impl FnOnce(&IdbTransaction) -> Result<(), JsValue> + 'static,
    ) -> Result<Self, StorageError> {
        let request = factory.open_with_u32(name, version).map_err(from_browser)?;
        let changed = Rc::new(OnceCell::new());
        let upgrade = {
            let changing = changed.clone();
            Closure::once_into_js(move |event: Event| {
                if let Some(transaction) = make_stores(&event, stores, begin) {
                    let _ = changing.set(transaction);
                }
            })
        };
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let opened = Promise::new(&mut |resolve: Function, reject: Function| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        if JsFuture::from(opened).await.is_err() {
            // When an upgrade fails, only its transaction knows why.
            let why = changed.get().and_then(IdbTransaction::error);
            let error = why.or_else(|| request.error().ok().flatten());
            return Err(error.map_or(StorageError::Aborted, |error| from_browser(error.into())));
        }
        let database: DurableDatabase = request.result().map_err(from_browser)?.unchecked_into();
        // A later version of the page, in another tab, waits for this connection to close.
        let closed = database.clone();
        let close = Closure::<dyn Fn()>::new(move || closed.close()).into_js_value();
        database.set_onversionchange(Some(close.unchecked_ref()));
        Ok(Self(database))
    }

    /// Runs a transaction. `work` makes all its requests at once; when they are complete, this returns
    /// what `work` returned, so that the caller can read the results.
    ///
    /// # Errors
    /// When nothing was read or written.
    pub async fn transact<T>(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, StorageError> {
        self.transact_gradually(stores, mode, async |transaction: &IdbTransaction| {
            work(transaction)
        })
        .await
    }

    /// Like [`Database::transact`], but `work` may wait for requests of its own before it makes others.
    /// It must not wait for anything else: the browser ends a transaction that has no requests.
    ///
    /// # Errors
    /// When nothing was read or written.
    pub async fn transact_gradually<T>(
        &self,
        stores: &[&str],
        mode: Mode,
        work: impl AsyncFn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, StorageError> {
        let running = self.begin(stores, mode)?;
        let answer = work(&running.transaction).await;
        running.end(mode, answer.as_ref().err()).await?;
        answer.map_err(from_browser)
    }

    fn begin(&self, stores: &[&str], mode: Mode) -> Result<Running, StorageError> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let (access, durability) = match mode {
            Mode::Read => ("readonly", "default"),
            Mode::Write => ("readwrite", "relaxed"),
            Mode::WriteDurably => ("readwrite", "strict"),
        };
        // Engines that do not support durability ignore it.
        let options = reflect::object(&[("durability", &durability.into())]);
        let transaction = self
            .0
            .transaction_with_options(&names, access, &options)
            .map_err(from_browser)?;
        let done = Promise::new(&mut |resolve: Function, reject: Function| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        Ok(Running { transaction, done })
    }
}

/// Whether this is WebKit, by the one name that it goes by everywhere.
fn keeps_left_pages() -> bool {
    let vendor = reflect::get(&window().navigator(), "vendor").as_string();
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}

/// A transaction in progress, and the promise of its end.
struct Running {
    transaction: IdbTransaction,
    done: Promise,
}

impl Running {
    /// Ends it once all requests are made or one has failed, and waits for the end.
    async fn end(self, mode: Mode, error: Option<&JsValue>) -> Result<(), StorageError> {
        // Both calls fail if the transaction has already ended, which does no harm.
        let _ = match (error, mode) {
            (Some(_), _) => self.transaction.abort(),
            // Chromium never ends it if large values are still to be read.
            (None, Mode::Read) if !keeps_left_pages() => Ok(()),
            // Without this, the browser commits only after it has answered the requests. A page that the
            // reader leaves does not get that far: what it writes is lost, and while WebKit keeps it for
            // going back, what it reads cannot be written by any other.
            (None, _) => self.transaction.unchecked_ref::<Committing>().commit(),
        };
        let done = JsFuture::from(self.done).await;
        match (error, done) {
            (Some(error), _) => Err(from_browser(error.clone())),
            (None, Ok(_)) => Ok(()),
            (None, Err(_)) => {
                let error = self.transaction.error();
                Err(error.map_or(StorageError::Aborted, |error| from_browser(error.into())))
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Creates missing object stores, and returns the transaction that does so.
fn make_stores(
    event: &Event,
    stores: &[&str],
    begin: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
) -> Option<IdbTransaction> {
    let request: IdbOpenDbRequest = event.target()?.unchecked_into();
    let database: IdbDatabase = request.result().ok()?.unchecked_into();
    let transaction = request.transaction()?;
    for name in stores {
        // This fails if the store exists, which does no harm.
        let _ = database.create_object_store(name);
    }
    if reflect::get(event, "oldVersion") == 0 && begin(&transaction).is_err() {
        // This fails if the transaction has already ended; then nothing was created.
        let _ = transaction.abort();
    }
    Some(transaction)
}

/// Waits until a request of a transaction is complete.
///
/// # Errors
/// When the request fails; the transaction then fails too.
pub async fn carried_out(request: &IdbRequest) -> Result<(), JsValue> {
    let done = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => Ok(()),
        Err(_) => Err(request.error()?.map_or(JsValue::UNDEFINED, Into::into)),
    }
}

/// The result of a completed request; `undefined` for any other.
pub fn result(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or(JsValue::UNDEFINED)
}

/// Sorts an exception of the browser into an error.
pub fn from_browser(error: JsValue) -> StorageError {
    let error: js_sys::Error = error.unchecked_into();
    let (name, message) = (String::from(error.name()), String::from(error.message()));
    match name.as_str() {
        "ConstraintError" => StorageError::Overtaken,
        "QuotaExceededError" => StorageError::Full,
        "SecurityError" => StorageError::Forbidden,
        "VersionError" => StorageError::NewerDatabase,
        _ if message.is_empty() => StorageError::Refused(name),
        _ => StorageError::Refused(message),
    }
}
