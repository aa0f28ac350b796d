//! A file that is ready to be downloaded.

use crate::browser::download::Download;
use postil_core::format::{File, Loss};

/// A file that is ready to be downloaded.
pub struct Ready {
    /// The file.
    pub file: Download,
    /// What the file lacks of the project.
    pub losses: Vec<Loss>,
}

impl Ready {
    /// Prepares a file that was written.
    pub fn of(file: &File, losses: Vec<Loss>) -> Self {
        Self {
            file: Download::dated(&file.name, None, file.mime, &file.bytes),
            losses,
        }
    }
}
