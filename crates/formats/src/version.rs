//! The version of the codebook that a project was marked by, which every export names. Readers pass over it:
//! a schema that is inferred from what a file uses is not the codebook of that version.

use postil_core::model::Project;
use serde_json::Value;

/// The name of the field, column or variable with the number.
pub const FIELD: &str = "codebook_version";

/// Names the version in a line of its own or a comment: `codebook version 7`.
pub fn words(project: &Project) -> String {
    format!("codebook version {}", project.schema.version)
}

/// Whether a field of a record is the version, as the writers here write it.
pub fn is_field(name: &str, value: &Value) -> bool {
    name == FIELD && value.is_u64()
}

#[cfg(test)]
mod tests {
    use crate::{FORMATS, Options, archive, format, torture};
    use postil_core::model::Project;

    /// Odd enough to be found nowhere else.
    const VERSION: u32 = 70_913;

    fn project() -> Project {
        let mut project = torture::project();
        project.schema.version = VERSION;
        project
    }

    #[test]
    fn every_export_names_the_version() {
        for format in FORMATS {
            let written = format.write(&project(), &Options::default());
            let inside = archive::unpack(&written.files).expect("they are whole");
            let is_there = inside.iter().any(|file| {
                let text = String::from_utf8_lossy(&file.bytes);
                text.contains(&VERSION.to_string())
            });
            // It has lines of tokens only, and says so.
            let is_lost = written
                .losses
                .iter()
                .any(|loss| loss.what.contains("version of the codebook"));
            assert_eq!(
                (is_there, is_lost),
                (format.id != "conll", format.id == "conll"),
                "{}",
                format.id
            );
        }
    }

    #[test]
    fn readers_pass_over_the_version() {
        for format in FORMATS.iter().filter(|format| format.reads()) {
            let written = format.write(&project(), &Options::default());
            let (read, remarks) = format.read(&written.files).expect("it is fit");
            assert_eq!(remarks, [], "{}", format.id);
            let expected = if format.id == "jsonl" { VERSION } else { 0 };
            assert_eq!(read.schema.version, expected, "{}", format.id);
            for document in &read.documents {
                let kept = format!("{:?}", document.meta);
                assert!(
                    !kept.contains(&VERSION.to_string()),
                    "{}: {kept}",
                    format.id
                );
            }
        }
    }

    #[test]
    fn fields_of_others_with_that_name_are_kept() {
        let line = r#"{"text": "a", "entities": [], "codebook_version": "v2"}"#;
        let files = [crate::check::file("a.jsonl", line)];
        let (project, _) = format("doccano")
            .expect("listed")
            .read(&files)
            .expect("fit");
        let kept = &project.documents[0].meta.extra["doccano"];
        assert_eq!(kept["codebook_version"], "v2");
    }
}
