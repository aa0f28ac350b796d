//! The values of JSON-LD: one or a list of them, words with or without a prefix, references.

use serde_json::Value;

/// Whether a value is a word, or a list with it.
pub(super) fn has(value: &Value, word: &str) -> bool {
    let is = |value: &Value| {
        (value.as_str()).is_some_and(|text| text.rsplit(['#', ':', '/']).next() == Some(word))
    };
    is(value) || value.as_array().is_some_and(|list| list.iter().any(is))
}

/// The items of a list, or a single value.
pub(super) fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// The IRI of a value that is nothing but a reference to a resource.
pub(super) fn reference(value: &Value) -> Option<&str> {
    match value {
        Value::String(iri) => Some(iri),
        Value::Object(fields) if fields.len() == 1 => fields.get("id")?.as_str(),
        _ => None,
    }
}
