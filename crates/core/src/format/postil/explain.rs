//! Why a project file cannot be read, in words that name the place.

use super::kind;
use crate::diagnostic::Diagnostic;
use crate::model::DocumentMeta;
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::Segment;

/// The text of a file, without a byte order mark at its start.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Diagnostic> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        match error.error_len() {
            Some(_) => Diagnostic::error(format!("byte {at}"), "expected text in UTF-8"),
            None => Diagnostic::error(
                format!("byte {at}"),
                "the file is cut off in the middle of a character",
            ),
        }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// What a file says of itself, whatever else it holds.
#[derive(Deserialize)]
struct Kind {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    version: Value,
    #[serde(default)]
    offset_unit: Value,
}

/// Says why a file cannot be read that failed with this error. Reads it up to three times more.
pub(super) fn error(text: &str, error: &serde_json::Error) -> Diagnostic {
    // A value of the wrong type matters only in a whole file of the right kind.
    match serde_json::from_str::<Value>(text) {
        Err(syntax) => broken(text, &syntax),
        Ok(whole) => {
            let known = Kind::deserialize(&whole).ok().filter(|_| whole.is_object());
            let (format, version, unit) = known
                .map(|kind| (kind.format, kind.version, kind.offset_unit))
                .unwrap_or_default();
            kind(&format, &version, &unit).unwrap_or_else(|| mistyped(text, &whole, error))
        }
    }
}

/// Broken JSON.
fn broken(text: &str, error: &serde_json::Error) -> Diagnostic {
    let place = place(text, error);
    if text.trim().is_empty() {
        return Diagnostic::error("", "the file is empty");
    }
    let reason = reason(error);
    if error.classify() == Category::Eof {
        Diagnostic::error(place, format!("the file is cut off ({reason})"))
    } else {
        Diagnostic::error(place, format!("this is not valid JSON: {reason}"))
    }
}

/// A value of another type than expected, or one that is missing.
fn mistyped(text: &str, whole: &Value, error: &serde_json::Error) -> Diagnostic {
    let line = place(text, error);
    let found = serde_path_to_error::deserialize::<_, super::Incoming>(
        &mut serde_json::Deserializer::from_str(text),
    );
    let Err(found) = found else {
        return Diagnostic::error(line, reason(error));
    };
    let mut segments: Vec<Segment> = found.path().iter().cloned().collect();
    let mut message = reason(found.inner());
    let mut record = String::new();
    if let [Segment::Map { key }, Segment::Seq { index }, ..] = segments.as_slice() {
        record = format!("{key}[{index}]");
        let value = whole.get(key).and_then(|list| list.get(index));
        if let Some(id) = value.and_then(|value| value.get("id")?.as_str()) {
            record.push_str(&format!(" “{id}”"));
        }
        // The path does not lead into what is known about a document, which is a part of the
        // record without a name of its own.
        if key == "documents"
            && segments.len() == 2
            && let Some(value) = value
            && let Err(inside) = serde_path_to_error::deserialize::<_, DocumentMeta>(value)
        {
            segments.extend(inside.path().iter().cloned());
            message = reason(inside.inner());
        }
        segments.drain(..2);
    }
    let field = path(&segments);
    let place = match (record.is_empty(), field.is_empty()) {
        (_, true) => record,
        (true, false) => field,
        (false, false) => format!("{record}, {field}"),
    };
    Diagnostic::error(place, format!("{message} ({line})"))
}

fn path(segments: &[Segment]) -> String {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Seq { index } => path.push_str(&format!("[{index}]")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Segment::Unknown => {}
        }
    }
    path
}

/// The line and the column, from 1 and in characters, where reading stopped.
fn place(text: &str, error: &serde_json::Error) -> String {
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let column = line
        .char_indices()
        .take_while(|(byte, _)| *byte < error.column())
        .count();
    format!("line {}, column {}", error.line(), column.max(1))
}

/// The message without its place, with what was expected before what was found.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = match message.rsplit_once(" at line ") {
        Some((message, _)) => message,
        None => &message,
    };
    let parts = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "));
    match parts {
        Some((found, expected)) => {
            let expected = match expected {
                "usize" => "a whole number, 0 or more",
                other => other,
            };
            format!("expected {expected}, found {found}")
        }
        None => message.to_owned(),
    }
}
