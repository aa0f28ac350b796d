//! Reads texts with spans and entities in the forms that people have them in.

use super::{FIELDS, FORMAT, LABELS};
use crate::covered::{Spans, Stated};
use crate::declared::Declared;
use crate::fields::{expected, id_of, keep, list_field, range_field, text_field};
use crate::incoming::{Incoming, Unit};
use crate::records::{self, Layout, Reading, each, read_meta, triple};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::Document;
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;

/// Reads a text from each line or record, with its marks. O(n).
pub(super) fn decode(files: &[File]) -> Read {
    let mut declared = Declared::default();
    let read = records::read(
        files,
        FORMAT.extensions,
        Layout::Lines,
        |reading, record| read_record(reading, &mut declared, record),
    );
    let (mut project, remarks) = read?;
    if !declared.is_empty() {
        project.schema = declared.complete(&project);
    }
    Ok((project, remarks))
}

/// Reads a record, and declares what it offers to mark.
fn read_record(
    reading: &mut Reading,
    declared: &mut Declared,
    record: &Value,
) -> Result<(), String> {
    if record.is_array() {
        let (text, about) = pair(record)?;
        return document(reading, text, about);
    }
    if record["text"].is_null() && record["annotations"].is_array() {
        each(reading, record, "classes", |_, _, class| {
            let class = class.as_str().filter(|class| !class.is_empty());
            let class = class.ok_or("expected the name of a class")?;
            declared.label(class).map(|_| ())
        })?;
        return each(reading, record, "annotations", |reading, _, item| {
            // A text that was skipped.
            if item.is_null() {
                return Ok(());
            }
            let (text, about) = pair(item)?;
            document(reading, text, about)
        });
    }
    document(reading, text_field(record, "text")?, record)
}

/// A text and what is said about it, as spaCy is trained with: `[text, {"entities": […]}]`.
fn pair(item: &Value) -> Result<(&str, &Value), String> {
    match item.as_array().map(Vec::as_slice) {
        Some([Value::String(text), about @ Value::Object(_)]) => Ok((text, about)),
        _ => Err(format!(
            "expected a list of a text and an object with its `entities`, found {}",
            clip(&item.to_string())
        )),
    }
}

/// What the span of an entity is: its place, its words if they are said, and its label.
type Entity<'v> = (Range<usize>, Option<&'v str>, &'v str);

/// An entity of the form `[0, 5, "X"]` or `{"start": 0, "end": 5, "label": "X"}`.
fn entity(item: &Value) -> Result<Entity<'_>, String> {
    if item.is_array() {
        let (range, label) = triple("entities", item)?;
        return Ok((range, None, label));
    }
    let range = range_field(item, "start", "end")?;
    let label = LABELS.iter().find_map(|name| item[*name].as_str());
    let label = label.ok_or_else(|| expected("label", "a text", item.get("label")))?;
    Ok((range, item["text"].as_str(), label))
}

