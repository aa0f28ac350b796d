//! `window.postil`: the same actions as on the screen, for a browser's console, for scripts and
//! for tests. Everything is undone and kept like what is done by hand. Offsets count Unicode code
//! points. What cannot be done throws an `Error` that says why.
//!
//! ```js
//! await postil.ready;
//! const id = postil.annotate({ document: "000", start: 0, end: 8, label: "entity.place" });
//! await postil.saved();
//! postil.undo();
//! ```

use crate::desk::{Desk, Saving};
use crate::files::{self, Incoming};
use crate::stamp;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use postil_core::diagnostic::Severity;
use postil_core::edit::{self, NewAnnotation};
use postil_core::format::{File, Format, Loss};
use postil_core::json::{self, Json};
use postil_core::model::{AnnotationId, Attributes, DocumentId, Span};
use postil_core::transaction::Op;
use serde::Serialize;
use serde_json::Value;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// A method takes up to two arguments; those that are left out are `undefined`.
type Method = fn(Desk, JsValue, JsValue) -> Result<JsValue, String>;

const METHODS: [(&str, Method); 9] = [
    ("project", project),
    ("load", load),
    ("annotate", annotate),
    ("remove", remove),
    ("undo", undo),
    ("redo", redo),
    ("saved", saved),
    ("exportAs", export_as),
    ("importFile", import_file),
];

/// Called with how saving went, once nothing is on its way to the disk any more.
type Waiting = Box<dyn FnOnce(&Saving)>;

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = RefCell::default();
}

/// Makes `window.postil`. Its property `ready` is a promise that is resolved when the project is
/// open.
pub fn install(desk: Desk) {
    let api = Object::new();
    for (name, method) in METHODS {
        let method = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(
            move |first, second| {
                method(desk, first, second).map_err(|message| js_sys::Error::new(&message).into())
            },
        );
        set(&api, name, &method.into_js_value());
    }
    set(&api, "ready", &settled(|_| Ok(())));
    set(&window(), "postil", &api);
    Effect::new(move || {
        let saving = desk.saving.get();
        if !is_under_way(&saving) {
            for waiting in WAITING.take() {
                waiting(&saving);
            }
        }
    });
}

/// `project()`: the whole project as a plain object, as a project file holds it.
fn project(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    let file = exported(desk, Format::Postil)?.0;
    let project = serde_json::from_slice(&file.bytes).map_err(|error| error.to_string())?;
    to_js(&project)
}

/// `load(project)`: puts a project, as `project()` gives it, in place of the open one.
fn load(desk: Desk, project: JsValue, _: JsValue) -> Result<JsValue, String> {
    let bytes = serde_json::to_vec(&value_of(project)?).map_err(|error| error.to_string())?;
    let name = "project.json".to_owned();
    let found = files::import(desk, vec![Incoming { name, bytes }]);
    let errors: Vec<_> = found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    match errors.is_empty() {
        true => Ok(JsValue::UNDEFINED),
        false => Err(errors.join("\n")),
    }
}

/// What `annotate` takes.
struct Wanted {
    document: DocumentId,
    /// A layer or one of its labels.
    label: String,
    start: Option<usize>,
    end: Option<usize>,
    /// In place of `start` and `end`, for an annotation of several pieces.
    fragments: Vec<Span>,
    attributes: Attributes,
    note: String,
}

json::record!(Wanted {
    document: required,
    label: required,
    start: optional,
    end: optional,
    fragments: optional,
    attributes: optional,
    note: optional,
});

/// `annotate({ document, start, end, label, fragments?, attributes?, note? })`: makes an
/// annotation and returns its id.
fn annotate(desk: Desk, wanted: JsValue, _: JsValue) -> Result<JsValue, String> {
    let wanted: Wanted = from_js(wanted)?;
    let mut spans = wanted.fragments;
    match (wanted.start, wanted.end) {
        (Some(start), Some(end)) if spans.is_empty() => spans.push((start..end).into()),
        (None, None) if !spans.is_empty() => {}
        _ => return Err("either `start` and `end` or `fragments` must be given".to_owned()),
    }
    if let Some(span) = spans.iter().find(|span| span.start >= span.end) {
        return Err(format!(
            "the range {}–{} is empty; its end must come after its start",
            span.start, span.end
        ));
    }
    let id: AnnotationId = stamp::new_id('a').into();
    let new = NewAnnotation {
        id: id.clone(),
        document: wanted.document,
        fragments: spans.iter().map(|span| span.start..span.end).collect(),
        label: wanted.label,
    };
    let mut transaction = desk.stamped(|state, stamp| edit::annotate(state, new, stamp));
    if let Some(Op::PutAnnotation(annotation)) = transaction.ops.first_mut() {
        annotation.attributes = wanted.attributes;
        annotation.note = wanted.note;
    }
    desk.try_commit(transaction)?;
    Ok(id.as_str().into())
}

