//! Errors of reading JSON.

use serde::de::IgnoredAny;
use serde_json::Value;
use std::fmt;

/// The reason why a text is not JSON, without the location.
pub fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = match message.rsplit_once(" at line ") {
        Some((message, _)) => message,
        None => &message,
    };
    match message {
        // The message of an empty text.
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "half a character, an escape of a surrogate without the other one".to_owned()
        }
        message => message.to_owned(),
    }
}

/// A step from a value to a value inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the field with that name.
    Field(&'static str),
    /// To the item at that index.
    Item(usize),
}

/// Why a value does not have the expected form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// Innermost first.
    steps: Vec<Step>,
    message: String,
}

impl Problem {
    /// Creates a problem with the value itself.
    pub fn new(message: String) -> Self {
        Self(Box::new(Inner {
            steps: Vec::new(),
            message,
        }))
    }

    /// Describes the found value, for instance `a string`.
    pub fn expected(expected: &str, found: &Value) -> Self {
        let found = match found {
            Value::Null => "null".to_owned(),
            Value::Bool(flag) => format!("boolean `{flag}`"),
            Value::Number(number) if number.is_f64() => format!("floating point `{number}`"),
            Value::Number(number) => format!("integer `{number}`"),
            Value::String(text) => format!("string {text:?}"),
            Value::Array(_) => "sequence".to_owned(),
            Value::Object(_) => "map".to_owned(),
        };
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// A required field is missing.
    pub fn missing(name: &str) -> Self {
        Self::new(format!("missing field `{name}`"))
    }

    /// An unknown word.
    pub fn unknown(found: &str, words: &[&str]) -> Self {
        let expected = match words {
            [one, other] => format!("`{one}` or `{other}`"),
            _ => format!("one of `{}`", words.join("`, `")),
        };
        Self::new(format!("unknown variant `{found}`, expected {expected}"))
    }

    /// The same problem, seen from the enclosing value.
    pub fn inside(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// The path to the wrong value.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = Step> + ExactSizeIterator + '_ {
        self.0.steps.iter().rev().copied()
    }

    /// The description of the problem.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

/// Writes a path as in code: `fragments[0].start`.
pub fn path(steps: impl Iterator<Item = Step>) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Item(index) => path.push_str(&format!("[{index}]")),
            Step::Field(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
        }
    }
    path
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = path(self.path());
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        f.write_str(self.message())
    }
}

/// Why a text holds no value of the expected form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is not JSON; the reason and the location.
    Broken(String),
    /// It is JSON of another form.
    Mistyped(Problem),
}

impl Error {
    /// Converts a problem met while reading a text. Scans the rest of the text, because broken JSON
    /// is reported first.
    pub fn of(text: &str, problem: Problem) -> Self {
        match broken(text) {
            Some(error) => Self::Broken(error.to_string()),
            None => Self::Mistyped(problem),
        }
    }
}

/// The reason why a text is not JSON, if any. O(n).
pub(crate) fn broken(text: &str) -> Option<serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(text).err()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(message) => f.write_str(message),
            Self::Mistyped(problem) => problem.fmt(f),
        }
    }
}
