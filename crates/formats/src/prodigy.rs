//! spaCy and Prodigy JSONL (<https://prodi.gy/docs/api-interfaces#relations>): one document per
//! line, with its text, tokens, spans and relations. Offsets count code points, as in Python; token
//! ranges include their end, as in Prodigy.
//!
//! Tokens follow spaCy's rule that the text is its tokens, each followed by one space if it says
//! so. They are cut wherever a span begins or ends, so that every span consists of tokens. Spans
//! have the fields `id`, `attributes` and `note` in addition to those of Prodigy, which keeps them.

use crate::by_document::{ByDocument, Own};
use crate::carry::{Carry, Ids, Values};
use crate::covered::{Spans, Stated};
use crate::declared::Declared;
use crate::fields::{expected, id_of, keep, list_field, range_field, text_field};
use crate::incoming::{Incoming, Unit};
use crate::jsonl::line;
use crate::pair::join_pair;
use crate::records::{self, Layout, Reading, each, read_meta, triple, write_meta};
use crate::shape::{Arrangement, Shape, Sketch};
use crate::{Format, tokens};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read, file_name};
use postil_core::model::{Annotation, Document, Project, Relation, Target};
use postil_core::text::Text;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::Range;

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    language: true,
    attributes: Values::Json,
    note: true,
    relations: true,
    relation_ids: Ids::Made(|at| format!("r{}", at.in_project)),
    relation_value: true,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "prodigy",
    title: "spaCy and Prodigy JSONL",
    tools: "Prodigy, spaCy",
    unit: "code points",
    extensions: &["prodigy.jsonl", "jsonl"],
    mime: "application/jsonl",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| encode(project),
    decode: Some(decode),
    looks: |_, sample| sample.shape().any(is_record),
};

/// Whether a record has a text with spans, tokens or entities of one of the forms that are read.
fn is_record(record: &Sketch) -> bool {
    let is_pair = |item: &Sketch| item[0].is_text() && item[1]["entities"].is_list();
    let listed = record["annotations"].items();
    let is_text = record["text"].is_text() && record["clusters"].is_null();
    let tokens = &record["tokens"];
    let entity = &record["entities"][0];
    is_pair(record)
        || (record["classes"].is_list() && listed.iter().any(is_pair))
        || (is_text
            && (record["spans"].is_list()
                || (tokens.is_list() && !tokens[0].is_text())
                || entity.is_list()
                || (entity.has(&["start", "end"])
                    && LABELS.iter().any(|name| entity.has(&[name])))))
}

/// Whether a file is a list of texts, and nothing in it tells of which tool.
pub(crate) fn is_texts(shape: &Shape) -> bool {
    let all = |records: &[Sketch]| records.iter().all(|record| record["text"].is_text());
    shape.arrangement == Arrangement::List && !shape.records.is_empty() && all(&shape.records)
}

/// What entities that are objects call their label.
const LABELS: [&str; 3] = ["label", "type", "entity"];

/// What `meta` calls a document's title, outlet, address and language.
const FIELDS: [&str; 4] = ["title", "source", "url", "language"];

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

fn encode(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let mut bytes = Vec::new();
    for document in &project.documents {
        let own = by_document.remove(&document.meta.id);
        bytes.extend(line(&record(document, &own)));
    }
    vec![File {
        name: file_name(&project.header.name, "prodigy.jsonl"),
        mime: FORMAT.mime,
        bytes,
    }]
}

fn record(document: &Document, own: &Own) -> Value {
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
    json!({
        "text": document.text, "meta": about, "spans": spans, "relations": relations,
        "tokens": words, "answer": "accept",
    })
}