/// `remove(id)`: removes an annotation with the relations that touch it.
fn remove(desk: Desk, id: JsValue, _: JsValue) -> Result<JsValue, String> {
    let id: AnnotationId = from_js(id)?;
    let removal = desk
        .peek(|state| edit::remove(state, std::slice::from_ref(&id)))
        .ok_or_else(|| format!("annotation “{id}” is not there"))?;
    desk.try_commit(removal)?;
    Ok(JsValue::UNDEFINED)
}

/// `undo()`: takes back the last change; nothing happens where there is none.
fn undo(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    desk.undo();
    Ok(JsValue::UNDEFINED)
}

/// `redo()`: does again what was taken back last; nothing happens where there is nothing.
fn redo(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    desk.redo();
    Ok(JsValue::UNDEFINED)
}

/// `exportAs(format)`: the project as a file: `{ name, mime, bytes, losses }`. What the format
/// cannot carry is listed in `losses` as `{ what, count }`.
fn export_as(desk: Desk, format: JsValue, _: JsValue) -> Result<JsValue, String> {
    let (file, losses) = match format.as_string().as_deref() {
        Some("postil") => exported(desk, Format::Postil)?,
        _ => return Err("the formats are: postil".to_owned()),
    };
    let answer = Object::new();
    set(&answer, "name", &file.name.into());
    set(&answer, "mime", &file.mime.into());
    set(&answer, "bytes", &Uint8Array::from(file.bytes.as_slice()));
    let losses: Array = losses
        .into_iter()
        .map(|loss| {
            let entry = Object::new();
            set(&entry, "what", &loss.what.into());
            set(&entry, "count", &JsValue::from_f64(loss.count as f64));
            entry
        })
        .collect();
    set(&answer, "losses", &losses);
    Ok(answer.into())
}

fn exported(desk: Desk, format: Format) -> Result<(File, Vec<Loss>), String> {
    let written = files::write(desk, format, None);
    let file = written.files.into_iter().next();
    Ok((file.ok_or("there is nothing to export")?, written.losses))
}

/// `importFile(name, bytes)`: imports a file as if it had been dropped on the page, and returns
/// what is to be said about it as `{ severity, place, message }`; nothing was imported if any of
/// that is an `error`.
fn import_file(desk: Desk, name: JsValue, bytes: JsValue) -> Result<JsValue, String> {
    let name = name.as_string().ok_or("the name must be a string")?;
    let bytes: Uint8Array = bytes
        .dyn_into()
        .map_err(|_| "the bytes must be a Uint8Array")?;
    let bytes = bytes.to_vec();
    to_js(&files::import(desk, vec![Incoming { name, bytes }]).to_json())
}

/// `saved()`: a promise that is resolved when all that was done is durable, and rejected with the
/// reason when it cannot be kept.
fn saved(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    let outcome = |saving: &Saving| match saving {
        Saving::Refused(reason) => Err(reason.clone()),
        _ => Ok(()),
    };
    let now = desk.saving.get_untracked();
    let promise = match outcome(&now) {
        _ if is_under_way(&now) => settled(outcome),
        Ok(()) => Promise::resolve(&JsValue::UNDEFINED),
        Err(reason) => Promise::reject(&js_sys::Error::new(&reason)),
    };
    Ok(promise.into())
}

/// A promise for the time when nothing is on its way to the disk any more.
fn settled(outcome: fn(&Saving) -> Result<(), String>) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        WAITING.with_borrow_mut(|waiting| {
            waiting.push(Box::new(move |saving| {
                // The functions of a promise do not throw.
                let _ = match outcome(saving) {
                    Ok(()) => resolve.call0(&JsValue::UNDEFINED),
                    Err(reason) => reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(&reason)),
                };
            }));
        });
    })
}

fn is_under_way(saving: &Saving) -> bool {
    matches!(saving, Saving::Opening | Saving::Pending)
}

/// A plain JavaScript value. By way of JSON, whose code is here already for the files.
fn to_js(value: &Value) -> Result<JsValue, String> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| error.to_string())
}

/// A value as JSON; `undefined` is null.
fn value_of(value: JsValue) -> Result<Value, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

fn from_js<T: Json>(value: JsValue) -> Result<T, String> {
    T::from_json(value_of(value)?).map_err(|problem| problem.to_string())
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Neither the new object nor the window refuses a property.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
