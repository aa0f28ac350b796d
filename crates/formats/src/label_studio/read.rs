//! Reads tasks into a project.

use super::source::Source;
use super::view::View;
use super::{ATTRIBUTE, FORMAT, SETS};
use crate::covered::{Spans, Stated};
use crate::fields::{expected, id_of, keep, list_field};
use crate::incoming::Unit;
use crate::records::{self, Layout, META, Reading, each, read_meta};
use crate::source::utf8;
use postil_core::crowd;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::{File, Read};
use postil_core::model::{Annotation, Document, Project};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Reads tasks, with the configuration that comes along. O(n).
pub(super) fn tasks(files: &[File]) -> Read {
    let (view, mut found) = View::of(files);
    let is_task = |file: &&File| !crate::has_extension(&file.name, &["xml"]);
    let tasks = files.iter().filter(is_task);
    // Nothing in a task without regions says that its text is a page.
    let is_page = |file: &File| {
        let text = utf8(file).unwrap_or_default();
        text.contains("\"startOffset\"")
            && (text.contains("\"hypertextlabels\"") || text.contains("\"globalOffsets\""))
    };
    let pages = tasks.clone().any(is_page);
    let layout = Layout::List("task");
    let mut before = None;
    let read = records::read(tasks, FORMAT.extensions, layout, |reading, record| {
        task(reading, record, &view, pages, &mut before)
    });
    let (mut project, mut remarks) = read?;
    if let Some((schema, all)) = view.schema(&project) {
        let many = crowd::remarks(&schema).into_iter();
        found.extend(many.map(|remark| Diagnostic::warning("", remark)));
        if let Err(message) = all {
            found.push(Diagnostic::left_out("", message));
        }
        project.schema = schema;
    }
    found.retain(|it| !remarks.contains(it));
    remarks.append(&mut found);
    Ok((project, remarks))
}

/// Whether a text looks like a web page.
fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("</")
}

/// The id of a task of the brief export, and how many sets of its results were read.
type Before = Option<(String, usize)>;

fn task(
    reading: &mut Reading,
    task: &Value,
    view: &View,
    pages: bool,
    before: &mut Before,
) -> Result<(), String> {
    let brief = task["data"].is_null();
    let data = if brief { task } else { &task["data"] };
    let (sets, read) = match brief {
        true => brief_set(reading, task)?,
        false => (sets(reading, task)?, vec!["id"]),
    };
    let regions: Vec<&Value> = sets
        .iter()
        .flat_map(|set| set["result"].as_array().into_iter().flatten())
        .filter(|result| is_region(result))
        .map(|result| &result["value"])
        .collect();
    // Older files say with each result which field it is of.
    let said = sets.iter().find_map(|set| {
        let field = set["result"][0]["source"].as_str()?.strip_prefix('$')?;
        Some((field, false))
    });
    let shown = view
        .fields
        .iter()
        .map(|(field, page)| (field.as_str(), *page));
    let fields: Vec<(&str, bool)> = shown.chain(said).collect();
    let is_page = |text: &str| pages && is_markup(text);
    let source = Source::of(data, &regions, &fields, is_page);
    let source = source.ok_or_else(|| expected("data", "a text", task.get("data")))?;
    let unnamed = format!("task-{}", reading.number);
    let name = id_of(data.get("id")).or_else(|| id_of(task.get("id")));
    let text = source.text.text.as_str();
    // The brief export says a task again for each set of its results.
    let same = before.take().filter(|(id, _)| {
        let last = reading.project.documents.last();
        brief && name.as_ref() == Some(id) && last.is_some_and(|last| last.text == text)
    });
    let first = same.map_or(0, |(_, read)| read);
    if first == 0 {
        let mut meta = reading.begin_numbered(&unnamed, name.as_ref().unwrap_or(&unnamed));
        let field = |name: &str| data[name].as_str().filter(|_| name != source.key);
        read_meta(&mut meta, META, field);
        let mut own = [&META[..], &read].concat();
        if source.whole {
            own.push(source.key);
        }
        keep(&mut meta.extra, "data", data, &own);
        let document = Document::new(meta, text);
        reading.project.documents.push(document);
    }
    let mut spans = Spans::new(&source.text, Unit::CodePoint, std::iter::empty());
    for (number, set) in (first..).zip(&sets) {
        results(reading, set, &source, &mut spans, number)?;
    }
    *before = name.map(|id| (id, first + sets.len()));
    Ok(())
}

