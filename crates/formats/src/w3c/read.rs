//! Reads Web Annotations into a project.

use super::id;
use crate::fields::{expected, keep, number_field, text_field};
use crate::found::Found;
use crate::incoming::{Incoming, Unit};
use crate::places::{Held, Places};
use crate::source::{json, stem, utf8};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, Attributes, Cluster, Document, DocumentMeta, Extra, Fragment, Project, Relation,
    Target,
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

const DOCUMENT: &[&str] = &["id", "type", "format", "language", "label", "via", "value"];
const ANNOTATION: &[&str] = &[
    "@context",
    "id",
    "type",
    "motivation",
    "creator",
    "created",
    "modified",
    "body",
    "bodyValue",
    "target",
];

/// Reads graphs, collections, pages, lists of annotations and single ones. A text that is not in
/// the graph may come as a file with the last part of the source's IRI as its name. O(n).
pub(super) fn collection(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut reading = Reading::default();
    let mut resources = Vec::new();
    for file in files {
        if crate::has_extension(&file.name, &["txt", "md"]) {
            match utf8(file) {
                Ok(text) => reading.file(&file.name, text),
                Err(error) => return found.stop(error),
            }
            continue;
        }
        match json(file) {
            Ok(value) => flatten(value, &mut resources),
            Err(error) => return found.stop(error),
        }
        if reading.project.header.name.is_empty() {
            reading.project.header.name = stem(&file.name, &["jsonld", "json"]);
        }
    }
    let is = |value: &Value, kind: &str| has(&value["type"], kind) || has(&value["@type"], kind);
    let known = [
        "Annotation",
        "AnnotationCollection",
        "AnnotationPage",
        "Text",
    ];
    if !(resources.iter()).any(|r| known.iter().any(|kind| is(r, kind))) {
        let name = files.first().map_or("", |file| &file.name);
        return found.fail(
            name,
            "expected a resource of type Annotation, a collection or a @graph of them",
        );
    }
    for resource in &resources {
        if is(resource, "Text") && resource["value"].is_string() {
            reading.document(resource);
        } else if is(resource, "AnnotationCollection")
            && let Some(label) = resource["label"].as_str()
        {
            reading.project.header.name = label.to_owned();
        }
    }
    let annotations = resources.iter().filter(|r| is(r, "Annotation"));
    let (mut clusters, mut links) = (HashSet::new(), Vec::new());
    for (number, resource) in annotations.enumerate() {
        let name = resource["id"].as_str().unwrap_or_default();
        let name = id("annotation", name);
        let place = || format!("annotations[{number}] “{}”", clip(&name));
        if has(&resource["motivation"], "linking") && link(resource).is_some() {
            links.push((place(), resource));
        } else if has(&resource["motivation"], "identifying") && !resource["target"].is_object() {
            clusters.insert(resource["id"].as_str().unwrap_or_default());
            reading.cluster(resource);
        } else {
            let read = reading.annotation(resource, number);
            found.ok(place, read);
        }
    }
    for (place, resource) in links {
        let read = reading.relation(resource, &clusters);
        found.ok(|| place, read);
    }
    found.finish(reading.project, false)
}

/// Flattens what holds annotations: lists, graphs, collections and pages.
fn flatten(value: Value, resources: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| flatten(item, resources)),
        Value::Object(mut fields) => {
            for name in ["@graph", "items", "first"] {
                // The items of a target are not annotations.
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = fields.remove(name) {
                    flatten(inner, resources);
                }
            }
            resources.push(Value::Object(fields));
        }
        _ => {}
    }
}

/// Whether a value is a word, or a list with it.
fn has(value: &Value, word: &str) -> bool {
    let is = |value: &Value| {
        (value.as_str()).is_some_and(|text| text.rsplit(['#', ':', '/']).next() == Some(word))
    };
    is(value) || value.as_array().is_some_and(|list| list.iter().any(is))
}

/// The items of a list, or a single value.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// The IRI of a value that is nothing but a reference to a resource.
fn reference(value: &Value) -> Option<&str> {
    match value {
        Value::String(iri) => Some(iri),
        Value::Object(fields) if fields.len() == 1 => fields.get("id")?.as_str(),
        _ => None,
    }
}

/// The IRI that a linking annotation leads to.
fn link(resource: &Value) -> Option<&str> {
    each(&resource["body"]).iter().find_map(reference)
}

