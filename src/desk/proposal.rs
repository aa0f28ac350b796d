//! What was found in files, for the user to accept or decline.

use postil_core::diagnostic::Diagnostic;
use postil_core::model::Project;
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::Table;
use std::any::Any;
use std::sync::Arc;

/// A project found in files.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its format.
    pub what: &'static str,
    /// The names of the files.
    pub files: Vec<String>,
    /// Their content.
    pub project: Project,
    /// Diagnostics of reading it.
    pub remarks: Vec<Diagnostic>,
}

/// A project to ask the user about, and the texts that came with it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The project.
    pub found: Found,
    /// What came with it; the user is asked about these after importing the project.
    pub rest: Texts,
}

/// Texts without a project.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Single texts.
    pub texts: Vec<NewText>,
    /// Tables with one text per row.
    pub tables: Vec<Table>,
    /// Diagnostics of reading these and the files that came with them.
    pub remarks: Vec<Diagnostic>,
}

/// A project that the user is asked about. Each is equal only to itself.
#[derive(Clone, Debug)]
pub struct Proposal(Arc<Asked>);

impl Proposal {
    /// Makes a proposal to import a project.
    pub fn new(found: Found, rest: Texts) -> Self {
        Self(Arc::new(Asked { found, rest }))
    }

    /// Takes the content out; copies it only if another handle is left.
    pub fn into_asked(self) -> Asked {
        Arc::try_unwrap(self.0).unwrap_or_else(|shared| shared.as_ref().clone())
    }

    /// The content.
    pub fn asked(&self) -> &Asked {
        &self.0
    }
}

impl PartialEq for Proposal {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Proposal {}

/// Texts that the user is asked about. Each offer is equal only to itself. Its type is erased, so that
/// the first part of the program does not contain the code for texts.
#[derive(Clone, Debug)]
pub struct Offer(Arc<dyn Any + Send + Sync>);

impl Offer {
    /// Makes an offer to add texts.
    pub fn new(texts: Texts) -> Self {
        Self(Arc::new(texts))
    }

    /// The texts.
    pub fn texts(&self) -> &Texts {
        static NONE: Texts = Texts {
            texts: Vec::new(),
            tables: Vec::new(),
            remarks: Vec::new(),
        };
        self.0.downcast_ref().unwrap_or(&NONE)
    }
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Offer {}
