//! The fields of a JSON record: what is read, what was expected, and what is kept.

use crate::version;
use postil_core::diagnostic::clip;
use postil_core::model::Extra;
use serde_json::Value;
use std::collections::HashSet;
use std::ops::Range;

/// Names that are not compared one by one.
const MANY: usize = 32;

/// A field that must be text.
///
/// # Errors
/// With what is there.
pub fn text_field<'v>(record: &'v Value, name: &str) -> Result<&'v str, String> {
    match record.get(name) {
        Some(Value::String(text)) => Ok(text),
        other => Err(expected(name, "a text", other)),
    }
}

/// A field that must be a whole number, 0 or more.
///
/// # Errors
/// With what is there.
pub fn number_field(record: &Value, name: &str) -> Result<usize, String> {
    whole(record.get(name))
        .ok_or_else(|| expected(name, "a whole number, 0 or more,", record.get(name)))
}

/// Two fields that must be offsets: where a range starts and ends.
///
/// # Errors
/// With what is there.
pub fn range_field(record: &Value, start: &str, end: &str) -> Result<Range<usize>, String> {
    Ok(number_field(record, start)?..number_field(record, end)?)
}

/// A whole number, even one written as `3.0`.
pub fn whole(value: Option<&Value>) -> Option<usize> {
    let value = value?;
    let exact = value.as_u64().and_then(|n| usize::try_from(n).ok());
    exact.or_else(|| {
        let float = value.as_f64()?;
        (float >= 0.0 && float.fract() == 0.0 && float < 9e15).then_some(float as usize)
    })
}

/// A field that must be a list; a missing one is empty.
///
/// # Errors
/// With what is there.
pub fn list_field<'v>(record: &'v Value, name: &str) -> Result<&'v [Value], String> {
    match record.get(name) {
        Some(Value::Array(items)) => Ok(items),
        None | Some(Value::Null) => Ok(&[]),
        other => Err(expected(name, "a list", other)),
    }
}

/// An id that may be text or a number.
pub fn id_of(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

/// A message: what was expected in a field, and what was found.
pub fn expected(name: &str, what: &str, found: Option<&Value>) -> String {
    match found {
        None => format!("expected {what} in `{name}`, which is missing"),
        Some(value) => format!(
            "expected {what} in `{name}`, found {}",
            clip(&value.to_string())
        ),
    }
}

/// Keeps the fields of a record that were not read in `extra`, under the name of their format; but for
/// the version of the codebook. O(n).
pub fn keep(extra: &mut Extra, format: &str, record: &Value, read: &[&str]) {
    let Some(fields) = record.as_object() else {
        return;
    };
    // A record may name what it reads itself.
    let many: HashSet<&str> = match read.len() > MANY {
        true => read.iter().copied().collect(),
        false => HashSet::new(),
    };
    let is_read = |name: &str| match read.len() > MANY {
        true => many.contains(name),
        false => read.contains(&name),
    };
    let foreign: Extra = fields
        .iter()
        .filter(|(name, value)| !is_read(name) && !version::is_field(name, value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !foreign.is_empty() {
        extra.insert(format.to_owned(), Value::Object(foreign));
    }
}
