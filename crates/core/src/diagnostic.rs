//! What a reader has to say about its input.

use crate::json::{choice, record};
use std::fmt;

/// One thing that is wrong, or merely odd, with what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stands in the way.
    pub severity: Severity,
    /// Where: a record (`annotations[3] “a17”`), a line and column, a field.
    pub place: String,
    /// What is there and what was expected.
    pub message: String,
}

record!(Diagnostic {
    severity: required,
    place: required,
    message: required,
});

/// Whether a diagnostic stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The input cannot be taken.
    Error,
    /// The input can be taken; a person should know of this.
    Warning,
}

choice!(Severity {
    "error" => Error,
    "warning" => Warning,
});

impl Diagnostic {
    /// Something that stands in the way.
    pub fn error(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            place: place.into(),
            message: message.into(),
        }
    }

    /// Something to know of.
    pub fn warning(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            place: place.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.place, self.message)
        }
    }
}

/// The beginning of something long, for a message.
pub fn clip(long: &str) -> String {
    const LONG: usize = 80;
    match long.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", long.get(..at).unwrap_or_default()),
        None => long.to_owned(),
    }
}
