//! doccano JSONL for sequence labelling with relations
//! (<https://doccano.github.io/doccano/tutorial/>): a document a line. Offsets count UTF-16 units:
//! doccano stores what its page counts, in JavaScript, and converts nothing when it imports and
//! exports (<https://github.com/doccano/doccano/issues/2290>). A project that is set to *count
//! grapheme clusters as one character* counts otherwise, so that box has to be left empty.
//!
//! doccano keeps fields that it does not know as metadata, and gives them back: the document's id,
//! title, outlet, address and language come through it.

use crate::carry::{Carry, Ids};
use crate::found::{self, expected, id_of, keep, list_field, number_field, read_lines, text_field};
use crate::freeze::{Incoming, Unit};
use crate::jsonl::line;
use crate::names::{Names, join_pair, split_pair};
use crate::{Format, first_line};
use postil_core::format::{File, Read, file_name};
use postil_core::model::{
    Annotation, Attributes, DocumentMeta, Extra, Fragment, Project, Relation, Target,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::Range;

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    language: true,
    annotation_ids: Ids::Made(|place| place.in_project.to_string()),
    relations: true,
    relation_ids: Ids::Made(|place| place.in_project.to_string()),
    relation_value: true,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "doccano",
    title: "doccano JSONL",
    tools: "doccano",
    unit: "UTF-16 units",
    extensions: &["doccano.jsonl", "jsonl"],
    mime: "application/jsonl",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| encode(project),
    decode: Some(decode),
    looks: |_, bytes| {
        let is = |line: &Value| {
            (line["text"].is_string() || line["data"].is_string())
                && (line["label"].is_array()
                    || line["labels"].is_array()
                    || line["entities"].is_array() && !line["entities"][0].is_array())
        };
        first_line(bytes).is_some_and(|line| is(&line))
    },
};

fn encode(project: &Project) -> Vec<File> {
    let texts = crate::texts(project);
    let mut entities: HashMap<&str, Vec<Value>> = HashMap::new();
    let mut homes: HashMap<&str, &str> = HashMap::new();
    let number = |id: &str| id.parse::<u64>().unwrap_or_default();
    for annotation in &project.annotations {
        let (document, extent) = (annotation.document.as_str(), annotation.extent());
        homes.insert(annotation.id.as_str(), document);
        let text = texts.get(&annotation.document);
        let unit = |at: usize| text.map_or(at, |text| text.to_utf16(at));
        entities.entry(document).or_default().push(json!({
            "id": number(annotation.id.as_str()), "label": annotation.label,
            "start_offset": unit(extent.start), "end_offset": unit(extent.end),
        }));
    }
    let mut relations: HashMap<&str, Vec<Value>> = HashMap::new();
    for relation in &project.relations {
        let home = homes.get(relation.from.as_str());
        if let (Some(document), Target::Annotation(to)) = (home, &relation.to) {
            relations.entry(document).or_default().push(json!({
                "id": number(relation.id.as_str()),
                "from_id": number(relation.from.as_str()), "to_id": number(to.as_str()),
                "type": join_pair(&relation.kind, &relation.value),
            }));
        }
    }
    let mut bytes = Vec::new();
    for (number, document) in (1..).zip(&project.documents) {
        let meta = &document.meta;
        let id = meta.id.as_str();
        let mut record = json!({"id": number, "document": id});
        for (name, text) in [
            ("title", &meta.title),
            ("outlet", &meta.outlet),
            ("url", &meta.url),
            ("language", &meta.language),
        ] {
            if !text.is_empty() {
                record[name] = text.as_str().into();
            }
        }
        record["text"] = document.text.as_str().into();
        record["entities"] = entities.remove(id).unwrap_or_default().into();
        record["relations"] = relations.remove(id).unwrap_or_default().into();
        record["Comments"] = Value::Array(Vec::new());
        bytes.extend(line(&record));
    }
    vec![File {
        name: file_name(&project.header.name, "doccano.jsonl"),
        mime: FORMAT.mime,
        bytes,
    }]
}

fn decode(files: &[File]) -> Read {
    let names = ["doccano.jsonl", "jsonl"];
    read_lines(
        files,
        &names,
        |reading: &mut Reading| &mut reading.project,
        Reading::record,
    )
}

#[derive(Default)]
struct Reading {
    project: Project,
    documents: Names,
    spans: Names,
    relations: Names,
}

