//! Says what a file of JSON looks like that no format knows.

use crate::shape::{Arrangement, Shape};
use crate::{FORMATS, has_extension};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;

/// How many fields are named.
const MAX_FIELDS: usize = 8;

/// What a file of JSON is made of, and which kinds of JSON are read. `None` for a file that is not JSON,
/// and for one that says which format it has, as projects of Postil do: these have errors of their own.
/// Reads the first records.
pub fn json(file: &File) -> Option<Diagnostic> {
    if !has_extension(&file.name, &["json"]) {
        return None;
    }
    let shape = Shape::of(&file.bytes);
    if shape.damaged || shape.arrangement == Arrangement::None {
        return None;
    }
    let first = shape.records.first();
    let fields = first.map_or(&[][..], |record| record.fields());
    if fields.iter().any(|(name, _)| name == "format") {
        return None;
    }
    let named = fields.iter().take(MAX_FIELDS);
    let named: Vec<String> = named.map(|(name, _)| format!("`{}`", clip(name))).collect();
    let what = match (shape.arrangement, named.is_empty()) {
        (_, true) => "it has no records with fields".to_owned(),
        (Arrangement::One, _) => format!("it has the fields {}", named.join(", ")),
        _ => format!("its records have the fields {}", named.join(", ")),
    };
    let readable = FORMATS.iter().filter(|format| {
        let mut kinds = format.extensions.iter();
        format.reads() && kinds.any(|kind| kind.ends_with("json") || kind.ends_with("jsonl"))
    });
    let readable: Vec<&str> = readable.map(|format| format.title).collect();
    Some(Diagnostic::error(
        &file.name,
        format!(
            "this is JSON of no kind that Postil reads: {what}; it reads Postil projects, {}",
            readable.join(", ")
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::check::file;

    #[test]
    fn unknown_json_is_described() {
        for (bytes, words) in [
            (
                r#"{"a": 1, "b": {"c": 2}}"#,
                Some("it has the fields `a`, `b`;"),
            ),
            (
                r#"[{"x": 1}, {"y": 2}]"#,
                Some("its records have the fields `x`;"),
            ),
            ("[1, 2]", Some("no records with fields")),
            (r#"{"format": "other"}"#, None),
            ("<html>", None),
        ] {
            let said = json(&file("a.json", bytes)).map(|it| it.message);
            assert_eq!(said.is_some(), words.is_some(), "{bytes}: {said:?}");
            let said = said.unwrap_or_default();
            assert!(said.contains(words.unwrap_or_default()), "{said}");
            assert!(words.is_none() || said.contains("Label Studio"), "{said}");
        }
        assert_eq!(json(&file("a.txt", "[]")), None);
    }
}
