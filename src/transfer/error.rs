//! What goes wrong in imports and exports, by kind; shown, a kind is a clause that fits after a colon.

use super::formats::Missing;
use crate::desk::CommitError;
use crate::ui::sentence::{t, tf};
use std::fmt;

/// Why nothing came in.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportError {
    /// The file is larger than the limit.
    TooLarge {
        /// The file's size in bytes.
        bytes: u64,
        /// The limit in bytes.
        most: u64,
    },
    /// The part of the program that reads the files of other tools could not be fetched.
    NoFormats,
    /// A person cancelled it; nothing has changed.
    Cancelled,
    /// The change that would take the files in was not made.
    Refused(CommitError),
    /// The worker that read the files failed.
    Worker(WorkerError),
    /// The worker's answer cannot be read; its problem in words.
    Garbled(String),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mega = |bytes: &u64| bytes / 1_000_000;
        f.write_str(match self {
            Self::TooLarge { bytes, most } => {
                let (size, most) = (mega(bytes), mega(most));
                return f.write_str(&tf!("it has {size} MB; up to {most} MB can be opened"));
            }
            Self::NoFormats => return Missing.fmt(f),
            Self::Cancelled => t!("cancelled"),
            Self::Worker(error) => {
                return f.write_str(&tf!("it could not be read: {error}"));
            }
            Self::Refused(error) => return error.fmt(f),
            Self::Garbled(words) => words,
        })
    }
}

impl std::error::Error for ImportError {}

impl From<Missing> for ImportError {
    fn from(_: Missing) -> Self {
        Self::NoFormats
    }
}

impl From<WorkerError> for ImportError {
    fn from(error: WorkerError) -> Self {
        Self::Worker(error)
    }
}

/// Why no file could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The part of the program that writes the files of other tools could not be fetched.
    NoFormats,
    /// The format makes no file of this project.
    Nothing,
    /// The worker that wrote the file failed, for this reason in words.
    Worker(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFormats => return Missing.fmt(f),
            Self::Nothing => t!("there is nothing to export"),
            Self::Worker(words) => words,
        })
    }
}

impl std::error::Error for ExportError {}

impl From<Missing> for ExportError {
    fn from(_: Missing) -> Self {
        Self::NoFormats
    }
}

/// Why a worker no longer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// It could not fetch the program that it runs.
    NotStarted,
    /// The browser ended it.
    Ended,
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotStarted => t!("the program could not be fetched"),
            Self::Ended => t!("the browser gave up, perhaps because it ran out of memory"),
        })
    }
}

impl std::error::Error for WorkerError {}
