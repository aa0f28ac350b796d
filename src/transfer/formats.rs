//! Doors to the part of the program that reads and writes the files of other tools. In a built site it
//! is a separate file, fetched when a person or a script first asks for a format; a program that was
//! not split contains it from the beginning.

use crate::ui::sentence::t;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::{File, Read, Written};
use postil_core::model::{Codebook, Project};
use postil_formats::choices::{self, Choice};
use postil_formats::codebook;
use postil_formats::sort::{self, Group, Sorted};
use postil_formats::unannotated::{self, NewText, Unannotated};
use postil_formats::{Options, format};
use std::fmt;

/// A text with what there is to report about it, or why there is none.
pub type ReadText = Result<(NewText, Vec<Diagnostic>), Diagnostic>;

/// The doors. Nothing else may lead into this part, or it would move into another part.
#[derive(Clone, Copy)]
pub struct Formats {
    /// Writes a project in the format with this id, as one file. Writes no file if there is none.
    pub write: fn(&str, &Project, &Options) -> Written,
    /// Sorts files by format.
    pub sort: fn(Vec<File>) -> Sorted,
    /// Reads a group of files of one format, with what was chosen.
    pub read: fn(&Group, &choices::Chosen) -> Read,
    /// What there is to choose in a group of files, read with what was chosen.
    pub choices: fn(&Group, &choices::Chosen) -> Vec<Choice>,
    /// Reads a file that holds only a text, or a table of texts; `None` for plain texts.
    pub alone: fn(&File) -> Option<Result<Unannotated, Diagnostic>>,
    /// Reads a piece of HTML from the clipboard as a page in a file is read.
    pub pasted: fn(&str) -> NewText,
    /// Reads a codebook of another tool.
    pub codebook: fn(&[File]) -> codebook::Read,
    /// Writes a codebook for programs of qualitative data analysis, under the name of the project.
    pub qdc: fn(&str, &Codebook) -> Written,
    /// Writes what there is to report about files as a table, called after the first argument.
    pub findings: fn(&str, &[Diagnostic]) -> File,
}

fn doors() -> Formats {
    Formats {
        write,
        sort: sort::sort,
        read: choices::read,
        choices: choices::of,
        alone: unannotated::read,
        pasted: unannotated::pasted,
        codebook: codebook::read,
        qdc: codebook::write_qdc,
        findings: postil_formats::findings,
    }
}

fn write(id: &str, project: &Project, options: &Options) -> Written {
    let Some(format) = format(id) else {
        return Written {
            files: Vec::new(),
            losses: Vec::new(),
        };
    };
    let Written { files, losses } = format.write(project, options);
    Written {
        files: if files.is_empty() {
            files
        } else {
            vec![format.pack(&project.header.name, files)]
        },
        losses,
    }
}

/// Fetches this part, unless it is here already. Tries again after a failure.
///
/// # Errors
/// When it cannot be fetched.
pub async fn fetch() -> Result<Formats, Missing> {
    apart::fetch().await
}

/// The part could not be fetched.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(t!(
            "the formats of other tools could not be fetched; nothing has changed, and trying again may help"
        ))
    }
}

#[cfg(split)]
mod apart {
    use super::{Formats, Missing, doors};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    #[wasm_split(formats, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Formats, Missing> {
        Ok(doors())
    }

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Missing
        }
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Formats, Missing, doors};

    pub async fn fetch() -> Result<Formats, Missing> {
        Ok(doors())
    }
}
