//! Writes JSON.

use super::Json;
use serde::Serialize;
use serde_json::{Map, Value};

/// JSON in progress: compact, or with one record per line.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// Whether to break lines between the fields of the whole, the items of its lists, and the
    /// items of lists one level below, for `grep`, `diff` and readers.
    lines: bool,
    /// The open lists and objects.
    open: Vec<Open>,
}

struct Open {
    /// Whether its items are on separate lines.
    broken: bool,
    /// Whether it is non-empty so far.
    filled: bool,
}

impl Writer {
    /// Creates a writer that puts one record on a line and ends with a line feed.
    pub fn one_record_a_line() -> Self {
        Self {
            lines: true,
            ..Self::default()
        }
    }

    /// Returns the bytes.
    pub fn finish(mut self) -> Vec<u8> {
        if self.lines {
            self.bytes.push(b'\n');
        }
        self.bytes
    }

    /// The number of bytes written so far.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing was written so far.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn begin(&mut self, bracket: u8, list: bool) {
        let broken = match self.open.len() {
            0 | 1 => self.lines,
            2 => self.lines && list,
            _ => false,
        };
        self.open.push(Open {
            broken,
            filled: false,
        });
        self.bytes.push(bracket);
    }

    fn end(&mut self, bracket: u8) {
        if self
            .open
            .pop()
            .is_some_and(|open| open.broken && open.filled)
        {
            self.bytes.push(b'\n');
        }
        self.bytes.push(bracket);
    }

    /// Begins a list.
    pub fn begin_list(&mut self) {
        self.begin(b'[', true);
    }

    /// Begins an item of the list; its value comes next.
    pub fn item(&mut self) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if std::mem::replace(&mut open.filled, true) {
            self.bytes.push(b',');
        }
        if open.broken {
            self.bytes.push(b'\n');
        }
    }

    /// Ends the list.
    pub fn end_list(&mut self) {
        self.end(b']');
    }

    /// Ends the list and begins the one in the next field.
    pub fn next_list(&mut self, name: &str) {
        self.end_list();
        self.name(name);
        self.begin_list();
    }

    /// Begins an object.
    pub fn begin_object(&mut self) {
        self.begin(b'{', false);
    }

    /// Begins a field of the object; its value comes next.
    pub fn name(&mut self, name: &str) {
        self.item();
        self.string(name);
        let broken = self.open.last().is_some_and(|open| open.broken);
        self.bytes
            .extend_from_slice(if broken { b": " } else { b":" });
    }

    /// Ends the object.
    pub fn end_object(&mut self) {
        self.end(b'}');
    }

    /// Writes a field.
    pub fn field(&mut self, name: &str, value: &impl Json) {
        self.name(name);
        value.write(self);
    }

    /// Writes a field unless it is empty.
    pub fn sparse(&mut self, name: &str, value: &impl Json) {
        if !value.is_blank() {
            self.field(name, value);
        }
    }

    /// Writes the fields of other programs.
    pub fn rest(&mut self, fields: &Map<String, Value>) {
        for (name, value) in fields {
            self.field(name, value);
        }
    }

    fn leaf(&mut self, value: &(impl Serialize + ?Sized)) {
        // Strings and numbers always serialize, and writing to memory never fails.
        let written = serde_json::to_writer(&mut self.bytes, value);
        debug_assert!(written.is_ok());
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.leaf(text);
    }

    /// Writes a number.
    pub fn number(&mut self, number: usize) {
        self.leaf(&number);
    }

    /// Writes a null.
    pub fn null(&mut self) {
        self.bytes.extend_from_slice(b"null");
    }

    /// Writes a value of any form.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Array(items) => {
                self.begin_list();
                for item in items {
                    self.item();
                    self.value(item);
                }
                self.end_list();
            }
            Value::Object(fields) => {
                self.begin_object();
                self.rest(fields);
                self.end_object();
            }
            leaf => self.leaf(leaf),
        }
    }
}
