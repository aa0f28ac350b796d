//! What was found in files, to be looked at before anything is done with it.

use postil_core::diagnostic::Diagnostic;
use postil_core::model::Project;
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::Table;
use std::any::Any;
use std::sync::Arc;

/// A project that was found in files.
#[derive(Clone, Debug)]
pub struct Found {
    /// The format that it came in.
    pub what: &'static str,
    /// The names of the files.
    pub files: Vec<String>,
    /// What is in them.
    pub project: Project,
    /// What is to be said about it.
    pub remarks: Vec<Diagnostic>,
}

/// What is asked about: a project, and the texts that came with it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The project.
    pub found: Found,
    /// What came with it, which is asked about after it was taken in.
    pub rest: Texts,
}

/// Texts without a project.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Single texts.
    pub texts: Vec<NewText>,
    /// Tables with a text in each row.
    pub tables: Vec<Table>,
    /// What is to be said about files that came with them.
    pub remarks: Vec<Diagnostic>,
}

/// A project that a person is asked about. One is like no other, whatever is in it.
#[derive(Clone, Debug)]
pub struct Proposal(Arc<Asked>);

impl Proposal {
    /// A proposal to take a project in.
    pub fn new(found: Found, rest: Texts) -> Self {
        Self(Arc::new(Asked { found, rest }))
    }

    /// What is asked about, to be taken in. Copied only where someone else still holds it.
    pub fn into_asked(self) -> Asked {
        Arc::try_unwrap(self.0).unwrap_or_else(|shared| shared.as_ref().clone())
    }

    /// What is asked about.
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

/// Texts that a person is asked about. Some are like no others, whatever is in them. What is in
/// them is not told to the part of the program that shows what lies over the page.
#[derive(Clone, Debug)]
pub struct Offer(Arc<dyn Any + Send + Sync>);

impl Offer {
    /// An offer to add texts.
    pub fn new(texts: Texts) -> Self {
        Self(Arc::new(texts))
    }

    /// What is asked about.
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
