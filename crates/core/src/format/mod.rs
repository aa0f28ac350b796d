//! File formats: readers turn files into projects, writers turn a project into files.

pub mod postil;

use crate::diagnostic::Diagnostic;
use crate::json::record;
use crate::model::Project;

/// The result of a reader: a project that [`State::open`] accepts, with warnings; or the errors
/// that prevented reading, and then nothing is read.
///
/// [`State::open`]: crate::state::State::open
pub type Read = Result<(Project, Vec<Diagnostic>), Vec<Diagnostic>>;

/// The result of a writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The files to save.
    pub files: Vec<File>,
    /// The parts of the project missing from the files.
    pub losses: Vec<Loss>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// A name that is valid on every common file system.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A part of a project that a format cannot represent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The kind of records, in the plural: `relations`.
    pub what: String,
    /// How many there are.
    pub count: usize,
}

record!(Loss {
    what: required,
    count: required,
});

/// Makes a file name from a project name: characters that file systems refuse become `-`.
pub fn file_name(project: &str, extension: &str) -> String {
    const MAX_STEM_CHARS: usize = 80;
    let stem: String = project
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => '-',
            c => c,
        })
        .take(MAX_STEM_CHARS)
        .collect();
    // A leading dot hides a file; some systems drop a trailing dot or space.
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = if stem.is_empty() { "project" } else { stem };
    format!("{stem}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_are_fit_for_every_system() {
        for (project, name) in [
            ("Kabul and Moscow", "Kabul and Moscow.x"),
            ("طالبان 🇦🇫", "طالبان 🇦🇫.x"),
            ("a/b\\c:d*e?f\"g<h>i|j\nk", "a-b-c-d-e-f-g-h-i-j-k.x"),
            (" ..hidden. ", "hidden.x"),
            ("../..", "-.x"),
            ("", "project.x"),
        ] {
            assert_eq!(file_name(project, "x"), name);
        }
        let long = file_name(&"ä".repeat(500), "x");
        assert_eq!(long.chars().count(), 82);
    }
}
