//! What a file of JSON is made of, found without parsing it whole: which fields its records have.
//!
//! Formats of JSON are told apart by the fields of their records, wherever those stand: a text of a
//! megabyte may come before the field that tells. Reads the first record to its end, and some more,
//! as the first records of a file often have no annotations.

use std::cell::OnceCell;
use std::ops::{Deref, Index};

/// Bytes that are read for the first record.
const MAX_BYTES: usize = 64 << 20;
/// Bytes that are read for the records after it.
const MAX_MORE_BYTES: usize = 8 << 20;
/// Records that are looked at.
const MAX_RECORDS: usize = 10_000;
/// Levels of a record that are kept.
const MAX_LEVELS: usize = 6;
/// Items of a list that are kept.
const MAX_ITEMS: usize = 4;
/// Fields of an object that are kept.
const MAX_FIELDS: usize = 100;
/// Bytes of a text or a name that are kept.
const MAX_TEXT_BYTES: usize = 40;
/// Values that are kept in all.
const MAX_VALUES: usize = 100_000;

/// A file whose format is looked for: its bytes, and its shape as soon as someone asks for it.
#[derive(Debug)]
pub struct Sample<'b> {
    bytes: &'b [u8],
    shape: OnceCell<Shape>,
}

impl<'b> Sample<'b> {
    /// Looks at nothing yet.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            shape: OnceCell::new(),
        }
    }

    /// What the file is made of. Reads it once, as [`Shape::of`] does.
    pub fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| Shape::of(self.bytes))
    }
}

impl Deref for Sample<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes
    }
}

/// How the records of a file are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// There are none: this is not JSON.
    #[default]
    None,
    /// The file is one record.
    One,
    /// It is a list of records.
    List,
    /// There is one record per line.
    Lines,
}

/// What a file of JSON is made of. A file that is damaged has the shape of what comes before the
/// damage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// How the records are put together.
    pub arrangement: Arrangement,
    /// The first records; the last one may be incomplete.
    pub records: Vec<Sketch>,
}

/// A value of JSON with what it is made of, less what is long or lies deep.
#[derive(Clone, Debug, PartialEq)]
pub enum Sketch {
    /// `null`, or nothing at all.
    Null,
    /// A number or a flag.
    Scalar,
    /// The beginning of a text, as it is escaped in the file.
    Text(String),
    /// The first items of a list.
    List(Vec<Sketch>),
    /// The fields of an object.
    Object(Vec<(String, Sketch)>),
}

const NULL: &Sketch = &Sketch::Null;

impl Index<&str> for Sketch {
    type Output = Sketch;

    /// The field of that name.
    fn index(&self, name: &str) -> &Sketch {
        let Self::Object(fields) = self else {
            return NULL;
        };
        let found = fields.iter().find(|(field, _)| field == name);
        found.map_or(NULL, |(_, value)| value)
    }
}

impl Index<usize> for Sketch {
    type Output = Sketch;

    /// The item of that number, from 0.
    fn index(&self, at: usize) -> &Sketch {
        self.items().get(at).unwrap_or(NULL)
    }
}

impl Sketch {
    /// The fields of an object.
    pub fn fields(&self) -> &[(String, Sketch)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The first items of a list.
    pub fn items(&self) -> &[Sketch] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// Whether it is missing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is a text.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Whether it is an object that has all these fields.
    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| !self[*name].is_null())
    }
}

impl Shape {
    /// Finds out what a file is made of. O(n) up to [`MAX_BYTES`].
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = Reader {
            bytes: bytes.get(..MAX_BYTES).unwrap_or(bytes),
            at: 0,
            values: 0,
        };
        reader.shape()
    }

    /// Whether one of the records is such.
    pub fn any(&self, is: impl Fn(&Sketch) -> bool) -> bool {
        self.records.iter().any(is)
    }

    /// Whether it is a project of Postil.
    pub fn is_project(&self) -> bool {
        let [record] = self.records.as_slice() else {
            return false;
        };
        record["format"] == Sketch::Text("postil".to_owned())
    }
}

/// Reads through JSON.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    /// How many values have been kept.
    values: usize,
}

/// A value, and whether it was read to its end.
type Sketched = (Sketch, bool);

