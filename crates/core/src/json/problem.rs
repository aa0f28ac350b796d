//! Why something cannot be read from JSON.

use serde::de::IgnoredAny;
use serde_json::Value;
use std::fmt;

/// Why a text is no JSON, without the place.
pub fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = match message.rsplit_once(" at line ") {
        Some((message, _)) => message,
        None => &message,
    };
    match message {
        // No text can be made of it.
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "half a character, an escape of a surrogate without the other one".to_owned()
        }
        message => message.to_owned(),
    }
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the field of that name.
    Field(&'static str),
    /// To the item with that many before it.
    Item(usize),
}

/// Why a value is not of the expected form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// Innermost first.
    steps: Vec<Step>,
    message: String,
}

impl Problem {
    /// A problem with the whole value.
    pub fn new(message: String) -> Self {
        Self(Box::new(Inner {
            steps: Vec::new(),
            message,
        }))
    }

    /// What is there where something else was expected: `a string`.
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

    /// A field that must be there is not.
    pub fn missing(name: &str) -> Self {
        Self::new(format!("missing field `{name}`"))
    }

    /// A word that is none of those that are known.
    pub fn unknown(found: &str, words: &[&str]) -> Self {
        let expected = match words {
            [one, other] => format!("`{one}` or `{other}`"),
            _ => format!("one of `{}`", words.join("`, `")),
        };
        Self::new(format!("unknown variant `{found}`, expected {expected}"))
    }

    /// The same problem, seen from the value that holds this one.
    pub fn inside(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// The way to the value that is not as expected.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = Step> + ExactSizeIterator + '_ {
        self.0.steps.iter().rev().copied()
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

/// A path as it is written in code: `fragments[0].start`.
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
    /// It is not JSON; what is wrong, and where.
    Broken(String),
    /// It is JSON of another form.
    Mistyped(Problem),
}

impl Error {
    /// A problem that was met while a text was read. Only now is the rest of the text looked at:
    /// broken JSON is told first.
    pub fn of(text: &str, problem: Problem) -> Self {
        match broken(text) {
            Some(error) => Self::Broken(error.to_string()),
            None => Self::Mistyped(problem),
        }
    }
}

/// What makes a text no JSON, if anything does. O(n).
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
