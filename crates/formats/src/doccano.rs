//! doccano JSONL for sequence labelling with relations
//! (<https://doccano.github.io/doccano/tutorial/>): one document per line. Offsets count UTF-16
//! units: doccano stores what its page counts in JavaScript, and converts nothing on import and
//! export (<https://github.com/doccano/doccano/issues/2290>). A project that is set to *count
//! grapheme clusters as one character* counts differently, so leave that box empty.
//!
//! doccano keeps unknown fields as metadata and exports them, so the document's id, title, outlet,
//! address and language survive, and the version of the codebook.

use crate::by_document::ByDocument;
use crate::carry::{Carry, Ids};
use crate::fields::{expected, id_of, keep, range_field, text_field};
use crate::incoming::{Incoming, Unit};
use crate::jsonl::line;
use crate::pair::join_pair;
use crate::records::{self, Layout, META, Reading, each, read_meta, triple, write_meta};
use crate::shape::Sketch;
use crate::{Format, tagged, version};
use postil_core::format::{File, Read, file_name};
use postil_core::model::{Annotation, Document, Fragment, Project, Relation, Target};
use postil_core::text::Text;
use serde_json::{Value, json};

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    language: true,
    annotation_ids: Ids::Made(|at| at.in_project.to_string()),
    relations: true,
    relation_ids: Ids::Made(|at| at.in_project.to_string()),
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
    looks: |_, sample| sample.shape().any(is_record),
};

/// Whether a record has a text, and labels or entities of one of the forms that are read.
fn is_record(record: &Sketch) -> bool {
    let labels = |name: &str| {
        let first = record[name].items().first();
        record[name].is_list() && first.is_none_or(|first| first.is_list() || first.is_text())
    };
    let entities = &record["entities"];
    let older = &record["annotations"][0];
    // Tokens with labels are another format's.
    (record["text"].is_text() || record["data"].is_text())
        && !tagged::is_record(record)
        && (labels("label")
            || labels("labels")
            || (entities.is_list() && entities[0].is_null())
            || entities[0].has(&["start_offset", "end_offset"])
            || older.has(&["label", "start_offset", "end_offset"])
            || older.has(&["label", "user"]))
}

/// The lists of labels of a text. With relations, they are `entities`; without, doccano exports
/// `"label": [[0, 5, "X"]]`; before version 1.0, `annotations`, whose labels are numbers.
const LISTS: [&str; 4] = ["entities", "annotations", "label", "labels"];