impl Reader<'_> {
    fn shape(&mut self) -> Shape {
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
                };
            }
        }
        Shape {
            arrangement: Arrangement::List,
            records,
        }
    }

    /// Values one after the other, after those that were read before.
    fn lines(&mut self, mut records: Vec<Sketch>) -> Shape {
        let mut more_to = usize::MAX;
        while records.len() < MAX_RECORDS && self.at < more_to {
            match self.peek() {
                Some(b'{' | b'[') => {}
                Some(_) if !records.is_empty() => {
                    self.skip_rest_of_line();
                    continue;
                }
                _ => break,
            }
            let begin = self.at;
            let (record, whole) = self.value(0);
            records.push(record);
            // What is damaged beyond its first line is no line.
            if !whole && self.skip_line(begin) {
                break;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(shape: &Shape) -> Vec<String> {
        let one = |record: &Sketch| {
            let fields = record.fields().iter().map(|(name, _)| name.as_str());
            let items = record.items().iter().map(|item| match item {
                Sketch::Text(text) => text.as_str(),
                _ => "…",
            });
            fields.chain(items).collect::<Vec<_>>().join(" ")
        };
        shape.records.iter().map(one).collect()
    }

    #[test]
    fn records_are_found_however_they_are_put_together() {
        use Arrangement::*;
        for (json, arrangement, records) in [
            (r#"{"a": 1, "b": {"c": []}}"#, One, &["a b"][..]),
            ("\u{FEFF}\n\n {\n\"a\":\r\n 1}\n\n", One, &["a"]),
            (r#"[{"a": 1}, {"b": "\"}]"}]"#, List, &["a", "b"]),
            ("{\"a\": 1}\n\n{\"b\": 2}\n", Lines, &["a", "b"]),
            ("[\"x\", {\"e\": []}]", One, &["x …"]),
            ("[\"x\", 1]\n[\"y\", 2]\n", Lines, &["x …", "y …"]),
            // What is damaged.
            ("{\"a\": 1, \"b\": [{\"c\"", One, &["a b"]),
            ("{\"a\": \"x\n{\"b\": 2}\n", Lines, &["a", "b"]),
            ("{\n\"a\": x\n{\"b\": 2}\n", One, &["a"]),
            (
                "[\n{\"a\": 1},\n{\"b\": x},\n{\"c\": 1}]",
                List,
                &["a", "b"],
            ),
            ("[Music] A text", List, &[""]),
            ("[", List, &[]),
            ("A text", None, &[]),
            ("", None, &[]),
        ] {
            let shape = Shape::of(json.as_bytes());
            assert_eq!(shape.arrangement, arrangement, "{json}: {shape:?}");
            assert_eq!(names(&shape), records, "{json}");
        }
    }

    #[test]
    fn fields_are_found_behind_long_ones() {
        let long = "a \\\" ".repeat(100_000);
        let items = "{\"x\": [1, {\"y\": \"]\"}]}, ".repeat(50_000);
        let json = format!("[{{\"list\": [{items}1], \"text\": \"{long}\", \"data\": {{}}}}]");
        let shape = Shape::of(json.as_bytes());
        assert_eq!(names(&shape), ["list text data"]);
        assert_eq!(shape.records[0]["list"].items().len(), MAX_ITEMS);
        let Sketch::Text(text) = &shape.records[0]["text"] else {
            panic!("{shape:?}");
        };
        assert!(text.len() <= MAX_TEXT_BYTES);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        for part in ["[", "{\"a\":", "[{\"a\":[1,2],\"b\":{},", "[[],"] {
            for count in [10, 200_000] {
                let shape = Shape::of(part.repeat(count).as_bytes());
                assert!(shape.records.len() <= MAX_RECORDS, "{part}");
            }
        }
        let wide = format!("[{}]", "[[[[[],[],[]],[]],[]],[]],".repeat(300_000));
        let mut reader = Reader {
            bytes: wide.as_bytes(),
            at: 0,
            values: 0,
        };
        reader.shape();
        assert!(
            reader.values < MAX_VALUES + MAX_RECORDS,
            "{}",
            reader.values
        );
    }

    #[test]
    fn projects_of_postil_are_known() {
        for (json, is) in [
            (r#"{"format": "postil", "version": 1}"#, true),
            (r#"{"documents": [{"text": "a"}], "format":"postil"}"#, true),
            (r#"{"format": "postil-lines"}"#, false),
            (r#"[{"data": {"text": "\"format\":\"postil\""}}]"#, false),
            (r#"{"data": {"format": "postil"}}"#, false),
        ] {
            assert_eq!(Shape::of(json.as_bytes()).is_project(), is, "{json}");
        }
    }
}
