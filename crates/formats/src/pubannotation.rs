//! PubAnnotation JSON (<https://www.pubannotation.org/docs/annotation-format/>): a list of
//! documents, each with its text, denotations, relations and attributes. Offsets count code points.
//! A discontinuous denotation has several spans: a *bag*, in the words of PubAnnotation.

use crate::carry::{Carry, Ids, Values};
use crate::found::{
    self, Found, expected, id_of, json, keep, list_field, number_field, stem, text_field,
};
use crate::freeze::{Incoming, Unit};
use crate::names::{Names, join_pair, split_pair};
use crate::{Format, head};
use postil_core::format::{File, Read, file_name};
use postil_core::model::{
    Annotation, Attributes, DocumentMeta, Extra, Fragment, Project, Relation, Target,
};
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
    looks: |name, bytes| {
        let head = head(bytes).trim_start();
        let starts = head.starts_with(['{', '[']);
        starts && (head.contains("\"denotations\"") || name.ends_with("pubannotation.json"))
    },
};

/// What documents of ours say they come from.
const SOURCE: &str = "Postil";

fn encode(project: &Project) -> Vec<File> {
    let mut denotations: HashMap<&str, Vec<Value>> = HashMap::new();
    let mut attributes: HashMap<&str, Vec<Value>> = HashMap::new();
    let mut homes: HashMap<&str, &str> = HashMap::new();
    for annotation in &project.annotations {
        let (id, document) = (annotation.id.as_str(), annotation.document.as_str());
        homes.insert(id, document);
        let span = |f: &Fragment| json!({"begin": f.start, "end": f.end});
        let spans = match &*annotation.fragments {
            [one] => span(one),
            several => several.iter().map(span).collect(),
        };
        let list = denotations.entry(document).or_default();
        list.push(json!({"id": id, "span": spans, "obj": annotation.label}));
        let list = attributes.entry(document).or_default();
        for (name, value) in &annotation.attributes {
            let number = list.len() + 1;
            list.push(json!({"id": format!("A{number}"), "subj": id, "pred": name, "obj": value}));
        }
    }
    let mut relations: HashMap<&str, Vec<Value>> = HashMap::new();
    for relation in &project.relations {
        let home = homes.get(relation.from.as_str());
        if let (Some(document), Target::Annotation(to)) = (home, &relation.to) {
            relations.entry(document).or_default().push(json!({
                "id": relation.id.as_str(), "subj": relation.from.as_str(),
                "pred": join_pair(&relation.kind, &relation.value), "obj": to.as_str(),
            }));
        }
    }
    let mut records = Vec::new();
    for document in &project.documents {
        let id = document.meta.id.as_str();
        let record = json!({
            "sourcedb": SOURCE,
            "sourceid": id,
            "denotations": denotations.remove(id).unwrap_or_default(),
            "relations": relations.remove(id).unwrap_or_default(),
            "attributes": attributes.remove(id).unwrap_or_default(),
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

fn decode(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut reading = Reading::default();
    for file in files {
        let whole = match json(file) {
            Ok(whole) => whole,
            Err(error) => return found.fail(error.place, error.message),
        };
        if reading.project.header.name.is_empty() {
            reading.project.header.name = stem(&file.name, &["pubannotation.json", "json"]);
        }
        let records = match whole {
            Value::Array(records) => records,
            one => vec![one],
        };
        for (number, record) in records.iter().enumerate() {
            let read = reading.record(record);
            found.take(|| format!("{}, document {}", file.name, number + 1), read);
        }
    }
    if files.is_empty() {
        return found.fail("", "expected a file");
    }
    found.finish(reading.project, false)
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
        let incoming = Incoming::new(text_field(record, "text")?);
        let number = self.project.documents.len() + 1;
        let name = id_of(record.get("sourceid")).unwrap_or_else(|| format!("document-{number}"));
        for names in [&mut self.documents, &mut self.spans, &mut self.relations] {
            names.next_document();
        }
        let document = self.documents.add(&number.to_string(), &name)?;
        let mut meta = DocumentMeta::new(document.as_str().into(), "");
        let mut own = vec!["sourceid", "text", "denotations", "relations", "attributes"];
        if record["sourcedb"] == SOURCE {
            own.push("sourcedb");
        }
        keep(&mut meta.extra, "pubannotation", record, &own);
        let filled = found::document(meta, &incoming.text);
        self.project.documents.push(filled);

        let first = self.project.annotations.len();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, denotation) in list_field(record, "denotations")?.iter().enumerate() {
            let within = |message: String| format!("denotations[{at}]: {message}");
            let spans = match &denotation["span"] {
                Value::Array(spans) => spans.as_slice(),
                one => std::slice::from_ref(one),
            };
            let mut fragments = Vec::new();
            for span in spans {
                let range = number_field(span, "begin").map_err(within)?
                    ..number_field(span, "end").map_err(within)?;
                let range = incoming.range(Unit::CodePoint, range).map_err(within)?;
                fragments.push(Fragment::new(range));
            }
            fragments.sort_by_key(|f| f.start);
            let name = id_of(denotation.get("id")).unwrap_or_else(|| format!("T{}", at + 1));
            let id = self.spans.add(&document, &name).map_err(within)?;
            places.insert(id.clone(), first + at);
            let mut extra = Extra::new();
            keep(
                &mut extra,
                "pubannotation",
                denotation,
                &["id", "span", "obj"],
            );
            self.project.annotations.push(Annotation {
                id: id.into(),
                document: document.as_str().into(),
                label: text_field(denotation, "obj").map_err(within)?.to_owned(),
                fragments,
                attributes: Attributes::new(),
                note: String::new(),
                author: String::new(),
                created: String::new(),
                modified: String::new(),
                extra,
            });
        }
        let end = |names: &Names, record: &Value, name: &str| {
            let id = id_of(record.get(name))
                .ok_or_else(|| expected(name, "the id of a denotation", record.get(name)))?;
            names.get(&id).map(str::to_owned)
        };
        for (at, attribute) in list_field(record, "attributes")?.iter().enumerate() {
            let within = |message: String| format!("attributes[{at}]: {message}");
            let subject = end(&self.spans, attribute, "subj").map_err(within)?;
            let name = text_field(attribute, "pred").map_err(within)?.to_owned();
            let place = places.get(&subject).copied().unwrap_or_default();
            if let Some(annotation) = self.project.annotations.get_mut(place) {
                let value = attribute.get("obj").cloned().unwrap_or(Value::Bool(true));
                annotation.attributes.insert(name, value);
            }
        }
        for (at, relation) in list_field(record, "relations")?.iter().enumerate() {
            let within = |message: String| format!("relations[{at}]: {message}");
            let from = end(&self.spans, relation, "subj").map_err(within)?;
            let to = end(&self.spans, relation, "obj").map_err(within)?;
            let (kind, value) = split_pair(text_field(relation, "pred").map_err(within)?);
            let name = id_of(relation.get("id")).unwrap_or_else(|| format!("R{}", at + 1));
            let id = self.relations.add(&document, &name).map_err(within)?;
            let mut extra = Extra::new();
            let own = &["id", "subj", "pred", "obj"];
            keep(&mut extra, "pubannotation", relation, own);
            self.project.relations.push(Relation {
                id: id.into(),
                kind,
                value,
                from: from.into(),
                to: Target::Annotation(to.into()),
                attributes: Attributes::new(),
                note: String::new(),
                author: String::new(),
                created: String::new(),
                extra,
            });
        }
        Ok(())
    }
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
            (
                "[{\"text\": \"\"},\n{\"text\": \"a\", \"denotations\": [{}]}]",
                "a.json, document 2",
                "denotations[0]: expected a whole number, 0 or more, in `begin`",
            ),
            ("[\n,]", "a.json, line 2", "not valid JSON"),
        ] {
            check::refuses("pubannotation", "a.json", json, place, message);
        }
    }
}