/// The sets of results that count: those of people who did not skip the task. Predictions of a model
/// count only where no person has annotated.
fn sets<'v>(reading: &mut Reading, task: &'v Value) -> Result<Vec<Cow<'v, Value>>, String> {
    let [annotations, completions, predictions] = SETS;
    let (new, old) = (
        list_field(task, annotations)?,
        list_field(task, completions)?,
    );
    let drafts = task["drafts"].as_array().map_or(0, Vec::len);
    reading.tally("drafts that were not submitted, left out", drafts);
    if new.is_empty() && old.is_empty() {
        let first = list_field(task, predictions)?.first();
        return Ok(first.map(Cow::Borrowed).into_iter().collect());
    }
    let is_cancelled = |set: &&Value| set["was_cancelled"] == true || set["skipped"] == true;
    let (cancelled, kept): (Vec<&Value>, Vec<&Value>) =
        new.iter().chain(old).partition(is_cancelled);
    let what = "annotations of tasks that were cancelled or skipped, left out";
    reading.tally(what, cancelled.len());
    Ok(kept.into_iter().map(Cow::Borrowed).collect())
}

/// The set of results of a task in the brief export, JSON-MIN, which has lists of regions under the
/// names of controls beside the data; and the names of the fields that were read.
///
/// # Errors
/// When the name of a control is too long for all of its results.
fn brief_set<'v>(
    reading: &mut Reading,
    task: &'v Value,
) -> Result<(Vec<Cow<'v, Value>>, Vec<&'v str>), String> {
    let labels = |item: &Value| {
        let mut fields = item.as_object()?.iter();
        let found = fields.find(|(name, value)| name.ends_with("labels") && value.is_array());
        Some(found?.0.clone())
    };
    let (mut results, mut read) = (Vec::new(), vec!["id", "annotator"]);
    for (control, list) in task.as_object().into_iter().flatten() {
        let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
        if !items.iter().any(|item| labels(item).is_some()) {
            continue;
        }
        read.push(control);
        reading.copies(control.len().saturating_mul(items.len()))?;
        for item in items {
            let kind = labels(item).unwrap_or_default();
            results.push(json!({"from_name": control, "type": kind, "value": item}));
        }
    }
    let set = json!({"result": results, "completed_by": task["annotator"]});
    Ok((vec![Cow::Owned(set)], read))
}

