//! PubAnnotation JSON (<https://www.pubannotation.org/docs/annotation-format/>): a list of
//! documents, each with its text, denotations, relations and attributes. Offsets count code points.
//! A discontinuous denotation has several spans, which PubAnnotation calls a *bag*.
//!
//! A document from several projects has `tracks` with the annotations of each; a project is read as
//! the author of its annotations.

use crate::by_document::ByDocument;
use crate::carry::{Carry, Ids, Values};
use crate::fields::{expected, id_of, keep, list_field, range_field, text_field};
use crate::incoming::{Incoming, Unit};
use crate::pair::join_pair;
use crate::records::{self, Layout, Reading, each};
use crate::shape::Sketch;
use crate::{Format, version};
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
            (version::FIELD): project.schema.version,
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
    let tracks = list_field(record, "tracks")?;
    let mut meta = reading.begin(id_of(record.get("sourceid")));
    let mut own = vec![
        "sourceid",
        "text",
        "denotations",
        "relations",
        "attributes",
        "tracks",
    ];
    if record["sourcedb"] == SOURCE {
        own.push("sourcedb");
    }
    keep(&mut meta.extra, "pubannotation", record, &own);
    let document = Document::new(meta, incoming.text.as_str());
    reading.project.documents.push(document);
    track(reading, record, &incoming, "", |id| id.to_owned())?;
    for (number, annotations) in (1..).zip(tracks) {
        let project = annotations["project"].as_str().unwrap_or_default();
        // Tracks have ids of their own.
        let local = |id: &str| match project {
            "" => format!("{number}/{id}"),
            project => format!("{project}/{id}"),
        };
        if let Err(message) = track(reading, annotations, &incoming, project, local) {
            reading.leave_out(format!("tracks[{}]: {message}", number - 1));
        }
    }
    Ok(())
}

/// The label of a denotation without an `obj`.
const NO_OBJECT: &str = "denotation";

