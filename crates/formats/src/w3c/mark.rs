//! Makes a mark of a Web Annotation.

use super::bodies::{author, bodies, is_iri, time};
use super::translated::DIALECT;
use crate::fields::keep;
use postil_core::diagnostic::clip;
use postil_core::model::{Annotation, Attributes, Extra, label_layer};
use serde_json::Value;

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
    DIALECT,
];

/// The attribute that holds the IRIs of other resources, between spaces.
const LINK: &str = "link";
/// The attributes that hold what has no other place: the class of what has a tag, too, and its name.
const CLASS: &str = "class";
const NAME: &str = "name";

/// An annotation without its fragments, and what there is to say about what it does not hold.
pub(super) fn mark(resource: &Value, id: &str, document: &str) -> (Annotation, Option<String>) {
    let mut said = bodies(resource);
    let motivation = resource["motivation"].as_str().unwrap_or("annotation");
    let mut tags = std::mem::take(&mut said.tags);
    tags.retain(|tag| !tag.is_empty());
    let is_label = |tag: &String| !label_layer(tag).is_empty();
    let label = tags.iter().position(is_label).map(|at| tags.remove(at));
    let label = label.or_else(|| Some(std::mem::take(&mut said.class)).filter(is_label));
    let mut attributes = said.attributes;
    if is_iri(&said.name) {
        said.links.insert(0, std::mem::take(&mut said.name));
    }
    let mut more = vec![(CLASS, said.class), (NAME, said.name)];
    more.push((LINK, said.links.join(" ")));
    let mut untold = Vec::new();
    for (name, value) in more.into_iter().filter(|(_, value)| !value.is_empty()) {
        add(&mut attributes, name, value, &mut untold);
    }
    let dialect = resource[DIALECT].as_str().unwrap_or("w3c");
    let mut extra = Extra::new();
    keep(&mut extra, dialect, resource, ANNOTATION);
    let more: Vec<Value> = tags.into_iter().map(Value::from).collect();
    if !more.is_empty() {
        extra.insert("tags".to_owned(), more.into());
    }
    untold.extend(said.others);
    let remark = (!untold.is_empty()).then(|| {
        let what = clip(&untold.join(", "));
        format!("a body of it is not read: {what}")
    });
    let annotation = Annotation {
        attributes,
        note: said.notes.join("\n"),
        author: author(resource),
        created: time(resource, "created"),
        modified: time(resource, "modified"),
        extra,
        ..Annotation::new(
            id.into(),
            document.into(),
            // Without a tag, it is a highlight or a comment.
            label.unwrap_or_else(|| motivation.to_owned()),
            Vec::new(),
        )
    };
    (annotation, remark)
}

/// Adds an attribute unless there is one of its name already.
fn add(attributes: &mut Attributes, name: &str, value: String, untold: &mut Vec<String>) {
    match attributes.contains_key(name) {
        true => untold.push(value),
        false => {
            attributes.insert(name.to_owned(), value.into());
        }
    }
}