impl Reading {
    fn record(&mut self, record: &Value) -> Result<(), String> {
        let text = text_field(record, "text").or_else(|_| text_field(record, "data"));
        let incoming =
            Incoming::new(text.map_err(|_| expected("text", "a text", record.get("text")))?);
        let number = self.project.documents.len() + 1;
        let name = id_of(record.get("document")).or_else(|| id_of(record.get("id")));
        let name = name.unwrap_or_else(|| format!("document-{number}"));
        for names in [&mut self.documents, &mut self.spans, &mut self.relations] {
            names.next_document();
        }
        let id = self.documents.add(&number.to_string(), &name)?;
        let known = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let mut meta = DocumentMeta::new(id.as_str().into(), known("title"));
        meta.outlet = known("outlet");
        meta.url = known("url");
        meta.language = known("language");
        let mut own = vec![
            "id",
            "document",
            "title",
            "outlet",
            "url",
            "language",
            "text",
            "data",
            "label",
            "labels",
            "entities",
            "relations",
        ];
        if record["Comments"].as_array().is_some_and(Vec::is_empty) {
            own.push("Comments");
        }
        keep(&mut meta.extra, "doccano", record, &own);
        let document = found::document(meta, &incoming.text);
        self.project.documents.push(document);

        for (at, entity) in list_field(record, "entities")?.iter().enumerate() {
            let within = |message: String| format!("entities[{at}]: {message}");
            let range = number_field(entity, "start_offset").map_err(within)?
                ..number_field(entity, "end_offset").map_err(within)?;
            let range = incoming.range(Unit::Utf16, range).map_err(within)?;
            let label = text_field(entity, "label").map_err(within)?;
            let name = id_of(entity.get("id")).unwrap_or_else(|| format!("{}", at + 1));
            let name = self.spans.add(&id, &name).map_err(within)?;
            self.annotation(&id, name, label, range);
        }
        // Without relations, doccano exports `"label": [[0, 5, "X"]]`.
        for list in ["label", "labels"] {
            for (at, entity) in list_field(record, list)?.iter().enumerate() {
                let within = |message: String| format!("{list}[{at}]: {message}");
                let (Some(start), Some(end), Some(label)) = (
                    found::whole(entity.get(0)),
                    found::whole(entity.get(1)),
                    entity[2].as_str(),
                ) else {
                    return Err(expected(list, "lists of [start, end, label]", Some(entity)));
                };
                let range = incoming.range(Unit::Utf16, start..end).map_err(within)?;
                let name = format!("{list}-{}", at + 1);
                let name = self.spans.add(&id, &name).map_err(within)?;
                self.annotation(&id, name, label, range);
            }
        }
        for (at, relation) in list_field(record, "relations")?.iter().enumerate() {
            let within = |message: String| format!("relations[{at}]: {message}");
            let end = |name: &str| {
                let id = id_of(relation.get(name))
                    .ok_or_else(|| expected(name, "the id of an entity", relation.get(name)))?;
                self.spans.get(&id).map(str::to_owned)
            };
            let (from, to) = (
                end("from_id").map_err(within)?,
                end("to_id").map_err(within)?,
            );
            let (kind, value) = split_pair(text_field(relation, "type").map_err(within)?);
            let name = id_of(relation.get("id")).unwrap_or_else(|| format!("{}", at + 1));
            let name = self.relations.add(&id, &name).map_err(within)?;
            self.project.relations.push(Relation {
                id: name.into(),
                kind,
                value,
                from: from.into(),
                to: Target::Annotation(to.into()),
                attributes: Attributes::new(),
                note: String::new(),
                author: String::new(),
                created: String::new(),
                extra: Extra::new(),
            });
        }
        Ok(())
    }

    fn annotation(&mut self, document: &str, id: String, label: &str, range: Range<usize>) {
        self.project.annotations.push(Annotation {
            id: id.into(),
            document: document.into(),
            label: label.to_owned(),
            fragments: vec![Fragment::new(range)],
            attributes: Attributes::new(),
            note: String::new(),
            author: String::new(),
            created: String::new(),
            modified: String::new(),
            extra: Extra::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("doccano");
        check::survives_damage("doccano");
        check::is_detected("doccano");
    }

    #[test]
    fn files_of_doccano_are_understood() {
        let line = r#"{"id": 7, "text": "👍 e\u0301\r\nb", "label": [[3, 8, "X"], [0, 2, "Y"]], "Comments": ["c"]}"#;
        let spans = check::spans("doccano", &[check::file("a.jsonl", line)]);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍"), ("X", "e\u{301}\nb")]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, message) in [
            (r#"{"entities": []}"#, "expected a text in `text`"),
            (
                r#"{"text": "a", "label": ["x"]}"#,
                "lists of [start, end, label]",
            ),
            (
                r#"{"text": "a", "label": [[0, 2, "x"]]}"#,
                "label[0]: the offset 2",
            ),
            (
                r#"{"text": "a", "relations": [{"from_id": 1, "to_id": 2, "type": "r"}]}"#,
                "relations[0]: it refers to “1”",
            ),
        ] {
            check::refuses("doccano", "a.jsonl", line, "a.jsonl, line 1", message);
        }
    }
}
