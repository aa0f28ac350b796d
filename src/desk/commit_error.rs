//! Why a change of the project was not made.

use crate::ui::sentence::t;
use postil_core::state::EditError;
use std::fmt;

/// Why a change was not made; nothing has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum CommitError {
    /// Another tab has the right to write.
    ReadOnly,
    /// The change was prepared for a project that has changed since.
    Outdated,
    /// The page is being closed.
    Closing,
    /// The change does not fit the project.
    Refused(EditError),
}

impl fmt::Display for CommitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly => f.write_str(t!("this project is open in another tab")),
            Self::Outdated => f.write_str(t!("the project has changed in the meantime; try again")),
            Self::Closing => f.write_str(t!("the page is closing")),
            Self::Refused(error) => error.fmt(f),
        }
    }
}

impl From<EditError> for CommitError {
    fn from(error: EditError) -> Self {
        Self::Refused(error)
    }
}
