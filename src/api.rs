//! `window.postil`: the actions of the screen for scripts, tests and the browser's console. They are
//! stored like those of a person, and can be undone. Offsets count Unicode code points. A method that
//! fails throws an `Error` that says why.
//!
//! ```js
//! await postil.ready;
//! const id = postil.annotate({ document: "000", start: 0, end: 8, label: "entity.place" });
//! await postil.saved();
//! postil.undo();
//! ```

use crate::browser::clock_and_ids;
use crate::commands::twins::{self, carrying};
use crate::desk::story::StoryView;
use crate::desk::{Desk, Saving, alike, checks, doors, lacks, reprints};
use crate::transfer;
use crate::transfer::error::ExportError;
use crate::ui::sentence::{t, tf};
use crate::ui::view::effect;
use crate::views::story::Story;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use postil_core::codebook::Subject;
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::edit::{self, Gathering, NewAnnotation};
use postil_core::format::{File, Loss, Written};
use postil_core::json::{self, Json};
use postil_core::model::{AnnotationId, Attributes, Cluster, DocumentId, Span};
use postil_core::text::{Pattern, Wanted as Query};
use postil_core::transaction::Op;
use postil_formats::Options;
use postil_propose::clusters::Confidence;
use serde::Serialize;
use serde_json::{Value, json as value};
use std::cell::RefCell;
use std::future::Future;
use wasm_bindgen::prelude::*;

/// A method takes up to two arguments; missing ones are `undefined`.
type Method = fn(Desk, JsValue, JsValue) -> Result<JsValue, String>;

const METHODS: [(&str, Method); 17] = [
    ("project", project),
    ("load", load),
    ("annotate", annotate),
    ("remove", remove),
    ("find", find),
    ("checks", checks),
    ("proposeClusters", propose_clusters),
    ("gather", gather),
    ("sharedCopy", shared_copy),
    ("carry", carry),
    ("story", story),
    ("storyReport", story_report),
    ("undo", undo),
    ("redo", redo),
    ("saved", saved),
    ("exportAs", export_as),
    ("importFile", import_file),
];

/// Called with the outcome of saving, once nothing is on its way to the disk.
type Waiting = Box<dyn FnOnce(&Saving)>;

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = RefCell::default();
}

/// Creates `window.postil`. Its property `ready` is a promise that is resolved when the project is open
/// and the methods exist.
pub fn install(desk: Desk) {
    let api = Object::new();
    set(&api, "ready", &once_saved(|_| Ok(())));
    set(&window(), "postil", &api);
    effect(move || {
        let saving = desk.saving.get();
        let here = doors::here().is_some();
        if here && !is_under_way(&saving) {
            for waiting in WAITING.take() {
                waiting(&saving);
            }
        }
    });
}

/// Adds the methods.
pub fn add_methods(desk: Desk) {
    let api = Reflect::get(&window(), &"postil".into()).unwrap_or_default();
    for (name, method) in METHODS {
        let method = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(
            move |first, second| {
                method(desk, first, second).map_err(|message| js_sys::Error::new(&message).into())
            },
        );
        set(&api, name, &method.into_js_value());
    }
}

/// `project()`: the whole project as a plain object, in the form of a project file.
fn project(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    let file = first_of(transfer::write(desk, None))?.0;
    let project = serde_json::from_slice(&file.bytes).map_err(|error| error.to_string())?;
    to_js(&project)
}

/// `load(project)`: replaces the open project by one that `project()` returned.
fn load(desk: Desk, project: JsValue, _: JsValue) -> Result<JsValue, String> {
    let bytes = serde_json::to_vec(&value_of(project)?).map_err(|error| error.to_string())?;
    let found = transfer::import(desk, vec![file("project.json".to_owned(), bytes)]);
    let errors: Vec<_> = found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    if errors.is_empty() {
        Ok(JsValue::UNDEFINED)
    } else {
        Err(errors.join("\n"))
    }
}

