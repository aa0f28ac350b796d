//! What Web Annotations say about what they select
//! (<https://www.w3.org/TR/annotation-model/#bodies-and-targets>).

use super::values::{each, has};
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
