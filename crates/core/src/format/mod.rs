//! File formats: readers turn files into projects, writers turn a project into files.

pub mod html;
mod name;
pub mod postil;

pub use name::{file_name, is_reserved};

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