#[derive(Default)]
struct Reading {
    project: Project,
    /// By the IRI of the source, or the name of the file.
    texts: HashMap<String, Source>,
    /// Those that are documents already.
    used: HashSet<String>,
}

/// A text that annotations select from.
struct Source {
    text: Incoming,
    places: Places,
}

impl Source {
    fn new(text: Incoming) -> Self {
        let places = Places::new(&text.text);
        Self { text, places }
    }
}

/// What the bodies of an annotation hold.
#[derive(Default)]
struct Bodies {
    tags: Vec<String>,
    class: String,
    name: String,
    notes: Vec<String>,
    attributes: Attributes,
}

fn bodies(resource: &Value) -> Bodies {
    let mut said = Bodies::default();
    if let Some(tag) = resource["bodyValue"].as_str() {
        said.tags.push(tag.to_owned());
    }
    for body in each(&resource["body"]) {
        let purpose = match &body["purpose"] {
            Value::Null => &resource["motivation"],
            own => own,
        };
        let value = body["value"].as_str().unwrap_or_default().to_owned();
        if has(purpose, "describing") && body["label"].is_string() {
            let name = body["label"].as_str().unwrap_or_default();
            (said.attributes).insert(name.to_owned(), body["value"].clone());
        } else if has(purpose, "tagging") {
            said.tags.push(value);
        } else if has(purpose, "classifying") {
            said.class = value;
        } else if has(purpose, "identifying") {
            said.name = value;
        } else if !value.is_empty() {
            said.notes.push(value);
        }
    }
    said
}

impl Reading {
    fn file(&mut self, name: &str, text: &str) {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let source = Source::new(Incoming::new(text));
        self.texts.insert(base.to_owned(), source);
    }

    fn document(&mut self, resource: &Value) {
        let iri = resource["id"].as_str().unwrap_or_default();
        let text = |name: &str| resource[name].as_str().unwrap_or_default();
        let incoming = Incoming::new(text("value"));
        let mut meta = DocumentMeta::new(id("document", iri).into(), text("label"));
        meta.language = text("language").to_owned();
        meta.url = text("via").to_owned();
        keep(&mut meta.extra, "w3c", resource, DOCUMENT);
        let document = Document::new(meta, incoming.text.as_str());
        self.project.documents.push(document);
        self.used.insert(iri.to_owned());
        self.texts.insert(iri.to_owned(), Source::new(incoming));
    }

    /// The key of a source's text, which becomes a document if it is not one yet.
    fn source(&mut self, source: &Value) -> Result<String, String> {
        let iri = reference(source).or_else(|| source["id"].as_str());
        let iri = iri.ok_or_else(|| expected("source", "an IRI", Some(source)))?;
        let base = iri.rsplit(['/', '\\']).next().unwrap_or(iri);
        let key = if self.texts.contains_key(iri) {
            iri
        } else {
            base
        };
        let Some(source) = self.texts.get(key) else {
            return Err(format!(
                "expected the text of “{}” as a resource of type Text with its value, or as a file",
                clip(iri)
            ));
        };
        if self.used.insert(key.to_owned()) {
            let mut meta = DocumentMeta::new(id("document", key).into(), key);
            if iri != key {
                meta.url = iri.to_owned();
            }
            let document = Document::new(meta, source.text.text.as_str());
            self.project.documents.push(document);
        }
        Ok(key.to_owned())
    }

    fn annotation(&mut self, resource: &Value, number: usize) -> Result<(), String> {
        let mut pieces = Vec::new();
        let mut key = None;
        let targets = each(&resource["target"])
            .iter()
            .flat_map(|target| match &target["items"] {
                Value::Null => std::slice::from_ref(target),
                items => each(items),
            });
        for target in targets {
            let source = match &target["source"] {
                Value::Null => target,
                source => source,
            };
            let found = self.source(source)?;
            if key.get_or_insert_with(|| found.clone()) != &found {
                return Err("its targets are in several texts; expected one".to_owned());
            }
            if let Some(source) = self.texts.get_mut(&found) {
                pieces.extend(ranges(&target["selector"], source)?);
            }
        }
        let key = key.ok_or("expected a target")?;
        if pieces.is_empty() {
            return Err(
                "expected a TextPositionSelector or a TextQuoteSelector in the target".to_owned(),
            );
        }
        pieces.sort_by_key(|range| (range.start, range.end));
        pieces.dedup();
        let said = bodies(resource);
        let name = match resource["id"].as_str() {
            Some(iri) => id("annotation", iri),
            None => format!("annotation-{}", number + 1),
        };
        let motivation = resource["motivation"].as_str().unwrap_or("annotation");
        let mut tags = said.tags.into_iter().filter(|tag| !tag.is_empty());
        let label = tags.next();
        let mut extra = Extra::new();
        keep(&mut extra, "w3c", resource, ANNOTATION);
        let more: Vec<Value> = tags.map(Value::from).collect();
        if !more.is_empty() {
            extra.insert("tags".to_owned(), more.into());
        }
        self.project.annotations.push(Annotation {
            attributes: said.attributes,
            note: said.notes.join("\n"),
            author: author(resource),
            created: time(resource, "created"),
            modified: time(resource, "modified"),
            extra,
            ..Annotation::new(
                name.into(),
                id("document", &key).into(),
                // Without a tag, it is a highlight or a comment.
                label.unwrap_or_else(|| motivation.to_owned()),
                pieces.into_iter().map(Fragment::new).collect(),
            )
        });
        Ok(())
    }

