//! What a file of JSON is made of, found without parsing it whole: which fields its records have.
//!
//! Formats of JSON are told apart by the fields of their records, wherever those stand: a text of a
//! megabyte may come before the field that tells. Reads the first record to its end, and some more,
//! as the first records of a file often have no annotations.

mod scan;

use crate::archive;
use scan::Reader;
use std::cell::OnceCell;
use std::ops::{Deref, Index};

/// A file whose format is looked for: its bytes, and its shape or the names in it as soon as someone asks
/// for them.
#[derive(Debug)]
pub struct Sample<'b> {
    bytes: &'b [u8],
    shape: OnceCell<Shape>,
    names: OnceCell<Vec<String>>,
}

impl<'b> Sample<'b> {
    /// Looks at nothing yet.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            shape: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    /// What the file is made of. Reads it once, as [`Shape::of`] does.
    pub fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| Shape::of(self.bytes))
    }

    /// The names of an archive's files, as [`archive::names`] has them. Reads its list once.
    pub fn names(&self) -> &[String] {
        self.names.get_or_init(|| archive::names(self.bytes))
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
    /// The first records; one that is damaged is incomplete.
    pub records: Vec<Sketch>,
    /// Whether something in it is not JSON, as far as it was read.
    pub damaged: bool,
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
    /// Finds out what a file is made of. O(n) up to 64 MiB.
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        Reader::new(bytes).shape()
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

#[cfg(test)]
mod tests {
    use super::scan::{MAX_ITEMS, MAX_RECORDS, MAX_TEXT_BYTES, MAX_VALUES};
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
            (
                "{\"a\": \n{\"b\": 2}\n{\"c\": 2}\n",
                Lines,
                &["a", "b", "c"],
            ),
            ("{\"a\": 1}\nx\n{\"b\": 1}", Lines, &["a", "b"]),
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
        let mut reader = Reader::new(wide.as_bytes());
        reader.shape();
        assert!(
            reader.values() < MAX_VALUES + MAX_RECORDS,
            "{}",
            reader.values()
        );
    }

    #[test]
    fn projects_of_postil_are_known() {
        for (json, is) in [
            (r#"{"format": "postil", "version": 1}"#, true),
            (r#"{"documents": [{"text": "a"}], "format":"postil"}"#, true),
            (
                r#"{"documents": [{"text": "a"}], "version": 1, "format" : "postil"}"#,
                true,
            ),
            (r#"{"format": "postil-lines"}"#, false),
            (r#"[{"data": {"text": "\"format\":\"postil\""}}]"#, false),
            (r#"{"data": {"format": "postil"}}"#, false),
        ] {
            assert_eq!(Shape::of(json.as_bytes()).is_project(), is, "{json}");
        }
    }
}
