//! JSONL for the `datasets` library of Hugging Face
//! (<https://huggingface.co/docs/datasets/loading#json>): one document per line, every record with
//! the same fields, so that it loads without a script. Offsets count code points, as in Python.
//!
//! A card, `README.md`, declares the features
//! (<https://huggingface.co/docs/hub/datasets-manual-configuration>): so that types do not depend
//! on the first lines. Attributes are JSON in a string, because their fields differ.
//!
//! Reads tokens with tags as well, which many data sets of others have ([`tagged`]).

use crate::by_document::{ByDocument, Own};
use crate::carry::{Carry, Values};
use crate::covered::{Place, Spans, Stated};
use crate::fields::{expected, id_of, keep, list_field, range_field, text_field};
use crate::incoming::{Incoming, Unit};
use crate::jsonl::line;
use crate::records::{self, Layout, META, Reading, every, read_meta};
use crate::shape::Sketch;
use crate::{Format, tagged, version};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read, file_name};
use postil_core::json::Json;
use postil_core::model::{
    Annotation, AnnotationId, Attributes, Cluster, ClusterId, Document, DocumentMeta, Fragment,
    Project, Relation, Span, Target, label_layer,
};
use postil_core::text::Text;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    published: true,
    language: true,
    status: true,
    boilerplate: true,
    discontinuous: true,
    attributes: Values::Json,
    note: true,
    author: true,
    created: true,
    modified: true,
    relations: true,
    relations_to_clusters: true,
    relations_across: true,
    relation_value: true,
    relation_attributes: Values::Json,
    relation_note: true,
    relation_author: true,
    relation_created: true,
    clusters: true,
    clusters_across: true,
    cluster_name: true,
    cluster_parts: true,
    cluster_attributes: Values::Json,
    cluster_note: true,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "datasets",
    title: "Hugging Face datasets",
    tools: "datasets, transformers, pandas",
    unit: "code points",
    extensions: &["hf.jsonl", "jsonl"],
    mime: "application/jsonl",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| encode(project),
    decode: Some(decode),
    looks: |name, sample| {
        let is = |record: &Sketch| {
            let own = record["spans"].is_list() && record["clusters"].is_list();
            (record["text"].is_text() && own) || tagged::is_record(record)
        };
        (name == CARD && sample.starts_with(b"---\nconfigs:")) || sample.shape().any(is)
    },
};

const CARD: &str = "README.md";

/// The fields of a line and of the lists in it, as the card declares them.
const FEATURES: &str = "\
id: string
title: string
outlet: string
url: string
date: string
date_basis: string
date_note: string
language: string
status: string
codebook_version: int64
boilerplate: start int64, end int64
spans: id string, label string, start int64, end int64, text string, cluster string, attributes string, note string, author string, created string, modified string
fragments: span string, start int64, end int64
relations: id string, type string, value string, from string, to string, to_cluster string, attributes string, note string, author string, created string
clusters: id string, name string, parts string, attributes string, note string
text: string
";

fn card(project: &Project) -> String {
    let mut card = String::from(
        "---\nconfigs:\n- config_name: default\n  data_files: \"*.jsonl\"\ndataset_info:\n  features:\n",
    );
    for (name, kind) in FEATURES.lines().filter_map(|line| line.split_once(": ")) {
        card.push_str(&format!("  - name: {name}\n"));
        if !kind.contains(' ') {
            card.push_str(&format!("    dtype: {kind}\n"));
            continue;
        }
        card.push_str("    list:\n");
        for field in kind.split(", ") {
            let (name, kind) = field.split_once(' ').unwrap_or((field, "string"));
            card.push_str(&format!("    - name: {name}\n      dtype: {kind}\n"));
        }
    }
    card.push_str(&format!(
        "---\n\nTexts with annotations by {}, written by Postil. Offsets count code points.\n",
        version::words(project)
    ));
    card
}

fn object(attributes: &Attributes) -> String {
    if attributes.is_empty() {
        String::new()
    } else {
        Value::Object(attributes.clone()).to_string()
    }
}

/// Ids as JSON in a string, so that each field has one type in all records; nothing for none.
fn list(ids: &Vec<ClusterId>) -> String {
    match ids.is_empty() {
        true => String::new(),
        false => ids.to_json().to_string(),
    }
}

