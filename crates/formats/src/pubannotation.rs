//! PubAnnotation JSON (<https://www.pubannotation.org/docs/annotation-format/>): a list of
//! documents, each with its text, denotations, relations and attributes. Offsets count code points.
//! A discontinuous denotation has several spans, which PubAnnotation calls a *bag*.

use crate::Format;
use crate::by_document::ByDocument;
use crate::carry::{Carry, Ids, Values};
use crate::fields::{id_of, keep, range_field, text_field};
use crate::incoming::{Incoming, Unit};
use crate::pair::join_pair;
use crate::records::{self, Layout, Reading, each};
use crate::shape::Sketch;
use postil_core::format::{File, Read, file_name};
use postil_core::model::{Annotation, Document, Fragment, Project, Relation, Target};
use serde_json::{Value, json};
use std::collections::HashMap;

const CARRY: Carry = Carry {
    discontinuous: true,
    attributes: Values::Scalar,
    relations: true,
    relation_value: true,
    relation_ids: Ids::Kept,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "pubannotation",
    title: "PubAnnotation JSON",
    tools: "PubAnnotation, TextAE",
    unit: "code points",
    extensions: &["pubannotation.json", "json"],
    mime: "application/json",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| encode(project),
    decode: Some(decode),
    looks: |name, sample| {
        let shape = sample.shape();
        shape.any(is_record) || (name.ends_with("pubannotation.json") && !shape.records.is_empty())
    },
};

/// Whether a record is a document: one without denotations names where it is from.
fn is_record(record: &Sketch) -> bool {
    record["denotations"].is_list()
        || record["tracks"][0]["denotations"].is_list()
        || (record["text"].is_text() && record.has(&["sourcedb", "sourceid"]))
}

/// The source that documents from here name.
const SOURCE: &str = "Postil";

fn encode(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let mut records = Vec::new();
    for document in &project.documents {
        let own = by_document.remove(&document.meta.id);
        let mut attributes = Vec::new();
        for annotation in &own.annotations {
            let id = annotation.id.as_str();
            for (name, value) in &annotation.attributes {
                let number = attributes.len() + 1;
                attributes.push(
                    json!({"id": format!("A{number}"), "subj": id, "pred": name, "obj": value}),
                );
            }
        }
        let record = json!({
            "sourcedb": SOURCE,
            "sourceid": document.meta.id.as_str(),
            "denotations": own.annotations.iter().map(denotation).collect::<Value>(),
            "relations": own.relations.iter().filter_map(relation).collect::<Value>(),
            "attributes": attributes,
            "text": document.text,
        });
        records.push(record.to_string());
    }
    vec![File {
        name: file_name(&project.header.name, "pubannotation.json"),
        mime: FORMAT.mime,
        bytes: format!("[\n{}\n]\n", records.join(",\n")).into_bytes(),
    }]
}

fn denotation(annotation: &&Annotation) -> Value {
    let span = |f: &Fragment| json!({"begin": f.start, "end": f.end});
    let spans = match &*annotation.fragments {
        [one] => span(one),
        several => several.iter().map(span).collect(),
    };
    json!({"id": annotation.id.as_str(), "span": spans, "obj": annotation.label})
}

fn relation(relation: &&Relation) -> Option<Value> {
    let Target::Annotation(to) = &relation.to else {
        return None;
    };
    Some(json!({
        "id": relation.id.as_str(), "subj": relation.from.as_str(),
        "pred": join_pair(&relation.kind, &relation.value), "obj": to.as_str(),
    }))
}

fn decode(files: &[File]) -> Read {
    let extensions = FORMAT.extensions;
    records::read(files, extensions, Layout::List("document"), record)
}

fn record(reading: &mut Reading, record: &Value) -> Result<(), String> {
    let incoming = Incoming::new(text_field(record, "text")?);
    let mut meta = reading.begin(id_of(record.get("sourceid")));
    let mut own = vec!["sourceid", "text", "denotations", "relations", "attributes"];
    if record["sourcedb"] == SOURCE {
        own.push("sourcedb");
    }
    keep(&mut meta.extra, "pubannotation", record, &own);
    let document = Document::new(meta, incoming.text.as_str());
    reading.project.documents.push(document);

    let mut indexes: HashMap<String, usize> = HashMap::new();
    each(reading, record, "denotations", |reading, at, denotation| {
        let spans = match &denotation["span"] {
            Value::Array(spans) => spans.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut fragments = Vec::new();
        for span in spans {
            let range = range_field(span, "begin", "end")?;
            let range = incoming.range(Unit::CodePoint, range)?;
            fragments.push(Fragment::new(range));
        }
        fragments.sort_by_key(|f| f.start);
        let name = id_of(denotation.get("id")).unwrap_or_else(|| format!("T{}", at + 1));
        let label = text_field(denotation, "obj")?;
        let mut annotation = reading.annotation(&name, label, fragments)?;
        let own = &["id", "span", "obj"];
        keep(&mut annotation.extra, "pubannotation", denotation, own);
        let annotations = &mut reading.project.annotations;
        indexes.insert(annotation.id.to_string(), annotations.len());
        annotations.push(annotation);
        Ok(())
    })?;
    let what = "the id of a denotation";
    each(reading, record, "attributes", |reading, _, attribute| {
        let subject = reading.end(attribute, "subj", what)?;
        let name = text_field(attribute, "pred")?.to_owned();
        let index = indexes.get(&subject).copied().unwrap_or_default();
        if let Some(annotation) = reading.project.annotations.get_mut(index) {
            let value = attribute.get("obj").cloned().unwrap_or(Value::Bool(true));
            annotation.attributes.insert(name, value);
        }
        Ok(())
    })?;
    each(reading, record, "relations", |reading, at, relation| {
        let from = reading.end(relation, "subj", what)?;
        let to = reading.end(relation, "obj", what)?;
        let word = text_field(relation, "pred")?;
        let name = id_of(relation.get("id")).unwrap_or_else(|| format!("R{}", at + 1));
        let id = reading.relation_id(&name)?;
        let mut tie = reading.relation(id, word, from, to);
        let own = &["id", "subj", "pred", "obj"];
        keep(&mut tie.extra, "pubannotation", relation, own);
        reading.project.relations.push(tie);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("pubannotation");
        check::survives_damage("pubannotation");
        check::is_detected("pubannotation");
    }

    #[test]
    fn files_of_pubannotation_are_understood() {
        let json = r#"{"text": "👍 e\u0301\r\nb", "denotations": [
            {"id": "T1", "span": {"begin": 2, "end": 7}, "obj": "X"},
            {"span": [{"begin": 6, "end": 7}, {"begin": 0, "end": 1}], "obj": "Y"}]}"#;
        let spans = check::spans("pubannotation", &[check::file("a.json", json)]);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍 … b"), ("X", "e\u{301}\nb")]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (json, place, message) in [
            ("{}", "a.json, document 1", "expected a text in `text`"),
            ("[\n,]", "a.json, line 2", "not valid JSON"),
        ] {
            check::refuses("pubannotation", "a.json", json, place, message);
        }
        check::leaves_out(
            "pubannotation",
            "a.json",
            "[{\"text\": \"\"},\n{\"text\": \"a\", \"denotations\": [{}]}]",
            "a.json, document 2",
            "denotations[0]: expected a whole number, 0 or more, in `begin`",
        );
    }
}
