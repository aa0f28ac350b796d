//! What Web Annotations say about what they select
//! (<https://www.w3.org/TR/annotation-model/#bodies-and-targets>).

use super::values::{each, has, reference};
use postil_core::model::Attributes;
use serde_json::Value;

/// What the bodies of an annotation hold.
#[derive(Default)]
pub(super) struct Bodies {
    pub tags: Vec<String>,
    pub class: String,
    pub name: String,
    pub notes: Vec<String>,
    pub attributes: Attributes,
    /// The IRIs of other resources: what it is, or what it is linked to.
    pub links: Vec<String>,
    /// The types of bodies that hold nothing of these.
    pub others: Vec<String>,
}

/// What its bodies hold.
pub(super) fn bodies(resource: &Value) -> Bodies {
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
        } else if value.is_empty() {
            match linked(body) {
                Some((iri, words)) if has(purpose, "tagging") || has(purpose, "classifying") => {
                    // A term of a vocabulary.
                    let term = words.unwrap_or_else(|| last_part(iri));
                    said.links.push(iri.to_owned());
                    match has(purpose, "tagging") {
                        true => said.tags.push(term.to_owned()),
                        false => said.class = term.to_owned(),
                    }
                }
                Some((iri, _)) => said.links.push(iri.to_owned()),
                None if body["value"].is_string() => {}
                None => {
                    let kind = body["type"].as_str().unwrap_or("without a type");
                    said.others.push(kind.to_owned());
                }
            }
        } else if has(purpose, "tagging") {
            said.tags.push(value);
        } else if has(purpose, "classifying") {
            said.class = value;
        } else if has(purpose, "identifying") {
            said.name = value;
        } else {
            said.notes.push(value);
        }
    }
    said
}

/// The IRI that a body leads to, and the words that it has for it.
fn linked(body: &Value) -> Option<(&str, Option<&str>)> {
    let source = &body["source"];
    let iri = reference(body)
        .or_else(|| reference(source))
        .or_else(|| source["id"].as_str())
        .or_else(|| body["id"].as_str())?;
    let words = [&source["label"], &body["label"]];
    let words = words.iter().find_map(|words| words.as_str());
    Some((iri, words))
}

/// The last part of an IRI, or all of it.
fn last_part(iri: &str) -> &str {
    let last = iri.rsplit(['/', '#']).find(|part| !part.is_empty());
    last.unwrap_or(iri)
}

/// Whether some words are the address of something.
pub(super) fn is_iri(words: &str) -> bool {
    let known = ["http://", "https://", "urn:"];
    known.iter().any(|scheme| words.starts_with(scheme)) && !words.contains(char::is_whitespace)
}

/// Who made it.
pub(super) fn author(resource: &Value) -> String {
    let creator = each(&resource["creator"]).first();
    let known = creator.and_then(|creator| {
        let names = ["nickname", "name", "id"].iter();
        let named = names.filter_map(|&name| creator[name].as_str());
        creator.as_str().or(named.into_iter().next())
    });
    known.unwrap_or_default().to_owned()
}

/// A time of it; empty if it does not say.
pub(super) fn time(resource: &Value, name: &str) -> String {
    resource[name].as_str().unwrap_or_default().to_owned()
}
