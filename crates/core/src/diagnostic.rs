//! What a reader reports about its input.

use crate::json::{choice, record};
use std::fmt;

/// An error or an oddity in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it means for the input.
    pub severity: Severity,
    /// Location in the input: a record (`annotations[3] “a17”`), a line and column, a field.
    pub place: String,
    /// What was found and what was expected.
    pub message: String,
}

record!(Diagnostic {
    severity: required,
    place: required,
    message: required,
});

/// What a diagnostic means for the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The input is refused.
    Error,
    /// This part of the input is left out, and the rest is accepted.
    LeftOut,
    /// The input is accepted; the person should know about this.
    Warning,
}

choice!(Severity {
    "error" => Error,
    "left-out" => LeftOut,
    "warning" => Warning,
});

impl Diagnostic {
    /// A diagnostic that prevents reading.
    pub fn error(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            place: place.into(),
            message: message.into(),
        }
    }

    /// A diagnostic of a part that is left out.
    pub fn left_out(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::LeftOut,
            place: place.into(),
            message: message.into(),
        }
    }

    /// A diagnostic that does not prevent reading.
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

/// Shortens a long text for a message.
pub fn clip(long: &str) -> String {
    const MAX_CHARS: usize = 80;
    match long.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", long.get(..at).unwrap_or_default()),
        None => long.to_owned(),
    }
}
