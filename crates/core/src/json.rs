//! Records as JSON and back. Both ways lead over [`Value`], so that the parser and the writer are
//! in the program once, not once for every type of record, and so that a value of the wrong type
//! is told with the path to it.

use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::fmt;

mod macros;
pub use macros::{choice, record};

/// What has a form in JSON.
pub trait Json: Sized {
    /// Its form in JSON. O(n).
    fn to_json(&self) -> Value;

    /// The value of that form. O(n).
    ///
    /// # Errors
    /// When it is of another form.
    fn from_json(value: Value) -> Result<Self, Problem>;
}

/// A record: what is written as an object with named fields.
pub trait Record: Sized {
    /// Adds its fields. O(n).
    fn write(&self, fields: &mut Fields);

    /// Takes its fields out. O(n).
    ///
    /// # Errors
    /// When one is missing, or of another form.
    fn read(fields: &mut Fields) -> Result<Self, Problem>;
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
pub struct Problem(Box<(Vec<Step>, String)>);

impl Problem {
    /// A problem with the whole value.
    pub fn new(message: String) -> Self {
        Self(Box::new((Vec::new(), message)))
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

    fn unknown(found: &str, words: &[&str]) -> Self {
        let expected = match words {
            [one, other] => format!("`{one}` or `{other}`"),
            _ => format!("one of `{}`", words.join("`, `")),
        };
        Self::new(format!("unknown variant `{found}`, expected {expected}"))
    }

    /// The same problem, seen from the value that holds this one.
    pub fn inside(mut self, step: Step) -> Self {
        self.0.0.push(step);
        self
    }

    /// The way to the value that is not as expected.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = Step> + ExactSizeIterator + '_ {
        self.0.0.iter().rev().copied()
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.0.1
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

/// The fields of an object, in order.
#[derive(Debug, Default)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// Takes a field out.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name)
    }

    /// Takes out a field that must be there.
    ///
    /// # Errors
    /// When it is not there, or of another form.
    pub fn required<T: Json>(&mut self, name: &'static str) -> Result<T, Problem> {
        inside(name, self.demand(name)?)
    }

    /// Takes out a field that may be missing.
    ///
    /// # Errors
    /// When it is there, of another form.
    pub fn optional<T: Json + Default>(&mut self, name: &'static str) -> Result<T, Problem> {
        match self.take(name) {
            Some(value) => inside(name, value),
            None => Ok(T::default()),
        }
    }

    fn demand(&mut self, name: &str) -> Result<Value, Problem> {
        self.take(name)
            .ok_or_else(|| Problem::new(format!("missing field `{name}`")))
    }

    /// All fields that were not taken out.
    pub fn rest(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.0)
    }

    /// Adds a field.
    pub fn put(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Adds a field unless it is an empty text, list or object, or null.
    pub fn put_unless_empty(&mut self, name: &str, value: Value) {
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            self.put(name, value);
        }
    }

    /// Adds fields of other programs; none can take the place of one that is there.
    pub fn put_rest(&mut self, rest: &Map<String, Value>) {
        for (name, value) in rest {
            self.0.entry(name.as_str()).or_insert_with(|| value.clone());
        }
    }

    /// The object.
    pub fn into_json(self) -> Value {
        Value::Object(self.0)
    }

    /// The fields of an object.
    ///
    /// # Errors
    /// When it is none; `expected` names what should be there.
    pub fn of(value: Value, expected: &str) -> Result<Self, Problem> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            other => Err(Problem::expected(expected, &other)),
        }
    }
}

fn inside<T: Json>(name: &'static str, value: Value) -> Result<T, Problem> {
    T::from_json(value).map_err(|problem| problem.inside(Step::Field(name)))
}

/// One of several forms, told by a word: alone, or as the name of the one field of an object.
#[derive(Debug)]
pub struct Tagged {
    /// The word.
    pub word: String,
    content: Option<Value>,
}

