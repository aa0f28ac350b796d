//! A worker of the page, for what would keep it from answering. It runs this same program, which the
//! browser has fetched already, by another entrance (`serve`).
//!
//! It is made from a few lines that lie in the page's own memory, because one that is made from an
//! address would not be held by the page's content policy.

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

/// The name of the promise, in the worker, of what the page asks for.
pub const ASKED: &str = "asked";

/// A worker; it ends when this is dropped, whatever it was doing.
pub struct Worker {
    worker: EventTarget,
    inbox: Rc<RefCell<VecDeque<JsValue>>>,
    failed: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
    /// The worker's first lines; they must stay until it has read them.
    _lines: ObjectUrl,
}

impl Worker {
    /// Starts one and asks it for something; what is listed as moved is not copied, and is gone here.
    /// `None` where there is none to be had: the page was opened as a file, or the browser has none.
    pub fn start(asked: &Array, moved: &Array) -> Option<Self> {
        let lines = lines()?;
        let lines = ObjectUrl::from(Blob::new_with_options(
            lines.as_str(),
            Some("text/javascript"),
        ));
        let options = reflect::object(&[("type", &"module".into())]);
        let class = reflect::method(&window(), "Worker")?;
        let arguments = Array::of2(&lines.to_string().into(), &options);
        let make = || Reflect::construct(&class, &arguments);
        let worker = trusted_types::vouching(&lines, make).ok()?;
        let worker: EventTarget = worker.unchecked_into();
        let inbox = Rc::new(RefCell::new(VecDeque::new()));
        let letters = inbox.clone();
        let heard = EventListener::new(&worker, "message", move |event| {
            letters.borrow_mut().push_back(reflect::get(event, "data"));
        });
        let failed = Rc::new(Cell::new(false));
        let fails = failed.clone();
        let fell = EventListener::new(&worker, "error", move |_| fails.set(true));
        reflect::call(&worker, "postMessage", &Array::of2(asked, moved)).ok()?;
        Some(Self {
            worker,
            inbox,
            failed,
            _listeners: [heard, fell],
            _lines: lines,
        })
    }

    /// What it has answered next, if anything.
    ///
    /// # Errors
    /// When no more will come.
    pub fn take(&self) -> Result<Option<JsValue>, WorkerError> {
        match self.inbox.borrow_mut().pop_front() {
            Some(message) if message.is_null() => Err(WorkerError::NotStarted),
            None if self.failed.get() => Err(WorkerError::Ended),
            message => Ok(message),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A worker can always be ended.
        let _ = reflect::call(&self.worker, "terminate", &Array::new());
    }
}

/// What the worker begins with: it keeps what it is asked until the program asks for that, and
/// starts the program. `None` where the page does not say where that is.
fn lines() -> Option<String> {
    let element = |id| document().get_element_by_id(id);
    let property =
        |of: &JsValue, name: &str| reflect::get(of, name).as_string().unwrap_or_default();
    let (script, program) = (element("app-js")?, element("app-wasm")?);
    let (address, wasm) = (property(&script, "src"), property(&program, "href"));
    if address.is_empty() || wasm.is_empty() {
        return None;
    }
    // A worker has no way to say what a script that it imports must be, but what it fetches.
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
