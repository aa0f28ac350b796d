//! File formats: readers turn files into projects, writers turn a project into files.

pub mod postil;

use crate::diagnostic::Diagnostic;
use crate::json::record;
use crate::model::Project;

/// What a reader answers: a project that [`State::open`] takes, with what a person should know
/// about it; or what stands in the way, and then nothing is read at all.
///
/// [`State::open`]: crate::state::State::open
pub type Read = Result<(Project, Vec<Diagnostic>), Vec<Diagnostic>>;

/// What a writer answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The files to be saved.
    pub files: Vec<File>,
    /// What of the project is not in them.
    pub losses: Vec<Loss>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// A name that every common file system takes.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Something that a format cannot carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What it is, in the plural: `relations`.
    pub what: String,
    /// How many of it there are.
    pub count: usize,
}

record!(Loss {
    what: required,
    count: required,
});

/// A file name made from a project's name: what file systems refuse becomes `-`.
pub fn file_name(project: &str, extension: &str) -> String {
    const LONG: usize = 80;
    let stem: String = project
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => '-',
            c => c,
        })
        .take(LONG)
        .collect();
    // A leading dot hides a file, and a trailing one or a space is dropped by some systems.
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