fn encode(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let clusters: HashMap<&AnnotationId, &Cluster> = (project.clusters.iter())
        .flat_map(|cluster| cluster.members.iter().map(move |id| (id, cluster)))
        .collect();
    let mut bytes = Vec::new();
    for document in &project.documents {
        let own = by_document.remove(&document.meta.id);
        let mut record = record(document, &own, &clusters);
        record[version::FIELD] = project.schema.version.into();
        bytes.extend(line(&record));
    }
    vec![
        File {
            name: file_name(&project.header.name, "hf.jsonl"),
            mime: FORMAT.mime,
            bytes,
        },
        File {
            name: CARD.to_owned(),
            mime: "text/markdown",
            bytes: card(project).into_bytes(),
        },
    ]
}

/// A document, with the clusters of its annotations.
fn record(document: &Document, own: &Own, clusters: &HashMap<&AnnotationId, &Cluster>) -> Value {
    let text = Text::from_frozen(document.text.as_str());
    let mut spans = Vec::new();
    let mut fragments = Vec::new();
    let mut listed: Vec<&Cluster> = Vec::new();
    let mut seen = HashSet::new();
    for a in &own.annotations {
        let (extent, cluster) = (a.extent(), clusters.get(&a.id).copied());
        spans.push(json!({
            "id": a.id.as_str(), "label": a.label, "start": extent.start, "end": extent.end,
            "text": text.slice(extent.clone()),
            "cluster": cluster.map_or("", |c| c.id.as_str()),
            "attributes": object(&a.attributes), "note": a.note, "author": a.author,
            "created": a.created, "modified": a.modified,
        }));
        if a.fragments.len() > 1 {
            for f in &a.fragments {
                fragments.push(json!({"span": a.id.as_str(), "start": f.start, "end": f.end}));
            }
        }
        listed.extend(cluster.filter(|cluster| seen.insert(&cluster.id)));
    }
    let clusters = listed.into_iter().map(|c| {
        json!({
            "id": c.id.as_str(), "name": c.name, "parts": list(&c.parts),
            "attributes": object(&c.attributes), "note": c.note,
        })
    });
    let relations = own.relations.iter().map(|r| {
        let (to, to_cluster) = match &r.to {
            Target::Annotation(to) => (to.as_str(), ""),
            Target::Cluster(to) => ("", to.as_str()),
        };
        json!({
            "id": r.id.as_str(), "type": r.kind, "value": r.value, "from": r.from.as_str(),
            "to": to, "to_cluster": to_cluster, "attributes": object(&r.attributes),
            "note": r.note, "author": r.author, "created": r.created,
        })
    });
    let meta = &document.meta;
    let range = |span: &Span| json!({"start": span.start, "end": span.end});
    let boilerplate = meta.boilerplate.iter().map(range);
    json!({
        "id": meta.id.as_str(), "title": meta.title, "outlet": meta.outlet, "url": meta.url,
        "date": meta.published.date, "date_basis": meta.published.basis.to_json(),
        "date_note": meta.published.note, "language": meta.language,
        "status": meta.status.to_json(),
        "boilerplate": boilerplate.collect::<Value>(),
        "spans": spans,
        "fragments": fragments,
        "relations": relations.collect::<Value>(),
        "clusters": clusters.collect::<Value>(),
        "text": document.text,
    })
}

fn decode(files: &[File]) -> Read {
    let lines = files.iter().filter(|file| !file.name.ends_with(".md"));
    let mut clusters = HashMap::new();
    records::read(
        lines,
        FORMAT.extensions,
        Layout::Lines,
        |reading, record| read_record(reading, &mut clusters, record),
    )
}

fn words(record: &Value, name: &str) -> String {
    record[name].as_str().unwrap_or_default().to_owned()
}

/// The clusters that a group stands for.
fn parts(cluster: &Value) -> Result<Vec<ClusterId>, String> {
    match cluster["parts"].as_str().unwrap_or_default() {
        "" => Ok(Vec::new()),
        text => {
            let known = serde_json::from_str(text).ok();
            let parts = known.and_then(|list: Value| Json::from_json(list).ok());
            parts.ok_or_else(|| {
                let found = clip(text);
                format!("expected a list of ids in `parts`, found “{found}”")
            })
        }
    }
}

