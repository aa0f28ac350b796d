//! The project file, `NAME.postil.json`: everything in a project, as JSON in UTF-8 with one record
//! per line. Offsets count Unicode code points, as the file itself states, and every fragment
//! repeats its text, so that a reader in another language can check each one:
//!
//! ```python
//! assert all(texts[a["document"]][f["start"]:f["end"]] == f["quote"]
//!            for a in project["annotations"] for f in a["fragments"])
//! ```

pub mod explain;
#[cfg(feature = "json-schema")]
mod json_schema;
mod piecewise;

#[cfg(feature = "json-schema")]
pub use json_schema::json_schema;
pub use piecewise::Piecewise;

use super::{File, Read, Written, file_name};
use crate::crowd;
use crate::diagnostic::{Diagnostic, clip};
use crate::json::{self, Record, Writer};
use crate::model::Project;
use crate::state::State;
use serde_json::Value;

const FORMAT: &str = "postil";
const VERSION: u64 = 1;
const OFFSET_UNIT: &str = "code point";
const GENERATOR: &str = concat!("Postil ", env!("CARGO_PKG_VERSION"));

/// Writes a project file. The project should carry its quotes, as [`State::to_project`] gives
/// them. O(n).
pub fn write(project: &Project) -> Written {
    let mut out = Writer::one_record_a_line();
    begin(&mut out);
    project.write_fields(&mut out);
    out.end_object();
    Written {
        files: vec![named(&project.header.name, out.finish())],
        losses: Vec::new(),
    }
}

/// Begins the object of a file with the fields that identify its format.
fn begin(out: &mut Writer) {
    out.begin_object();
    out.name("format");
    out.string(FORMAT);
    out.name("version");
    out.value(&VERSION.into());
    out.name("offset_unit");
    out.string(OFFSET_UNIT);
    out.name("generator");
    out.string(GENERATOR);
}

/// The project file for a project with that name.
fn named(project: &str, bytes: Vec<u8>) -> File {
    File {
        name: file_name(project, "postil.json"),
        mime: "application/json",
        bytes,
    }
}

/// Reads a project file. O(n).
///
/// # Errors
/// With diagnostics that give the location of each error: bytes that are not UTF-8, incomplete or
/// broken JSON (line and column), another format, an unsupported version or offset unit, a value of
/// the wrong type (the record and its id), and everything that [`State::open`] finds.
pub fn read(bytes: &[u8]) -> Read {
    let text = explain::utf8(bytes).map_err(|found| vec![found])?;
    let mut project: Project = match json::from_str(text) {
        Ok(project) => project,
        Err(error) => return Err(vec![refusal(text, &error)]),
    };
    let mut own = |name| {
        let field = project.header.extra.shift_remove(name);
        field.unwrap_or_default()
    };
    if let Some(found) = kind(&own("format"), &own("version"), &own("offset_unit")) {
        return Err(vec![found]);
    }
    own("generator");
    State::check(&project)?;
    let warnings = warnings(&project);
    Ok((project, warnings))
}

/// Explains why no project was read: a wrong format is reported before errors inside the file.
fn refusal(text: &str, error: &json::Error) -> Diagnostic {
    let whole: Value = match serde_json::from_str(text) {
        Ok(whole) => whole,
        Err(error) => return explain::broken(text, &error),
    };
    let kind = kind(&whole["format"], &whole["version"], &whole["offset_unit"]);
    kind.unwrap_or_else(|| match error {
        json::Error::Mistyped(problem) => explain::mistyped(text, problem),
        json::Error::Broken(message) => Diagnostic::error("", message.clone()),
    })
}

/// The error, if any, in the fields that identify the format.
fn kind(format: &Value, version: &Value, offset_unit: &Value) -> Option<Diagnostic> {
    if format != FORMAT {
        let there = match format {
            Value::Null => String::new(),
            Value::String(other) => format!(", found \"format\": \"{}\"", clip(other)),
            _ => ", found another value".to_owned(),
        };
        return Some(Diagnostic::error(
            "",
            format!(
                "this is not a Postil project: expected an object with \"format\": \"{FORMAT}\"{there}"
            ),
        ));
    }
    if *version != VERSION {
        let message = match version.as_u64() {
            Some(newer) if newer > VERSION => format!(
                "the file was written by a newer version ({newer}); this one reads version {VERSION}"
            ),
            _ => format!("expected {VERSION}, found {}", clip(&version.to_string())),
        };
        return Some(Diagnostic::error("version", message));
    }
    (offset_unit != OFFSET_UNIT).then(|| {
        Diagnostic::error(
            "offset_unit",
            format!(
                "expected \"{OFFSET_UNIT}\", found {}; offsets in another unit would mark other words",
                clip(&offset_unit.to_string())
            ),
        )
    })
}

/// Warnings about a project that can be opened.
fn warnings(project: &Project) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, document) in project.documents.iter().enumerate() {
        let place = || format!("documents[{number}] “{}”", document.meta.id);
        if document.sha256.is_empty() {
            found.push(Diagnostic::warning(
                place(),
                "there is no sha256, so nothing shows that the text is the one that was annotated",
            ));
        }
        if document.text.contains('\r') || document.text.starts_with('\u{FEFF}') {
            found.push(Diagnostic::warning(
                place(),
                "the text holds carriage returns or begins with a byte order mark; they stay, because offsets count them",
            ));
        }
    }
    let fragments = || project.annotations.iter().flat_map(|a| &a.fragments);
    let unquoted = fragments().filter(|f| f.quote.is_empty()).count();
    if unquoted > 0 {
        found.push(Diagnostic::warning(
            "annotations",
            format!(
                "{unquoted} of {} fragments have no quote, so nothing shows that their offsets are right",
                fragments().count()
            ),
        ));
    }
    for remark in crowd::remarks(&project.schema) {
        found.push(Diagnostic::warning("schema", remark));
    }
    found
}

#[cfg(test)]
mod tests;
