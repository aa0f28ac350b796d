//! What the parts of a codebook are called where people read of them.

use crate::Named;
use postil_core::model::Schema;
use postil_core::model::schema::{AttributeKind, AttributeType, Form, RelationType};
use serde_json::Value;

/// What the whole is called if its project has no name.
const UNNAMED: &str = "Codebook";

/// The heading of the whole.
pub(super) fn title(named: &Named) -> String {
    match named.title.trim() {
        "" => UNNAMED.to_owned(),
        title => format!("{title}: codebook"),
    }
}

/// Which version it is, and of when.
pub(super) fn version(named: &Named) -> String {
    let number = named.codebook.schema.version;
    match named.changed.as_str() {
        "" => format!("Version {number}"),
        time => format!("Version {number}, last changed {}", minute(time)),
    }
}

/// A time in RFC 3339 and UTC to the minute; any other text as it is.
fn minute(time: &str) -> String {
    let parts = time.strip_suffix('Z').and_then(|time| time.split_once('T'));
    match parts.and_then(|(day, time)| Some((day, time.get(..5)?))) {
        Some((day, minute)) => format!("{day} at {minute} UTC"),
        None => time.to_owned(),
    }
}

/// Words of a text, in quotation marks unless they have some.
pub(super) fn quoted(words: &str) -> String {
    let words = words.trim();
    match words.starts_with(['“', '„', '”', '«', '»', '‘', '"', '「', '『']) {
        true => words.to_owned(),
        false => format!("“{words}”"),
    }
}

/// A title, or the name of what has none.
pub(super) fn or_name<'a>(title: &'a str, name: &'a str) -> &'a str {
    match title.trim() {
        "" => name,
        _ => title,
    }
}

/// How a layer is drawn.
pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Fill => "filled, with a line under it",
        Form::Dash => "a dashed line under it",
        Form::Bracket => "half brackets around it",
    }
}

/// What the values of an attribute are.
pub(super) fn kind(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "text",
        AttributeKind::Choice => "one of the values",
        AttributeKind::Choices => "any of the values",
        AttributeKind::Flag => "yes or no",
        AttributeKind::Date => "date",
        AttributeKind::Number => "number",
        AttributeKind::Link => "address of a web page",
    }
}

/// A value, as it is shown.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(several) => {
            let all: Vec<String> = several.iter().map(self::value).collect();
            all.join(", ")
        }
        other => other.to_string(),
    }
}

/// What is to be known of an attribute, apart from its values: its kind, whether it must have a value,
/// the value at first, and the labels that have it. `layer` is the name of the layer.
pub(super) fn attribute(schema: &Schema, layer: &str, attribute: &AttributeType) -> Vec<String> {
    let mut facts = vec![kind(attribute.kind).to_owned()];
    if attribute.required {
        facts.push("must have a value".to_owned());
    }
    if let Some(default) = &attribute.default {
        facts.push(format!("at first: {}", value(default)));
    }
    if !attribute.labels.is_empty() {
        let labels = attribute.labels.iter();
        let labels: Vec<String> = labels
            .map(|name| label(schema, &format!("{layer}.{name}")))
            .collect();
        facts.push(format!("only for {}", labels.join(", ")));
    }
    facts
}

/// What is to be known of a link type, apart from its values.
pub(super) fn relation(schema: &Schema, kind: &RelationType) -> Vec<String> {
    let ends = |ends: &[String]| match ends {
        [] => "anything".to_owned(),
        ends => {
            let titles: Vec<String> = ends.iter().map(|end| label(schema, end)).collect();
            titles.join(", ")
        }
    };
    let (from, to) = (ends(&kind.from), ends(&kind.to));
    let mut facts = vec![if kind.symmetric {
        format!("between {from} and {to}, in both directions")
    } else {
        format!("from {from} to {to}")
    }];
    if kind.required && !kind.from.is_empty() {
        facts.push(format!("every {from} must have one"));
    }
    facts
}

/// The title of a layer or a label; its name if it has none.
fn label(schema: &Schema, label: &str) -> String {
    or_name(schema.title(label), label).to_owned()
}

/// A key, as it stands on the keyboard.
pub(super) fn key(key: char) -> String {
    key.to_uppercase().to_string()
}
