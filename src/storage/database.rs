//! IndexedDB in futures, as much of it as is needed here. Own code, because the libraries either
//! cannot ask for strict durability or bring a runtime along.

use super::error::StorageError;
use crate::browser::reflect;
use js_sys::{Array, Function, Object, Promise};
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

    // That of web-sys is deprecated, for a browser that has it by now.
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
    /// Write something that may get lost when the machine goes down.
    Write,
    /// Write, and be done only when it is on the disk.
    WriteDurably,
}

impl Database {
    /// Opens a database of a place. Where it is not there yet, or of an earlier version, the object
    /// stores that it lacks are made; where it is not there yet, `begin` is done in the same
    /// transaction.
    ///
    /// # Errors
    /// When the browser gives no storage.
    pub async fn open(
        place: &IdbFactory,
        name: &str,
        version: u32,
        stores: &'static [&str],
        begin: impl FnOnce(&IdbTransaction) -> Result<(), JsValue> + 'static,
    ) -> Result<Self, StorageError> {
        let request = place.open_with_u32(name, version).map_err(from_browser)?;
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
            // Of a change that failed the request tells that alone, and the transaction why.
            let why = changed.get().and_then(IdbTransaction::error);
            let error = why.or_else(|| request.error().ok().flatten());
            return Err(error.map_or(StorageError::Aborted, |error| from_browser(error.into())));
        }
        let database: DurableDatabase = request.result().map_err(from_browser)?.unchecked_into();
        // A later version of the page, in another tab, waits for this connection to go.
        let closed = database.clone();
        let close = Closure::<dyn Fn()>::new(move || closed.close()).into_js_value();
        database.set_onversionchange(Some(close.unchecked_ref()));
        Ok(Self(database))
    }

    /// Runs a transaction: `work` makes all its requests at once, and when they have all been
    /// carried out its answer is given, whose results can be read then.
    ///
    /// # Errors
    /// When nothing of it was done.
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

    /// As [`Database::transact`], where `work` may wait for requests of its own before it makes
    /// others. It may wait for nothing else: the browser ends a transaction that has nothing to do.
    ///
    /// # Errors
    /// When nothing of it was done.
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
        // Engines that do not know of durability pass over it.
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

/// A transaction that goes on, and the promise of its end.
struct Running {
    transaction: IdbTransaction,
    done: Promise,
}

impl Running {
    /// Ends it once all requests are made, or one failed, and waits for that.
    async fn end(self, mode: Mode, error: Option<&JsValue>) -> Result<(), StorageError> {
        // Both fail where the transaction has ended already, which is as well.
        let _ = match (error, mode) {
            (Some(_), _) => self.transaction.abort(),
            (None, Mode::Read) => Ok(()),
            // Else it would be committed when its requests are answered, and a page that is being
            // left does not live to see that.
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

/// Makes what a database lacks, and gives the transaction in which that is done.
fn make_stores(
    event: &Event,
    stores: &[&str],
    begin: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
) -> Option<IdbTransaction> {
    let request: IdbOpenDbRequest = event.target()?.unchecked_into();
    let database: IdbDatabase = request.result().ok()?.unchecked_into();
    let transaction = request.transaction()?;
    for name in stores {
        // It fails where the store is there already, which is as well.
        let _ = database.create_object_store(name);
    }
    if reflect::get(event, "oldVersion") == 0 && begin(&transaction).is_err() {
        // It fails where the transaction has ended already, and nothing was made then.
        let _ = transaction.abort();
    }
    Some(transaction)
}

/// Waits until a request of a transaction has been carried out.
///
/// # Errors
/// When it could not; the transaction is given up then.
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

/// The result of a request that has been carried out; `undefined` of any other.
pub fn result(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or(JsValue::UNDEFINED)
}

/// What an exception of the browser says.
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
