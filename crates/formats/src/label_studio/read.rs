//! Tasks as a project.

use super::ATTRIBUTE;
use crate::found::{self, Found, expected, id_of, json, keep, list_field, number_field, stem};
use crate::freeze::{Incoming, Unit};
use crate::names::{Names, split_pair};
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, Attributes, DocumentMeta, Extra, Fragment, Project, Relation, Target,
};
use serde_json::Value;
use std::collections::HashMap;

/// Reads tasks; a configuration beside them is not needed. O(n).
pub(super) fn tasks(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut reading = Reading::default();
    let mut any = false;
    for file in files {
        if crate::has_extension(&file.name, &["xml"]) {
            continue;
        }
        any = true;
        let whole = match json(file) {
            Ok(whole) => whole,
            Err(error) => return found.fail(error.place, error.message),
        };
        if reading.project.header.name.is_empty() {
            reading.project.header.name = stem(&file.name, &["label-studio.json", "json"]);
        }
        let tasks = match whole {
            Value::Array(tasks) => tasks,
            one => vec![one],
        };
        for (number, task) in (1..).zip(&tasks) {
            let read = reading.task(task, number);
            found.take(|| format!("{}, task {number}", file.name), read);
        }
    }
    if !any {
        return found.fail("", "expected a file of tasks");
    }
    found.finish(reading.project, false)
}

#[derive(Default)]
struct Reading {
    project: Project,
    documents: Names,
    spans: Names,
}

/// The text of a task: `text`, or else the longest text in its data.
fn text_of(data: &Value) -> Option<(&str, &str)> {
    if let Some(text) = data["text"].as_str() {
        return Some(("text", text));
    }
    let texts = data.as_object()?.iter();
    let texts = texts.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    texts.max_by_key(|(_, text)| text.len())
}

impl Reading {
    fn task(&mut self, task: &Value, number: usize) -> Result<(), String> {
        let data = &task["data"];
        let text = text_of(data);
        let (key, raw) = text.ok_or_else(|| expected("data", "a text", task.get("data")))?;
        let incoming = Incoming::new(raw);
        let name = id_of(data.get("id")).or_else(|| id_of(task.get("id")));
        let name = name.unwrap_or_else(|| format!("task-{number}"));
        self.documents.next_document();
        let id = self.documents.add(&format!("task-{number}"), &name)?;
        let known = |name: &str| match name == key {
            true => String::new(),
            false => data[name].as_str().unwrap_or_default().to_owned(),
        };
        let mut meta = DocumentMeta::new(id.as_str().into(), known("title"));
        meta.outlet = known("outlet");
        meta.url = known("url");
        meta.language = known("language");
        let own = &["id", "title", "outlet", "url", "language", key];
        keep(&mut meta.extra, "data", data, own);
        let document = found::document(meta, &incoming.text);
        self.project.documents.push(document);
        self.spans.next_document();
        let annotations = list_field(task, "annotations")?;
        let predictions = list_field(task, "predictions")?;
        // What a model proposed counts only where no person has annotated.
        let sets = match annotations.is_empty() {
            true => predictions.get(..1).unwrap_or_default(),
            false => annotations,
        };
        for (number, set) in sets.iter().enumerate() {
            let author = id_of(set.get("completed_by"));
            let author = author.or_else(|| id_of(set["completed_by"].get("email")));
            self.results(set, &incoming, &id, number, &author.unwrap_or_default())?;
        }
        Ok(())
    }

    fn results(
        &mut self,
        set: &Value,
        text: &Incoming,
        document: &str,
        number: usize,
        author: &str,
    ) -> Result<(), String> {
        let results = list_field(set, "result")?;
        // Regions of several sets may have the same id.
        let local = |id: &str| match number {
            0 => id.to_owned(),
            number => format!("{id}/{number}"),
        };
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, result) in results.iter().enumerate() {
            let within = |message: String| format!("result[{at}]: {message}");
            let kind = result["type"].as_str().unwrap_or_default();
            if !kind.ends_with("labels") {
                continue;
            }
            let value = &result["value"];
            let labels = value[kind].as_array().or(value["labels"].as_array());
            let label = labels.and_then(|labels| labels.first()?.as_str());
            let range = number_field(value, "start").map_err(within)?
                ..number_field(value, "end").map_err(within)?;
            let range = text.range(Unit::CodePoint, range).map_err(within)?;
            let label =
                label.ok_or_else(|| within(expected(kind, "a label in", value.get(kind))))?;
            let name = id_of(result.get("id")).unwrap_or_else(|| format!("{}", at + 1));
            let name = local(&name);
            let id = self.spans.add(document, &name).map_err(within)?;
            let note: Vec<&str> = result["meta"]["text"]
                .as_array()
                .map_or_else(Vec::new, |lines| {
                    lines.iter().filter_map(Value::as_str).collect()
                });
            places.insert(name, self.project.annotations.len());
            self.project.annotations.push(Annotation {
                id: id.into(),
                document: document.into(),
                label: label.to_owned(),
                fragments: vec![Fragment::new(range)],
                attributes: Attributes::new(),
                note: note.join("\n"),
                author: author.to_owned(),
                created: String::new(),
                modified: String::new(),
                extra: Extra::new(),
            });
        }
        for (at, result) in results.iter().enumerate() {
            let within = |message: String| format!("result[{at}]: {message}");
            let kind = result["type"].as_str().unwrap_or_default();
            if kind == "relation" {
                self.relation(result, &local).map_err(within)?;
            } else if !kind.ends_with("labels") {
                let place = id_of(result.get("id")).and_then(|id| places.get(&local(&id)));
                let annotation = place.and_then(|&at| self.project.annotations.get_mut(at));
                match annotation {
                    Some(annotation) => attribute(annotation, result, kind),
                    None => self.aside(result),
                }
            }
        }
        Ok(())
    }

    fn relation(&mut self, result: &Value, local: &impl Fn(&str) -> String) -> Result<(), String> {
        let end = |name: &str| {
            let id = id_of(result.get(name))
                .ok_or_else(|| expected(name, "the id of a region", result.get(name)))?;
            self.spans.get(&local(&id)).map(str::to_owned)
        };
        let (mut from, mut to) = (end("from_id")?, end("to_id")?);
        if result["direction"] == "left" {
            std::mem::swap(&mut from, &mut to);
        }
        let label = result["labels"][0].as_str();
        let (kind, value) = split_pair(label.unwrap_or_default());
        self.project.relations.push(Relation {
            id: format!("r{}", self.project.relations.len() + 1).into(),
            // Label Studio does not ask for one.
            kind: if label.is_some() {
                kind
            } else {
                "related".to_owned()
            },
            value,
            from: from.into(),
            to: Target::Annotation(to.into()),
            attributes: Attributes::new(),
            note: String::new(),
            author: String::new(),
            created: String::new(),
            extra: Extra::new(),
        });
        Ok(())
    }

    /// Keeps a result about the whole document with that.
    fn aside(&mut self, result: &Value) {
        if let Some(document) = self.project.documents.last_mut() {
            let list = document.meta.extra.entry("results");
            let list = list.or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.push(result.clone());
            }
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
