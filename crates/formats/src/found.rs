//! What a reader finds wrong on its way through a file, and how it ends.

use crate::infer;
use crate::limits;
use crate::progress::{self, Step};
use postil_core::diagnostic::{Diagnostic, Severity, clip};
use postil_core::format::{File, Read};
use postil_core::json::reason;
use postil_core::model::{Extra, Project};
use postil_core::state::State;
use serde_json::Value;
use std::ops::Range;

/// Collects diagnostics; beyond [`limits::ERRORS`] errors are counted only.
#[derive(Debug, Default)]
pub struct Found {
    list: Vec<Diagnostic>,
    errors: usize,
}

impl Found {
    /// Tells of something that stands in the way.
    pub fn error(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.errors += 1;
        if self.errors <= limits::ERRORS {
            self.list.push(Diagnostic::error(place, message));
        }
    }

    /// Tells of something to know of. The same message is told once a place.
    pub fn warning(&mut self, place: impl Into<String>, message: impl Into<String>) {
        let warning = Diagnostic::warning(place, message);
        if self.list.len() < 2 * limits::ERRORS && !self.list.contains(&warning) {
            self.list.push(warning);
        }
    }

    /// What was read, or `None` with an error at a place.
    pub fn take<T>(
        &mut self,
        place: impl FnOnce() -> String,
        read: Result<T, String>,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(message) => {
                self.error(place(), message);
                None
            }
        }
    }

    /// Ends with a project, or with what stands in the way of it. A project without a schema gets
    /// the one that it uses.
    ///
    /// # Errors
    /// When there was an error, or [`State::check`] finds one.
    pub fn finish(mut self, mut project: Project, has_schema: bool) -> Read {
        if self.errors == 0 && project.documents.is_empty() {
            // An empty project is one, but not what a person expects of a file.
            self.warning("", "there is no document in it");
        }
        if self.errors > limits::ERRORS {
            let more = format!("and {} more", self.errors - limits::ERRORS);
            self.list.push(Diagnostic::error("", more));
        }
        if self.errors > 0 {
            self.list.retain(|d| d.severity == Severity::Error);
            return Err(self.list);
        }
        if !has_schema {
            project.schema = infer::schema(&project);
        }
        State::check(&project)?;
        Ok((project, self.list))
    }

    /// Ends with what stands in the way.
    pub fn fail(mut self, place: impl Into<String>, message: impl Into<String>) -> Read {
        self.error(place, message);
        self.list.retain(|d| d.severity == Severity::Error);
        Err(self.list)
    }
}

/// The text of a file, without a byte order mark at its start.
///
/// # Errors
/// When it is not UTF-8: with the byte; or when it is larger than [`limits::FILE_BYTES`].
pub fn utf8(file: &File) -> Result<&str, Diagnostic> {
    if file.bytes.len() > limits::FILE_BYTES {
        let most = limits::FILE_BYTES >> 20;
        let message = format!("the file is larger than {most} MiB, which is the most that is read");
        return Err(Diagnostic::error(&file.name, message));
    }
    let text = std::str::from_utf8(&file.bytes).map_err(|error| {
        let at = error.valid_up_to();
        Diagnostic::error(
            format!("{}, byte {at}", file.name),
            "expected text in UTF-8",
        )
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The JSON of a file.
///
/// # Errors
/// With the line and column at which it breaks.
pub fn json(file: &File) -> Result<Value, Diagnostic> {
    let text = utf8(file)?;
    progress::tell(Step::Read(text.len()));
    parse(text).map_err(|(line, message)| {
        Diagnostic::error(format!("{}, line {line}", file.name), message)
    })
}

/// One JSON value; its errors with the line in the text and the message.
pub fn parse(text: &str) -> Result<Value, (usize, String)> {
    if text.trim().is_empty() {
        return Err((1, "expected JSON, found nothing".to_owned()));
    }
    serde_json::from_str(text).map_err(|error| {
        let (reason, column) = (reason(&error), error.column());
        (
            error.line().max(1),
            format!("this is not valid JSON: {reason} (column {column})"),
        )
    })
}

/// The lines of a text; each is told as read when it is asked for.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .inspect(|line| progress::tell(Step::Read(line.len() + 1)))
}

/// The lines of a JSONL file that are not empty, with their numbers from 1, each parsed.
pub fn json_lines<'a>(
    text: &'a str,
) -> impl Iterator<Item = (usize, Result<Value, String>)> + use<'a> {
    (1..)
        .zip(lines(text))
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (number, parse(line).map_err(|(_, message)| message)))
}

/// A file's name without its folders and the extensions that a format gives it.
pub fn stem(name: &str, extensions: &[&str]) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    for extension in extensions {
        let cut = name
            .strip_suffix(extension)
            .and_then(|stem| stem.strip_suffix('.'));
        if let Some(stem) = cut {
            return stem.to_owned();
        }
    }
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// A field that must be a text.
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

/// A whole number, also one that was written as `3.0`.
pub fn whole(value: Option<&Value>) -> Option<usize> {
    let value = value?;
    let exact = value.as_u64().and_then(|n| usize::try_from(n).ok());
    exact.or_else(|| {
        let float = value.as_f64()?;
        (float >= 0.0 && float.fract() == 0.0 && float < 9e15).then_some(float as usize)
    })
}

/// A field that must be a list; one that is missing is empty.
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

/// An id that may be a text or a number.
pub fn id_of(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

/// What was expected in a field, and what is there.
pub fn expected(name: &str, what: &str, found: Option<&Value>) -> String {
    match found {
        None => format!("expected {what} in `{name}`, which is missing"),
        Some(value) => format!(
            "expected {what} in `{name}`, found {}",
            clip(&value.to_string())
        ),
    }
}

/// Keeps the fields of a foreign record that are not among those that were read, in `extra`, under
/// the name of the format they came from.
pub fn keep(extra: &mut Extra, format: &str, record: &Value, read: &[&str]) {
    let Some(fields) = record.as_object() else {
        return;
    };
    let foreign: Extra = fields
        .iter()
        .filter(|(name, _)| !read.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !foreign.is_empty() {
        extra.insert(format.to_owned(), Value::Object(foreign));
    }
}