fn decode(files: &[File]) -> Read {
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

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("prodigy");
        check::survives_damage("prodigy");
        check::is_detected("prodigy");
    }

    #[test]
    fn files_of_prodigy_are_understood() {
        let line = r#"{"text": "👍 e\u0301\r\nb", "spans": [{"start": 2, "end": 7, "label": "X"},
            {"start": 0, "end": 1, "label": "Y"}], "relations": [{"head_span": {"start": 2, "end": 7,
            "label": "X"}, "child_span": {"start": 0, "end": 1, "label": "Y"}, "label": "r"}], "_hash": 1}"#;
        let files = [check::file("a.jsonl", line.replace('\n', ""))];
        let spans = check::spans("prodigy", &files);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍"), ("X", "e\u{301}\nb")]);
    }

    #[test]
    fn other_forms_of_the_same_are_understood() {
        for json in [
            r#"{"text": "👍 b", "entities": [[2, 3, "X"]]}"#,
            r#"{"text": "👍 b", "entities": [{"start": 2, "end": 3, "label": "X"}]}"#,
            r#"["👍 b", {"entities": [[2, 3, "X"]]}]"#,
            r#"[["👍 b", {"entities": [[2, 3, "X"]]}], ["None.", {"entities": []}]]"#,
            "[\"👍 b\", {\"entities\": [[2, 3, \"X\"]]}]\n[\"None.\", {\"entities\": []}]\n",
            r#"{"classes": ["X", "Y"], "annotations": [null, ["👍 b", {"entities": [[2, 3, "X"]]}]]}"#,
            r#"[{"text": "👍 b", "spans": [{"start": 2, "end": 3, "label": "X"}]}]"#,
            "\n\n{\"text\": \"None.\"}\n{\"text\": \"👍 b\", \"entities\": [[2, 3, \"X\"]]}\n",
            "{\n \"text\": \"👍 b\",\n \"entities\": [\n[2, 3, \"X\"]]}",
        ] {
            for name in ["a.jsonl", "a.json"] {
                let file = check::file(name, json);
                assert_eq!(
                    crate::detect(name, &file.bytes).map(|f| f.id),
                    Some("prodigy"),
                    "{json}"
                );
                let spans = check::spans("prodigy", &[file]);
                assert_eq!(spans, [("X".to_owned(), "b".to_owned())], "{json}");
            }
        }
    }

    #[test]
    fn damage_to_a_line_is_no_damage_to_others() {
        let good = r#"{"text": "a b", "spans": [{"start": 0, "end": 1, "label": "X"}]}"#;
        for (lines, number) in [
            (format!("{good}\nnot JSON\n"), 2),
            (format!("{good}\n{{\"text\": \n"), 2),
            (format!("{{\"text\": \n{good}\n"), 1),
            (format!("{{\"text\": \"a\n{good}\n"), 1),
            (
                format!("\n{{\"text\": \"a\", \"spans\": [\n{good}\n{good}\n"),
                2,
            ),
        ] {
            let known = crate::detect("a.jsonl", lines.as_bytes()).map(|format| format.id);
            assert_eq!(known, Some("prodigy"), "{lines}");
            let place = format!("a.jsonl, line {number}");
            check::leaves_out("prodigy", "a.jsonl", &lines, &place, "not valid JSON");
        }
    }

    #[test]
    fn lists_of_texts_are_read_for_their_texts() {
        let json =
            r#"[{"text": "Good.", "label": "pos"}, {"text": "Bad.", "found": [[0, 3, "X"]]}]"#;
        let file = check::file("a.json", json);
        let format = crate::detect("a.json", &file.bytes).expect("it is known");
        let (project, remarks) = format.read(&[file]).expect("it is fit");
        let texts: Vec<_> = project
            .documents
            .iter()
            .map(|it| it.text.as_str())
            .collect();
        assert_eq!(texts, ["Good.", "Bad."]);
        assert_eq!(project.documents[0].meta.extra["prodigy"]["label"], "pos");
        assert_eq!(remarks.len(), 1);
        assert!(
            remarks[0].message.ends_with("not as marks: 1"),
            "{remarks:?}"
        );
        for json in [
            r#"[{"text": "A"}, {"name": "B"}]"#,
            r#"{"text": "A"}"#,
            "[]",
        ] {
            assert!(crate::detect("a.json", json.as_bytes()).is_none(), "{json}");
        }
        // A person chooses the columns of a table.
        let lines = "{\"text\": \"A\"}\n{\"text\": \"B\"}\n";
        assert!(crate::detect("a.jsonl", lines.as_bytes()).is_none());
    }

    #[test]
    fn classes_are_in_the_schema() {
        let json =
            r#"{"classes": ["Y", "X", 7], "annotations": [["a b", {"entities": [[2, 3, "X"]]}]]}"#;
        let format = crate::format("prodigy").expect("listed");
        let (project, remarks) = format
            .read(&[check::file("a.json", json)])
            .expect("it is fit");
        let layers: Vec<_> = project
            .schema
            .layers
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(layers, ["Y", "X"]);
        assert_eq!(remarks.len(), 1);
        assert_eq!(
            remarks[0].message,
            "classes[2]: expected the name of a class"
        );
    }

    #[test]
    fn what_was_rejected_is_left_out_and_counted() {
        let line = |answer: &str| {
            format!(
                "{{\"text\": \"a b\", \"spans\": [{{\"start\": 0, \"end\": 1, \"label\": \"X\"}}], \"answer\": \"{answer}\"}}\n"
            )
        };
        let lines = ["accept", "reject", "ignore", "reject"].map(line).concat();
        let read = crate::format("prodigy").expect("listed");
        let (project, remarks) = read
            .read(&[check::file("a.jsonl", lines)])
            .expect("it is fit");
        assert_eq!((project.documents.len(), project.annotations.len()), (4, 1));
        let said: Vec<_> = remarks.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "marks of texts with the answer “ignore”, left out: 1",
                "marks of texts with the answer “reject”, left out: 2",
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, message) in [
            (
                r#"{"spans": []}"#,
                "expected a text in `text`, which is missing",
            ),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 9, "label": "X"}]}"#,
                "spans[0]: the offset 9",
            ),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 1}]}"#,
                "spans[0]: expected a text in `label`",
            ),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 1, "label": ""}]}"#,
                "spans[0]: expected a label",
            ),
            (
                r#"{"text": "a", "relations": [{"label": "r"}]}"#,
                "relations[0]: expected a span",
            ),
            (r#"{"text": "a""#, "not valid JSON"),
        ] {
            let bytes = format!("{{\"text\": \"\"}}\n{line}\n");
            check::leaves_out("prodigy", "a.jsonl", bytes, "a.jsonl, line 2", message);
        }
    }
}
