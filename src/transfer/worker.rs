//! Runs work that would block the page in a worker. The worker runs this same program, which the browser
//! has already fetched, by another entrance (`serve`).
//!
//! The worker is made from a few lines in the page's own memory: one that is made from an address would
//! not be bound by the page's content policy.

use super::error::WorkerError;
use crate::browser::{reflect, trusted_types};
use gloo::events::EventListener;
use gloo::file::{Blob, ObjectUrl};
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use leptos::web_sys::EventTarget;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The name of the promise for the request, in the worker.
pub const ASKED: &str = "asked";

/// A worker. Dropping this ends it at once.
pub struct Worker {
    worker: EventTarget,
    inbox: Rc<RefCell<VecDeque<JsValue>>>,
    failed: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
    /// The script that starts the worker; it must stay until the worker has read it.
    _script: ObjectUrl,
}

impl Worker {
    /// Starts a worker and sends it a request. Buffers in `moved` are transferred without a copy, and are
    /// empty here afterwards. `None` if the page was opened as a file or the browser has no workers.
    pub fn start(asked: &Array, moved: &Array) -> Option<Self> {
        let script = script()?;
        let address = ObjectUrl::from(Blob::new_with_options(
            script.as_str(),
            Some("text/javascript"),
        ));
        let options = reflect::object(&[("type", &"module".into())]);
        let class = reflect::method(&window(), "Worker")?;
        let arguments = Array::of2(&address.to_string().into(), &options);
        let make = || Reflect::construct(&class, &arguments);
        let worker = trusted_types::vouching(&address, make).ok()?;
        let worker: EventTarget = worker.unchecked_into();
        let inbox = Rc::new(RefCell::new(VecDeque::new()));
        let received = inbox.clone();
        let heard = EventListener::new(&worker, "message", move |event| {
            received.borrow_mut().push_back(reflect::get(event, "data"));
        });
        let failed = Rc::new(Cell::new(false));
        let fails = failed.clone();
        let ended = EventListener::new(&worker, "error", move |_| fails.set(true));
        reflect::call(&worker, "postMessage", &Array::of2(asked, moved)).ok()?;
        Some(Self {
            worker,
            inbox,
            failed,
            _listeners: [heard, ended],
            _script: address,
        })
    }

    /// Receives the next message, if there is one.
    ///
    /// # Errors
    /// When no more messages will come.
    pub fn receive(&self) -> Result<Option<JsValue>, WorkerError> {
        match self.inbox.borrow_mut().pop_front() {
            Some(message) if message.is_null() => Err(WorkerError::NotStarted),
            None if self.failed.get() => Err(WorkerError::Ended),
            message => Ok(message),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Ending a worker cannot fail.
        let _ = reflect::call(&self.worker, "terminate", &Array::new());
    }
}

/// The script that starts the worker: it keeps the request until the program asks for it, and starts the
/// program. `None` if the page does not say where the program is.
fn script() -> Option<String> {
    let element = |id| document().get_element_by_id(id);
    let property =
        |of: &JsValue, name: &str| reflect::get(of, name).as_string().unwrap_or_default();
    let (script, program) = (element("app-js")?, element("app-wasm")?);
    let (address, wasm) = (property(&script, "src"), property(&program, "href"));
    if address.is_empty() || wasm.is_empty() {
        return None;
    }
    // A worker cannot state the digest of a script that it imports, only of what it fetches.
    let scripts = document().query_selector_all("script[integrity]").ok()?;
    let scripts = (0..scripts.length()).filter_map(|at| scripts.get(at));
    let sealed: Vec<Value> = scripts
        .map(|script| [property(&script, "src"), property(&script, "integrity")].into())
        .collect();
    let [address, wasm, integrity, sealed] = [
        address.into(),
        wasm.into(),
        property(&program, "integrity").into(),
        Value::Array(sealed),
    ]
    .map(|value| value.to_string());
    Some(format!(
        "self.{ASKED} = new Promise(resolve => {{ self.onmessage = event => resolve(event.data); }});
const sealed = {sealed}.map(([script, integrity]) => fetch(script, {{ integrity }}));
self.program = Promise.all(sealed).then(() => import({address}));
self.program
  .then(program => program.default({{ module_or_path: fetch({wasm}, {{ integrity: {integrity} }}) }}))
  .catch(() => self.postMessage(null));"
    ))
}