impl Tagged {
    /// Tells the word.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(value: Value) -> Result<Self, Problem> {
        match value {
            Value::String(word) => Ok(Self {
                word,
                content: None,
            }),
            Value::Object(fields) if fields.len() == 1 => {
                let mut fields = fields.into_iter();
                match fields.next() {
                    Some((word, content)) => Ok(Self {
                        word,
                        content: Some(content),
                    }),
                    None => Err(Problem::expected("a string", &Value::Null)),
                }
            }
            other => Err(Problem::expected(
                "a string or an object with one field",
                &other,
            )),
        }
    }

    /// What the word stands for.
    ///
    /// # Errors
    /// When it stands alone, or its content is of another form.
    pub fn content<T: Json>(self, word: &'static str) -> Result<T, Problem> {
        match self.content {
            Some(content) => inside(word, content),
            None => Err(Problem::new(format!("missing field `{word}`"))),
        }
    }

    /// The fields of what the word stands for.
    ///
    /// # Errors
    /// When it stands alone, or has no fields.
    pub fn fields(self, word: &'static str) -> Result<Fields, Problem> {
        Fields::of(self.content.unwrap_or_default(), "an object")
            .map_err(|problem| problem.inside(Step::Field(word)))
    }

    /// None of the words is known.
    pub fn unknown(&self, words: &[&str]) -> Problem {
        Problem::unknown(&self.word, words)
    }

    /// A word with its content, or alone.
    pub fn into_json(word: &str, content: Option<Value>) -> Value {
        match content {
            None => Value::from(word),
            Some(content) => {
                let mut fields = Fields::default();
                fields.put(word, content);
                fields.into_json()
            }
        }
    }
}

impl Json for Value {
    fn to_json(&self) -> Value {
        self.clone()
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        Ok(value)
    }
}

impl Json for Map<String, Value> {
    fn to_json(&self) -> Value {
        Value::Object(self.clone())
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        Ok(Fields::of(value, "a map")?.0)
    }
}

impl Json for String {
    fn to_json(&self) -> Value {
        Value::from(self.as_str())
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(Problem::expected("a string", &other)),
        }
    }
}

impl Json for char {
    fn to_json(&self) -> Value {
        Value::from(self.to_string())
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        let mut characters = value.as_str().unwrap_or_default().chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(Problem::expected("a character", &value)),
        }
    }
}

impl Json for usize {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        value
            .as_u64()
            .and_then(|number| number.try_into().ok())
            .ok_or_else(|| Problem::expected("a whole number, 0 or more", &value))
    }
}

impl Json for i32 {
    fn to_json(&self) -> Value {
        Value::from(*self)
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        value
            .as_i64()
            .and_then(|number| number.try_into().ok())
            .ok_or_else(|| Problem::expected("a whole number", &value))
    }
}

impl<T: Json> Json for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_json)
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        match value {
            Value::Null => Ok(None),
            value => T::from_json(value).map(Some),
        }
    }
}

impl<T: Json> Json for Box<T> {
    fn to_json(&self) -> Value {
        T::to_json(self)
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        T::from_json(value).map(Box::new)
    }
}

impl<T: Json> Json for Vec<T> {
    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(T::to_json).collect())
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        let mut read = Self::new();
        for (index, item) in items(value)?.into_iter().enumerate() {
            match T::from_json(item) {
                Ok(item) => read.push(item),
                Err(problem) => return Err(problem.inside(Step::Item(index))),
            }
        }
        Ok(read)
    }
}

impl<T: Json> Json for VecDeque<T> {
    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(T::to_json).collect())
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        Vec::from_json(value).map(Self::from)
    }
}

impl<A: Json, B: Json> Json for (A, B) {
    fn to_json(&self) -> Value {
        Value::Array(vec![self.0.to_json(), self.1.to_json()])
    }

    fn from_json(value: Value) -> Result<Self, Problem> {
        let mut items = items(value)?.into_iter();
        match (items.next(), items.next(), items.next()) {
            (Some(a), Some(b), None) => Ok((A::from_json(a)?, B::from_json(b)?)),
            _ => Err(Problem::new("expected two values".to_owned())),
        }
    }
}

fn items(value: Value) -> Result<Vec<Value>, Problem> {
    match value {
        Value::Array(items) => Ok(items),
        other => Err(Problem::expected("a sequence", &other)),
    }
}