/// Reads a document with the marks that its record says.
fn document(reading: &mut Reading, text: &str, record: &Value) -> Result<(), String> {
    let incoming = Incoming::new(text);
    let (listed, entities) = (
        list_field(record, "spans")?,
        list_field(record, "entities")?,
    );
    list_field(record, "relations")?;
    let about = &record["meta"];
    let number = reading.project.documents.len() + 1;
    let name = id_of(about.get("id")).unwrap_or_else(|| format!("document-{number}"));
    let mut meta = reading.begin(Some(name.clone()));
    read_meta(&mut meta, FIELDS, |name| about[name].as_str());
    let mut own = vec!["text", "meta", "spans", "relations", "tokens", "entities"];
    let answer = record["answer"].as_str().unwrap_or("accept");
    if answer == "accept" {
        own.push("answer");
    }
    keep(&mut meta.extra, "prodigy", record, &own);
    let known = ["spans", "entities", "tokens"];
    let is_bare = known.iter().all(|name| record[*name].is_null());
    let kept = meta.extra.get("prodigy").and_then(Value::as_object);
    if is_bare && kept.is_some_and(|kept| kept.values().any(is_made_of_parts)) {
        let what = "texts with lists or objects that are kept with the article, not as marks";
        reading.tally(what, 1);
    }
    let [title, outlet, url, language] = FIELDS;
    let own = &["id", title, outlet, url, language];
    keep(&mut meta.extra, "meta", about, own);
    let document = Document::new(meta, incoming.text.as_str());
    reading.project.documents.push(document);
    let left_out = match answer {
        "reject" => Some("marks of texts with the answer “reject”, left out"),
        "ignore" => Some("marks of texts with the answer “ignore”, left out"),
        _ => None,
    };
    if let Some(what) = left_out {
        reading.tally(what, listed.len() + entities.len());
        return Ok(());
    }

    let spans = listed.iter().map(|span| {
        let range = range_field(span, "start", "end").unwrap_or_default();
        (range, words_of(span))
    });
    let others = entities.iter().map(|item| {
        let (range, words, _) = entity(item).unwrap_or_default();
        (range, words)
    });
    let stated: Vec<_> = spans.chain(others).collect();
    let mut spans = Spans::new(&incoming, Unit::CodePoint, stated.iter().map(Stated::one));
    if let Some(remark) = spans.remark() {
        reading.remark(remark);
    }
    let mut unnamed: HashMap<(u64, u64, String), String> = HashMap::new();
    each(reading, record, "spans", |reading, at, span| {
        let range = range_field(span, "start", "end")?;
        let stated = (range, words_of(span));
        let name = id_of(span.get("id")).unwrap_or_else(|| format!("{}/{}", name, at + 1));
        let label = text_field(span, "label")?;
        let mut annotation = reading.placed(&name, label, &mut spans, Stated::one(&stated))?;
        annotation.attributes = span["attributes"].as_object().cloned().unwrap_or_default();
        annotation.note = span["note"].as_str().unwrap_or_default().to_owned();
        let own = &[
            "start",
            "end",
            "token_start",
            "token_end",
            "label",
            "id",
            "attributes",
            "note",
            "text",
        ];
        keep(&mut annotation.extra, "prodigy", span, own);
        unnamed
            .entry(key(span))
            .or_insert_with(|| annotation.id.to_string());
        reading.project.annotations.push(annotation);
        Ok(())
    })?;
    each(reading, record, "entities", |reading, at, item| {
        let (range, words, label) = entity(item)?;
        let name = format!("{}/{}", name, listed.len() + at + 1);
        let stated = (range, words);
        let mut annotation = reading.placed(&name, label, &mut spans, Stated::one(&stated))?;
        let own = ["start", "end", "text", "label", "type", "entity"];
        keep(&mut annotation.extra, "prodigy", item, &own);
        reading.project.annotations.push(annotation);
        Ok(())
    })?;
    each(reading, record, "relations", |reading, _, relation| {
        let mut end = |name: &str| {
            let span = &relation[name];
            if let Some(id) = id_of(span.get("id")) {
                return reading.annotation_id(&id);
            }
            (unnamed.get(&key(span)).cloned())
                .ok_or_else(|| expected(name, "a span that is listed", Some(span)))
        };
        let (from, to) = (end("head_span")?, end("child_span")?);
        let word = text_field(relation, "label")?;
        let id = reading.next_relation_id();
        let relation = reading.relation(id, word, from, to);
        reading.project.relations.push(relation);
        Ok(())
    })
}

fn is_made_of_parts(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// The words that a span states; none where they are empty.
fn words_of(span: &Value) -> Option<&str> {
    span["text"].as_str().filter(|words| !words.is_empty())
}

/// The key of a span without an id.
fn key(span: &Value) -> (u64, u64, String) {
    let number = |name: &str| span[name].as_u64().unwrap_or_default();
    let label = span["label"].as_str().unwrap_or_default();
    (number("start"), number("end"), label.to_owned())
}
