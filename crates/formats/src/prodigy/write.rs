//! Writes lines of tokens, spans and relations.

use super::{FIELDS, FORMAT};
use crate::by_document::{ByDocument, Own};
use crate::jsonl::line;
use crate::pair::join_pair;
use crate::records::write_meta;
use crate::{tokens, version};
use postil_core::format::{File, file_name};
use postil_core::model::{Annotation, Document, Project, Relation, Target};
use postil_core::text::Text;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::Range;

/// Tokens as in spaCy: a range, and whether one space follows.
fn spaced(text: &Text, spans: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let cuts = || spans.iter().flat_map(|range| [range.start, range.end]);
    let mut starts: Vec<usize> = spans.iter().map(|range| range.start).collect();
    let mut ends: Vec<usize> = spans.iter().map(|range| range.end).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    let mut all: Vec<(Range<usize>, bool)> = Vec::new();
    for piece in tokens::pieces(text, cuts()) {
        let foldable = text.slice(piece.start..piece.start + 1) == " "
            && starts.binary_search(&piece.start).is_err()
            && ends.binary_search(&(piece.start + 1)).is_err();
        let mut rest = piece;
        if let (true, Some((before, spaced @ false))) = (foldable, all.last_mut())
            && !text.slice(before.clone()).ends_with(' ')
        {
            *spaced = true;
            rest.start += 1;
        }
        if !rest.is_empty() {
            all.push((rest, false));
        }
    }
    all
}

/// Writes a line for each document. O(n log n).
pub(super) fn encode(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let mut bytes = Vec::new();
    for document in &project.documents {
        let own = by_document.remove(&document.meta.id);
        bytes.extend(line(&record(project, document, &own)));
    }
    vec![File {
        name: file_name(&project.header.name, "prodigy.jsonl"),
        mime: FORMAT.mime,
        bytes,
    }]
}

fn record(project: &Project, document: &Document, own: &Own) -> Value {
    let text = Text::from_frozen(document.text.as_str());
    let extents: Vec<_> = own.annotations.iter().map(|a| a.extent()).collect();
    let all = spaced(&text, &extents);
    let first = |start: usize| all.partition_point(|(token, _)| token.start < start);
    let last = |end: usize| all.partition_point(|(token, _)| token.start < end).max(1) - 1;
    let words: Vec<Value> = (all.iter().enumerate())
        .map(|(number, (token, spaced))| {
            json!({
                "text": text.slice(token.clone()), "start": token.start, "end": token.end,
                "id": number, "ws": spaced,
            })
        })
        .collect();
    let span = |a: &Annotation| {
        let extent = a.extent();
        json!({
            "start": extent.start, "end": extent.end,
            "token_start": first(extent.start), "token_end": last(extent.end),
            "label": a.label, "id": a.id.as_str(),
        })
    };
    let mut by_id: HashMap<&str, Value> = HashMap::new();
    let mut spans = Vec::new();
    for annotation in &own.annotations {
        let mut value = span(annotation);
        by_id.insert(annotation.id.as_str(), value.clone());
        if !annotation.attributes.is_empty() {
            value["attributes"] = Value::Object(annotation.attributes.clone());
        }
        if !annotation.note.is_empty() {
            value["note"] = annotation.note.as_str().into();
        }
        spans.push(value);
    }
    let tie = |relation: &&Relation| {
        let Target::Annotation(to) = &relation.to else {
            return None;
        };
        let (head, child) = (by_id.get(relation.from.as_str())?, by_id.get(to.as_str())?);
        Some(json!({
            "head": head["token_end"], "child": child["token_end"],
            "head_span": head, "child_span": child,
            "label": join_pair(&relation.kind, &relation.value),
        }))
    };
    let relations: Vec<Value> = own.relations.iter().filter_map(tie).collect();
    let meta = &document.meta;
    let mut about = json!({"id": meta.id.as_str()});
    write_meta(&mut about, meta, FIELDS);
    about[version::FIELD] = project.schema.version.into();
    json!({
        "text": document.text, "meta": about, "spans": spans, "relations": relations,
        "tokens": words, "answer": "accept",
    })
}
