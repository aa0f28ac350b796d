//! Reads and writes records as JSON. All records share one writer and one reader, so that the code
//! for each record is a list of its fields. A value of the wrong type is reported with its path.

use serde_json::{Map, Value};
use std::collections::VecDeque;

mod macros;
mod problem;
mod reader;
mod writer;

pub use macros::{choice, record};
pub use problem::{Error, Problem, Step, path, reason};
pub use reader::{Reader, Tag};
pub use writer::Writer;

#[doc(hidden)]
pub use serde;

/// A type with a JSON form.
pub trait Json: Sized {
    /// Writes the value. O(n).
    fn write(&self, out: &mut Writer);

    /// Reads a value. O(n).
    ///
    /// # Errors
    /// If the input has another form or is not JSON.
    fn read(from: &mut Reader) -> Result<Self, Problem>;

    /// Whether the value is empty, so that a sparse field can be omitted.
    fn is_blank(&self) -> bool {
        false
    }

    /// Converts to a JSON value. O(n).
    fn to_json(&self) -> Value {
        serde_json::from_slice(&to_vec(self)).unwrap_or_default()
    }

    /// Converts from a JSON value. O(n).
    ///
    /// # Errors
    /// If the value has another form.
    fn from_json(value: Value) -> Result<Self, Problem> {
        let text = value.to_string();
        let mut reader = Reader::new(&text);
        Self::read(&mut reader)
    }
}

/// A record: an object with named fields.
pub trait Record: Json {
    /// Writes the fields into an open object. O(n).
    fn write_fields(&self, out: &mut Writer);
}

/// Serializes a value without white space. O(n).
pub fn to_vec(value: &impl Json) -> Vec<u8> {
    let mut out = Writer::default();
    value.write(&mut out);
    out.finish()
}

/// Parses a text. O(n).
///
/// # Errors
/// [`Error::Broken`] if the text is not JSON, even if it also has another form; else
/// [`Error::Mistyped`].
pub fn from_str<T: Json>(text: &str) -> Result<T, Error> {
    let mut reader = Reader::new(text);
    let read = T::read(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    read.map_err(|problem| Error::of(text, problem))
}

/// Parses bytes: see [`from_str`]. O(n).
///
/// # Errors
/// As [`from_str`], and if the bytes are not UTF-8.
pub fn from_slice<T: Json>(bytes: &[u8]) -> Result<T, Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(_) => Err(Error::Broken("the text is not UTF-8".to_owned())),
    }
}

impl Json for Value {
    fn write(&self, out: &mut Writer) {
        out.value(self);
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        from.value()
    }

    fn is_blank(&self) -> bool {
        self.is_null()
    }
}

impl Json for Map<String, Value> {
    fn write(&self, out: &mut Writer) {
        out.begin_object();
        out.rest(self);
        out.end_object();
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let mut fields = Self::new();
        from.object("a map", &mut |name, from| {
            fields.insert(name.to_owned(), from.value()?);
            Ok(())
        })?;
        Ok(fields)
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Json for String {
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        Ok(from.string()?.into_owned())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Json for char {
    fn write(&self, out: &mut Writer) {
        out.string(self.encode_utf8(&mut [0; 4]));
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let value = from.value()?;
        let mut characters = value.as_str().unwrap_or_default().chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(Problem::expected("a character", &value)),
        }
    }
}

impl Json for usize {
    fn write(&self, out: &mut Writer) {
        out.number(*self);
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        from.number()
    }
}

/// 0 is blank.
impl Json for u32 {
    fn write(&self, out: &mut Writer) {
        out.value(&Value::from(*self));
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let number = from.number()?;
        let fitting = number.try_into();
        let expected = "a whole number below 2³²";
        fitting.map_err(|_| Problem::expected(expected, &Value::from(number)))
    }

    fn is_blank(&self) -> bool {
        *self == 0
    }
}

/// False is blank.
impl Json for bool {
    fn write(&self, out: &mut Writer) {
        out.value(&Value::from(*self));
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let value = from.value()?;
        let flag = value.as_bool();
        flag.ok_or_else(|| Problem::expected("true or false", &value))
    }

    fn is_blank(&self) -> bool {
        !self
    }
}

impl Json for i32 {
    fn write(&self, out: &mut Writer) {
        out.value(&Value::from(*self));
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let value = from.value()?;
        let number = value.as_i64().and_then(|number| number.try_into().ok());
        number.ok_or_else(|| Problem::expected("a whole number", &value))
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.null(),
        }
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        if from.null()? {
            Ok(None)
        } else {
            T::read(from).map(Some)
        }
    }

    fn is_blank(&self) -> bool {
        self.as_ref().is_none_or(T::is_blank)
    }
}

impl<T: Json> Json for Box<T> {
    fn write(&self, out: &mut Writer) {
        T::write(self, out);
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        T::read(from).map(Self::new)
    }

    fn is_blank(&self) -> bool {
        T::is_blank(self)
    }
}

fn write_list<'a, T: Json + 'a>(items: impl Iterator<Item = &'a T>, out: &mut Writer) {
    out.begin_list();
    for item in items {
        out.item();
        item.write(out);
    }
    out.end_list();
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut Writer) {
        write_list(self.iter(), out);
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let mut items = Self::new();
        from.list(&mut |from| {
            items.push(T::read(from)?);
            Ok(())
        })?;
        Ok(items)
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Json> Json for VecDeque<T> {
    fn write(&self, out: &mut Writer) {
        write_list(self.iter(), out);
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        Vec::read(from).map(Self::from)
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<A: Json, B: Json> Json for (A, B) {
    fn write(&self, out: &mut Writer) {
        out.begin_list();
        out.item();
        self.0.write(out);
        out.item();
        self.1.write(out);
        out.end_list();
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let (mut a, mut b, mut more) = (None, None, false);
        from.list(&mut |from| {
            match (&a, &b) {
                (None, _) => a = Some(A::read(from)?),
                (_, None) => b = Some(B::read(from)?),
                _ => {
                    more = true;
                    from.skip()?;
                }
            }
            Ok(())
        })?;
        match (a, b, more) {
            (Some(a), Some(b), false) => Ok((a, b)),
            _ => Err(Problem::new("expected two values".to_owned())),
        }
    }
}
