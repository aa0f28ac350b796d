//! Reads a codebook from a file of its own, or from that of a project.

use crate::Named;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::postil::{self, explain};
use postil_core::json::{self, record};
use postil_core::model::{Codebook, Extra, Project, Schema};
use postil_core::state::State;
use serde_json::Value;

/// What the field `format` says.
pub(crate) const FORMAT: &str = "postil-codebook";

/// The version of the format, and not of a codebook.
pub(crate) const VERSION: u64 = 1;

/// What `format` says in the file of a project.
const PROJECT: &str = "postil";

/// What tells one file from another.
#[derive(Default)]
struct Kind {
    format: Value,
    version: Value,
}

record!(Kind {
    format: optional,
    version: optional,
});

/// A codebook, as it is written.
struct File {
    format: Value,
    version: Value,
    generator: Value,
    title: String,
    changed: String,
    schema: Schema,
    guidelines: String,
    extra: Extra,
}

record!(File {
    format: required,
    version: required,
    generator: optional,
    title: optional,
    changed: optional,
    schema: required,
    guidelines: optional,
    extra: rest,
});

/// Reads a codebook with warnings about it: from a file of its own, as [`write::json`](crate::write::json)
/// makes it, or from the file of a project. O(n).
///
/// # Errors
/// With diagnostics that give the location of each error: bytes that are not UTF-8, incomplete or broken
/// JSON (line and column), another format, a newer version of it, a value of the wrong type, and
/// everything that prevents a project with such a codebook from being opened.
pub fn read(bytes: &[u8]) -> Result<(Named, Vec<Diagnostic>), Vec<Diagnostic>> {
    let text = explain::utf8(bytes).map_err(|found| vec![found])?;
    let kind = match json::from_str::<Kind>(text) {
        Ok(kind) => kind,
        Err(json::Error::Mistyped(_)) => Kind::default(),
        Err(json::Error::Broken(message)) => {
            let broken = serde_json::from_str::<Value>(text).err();
            let found = broken.map(|error| explain::broken(text, &error));
            return Err(vec![
                found.unwrap_or_else(|| Diagnostic::error("", message)),
            ]);
        }
    };
    match kind.format.as_str() {
        Some(PROJECT) => of_project(bytes),
        Some(FORMAT) => of_codebook(text, &kind.version),
        _ => Err(vec![other(&kind.format)]),
    }
}

/// The error for a file that is neither.
fn other(format: &Value) -> Diagnostic {
    let found = match format {
        Value::Null => String::new(),
        Value::String(other) => format!(", found \"format\": \"{}\"", clip(other)),
        _ => ", found another value".to_owned(),
    };
    Diagnostic::error(
        "",
        format!(
            "this is neither a codebook nor a project of Postil: expected an object with \"format\": \
             \"{FORMAT}\" or \"{PROJECT}\"{found}"
        ),
    )
}

fn of_project(bytes: &[u8]) -> Result<(Named, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (project, warnings) = postil::read(bytes)?;
    // What is wrong with its articles and marks is not about its codebook.
    let is_about = |found: &Diagnostic| found.place.starts_with("schema");
    let warnings = warnings.into_iter().filter(is_about).collect();
    let now = project
        .codebook_versions
        .iter()
        .max_by_key(|version| version.key());
    let named = Named {
        title: project.header.name,
        changed: now
            .map(|now| now.last_change().to_owned())
            .unwrap_or_default(),
        codebook: Codebook {
            schema: project.schema,
            guidelines: project.header.guidelines,
        },
    };
    Ok((named, warnings))
}

fn of_codebook(text: &str, version: &Value) -> Result<(Named, Vec<Diagnostic>), Vec<Diagnostic>> {
    if *version != VERSION {
        let message = match version.as_u64() {
            Some(newer) if newer > VERSION => format!(
                "the file was written by a newer version ({newer}); this one reads version {VERSION}"
            ),
            _ => format!("expected {VERSION}, found {}", clip(&version.to_string())),
        };
        return Err(vec![Diagnostic::error("version", message)]);
    }
    let file: File = json::from_str(text).map_err(|error| {
        vec![match error {
            json::Error::Mistyped(problem) => explain::mistyped(text, &problem),
            json::Error::Broken(message) => Diagnostic::error("", message),
        }]
    })?;
    let mut project = Project {
        schema: file.schema,
        ..Project::default()
    };
    project.header.guidelines = file.guidelines;
    State::check(&project)?;
    let unknown = file
        .extra
        .keys()
        .map(|name| Diagnostic::left_out(clip(name), "no field of a codebook; it is left out"));
    let warnings = unknown.collect();
    let named = Named {
        title: file.title,
        changed: file.changed,
        codebook: Codebook {
            schema: project.schema,
            guidelines: project.header.guidelines,
        },
    };
    Ok((named, warnings))
}