/// The argument of `annotate`.
struct Wanted {
    document: DocumentId,
    /// A layer or one of its labels.
    label: String,
    start: Option<usize>,
    end: Option<usize>,
    /// Replaces `start` and `end` if a mark has several fragments.
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

/// `annotate({ document, start, end, label, fragments?, attributes?, note? })`: makes a mark and returns
/// its id.
fn annotate(desk: Desk, wanted: JsValue, _: JsValue) -> Result<JsValue, String> {
    let wanted: Wanted = from_js(wanted)?;
    let mut spans = wanted.fragments;
    match (wanted.start, wanted.end) {
        (Some(start), Some(end)) if spans.is_empty() => spans.push((start..end).into()),
        (None, None) if !spans.is_empty() => {}
        _ => return Err(t!("either `start` and `end` or `fragments` must be given").to_owned()),
    }
    if let Some(span) = spans.iter().find(|span| span.start >= span.end) {
        return Err(tf!(
            "the range {}–{} is empty; its end must come after its start",
            span.start,
            span.end
        ));
    }
    let id: AnnotationId = clock_and_ids::new_id('a').into();
    let new = NewAnnotation {
        id: id.clone(),
        document: wanted.document,
        fragments: spans.iter().map(|span| span.start..span.end).collect(),
        label: wanted.label,
    };
    let mut transaction = desk.stamped(|state, stamp| edit::annotate(state, new, stamp));
    if let Some(Op::PutAnnotation(annotation)) = transaction.ops.first_mut() {
        annotation.attributes.extend(wanted.attributes);
        annotation.note = wanted.note;
    }
    desk.try_commit(transaction)
        .map_err(|error| error.to_string())?;
    Ok(id.as_str().into())
}

/// `remove(id)`: removes a mark with its relations.
fn remove(desk: Desk, id: JsValue, _: JsValue) -> Result<JsValue, String> {
    let id: AnnotationId = from_js(id)?;
    let removal = desk
        .peek(|state| edit::remove(state, std::slice::from_ref(&id)))
        .ok_or_else(|| tf!("there is no mark “{id}”"))?;
    desk.try_commit(removal)
        .map_err(|error| error.to_string())?;
    Ok(JsValue::UNDEFINED)
}

/// `find({ query, regex?, wholeWords?, exact?, document? })`: the matches in all documents or one, as a
/// list of `{ document, start, end }`. Searches at once, however long that takes.
fn find(desk: Desk, sought: JsValue, _: JsValue) -> Result<JsValue, String> {
    let sought = value_of(sought)?;
    let flag = |name| sought.get(name).and_then(Value::as_bool) == Some(true);
    let words = |name| sought.get(name).and_then(Value::as_str);
    let only = words("document").map(DocumentId::from);
    let pattern = Pattern::new(&Query {
        query: words("query")
            .ok_or(t!("`query` must be given"))?
            .to_owned(),
        regex: flag("regex"),
        whole_words: flag("wholeWords"),
        exact: flag("exact"),
    });
    let pattern =
        pattern.map_err(|flaw| tf!("cannot search, character {}: {}", flaw.at + 1, flaw.reason))?;
    let found: Vec<Value> = desk.peek(|state| {
        let documents = state.documents().iter().map(|d| (&d.meta().id, d.text()));
        let documents = documents.filter(|(id, _)| only.as_ref().is_none_or(|only| only == *id));
        let found = documents.flat_map(|(id, text)| {
            let found = pattern.find_in(text).into_iter();
            found.map(
                |range| value!({ "document": id.as_str(), "start": range.start, "end": range.end }),
            )
        });
        found.collect()
    });
    to_js(&found.into())
}

/// `checks()`: what the codebook demands and is lacking, as a list of `{ mark, subject, message }`;
/// `subject` is `mark`, `relation` or `cluster`, and `mark` the mark to look at.
fn checks(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    let found = checks::now(desk, |state, checks| {
        let documents = state.documents().iter();
        let documents = documents.flat_map(|document| checks.of(&document.meta().id));
        let all = documents.chain(checks.clusters()).map(|found| {
            let subject = match &found.subject {
                Subject::Mark(_) => "mark",
                Subject::Relation(_) => "relation",
                Subject::Cluster(_) => "cluster",
            };
            let mark = checks::mark_of(state, &found.subject);
            let mark = mark.as_ref().map(AnnotationId::as_str);
            value!({ "mark": mark, "subject": subject, "message": lacks::words(state, found) })
        });
        all.collect::<Vec<Value>>()
    });
    to_js(&found.into())
}

/// `proposeClusters()`: what Postil thinks are mentions of one thing, as a list of `{ name, layer, sure, marks,
/// clusters }`. It changes nothing. The page does not answer while it is worked out.
fn propose_clusters(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    let found = alike::proposals(desk).into_iter().map(|one| {
        let marks = one.members.iter().map(|it| it.annotation.as_str());
        let clusters = one.clusters.iter().map(|id| id.as_str());
        value!({
            "name": one.name,
            "layer": one.layer,
            "sure": one.confidence == Confidence::Sure,
            "marks": marks.collect::<Vec<_>>(),
            "clusters": clusters.collect::<Vec<_>>(),
        })
    });
    to_js(&found.collect::<Vec<Value>>().into())
}

/// `gather({ marks, clusters, name })`: makes one cluster of marks that are in none and of clusters; returns its
/// id. The first of the clusters takes in the others and keeps its name.
fn gather(desk: Desk, wanted: JsValue, _: JsValue) -> Result<JsValue, String> {
    let wanted = value_of(wanted)?;
    let ids = |name: &str| {
        let list = wanted.get(name).and_then(Value::as_array);
        let ids = list.into_iter().flatten().filter_map(Value::as_str);
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    let name = wanted.get("name").and_then(Value::as_str);
    let gathering = Gathering {
        clusters: ids("clusters").into_iter().map(Into::into).collect(),
        members: ids("marks").into_iter().map(Into::into).collect(),
        new: Cluster::new(clock_and_ids::new_id('c').into(), name.unwrap_or_default()),
        others: Vec::new(),
    };
    let there = desk.peek(|state| {
        let mut known = gathering.clusters.iter();
        known.find(|id| state.cluster(id).is_some()).cloned()
    });
    let gathered = desk.peek(|state| edit::gather(state, std::slice::from_ref(&gathering)));
    let gathered = gathered.ok_or_else(|| t!("there is nothing to gather").to_owned())?;
    desk.try_commit(gathered)
        .map_err(|error| error.to_string())?;
    let id = there.unwrap_or(gathering.new.id);
    Ok(id.as_str().into())
}

/// `sharedCopy()`: the passages that stand almost word for word in several documents, as a list of lists of
/// `{ document, start, end, likeness }`. The page does not answer while they are worked out.
fn shared_copy(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    while !reprints::is_read(desk) {}
    let found = reprints::peek(desk, |_, found| {
        let passages = found.passages().iter().map(|passage| {
            let places = passage.places.iter().map(|place| {
                value!({
                    "document": place.document.as_str(),
                    "start": place.range.start,
                    "end": place.range.end,
                    "likeness": place.likeness,
                })
            });
            places.collect::<Vec<Value>>().into()
        });
        passages.collect::<Vec<Value>>()
    });
    to_js(&found.unwrap_or_default().into())
}

/// `carry({ from, to?, mark? })`: carries the marks of a document, or one of them, over to all documents with the
/// same passages, or to one of these, as one step of undo. Returns how many were `made`, are `there` already, are
/// `doubtful`, and have no words there (`gone`); only those with a certain place are made.
fn carry(desk: Desk, wanted: JsValue, _: JsValue) -> Result<JsValue, String> {
    let wanted = value_of(wanted)?;
    let name = |name| wanted.get(name).and_then(Value::as_str);
    let from = DocumentId::from(name("from").ok_or(t!("`from` must be given"))?);
    let only = name("mark").map(AnnotationId::from);
    let range = desk.peek(|state| match &only {
        Some(mark) => Some(state.annotation(mark)?.extent()),
        None => Some(0..state.document(&from)?.text().len()),
    });
    let wanted = carrying::Wanted {
        range: range.ok_or_else(|| t!("there is no such document or mark").to_owned())?,
        from,
        only,
        to: name("to").map(DocumentId::from),
    };
    let done = twins::carry_now(desk, wanted)?;
    to_js(&value!({
        "made": done.made,
        "there": done.there,
        "doubtful": done.doubts.len(),
        "gone": done.gone,
    }))
}

/// `story(view, cluster?)`: a promise of what a view of the story shows of the whole project, as a list of lists of
/// words, the names of the columns first. `view` is `coverage`, `sayings`, `timeline`, `claims`, `tensions`, `overview`
/// or, with the id of a cluster, `dossier`.
fn story(desk: Desk, view: JsValue, cluster: JsValue) -> Result<JsValue, String> {
    let name: String = from_js(view)?;
    let view = StoryView::named(&name).ok_or_else(|| tf!("there is no view “{name}”"))?;
    let cluster = if cluster.is_undefined() {
        None
    } else {
        Some(from_js(cluster)?)
    };
    Ok(once_fetched(move |doors| async move {
        let rows = (doors.rows)(desk, view, cluster).await;
        let rows = rows.ok_or(t!("there is no such cluster"))?;
        to_js(&rows.into())
    }))
}

/// `storyReport(kind)`: a promise of the report of the whole project, as a page (`html`) or in `markdown`.
fn story_report(desk: Desk, kind: JsValue, _: JsValue) -> Result<JsValue, String> {
    let kind: String = from_js(kind)?;
    let is_page = match kind.as_str() {
        "html" => true,
        "markdown" => false,
        _ => return Err(tf!("there is no report as “{kind}”")),
    };
    Ok(once_fetched(move |doors| async move {
        Ok((doors.report)(desk, is_page).await.into())
    }))
}

/// A promise of what the story's part of the program makes, once it is here.
fn once_fetched<F>(make: impl FnOnce(Story) -> F + 'static) -> JsValue
where
    F: Future<Output = Result<JsValue, String>> + 'static,
{
    let made = async move {
        let doors = crate::views::story::fetch().await;
        let made = match doors {
            Ok(doors) => make(doors).await,
            Err(_) => Err(t!("the story could not be fetched").to_owned()),
        };
        made.map_err(|message| js_sys::Error::new(&message).into())
    };
    wasm_bindgen_futures::future_to_promise(made).into()
}

/// `undo()`: undoes the last change; does nothing if there is none.
fn undo(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    desk.undo();
    Ok(JsValue::UNDEFINED)
}

/// `redo()`: redoes the change that was undone last; does nothing if there is none.
fn redo(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    desk.redo();
    Ok(JsValue::UNDEFINED)
}

/// `exportAs(format, options?)`: the project as a file: `{ name, mime, bytes, losses }`; `losses` lists
/// what the format cannot carry as `{ what, count }`. Returns a promise of that for every format but
/// `postil`. The options are those of CoNLL: `{ scheme, layers }`.
fn export_as(desk: Desk, format: JsValue, options: JsValue) -> Result<JsValue, String> {
    let format = format.as_string().unwrap_or_default();
    let Some(about) = transfer::listed_formats().find(|about| about.id == format) else {
        let ids: Vec<_> = transfer::listed_formats().map(|about| about.id).collect();
        return Err(tf!("the formats are: {}", ids.join(", ")));
    };
    if about.id == transfer::POSTIL.id {
        return exported(transfer::write(desk, None));
    }
    let options: Options = if options.is_undefined() {
        Options::default()
    } else {
        from_js(options)?
    };
    Ok(promise(async move {
        let written = transfer::write_as(desk, about.id, None, &options).await;
        exported(written.map_err(|error| error.to_string())?)
    }))
}

fn exported(written: Written) -> Result<JsValue, String> {
    let (file, losses) = first_of(written)?;
    let answer = Object::new();
    set(&answer, "name", &file.name.into());
    set(&answer, "mime", &file.mime.into());
    set(&answer, "bytes", &Uint8Array::from(file.bytes.as_slice()));
    set(&answer, "losses", &to_js(&losses.to_json())?);
    Ok(answer.into())
}

fn first_of(written: Written) -> Result<(File, Vec<Loss>), String> {
    let file = written.files.into_iter().next();
    Ok((
        file.ok_or_else(|| ExportError::Nothing.to_string())?,
        written.losses,
    ))
}

/// A promise that is rejected with an `Error` when the value is one.
fn promise(value: impl Future<Output = Result<JsValue, String>> + 'static) -> JsValue {
    let value = async {
        value
            .await
            .map_err(|reason| js_sys::Error::new(&reason).into())
    };
    wasm_bindgen_futures::future_to_promise(value).into()
}

/// `importFile(name, bytes)`: imports a file at once, and returns a list of reports as
/// `{ severity, place, message }`; if one of them is an `error`, nothing was imported. A project
/// replaces the open one, a text becomes an article. Returns a promise of the list for the file of
/// another tool, which replaces the open project too, and for a PDF.
fn import_file(desk: Desk, name: JsValue, bytes: JsValue) -> Result<JsValue, String> {
    let name = name.as_string().ok_or(t!("the name must be a string"))?;
    let bytes: Uint8Array = bytes
        .dyn_into()
        .map_err(|_| t!("the bytes must be a Uint8Array"))?;
    if let Err(error) = transfer::check_size(bytes.length().into()) {
        return to_js(&vec![Diagnostic::error(name, error.to_string())].to_json());
    }
    let files = vec![file(name, bytes.to_vec())];
    let has_parts = [
        transfer::needs_formats,
        transfer::needs_encodings,
        transfer::needs_pdfs,
    ];
    if has_parts.iter().any(|needs| needs(&files)) {
        Ok(promise(async move {
            to_js(&transfer::import_any(desk, files).await.to_json())
        }))
    } else {
        to_js(&transfer::import(desk, files).to_json())
    }
}

fn file(name: String, bytes: Vec<u8>) -> File {
    File {
        name,
        mime: "",
        bytes,
    }
}

/// `saved()`: a promise that is resolved when all changes are durable, and rejected with the reason when
/// they cannot be stored.
fn saved(desk: Desk, _: JsValue, _: JsValue) -> Result<JsValue, String> {
    let outcome = |saving: &Saving| match saving {
        Saving::Refused(reason) => Err(reason.clone()),
        _ => Ok(()),
    };
    desk.typing.keep();
    let now = desk.saving.get_untracked();
    let promise = match outcome(&now) {
        _ if is_under_way(&now) => once_saved(outcome),
        Ok(()) => Promise::resolve(&JsValue::UNDEFINED),
        Err(reason) => Promise::reject(&js_sys::Error::new(&reason)),
    };
    Ok(promise.into())
}

/// A promise for the time when nothing is on its way to the disk.
fn once_saved(outcome: fn(&Saving) -> Result<(), String>) -> Promise {
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

/// Converts to a plain JavaScript value. Goes through JSON, whose code the files need anyway.
fn to_js(value: &Value) -> Result<JsValue, String> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| error.to_string())
}

/// Converts to JSON; `undefined` becomes null.
fn value_of(value: JsValue) -> Result<Value, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

fn from_js<T: Json>(value: JsValue) -> Result<T, String> {
    T::from_json(value_of(value)?).map_err(|problem| problem.to_string())
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Neither a new object nor the window refuses a property.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