fn attributes(record: &Value) -> Result<Attributes, String> {
    match record["attributes"].as_str().unwrap_or_default() {
        "" => Ok(Attributes::new()),
        text => match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(fields),
            _ => Err(format!(
                "expected a JSON object in `attributes`, found “{}”",
                clip(text)
            )),
        },
    }
}

fn choice<T: Json + Default>(record: &Value, name: &str) -> Result<T, String> {
    match &record[name] {
        Value::Null => Ok(T::default()),
        value => T::from_json(value.clone()).map_err(|problem| format!("`{name}`: {problem}")),
    }
}

/// Reads a document; `clusters` has the index of each cluster by its id.
fn read_record(
    reading: &mut Reading,
    clusters: &mut HashMap<String, usize>,
    record: &Value,
) -> Result<(), String> {
    if tagged::has_tokens(record) {
        return tagged::read(reading, record);
    }
    let incoming = Incoming::new(text_field(record, "text")?);
    let count = list_field(record, "spans")?.len();
    let name = id_of(record.get("id")).map_or(0, |id| id.len());
    reading.copies(count.saturating_mul(name))?;
    let project = &mut reading.project;
    let number = project.documents.len() + 1;
    let id = id_of(record.get("id")).unwrap_or_else(|| format!("document-{number}"));
    let range =
        |record: &Value| incoming.range(Unit::CodePoint, range_field(record, "start", "end")?);
    let mut meta = DocumentMeta::new(id.as_str().into(), "");
    read_meta(&mut meta, META, |name| record[name].as_str());
    meta.published.date = words(record, "date");
    meta.published.basis = choice(record, "date_basis")?;
    meta.published.note = words(record, "date_note");
    meta.status = choice(record, "status")?;
    for span in list_field(record, "boilerplate")? {
        meta.boilerplate.push(Span::from(range(span)?));
    }
    let own = FEATURES
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.0));
    let own: Vec<&str> = own.collect();
    keep(&mut meta.extra, "datasets", record, &own);
    let document = Document::new(meta, incoming.text.as_str());
    project.documents.push(document);

    let mut pieces: HashMap<&str, Vec<Fragment>> = HashMap::new();
    every(record, "fragments", |_, fragment| {
        let span = text_field(fragment, "span")?;
        let fragment = Fragment::new(range(fragment)?);
        pieces.entry(span).or_default().push(fragment);
        Ok(())
    })?;
    every(record, "clusters", |_, cluster| {
        let id = text_field(cluster, "id")?;
        if clusters.contains_key(id) {
            return Ok(());
        }
        let cluster = Cluster {
            parts: parts(cluster)?,
            attributes: attributes(cluster)?,
            note: words(cluster, "note"),
            ..Cluster::new(id.into(), words(cluster, "name"))
        };
        clusters.insert(id.to_owned(), project.clusters.len());
        project.clusters.push(cluster);
        Ok(())
    })?;
    let whole = list_field(record, "spans")?.iter().map(stated);
    let whole: Vec<_> = whole.collect();
    let mut spans = Spans::new(&incoming, Unit::CodePoint, whole.iter().map(Stated::one));
    let mut remarks: Vec<String> = spans.remark().into_iter().collect();
    let mut unplaced = Vec::new();
    every(record, "spans", |at, span| {
        let name = id_of(span.get("id")).unwrap_or_else(|| format!("{id}/{}", at + 1));
        let fragments = match pieces.remove(name.as_str()) {
            Some(pieces) => pieces,
            None => {
                range_field(span, "start", "end")?;
                match spans.place(Stated::one(&stated(span)))? {
                    Place::Certain(ranges) => ranges.into_iter().map(Fragment::new).collect(),
                    Place::ByWords(range, remark) => {
                        remarks.push(remark);
                        vec![Fragment::new(range)]
                    }
                    Place::Uncertain(lost) => {
                        let fragment = lost.fragment.clone();
                        unplaced.push((AnnotationId::from(name.as_str()), lost));
                        vec![fragment]
                    }
                }
            }
        };
        let label = text_field(span, "label")?;
        if label_layer(label).is_empty() {
            return Err(expected("label", "a label", span.get("label")));
        }
        let cluster = words(span, "cluster");
        let index = clusters.get(&cluster).copied();
        if index.is_none() && !cluster.is_empty() {
            let what = "one that is listed";
            return Err(expected("cluster", what, span.get("cluster")));
        }
        let annotation = Annotation {
            attributes: attributes(span)?,
            note: words(span, "note"),
            author: words(span, "author"),
            created: words(span, "created"),
            modified: words(span, "modified"),
            ..Annotation::new(name.into(), id.as_str().into(), label, fragments)
        };
        if let Some(cluster) = index {
            reading.join(cluster, annotation.id.clone());
        }
        reading.project.annotations.push(annotation);
        Ok(())
    })?;
    every(record, "relations", |_, relation| {
        let to = match words(relation, "to_cluster") {
            cluster if cluster.is_empty() => Target::Annotation(words(relation, "to").into()),
            cluster => Target::Cluster(cluster.into()),
        };
        let (id, from) = (text_field(relation, "id")?, text_field(relation, "from")?);
        reading.project.relations.push(Relation {
            value: words(relation, "value"),
            attributes: attributes(relation)?,
            note: words(relation, "note"),
            author: words(relation, "author"),
            created: words(relation, "created"),
            ..Relation::new(id.into(), words(relation, "type"), from.into(), to)
        });
        Ok(())
    })?;
    for remark in remarks {
        reading.remark(remark);
    }
    for (annotation, lost) in unplaced {
        reading.unplaced(annotation, lost);
    }
    Ok(())
}

