//! Reads tasks into a project.

use super::{ATTRIBUTE, FORMAT};
use crate::covered::{Spans, Stated};
use crate::fields::{expected, id_of, keep, list_field, range_field};
use crate::incoming::{Incoming, Unit};
use crate::records::{self, Layout, META, Reading, each, read_meta};
use postil_core::format::{File, Read};
use postil_core::model::{Annotation, Document, Project};
use serde_json::Value;
use std::collections::HashMap;

/// Reads tasks, without their configuration. O(n).
pub(super) fn tasks(files: &[File]) -> Read {
    let is_task = |file: &&File| !crate::has_extension(&file.name, &["xml"]);
    let tasks = files.iter().filter(is_task);
    records::read(tasks, FORMAT.extensions, Layout::List("task"), task)
}

/// The text of a task with its field: `text`, or else the longest text in its data.
fn text_of(data: &Value) -> Option<(&str, &str)> {
    if let Some(text) = data["text"].as_str() {
        return Some(("text", text));
    }
    let texts = data.as_object()?.iter();
    let texts = texts.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    texts.max_by_key(|(_, text)| text.len())
}

fn task(reading: &mut Reading, task: &Value) -> Result<(), String> {
    let data = &task["data"];
    let text = text_of(data);
    let (key, raw) = text.ok_or_else(|| expected("data", "a text", task.get("data")))?;
    let incoming = Incoming::new(raw);
    let unnamed = format!("task-{}", reading.number);
    let name = id_of(data.get("id")).or_else(|| id_of(task.get("id")));
    let mut meta = reading.begin_numbered(&unnamed, name.as_ref().unwrap_or(&unnamed));
    let field = |name: &str| data[name].as_str().filter(|_| name != key);
    read_meta(&mut meta, META, field);
    let [title, outlet, url, language] = META;
    let own = &["id", title, outlet, url, language, key];
    keep(&mut meta.extra, "data", data, own);
    let document = Document::new(meta, incoming.text.as_str());
    reading.project.documents.push(document);
    let annotations = list_field(task, "annotations")?;
    let predictions = list_field(task, "predictions")?;
    // Predictions of a model count only where no person has annotated.
    let sets = if annotations.is_empty() {
        predictions.get(..1).unwrap_or_default()
    } else {
        annotations
    };
    for (number, set) in sets.iter().enumerate() {
        results(reading, set, &incoming, number)?;
    }
    Ok(())
}

/// Reads one set of results of a task, whose number counts from 0.
fn results(
    reading: &mut Reading,
    set: &Value,
    text: &Incoming,
    number: usize,
) -> Result<(), String> {
    let author = id_of(set.get("completed_by"));
    let author = author.or_else(|| id_of(set["completed_by"].get("email")));
    // Regions of several sets may have the same id.
    let local = |id: &str| match number {
        0 => id.to_owned(),
        number => format!("{id}/{number}"),
    };
    let stated = list_field(set, "result")?
        .iter()
        .filter(|result| is_region(result));
    let stated = stated.map(|result| {
        let range = range_field(&result["value"], "start", "end").unwrap_or_default();
        (range, words(result))
    });
    let stated: Vec<_> = stated.collect();
    let mut spans = Spans::new(text, Unit::CodePoint, stated.iter().map(Stated::one));
    if let Some(remark) = spans.remark() {
        reading.remark(remark);
    }
    let mut indexes: HashMap<String, usize> = HashMap::new();
    each(reading, set, "result", |reading, at, result| {
        if !is_region(result) {
            return Ok(());
        }
        let kind = result["type"].as_str().unwrap_or_default();
        let value = &result["value"];
        let labels = value[kind].as_array().or(value["labels"].as_array());
        let label = labels.and_then(|labels| labels.first()?.as_str());
        let range = range_field(value, "start", "end")?;
        let stated = (range, words(result));
        let label = label.ok_or_else(|| expected(kind, "a label in", value.get(kind)))?;
        let name = id_of(result.get("id")).unwrap_or_else(|| format!("{}", at + 1));
        let name = local(&name);
        let mut annotation = reading.placed(&name, label, &mut spans, Stated::one(&stated))?;
        let lines = result["meta"]["text"].as_array().into_iter().flatten();
        let lines: Vec<&str> = lines.filter_map(Value::as_str).collect();
        annotation.note = lines.join("\n");
        annotation.author = author.clone().unwrap_or_default();
        reading.copies(annotation.author.len())?;
        indexes.insert(name, reading.project.annotations.len());
        reading.project.annotations.push(annotation);
        Ok(())
    })?;
    each(reading, set, "result", |reading, _, result| {
        let kind = result["type"].as_str().unwrap_or_default();
        if kind == "relation" {
            return relation(reading, result, &local);
        }
        if !is_region(result) {
            let index = id_of(result.get("id")).and_then(|id| indexes.get(&local(&id)));
            let annotations = &mut reading.project.annotations;
            match index.and_then(|&at| annotations.get_mut(at)) {
                Some(annotation) => attribute(annotation, result, kind),
                None => keep_result(&mut reading.project, result),
            }
        }
        Ok(())
    })
}

/// Whether a result is a span with labels.
fn is_region(result: &Value) -> bool {
    let kind = result["type"].as_str();
    kind.is_some_and(|kind| kind.ends_with("labels"))
}

/// The words that a region covers; Label Studio leaves them empty where it does not know them.
fn words(result: &Value) -> Option<&str> {
    let words = result["value"]["text"].as_str();
    words.filter(|words| !words.is_empty())
}

fn relation(
    reading: &mut Reading,
    result: &Value,
    local: &impl Fn(&str) -> String,
) -> Result<(), String> {
    let end = |name: &str| {
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
