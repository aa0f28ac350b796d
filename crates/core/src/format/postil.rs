//! The project file, `NAME.postil.json`: everything that a project holds, as JSON in UTF-8 with
//! one record a line. Offsets count Unicode code points, as the file itself says, and every
//! fragment repeats its text, so that a reader in another language can check each one:
//!
//! ```python
//! assert all(texts[a["document"]][f["start"]:f["end"]] == f["quote"]
//!            for a in project["annotations"] for f in a["fragments"])
//! ```

mod explain;
#[cfg(feature = "json-schema")]
mod json_schema;
mod layout;

#[cfg(feature = "json-schema")]
pub use json_schema::json_schema;

use super::{File, Read, Written, file_name};
use crate::diagnostic::{Diagnostic, clip};
use crate::json::{Fields, Record};
use crate::model::Project;
use crate::state::State;
use serde_json::Value;

const FORMAT: &str = "postil";
const VERSION: u64 = 1;
const OFFSET_UNIT: &str = "code point";
const GENERATOR: &str = concat!("Postil ", env!("CARGO_PKG_VERSION"));

/// A project of Postil: frozen texts, annotations on them, and what ties those together. Every
/// offset is a number of Unicode code points from the start of the document's text, and every
/// range is half-open. Fields that are not listed here are kept as they are.
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(title = "Postil project"))]
struct Outgoing<'a> {
    /// Tells this format from others.
    #[cfg_attr(feature = "json-schema", schemars(extend("const" = FORMAT)))]
    format: &'static str,
    /// Of the format. A reader refuses a version that it does not know.
    #[cfg_attr(feature = "json-schema", schemars(extend("const" = VERSION)))]
    version: u64,
    /// What every offset counts.
    #[cfg_attr(feature = "json-schema", schemars(extend("const" = OFFSET_UNIT)))]
    offset_unit: &'static str,
    /// The program that wrote the file.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    generator: &'static str,
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    project: &'a Project,
}

impl Outgoing<'_> {
    fn to_json(&self) -> Value {
        let mut fields = Fields::default();
        fields.put("format", self.format.into());
        fields.put("version", self.version.into());
        fields.put("offset_unit", self.offset_unit.into());
        fields.put("generator", self.generator.into());
        self.project.write(&mut fields);
        fields.into_json()
    }
}

/// Writes a project file. O(n).
pub fn write(project: &Project) -> Written {
    let outgoing = Outgoing {
        format: FORMAT,
        version: VERSION,
        offset_unit: OFFSET_UNIT,
        generator: GENERATOR,
        project,
    };
    Written {
        files: vec![File {
            name: file_name(&project.header.name, "postil.json"),
            mime: "application/json",
            bytes: layout::one_record_a_line(&outgoing.to_json()),
        }],
        losses: Vec::new(),
    }
}

/// Reads a project file. O(n).
///
/// # Errors
/// With what stands in the way, each with its place: bytes that are not UTF-8, JSON that is cut
/// off or broken (line and column), another format, a version or an offset unit that this program
/// does not read, a value of the wrong type (the record and its id), and all that
/// [`State::open`] finds.
pub fn read(bytes: &[u8]) -> Read {
    let text = explain::utf8(bytes).map_err(|found| vec![found])?;
    let whole: Value = serde_json::from_slice(text.as_bytes())
        .map_err(|error| vec![explain::broken(text, &error)])?;
    let mut file = Fields::of(whole, "an object").unwrap_or_default();
    let mut own = |name| file.take(name).unwrap_or_default();
    if let Some(found) = kind(&own("format"), &own("version"), &own("offset_unit")) {
        return Err(vec![found]);
    }
    own("generator");
    let project =
        Project::read(&mut file).map_err(|problem| vec![explain::mistyped(text, &problem)])?;
    State::check(&project)?;
    let warnings = warnings(&project);
    Ok((project, warnings))
}

/// What stands in the way when a file says of itself what it is.
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

/// What a person should know about a project that can be opened.
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
    found
}

#[cfg(test)]
mod tests;