fn encode(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let number = |id: &str| id.parse::<u64>().unwrap_or_default();
    let mut bytes = Vec::new();
    for (at, document) in (1..).zip(&project.documents) {
        let meta = &document.meta;
        let own = by_document.remove(&meta.id);
        let text = Text::from_frozen(document.text.as_str());
        let entity = |annotation: &&Annotation| {
            let extent = annotation.extent();
            json!({
                "id": number(annotation.id.as_str()), "label": annotation.label,
                "start_offset": text.to_utf16(extent.start),
                "end_offset": text.to_utf16(extent.end),
            })
        };
        let relation = |relation: &&Relation| {
            let Target::Annotation(to) = &relation.to else {
                return None;
            };
            Some(json!({
                "id": number(relation.id.as_str()),
                "from_id": number(relation.from.as_str()), "to_id": number(to.as_str()),
                "type": join_pair(&relation.kind, &relation.value),
            }))
        };
        let mut record = json!({"id": at, "document": meta.id.as_str()});
        write_meta(&mut record, meta, META);
        record[version::FIELD] = project.schema.version.into();
        record["text"] = document.text.as_str().into();
        record["entities"] = own.annotations.iter().map(entity).collect();
        record["relations"] = own.relations.iter().filter_map(relation).collect();
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
    let extensions = FORMAT.extensions;
    records::read(files, extensions, Layout::Lines, record)
}

fn record(reading: &mut Reading, record: &Value) -> Result<(), String> {
    let text = text_field(record, "text").or_else(|_| text_field(record, "data"));
    let incoming = Incoming::new(text.map_err(|_| expected("text", "a text", record.get("text")))?);
    let name = id_of(record.get("document")).or_else(|| id_of(record.get("id")));
    let mut meta = reading.begin(name);
    read_meta(&mut meta, META, |name| record[name].as_str());
    let mut own = vec!["id", "document", "text", "data", "relations"];
    own.extend(META);
    if record["Comments"].as_array().is_some_and(Vec::is_empty) {
        own.push("Comments");
    }
    let mut whole = 0;
    for list in LISTS {
        let about = match &record[list] {
            Value::Null => 0,
            Value::Array(items) => items.iter().filter(|item| is_whole(item)).count(),
            _ => 1,
        };
        whole += about;
        if about == 0 {
            own.push(list);
        }
    }
    let what = "labels of whole texts, kept with the articles and not as marks";
    reading.tally(what, whole);
    keep(&mut meta.extra, "doccano", record, &own);
    let document = Document::new(meta, incoming.text.as_str());
    reading.project.documents.push(document);

    for list in LISTS.into_iter().filter(|list| record[*list].is_array()) {
        each(reading, record, list, |reading, at, item| {
            if is_whole(item) {
                return Ok(());
            }
            let (range, label, name) = match list {
                "entities" | "annotations" => {
                    let label = id_of(item.get("label"));
                    (
                        range_field(item, "start_offset", "end_offset")?,
                        label.ok_or_else(|| expected("label", "a text", item.get("label")))?,
                        id_of(item.get("id")).unwrap_or_else(|| format!("{}", at + 1)),
                    )
                }
                list => {
                    let (range, label) = triple(list, item)?;
                    (range, label.to_owned(), format!("{list}-{}", at + 1))
                }
            };
            let range = incoming.range(Unit::Utf16, range)?;
            let mut annotation = reading.annotation(&name, &label, vec![Fragment::new(range)])?;
            annotation.author = id_of(item.get("user")).unwrap_or_default();
            reading.project.annotations.push(annotation);
            Ok(())
        })?;
    }
    each(reading, record, "relations", |reading, at, relation| {
        let from = reading.end(relation, "from_id", "the id of an entity")?;
        let to = reading.end(relation, "to_id", "the id of an entity")?;
        let word = text_field(relation, "type")?;
        let name = id_of(relation.get("id")).unwrap_or_else(|| format!("{}", at + 1));
        let id = reading.relation_id(&name)?;
        let relation = reading.relation(id, word, from, to);
        reading.project.relations.push(relation);
        Ok(())
    })
}

/// Whether an item of a list of labels is about the whole text, as in text classification: `"X"`, or
/// in old files `{"label": 1, "user": 1}`.
fn is_whole(item: &Value) -> bool {
    let of_label = item.get("label").is_some() && item.get("start_offset").is_none();
    item.is_string() || (of_label && item.get("end_offset").is_none())
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
    fn other_forms_of_the_same_are_understood() {
        for json in [
            r#"{"text": "👍 b", "label": [[3, 4, "7"]]}"#,
            r#"{"text": "👍 b", "labels": [[3, 4, "7"]]}"#,
            r#"{"text": "👍 b", "annotations": [{"label": 7, "start_offset": 3, "end_offset": 4, "user": 1}]}"#,
            r#"[{"text": "👍 b", "entities": [{"label": "7", "start_offset": 3, "end_offset": 4}]}]"#,
            "\n{\"text\": \"None.\"}\n{\"text\": \"👍 b\", \"label\": [[3, 4, \"7\"]]}\n",
        ] {
            for name in ["a.jsonl", "a.json"] {
                let file = check::file(name, json);
                assert_eq!(
                    crate::detect(name, &file.bytes).map(|f| f.id),
                    Some("doccano"),
                    "{json}"
                );
                let spans = check::spans("doccano", &[file]);
                assert_eq!(spans, [("7".to_owned(), "b".to_owned())], "{json}");
            }
        }
    }

    #[test]
    fn labels_of_whole_texts_are_kept_with_them() {
        let lines = "{\"text\": \"A\", \"label\": [\"good\"]}\n{\"text\": \"B\", \"label\": \"bad\"}\n\
            {\"text\": \"C\", \"annotations\": [{\"label\": 1, \"user\": 2}]}\n";
        let format = crate::format("doccano").expect("listed");
        let (project, remarks) = format
            .read(&[check::file("a.jsonl", lines)])
            .expect("it is fit");
        let kept = |at: usize| project.documents[at].meta.extra["doccano"].to_string();
        assert_eq!(kept(0), r#"{"label":["good"]}"#);
        assert_eq!(kept(1), r#"{"label":"bad"}"#);
        assert_eq!(kept(2), r#"{"annotations":[{"label":1,"user":2}]}"#);
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].message.ends_with("marks: 3"), "{remarks:?}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let line = r#"{"entities": []}"#;
        let message = "expected a text in `text`";
        check::refuses("doccano", "a.jsonl", line, "a.jsonl, line 1", message);
        for (line, message) in [
            (
                r#"{"text": "a", "label": [[0]]}"#,
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
            check::leaves_out("doccano", "a.jsonl", line, "a.jsonl, line 1", message);
        }
    }
}