/// Reads the annotations of a document, or of one of its tracks, which belongs to a project. `local`
/// makes names of ids that several tracks may have.
fn track(
    reading: &mut Reading,
    record: &Value,
    incoming: &Incoming,
    project: &str,
    local: impl Fn(&str) -> String,
) -> Result<(), String> {
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
        let label = match denotation.get("obj") {
            None | Some(Value::Null) => {
                let what = "denotations without an `obj`, which have the label “denotation” now";
                reading.tally(what, 1);
                NO_OBJECT.to_owned()
            }
            label => id_of(label).ok_or_else(|| expected("obj", "a text", label))?,
        };
        reading.copies(2 * project.len())?;
        let mut annotation = reading.annotation(&local(&name), &label, fragments)?;
        annotation.author = project.to_owned();
        let own = &["id", "span", "obj"];
        keep(&mut annotation.extra, "pubannotation", denotation, own);
        let annotations = &mut reading.project.annotations;
        indexes.insert(annotation.id.to_string(), annotations.len());
        annotations.push(annotation);
        Ok(())
    })?;
    let end = |reading: &mut Reading, record: &Value, field: &str| {
        let id = id_of(record.get(field));
        let what = "the id of a denotation";
        let id = id.ok_or_else(|| expected(field, what, record.get(field)))?;
        reading.copies(project.len())?;
        reading.annotation_id(&local(&id))
    };
    each(reading, record, "attributes", |reading, _, attribute| {
        let subject = end(reading, attribute, "subj")?;
        let name = text_field(attribute, "pred")?.to_owned();
        let index = indexes.get(&subject).copied();
        let annotation = index.and_then(|index| reading.project.annotations.get_mut(index));
        if let Some(annotation) = annotation {
            let value = attribute.get("obj").cloned().unwrap_or(Value::Bool(true));
            annotation.attributes.insert(name, value);
        }
        Ok(())
    })?;
    each(reading, record, "relations", |reading, at, relation| {
        let from = end(reading, relation, "subj")?;
        let to = end(reading, relation, "obj")?;
        let word = text_field(relation, "pred")?;
        let name = id_of(relation.get("id")).unwrap_or_else(|| format!("R{}", at + 1));
        reading.copies(project.len())?;
        let id = reading.relation_id(&local(&name))?;
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
    fn documents_are_known_by_their_fields() {
        let long = "IL-2 binds. ".repeat(1_000);
        let span = r#""span": {"begin": 0, "end": 4}"#;
        for (json, labels) in [
            (
                format!(r#"{{"text": "{long}", "denotations": [{{{span}, "obj": "X"}}]}}"#),
                &["X"][..],
            ),
            (
                format!(r#"{{"text": "{long}", "denotations": [{{{span}, "obj": null}}]}}"#),
                &["denotation"],
            ),
            (
                format!(r#"[{{"text": "{long}", "sourcedb": "PubMed", "sourceid": "7"}}]"#),
                &[],
            ),
        ] {
            let found = crate::detect("a.json", json.as_bytes());
            let known = found.map(|format| format.id);
            assert_eq!(known, Some("pubannotation"), "{}", &json[json.len() - 60..]);
            let spans = check::spans("pubannotation", &[check::file("a.json", &json)]);
            let found: Vec<_> = spans.iter().map(|(label, _)| label.as_str()).collect();
            assert_eq!(found, labels);
            assert!(spans.iter().all(|(_, text)| text == "IL-2"));
        }
    }

    #[test]
    fn tracks_have_ids_of_their_own() {
        let track = |project: &str, label: &str| {
            format!(
                r#"{{"project": "{project}", "denotations": [
                    {{"id": "T1", "span": {{"begin": 0, "end": 4}}, "obj": "{label}"}},
                    {{"id": "T2", "span": {{"begin": 5, "end": 10}}, "obj": "bind"}}],
                  "attributes": [{{"subj": "T1", "pred": "of", "obj": "{label}"}}],
                  "relations": [{{"subj": "T2", "pred": "theme", "obj": "T1"}}]}}"#
            )
        };
        let (one, two) = (track("p", "Protein"), track("q", "Gene"));
        let json =
            format!(r#"{{"text": "IL-2 binds.", "tracks": [{one}, {two}, {{"denotations": 7}}]}}"#);
        let known = crate::detect("a.json", json.as_bytes()).map(|format| format.id);
        assert_eq!(known, Some("pubannotation"));
        let format = crate::format("pubannotation").expect("listed");
        let (project, said) = (format.read(&[check::file("a.json", &json)])).expect("it is fit");
        let project = check::canonical(&project);
        let all = project.annotations.iter();
        let found: Vec<_> = all
            .map(|a| {
                (
                    a.id.as_str(),
                    a.author.as_str(),
                    a.label.as_str(),
                    a.attributes.get("of"),
                )
            })
            .collect();
        let of = |label: &'static str| serde_json::Value::from(label);
        assert_eq!(
            found,
            [
                ("p/T1", "p", "Protein", Some(&of("Protein"))),
                ("q/T1", "q", "Gene", Some(&of("Gene"))),
                ("p/T2", "p", "bind", None),
                ("q/T2", "q", "bind", None),
            ]
        );
        assert_eq!(project.relations.len(), 2);
        assert_eq!(said.len(), 1);
        let message = &said[0].message;
        assert!(
            message.starts_with("tracks[2]: expected a list in `denotations`"),
            "{message}"
        );
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
        for (span, message) in [
            ("[]", "expected the offsets"),
            (
                r#"[{"begin": 0, "end": 3}, {"begin": 2, "end": 4}]"#,
                "the pieces of the span overlap",
            ),
        ] {
            let json =
                format!(r#"{{"text": "a text", "denotations": [{{"obj": "X", "span": {span}}}]}}"#);
            let place = "a.json, document 1";
            check::leaves_out("pubannotation", "a.json", json, place, message);
        }
    }
}