/// Reads one set of results of a task, whose number counts from 0.
fn results(
    reading: &mut Reading,
    set: &Value,
    source: &Source,
    spans: &mut Spans,
    number: usize,
) -> Result<(), String> {
    let author = id_of(set.get("completed_by"));
    let author = author.or_else(|| id_of(set["completed_by"].get("email")));
    let author = author.unwrap_or_default();
    // Regions of several sets may have the same id.
    let local = |id: &str| match number {
        0 => id.to_owned(),
        number => format!("{id}/{number}"),
    };
    let stated = list_field(set, "result")?.iter();
    let stated = stated.filter(|result| is_region(result)).map(|result| {
        let value = &result["value"];
        let range = source.range(value).unwrap_or_default();
        (range, source.words(value))
    });
    let stated: Vec<_> = stated.collect();
    let stated = stated.iter().map(|(range, words)| Stated {
        ranges: range.as_slice(),
        words: words.as_deref(),
    });
    spans.count(stated);
    if let Some(remark) = spans.remark() {
        reading.remark(remark);
    }
    // A region has a mark for each of its labels.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut marks: Vec<Vec<usize>> = Vec::new();
    let mut seen = HashSet::new();
    each(reading, set, "result", |reading, at, result| {
        if !is_region(result) {
            return Ok(());
        }
        let kind = result["type"].as_str().unwrap_or_default();
        let value = &result["value"];
        let labels = labels_of(value, kind);
        let range = source.range(value)?;
        let words = source.words(value);
        if labels.is_empty() || labels.iter().any(|label| !label.is_string()) {
            return Err(expected(kind, "a label", value.get(kind)));
        }
        let id = id_of(result.get("id")).unwrap_or_else(|| format!("{}", at + 1));
        let id = local(&id);
        let lines = result["meta"]["text"].as_array().into_iter().flatten();
        let lines: Vec<&str> = lines.filter_map(Value::as_str).collect();
        let note = lines.join("\n");
        let number = *numbers.entry(id.clone()).or_insert(marks.len());
        if number == marks.len() {
            marks.push(Vec::new());
        }
        for label in labels.iter().filter_map(Value::as_str) {
            let Some(there) = marks.get_mut(number) else {
                continue;
            };
            if !seen.insert((number, label, range.clone())) {
                continue;
            }
            if !there.is_empty() {
                let words = words.as_deref().map_or(0, str::len);
                reading.copies(id.len() + words)?;
            }
            let name = match there.is_empty() {
                true => id.clone(),
                // Further labels of the same list, or of another control.
                false => format!("{id}/{label}"),
            };
            let stated = Stated {
                ranges: range.as_slice(),
                words: words.as_deref(),
            };
            let mut annotation = reading.placed(&name, label, spans, stated)?;
            reading.copies(author.len() + note.len() + id.len())?;
            annotation.note = note.clone();
            annotation.author = author.clone();
            there.push(reading.project.annotations.len());
            reading.project.annotations.push(annotation);
        }
        Ok(())
    })?;
    each(reading, set, "result", |reading, _, result| {
        let kind = result["type"].as_str().unwrap_or_default();
        if kind == "relation" {
            return relation(reading, result, &local);
        }
        if is_region(result) {
            return Ok(());
        }
        let of = id_of(result.get("id")).and_then(|id| numbers.get(&local(&id)));
        let of = of.and_then(|&number| marks.get(number));
        match of.map(Vec::as_slice) {
            None | Some([]) => keep_result(&mut reading.project, result),
            Some(all) => {
                if all.len() > 1 {
                    reading.copies(all.len().saturating_mul(result.to_string().len()))?;
                }
                for at in all {
                    if let Some(annotation) = reading.project.annotations.get_mut(*at) {
                        attribute(annotation, result, kind);
                    }
                }
            }
        }
        Ok(())
    })
}

/// The labels of a region: under the name of its type, or of another one that ends in `labels`, as in
/// `htmllabels` before version 1.0.
fn labels_of<'v>(value: &'v Value, kind: &str) -> &'v [Value] {
    let others = value.as_object().into_iter().flatten();
    let others = others.filter(|(name, _)| name.ends_with("labels"));
    let mut lists = [&value[kind]]
        .into_iter()
        .chain(others.map(|(_, list)| list));
    let labels = lists.find_map(Value::as_array);
    labels.map(Vec::as_slice).unwrap_or_default()
}

/// Whether a result is a span with labels.
fn is_region(result: &Value) -> bool {
    let kind = result["type"].as_str();
    kind.is_some_and(|kind| kind.ends_with("labels"))
}

fn relation(
    reading: &mut Reading,
    result: &Value,
    local: &impl Fn(&str) -> String,
) -> Result<(), String> {
    let mut end = |name: &str| {
        let id = id_of(result.get(name))
            .ok_or_else(|| expected(name, "the id of a region", result.get(name)))?;
        reading.annotation_id(&local(&id))
    };
    let (mut from, mut to) = (end("from_id")?, end("to_id")?);
    if result["direction"] == "left" {
        std::mem::swap(&mut from, &mut to);
    }
    // Label Studio does not require a label.
    let word = result["labels"][0].as_str().unwrap_or("related");
    let relation = reading.relation(reading.next_relation_id(), word, from, to);
    reading.project.relations.push(relation);
    Ok(())
}

/// Keeps a result about the whole document with the document.
fn keep_result(project: &mut Project, result: &Value) {
    if let Some(document) = project.documents.last_mut() {
        let list = document.meta.extra.entry("results");
        let list = list.or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(result.clone());
        }
    }
}

fn attribute(annotation: &mut Annotation, result: &Value, kind: &str) {
    let from = result["from_name"].as_str().unwrap_or(kind);
    let name = from.strip_prefix(ATTRIBUTE).map(|name| match kind {
        "textarea" => name.strip_prefix("text-").unwrap_or(name),
        _ => name,
    });
    let field = if kind == "textarea" { "text" } else { kind };
    let value = match &result["value"][field] {
        Value::Array(values) if values.len() == 1 => values.first().cloned().unwrap_or_default(),
        value => value.clone(),
    };
    (annotation.attributes).insert(name.unwrap_or(from).to_owned(), value);
}