/// Where a span lies, and the words that it covers, as the file states them; empty words are not
/// stated.
fn stated(span: &Value) -> (Range<usize>, Option<&str>) {
    let range = range_field(span, "start", "end").unwrap_or_default();
    let words = span["text"].as_str().filter(|words| !words.is_empty());
    (range, words)
}

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("datasets");
        check::survives_damage("datasets");
        check::is_detected("datasets");
    }

    #[test]
    fn a_group_whose_part_is_in_another_file_comes_without_it() {
        let line = r#"{"text": "They met.", "clusters":
            [{"id": "g", "name": "both", "parts": "[\"a\"]"}],
            "spans": [{"start": 0, "end": 4, "label": "X", "cluster": "g"}]}"#;
        let file = check::file("a.jsonl", line.replace('\n', ""));
        let format = crate::format("datasets").expect("listed");
        let (project, remarks) = format.read(std::slice::from_ref(&file)).expect("it is fit");
        assert!(project.clusters[0].parts.is_empty());
        assert!(remarks[0].to_string().contains("“a”"), "{remarks:?}");
    }

    #[test]
    fn offsets_count_the_text_as_it_stands_in_the_line() {
        let line =
            r#"{"text": "👍 e\u0301\r\nb", "spans": [{"start": 2, "end": 7, "label": "X"}]}"#;
        let spans = check::spans("datasets", &[check::file("a.jsonl", line)]);
        assert_eq!(spans, [("X".to_owned(), "e\u{301}\nb".to_owned())]);
    }

    #[test]
    fn spans_lie_on_the_words_that_the_file_says() {
        let line = r#"{"text": "Obama met Biden. Biden left.", "clusters": [], "spans": [
            {"start": 0, "end": 5, "label": "X", "text": "Obama"},
            {"start": 5, "end": 8, "label": "X", "text": "met"},
            {"start": 9, "end": 14, "label": "X", "text": "Biden"}]}"#;
        let file = check::file("a.jsonl", line.replace('\n', ""));
        let format = crate::format("datasets").expect("listed");
        let (project, remarks) = format.read(std::slice::from_ref(&file)).expect("it is fit");
        assert_eq!(project.header.unsettled().len(), 1);
        assert_eq!(remarks.len(), 2, "{remarks:?}");
        let spans = check::spans("datasets", &[file]);
        let words: Vec<_> = spans.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["Obama", "met"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, message) in [
            (r#"{"spans": []}"#, "expected a text in `text`"),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 9}]}"#,
                "spans[0]: the offset 9",
            ),
            (
                r#"{"text": "a", "spans": {}}"#,
                "expected a list in `spans`",
            ),
            (r#"{"text": "a", "status": "x"}"#, "`status`"),
            (
                r#"{"text": "a", "relations": [{}]}"#,
                "relations[0]: expected a text in `id`",
            ),
        ] {
            check::refuses("datasets", "a.jsonl", line, "a.jsonl, line 1", message);
        }
    }
}
