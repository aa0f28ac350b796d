//! Reads through the bytes of JSON.

use super::{Arrangement, Shape, Sketch};

/// Bytes that are read for the first record.
const MAX_BYTES: usize = 64 << 20;
/// Bytes that are read for the records after it.
const MAX_MORE_BYTES: usize = 8 << 20;
/// Records that are looked at.
pub(super) const MAX_RECORDS: usize = 10_000;
/// Levels of a record that are kept.
const MAX_LEVELS: usize = 6;
/// Items of a list that are kept.
pub(super) const MAX_ITEMS: usize = 4;
/// Fields of an object that are kept.
const MAX_FIELDS: usize = 100;
/// Bytes of a text or a name that are kept.
pub(super) const MAX_TEXT_BYTES: usize = 40;
/// Values that are kept in all.
pub(super) const MAX_VALUES: usize = 100_000;

/// Reads through JSON.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    /// How many values have been kept.
    values: usize,
}

/// A value, and whether it was read to its end.
type Sketched = (Sketch, bool);

impl<'b> Reader<'b> {
    /// Begins to read; no more than [`MAX_BYTES`].
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes: bytes.get(..MAX_BYTES).unwrap_or(bytes),
            at: 0,
            values: 0,
        }
    }

    /// How many values have been kept.
    #[cfg(test)]
    pub fn values(&self) -> usize {
        self.values
    }

    /// What the bytes are made of.
    pub fn shape(&mut self) -> Shape {
        match self.peek() {
            Some(b'[') => {}
            Some(b'{') => return self.lines(Vec::new()),
            _ => return Shape::default(),
        }
        let begin = self.at;
        self.at += 1;
        let mut records = Vec::new();
        let (mut closed, mut damaged) = (false, false);
        let mut more_to = usize::MAX;
        while !closed && !damaged && records.len() < MAX_RECORDS && self.at < more_to {
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    closed = true;
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    let (record, whole) = self.value(1);
                    records.push(record);
                    damaged = !whole;
                    more_to = more_to.min(self.at.saturating_add(MAX_MORE_BYTES));
                }
                None => damaged = true,
            }
        }
        // A pair `[text, {"entities": …}]`, or one on each line.
        let pair = matches!(&*records, [Sketch::Text(_), about] if about.is_object());
        let more = closed && matches!(self.peek(), Some(b'[' | b'{'));
        if more || pair {
            records.truncate(MAX_ITEMS);
            return self.lines(vec![Sketch::List(records)]);
        }
        // What cannot be a list may still be lines, of which the first is damaged.
        if damaged && !self.skip_line(begin) {
            let more = self.lines(Vec::new());
            if !more.records.is_empty() {
                records.truncate(MAX_ITEMS);
                let first = vec![Sketch::List(records)];
                return Shape {
                    arrangement: Arrangement::Lines,
                    records: [first, more.records].concat(),
                    damaged,
                };
            }
        }
        Shape {
            arrangement: Arrangement::List,
            records,
            damaged: damaged || (closed && self.peek().is_some()),
        }
    }

    /// Values one after the other, after those that were read before.
    fn lines(&mut self, mut records: Vec<Sketch>) -> Shape {
        let mut more_to = usize::MAX;
        let (mut damaged, mut rewound) = (false, false);
        while records.len() < MAX_RECORDS && self.at < more_to {
            match self.peek() {
                Some(b'{' | b'[') => {}
                Some(_) if !records.is_empty() => {
                    damaged = true;
                    self.skip_rest_of_line();
                    continue;
                }
                _ => break,
            }
            let begin = self.at;
            let (record, whole) = self.value(0);
            records.push(record);
            if !whole {
                damaged = true;
                if self.skip_line(begin) {
                    // What is damaged beyond its first line may be a line that ends too early. That is
                    // looked into once, or it would take O(n²).
                    self.at = match std::mem::replace(&mut rewound, true) {
                        true => self.bytes.len(),
                        false => begin,
                    };
                    self.skip_rest_of_line();
                    if !matches!(self.peek(), Some(b'{' | b'[')) {
                        break;
                    }
                }
            }
            more_to = more_to.min(self.at.saturating_add(MAX_MORE_BYTES));
        }
        let arrangement = match records.len() {
            0 => Arrangement::None,
            1 => Arrangement::One,
            _ => Arrangement::Lines,
        };
        Shape {
            arrangement,
            records,
            damaged,
        }
    }

    /// After damage to what begins at `begin`: goes to the next line. Whether the damage lies on a later
    /// line than the beginning, or the file ends there.
    fn skip_line(&mut self, begin: usize) -> bool {
        let read = self.bytes.get(begin..self.at).unwrap_or_default();
        let later = read.contains(&b'\n');
        self.skip_rest_of_line();
        later || self.at >= self.bytes.len()
    }

    fn skip_rest_of_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|&byte| byte == b'\n');
        self.at = end.map_or(self.bytes.len(), |end| self.at + end + 1);
    }

    /// The next byte that is not white space, where the reader then is.
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Reads a value that lies so many levels deep.
    fn value(&mut self, level: usize) -> Sketched {
        self.values += 1;
        match self.peek() {
            Some(b'"') => {
                let (text, whole) = self.text();
                (Sketch::Text(text), whole)
            }
            Some(b'[') => self.list(level),
            Some(b'{') => self.object(level),
            Some(b'n') => (Sketch::Null, self.scalar()),
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => (Sketch::Scalar, self.scalar()),
            _ => (Sketch::Null, false),
        }
    }

    fn is_full(&self, level: usize) -> bool {
        level >= MAX_LEVELS || self.values >= MAX_VALUES
    }

    fn list(&mut self, level: usize) -> Sketched {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return (Sketch::List(items), true);
                }
                Some(b',') => self.at += 1,
                Some(_) if items.len() < MAX_ITEMS && !self.is_full(level) => {
                    let (item, whole) = self.value(level + 1);
                    items.push(item);
                    if !whole {
                        return (Sketch::List(items), false);
                    }
                }
                Some(_) => {
                    let whole = self.close();
                    return (Sketch::List(items), whole);
                }
                None => return (Sketch::List(items), false),
            }
        }
    }

    fn object(&mut self, level: usize) -> Sketched {
        self.at += 1;
        let mut fields: Vec<(String, Sketch)> = Vec::new();
        loop {
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return (Sketch::Object(fields), true);
                }
                Some(b',') => self.at += 1,
                Some(b'"') if fields.len() < MAX_FIELDS && !self.is_full(level) => {
                    let (name, whole) = self.text();
                    if !whole || self.peek() != Some(b':') {
                        return (Sketch::Object(fields), false);
                    }
                    self.at += 1;
                    let (value, whole) = self.value(level + 1);
                    // A project of Postil need not be read further.
                    let known = level == 0
                        && name == "format"
                        && value == Sketch::Text("postil".to_owned());
                    fields.push((name, value));
                    if known {
                        self.at = self.bytes.len();
                    }
                    if known || !whole {
                        return (Sketch::Object(fields), whole);
                    }
                }
                Some(b'"') => {
                    let whole = self.close();
                    return (Sketch::Object(fields), whole);
                }
                _ => return (Sketch::Object(fields), false),
            }
        }
    }

    /// Goes to the end of the list or object that is open; whether it has one.
    fn close(&mut self) -> bool {
        let mut open = 1_usize;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    if !self.skip_text() {
                        return false;
                    }
                    continue;
                }
                b'[' | b'{' => open += 1,
                b']' | b'}' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return true;
            }
        }
        false
    }

    /// Goes to the end of a number, a flag or `null`.
    fn scalar(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let end = rest.iter().position(|byte| !is_part(byte));
        self.at += end.unwrap_or(rest.len());
        true
    }

    /// The beginning of a text.
    fn text(&mut self) -> (String, bool) {
        let begin = self.at + 1;
        let whole = self.skip_text();
        let end = self.at - usize::from(whole);
        let text = self.bytes.get(begin..end).unwrap_or_default();
        let start = text.get(..MAX_TEXT_BYTES).unwrap_or(text);
        (String::from_utf8_lossy(start).into_owned(), whole)
    }

    /// Goes to the end of a text, if it has one.
    fn skip_text(&mut self) -> bool {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n');
            let Some(end) = rest.iter().position(special) else {
                self.at = self.bytes.len();
                return false;
            };
            self.at += end;
            match rest.get(end) {
                Some(b'"') => {
                    self.at += 1;
                    return true;
                }
                Some(b'\\') => self.at = (self.at + 2).min(self.bytes.len()),
                // JSON escapes line feeds.
                _ => return false,
            }
        }
    }
}