    fn relation(&mut self, resource: &Value, clusters: &HashSet<&str>) -> Result<(), String> {
        let to = link(resource).unwrap_or_default();
        let from = each(&resource["target"]).iter().find_map(reference);
        let from = from.ok_or("expected the IRI of an annotation as target")?;
        let said = bodies(resource);
        self.project.relations.push(Relation {
            value: said.class,
            attributes: said.attributes,
            note: said.notes.join("\n"),
            author: author(resource),
            created: time(resource, "created"),
            ..Relation::new(
                id("relation", text_field(resource, "id")?).into(),
                said.tags.into_iter().next().unwrap_or_default(),
                id("annotation", from).into(),
                if clusters.contains(to) {
                    Target::Cluster(id("cluster", to).into())
                } else {
                    Target::Annotation(id("annotation", to).into())
                },
            )
        });
        Ok(())
    }

    fn cluster(&mut self, resource: &Value) {
        let said = bodies(resource);
        let members = each(&resource["target"]).iter().filter_map(reference);
        self.project.clusters.push(Cluster {
            members: members.map(|iri| id("annotation", iri).into()).collect(),
            attributes: said.attributes,
            note: said.notes.join("\n"),
            ..Cluster::new(
                id("cluster", resource["id"].as_str().unwrap_or_default()).into(),
                said.name,
            )
        });
    }
}

fn author(resource: &Value) -> String {
    let creator = each(&resource["creator"]).first();
    let known = creator.and_then(|creator| {
        let names = ["nickname", "name", "id"].iter();
        let named = names.filter_map(|&name| creator[name].as_str());
        creator.as_str().or(named.into_iter().next())
    });
    known.unwrap_or_default().to_owned()
}

fn time(resource: &Value, name: &str) -> String {
    resource[name].as_str().unwrap_or_default().to_owned()
}

/// The ranges that a list of selectors selects: all ranges by position, which make a discontinuous
/// annotation if there are several; otherwise the first by quote.
fn ranges(selectors: &Value, source: &mut Source) -> Result<Vec<Range<usize>>, String> {
    let selectors = each(selectors);
    let of = |kind: &'static str| selectors.iter().filter(move |s| has(&s["type"], kind));
    let mut ranges = Vec::new();
    for selector in of("TextPositionSelector") {
        let range = number_field(selector, "start")?..number_field(selector, "end")?;
        ranges.push(source.text.range(Unit::CodePoint, range)?);
    }
    if let (true, Some(quote)) = (ranges.is_empty(), of("TextQuoteSelector").next()) {
        ranges.push(quoted(quote, source)?);
    }
    Ok(ranges)
}

/// The only occurrence of a quote between its prefix and suffix.
fn quoted(selector: &Value, source: &mut Source) -> Result<Range<usize>, String> {
    let exact = text_field(selector, "exact")?;
    let around = |name: &str| selector[name].as_str().unwrap_or_default();
    let prefix = around("prefix");
    if exact.is_empty() {
        return Err("expected a text in `exact`".to_owned());
    }
    match source
        .places
        .of(&[prefix, exact, around("suffix")].concat())
    {
        Held::Once(at) => {
            let start = source.text.text.from_byte(at + prefix.len());
            Ok(start..start + exact.chars().count())
        }
        Held::Never => Err(format!("the text does not hold “{}”", clip(exact))),
        Held::Often => Err(format!(
            "the text holds “{}” several times; expected a prefix or suffix that says which one",
            clip(exact)
        )),
    }
}
