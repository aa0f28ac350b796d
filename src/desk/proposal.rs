//! What was found in files, for the user to accept or decline.

use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::json::record;
use postil_core::model::Project;
use postil_formats::choices::Choice;
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::Table;
use std::any::Any;
use std::sync::Arc;

/// A project found in files.
#[derive(Clone, Debug)]
pub struct Found {
    /// Their content.
    pub project: Project,
    /// Diagnostics of reading it.
    pub remarks: Vec<Diagnostic>,
    /// What it was made of, in the order of the files.
    pub parts: Vec<Part>,
}

/// What was found in a file, or in files that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The title of the format.
    pub what: &'static str,
    /// The names of the files.
    pub files: Vec<String>,
    /// How many articles there are.
    pub articles: usize,
    /// How many marks there are, with those that have no place.
    pub marks: usize,
    /// How many relations and clusters there are.
    pub links: usize,
    /// How many parts of the files are left out.
    pub left_out: usize,
}

impl Part {
    /// What a project has, without where it is from.
    pub fn of(project: &Project) -> Self {
        Self {
            what: "",
            files: Vec::new(),
            articles: project.documents.len(),
            marks: project.annotations.len() + project.header.placement_count(),
            links: project.relations.len() + project.clusters.len(),
            left_out: 0,
        }
    }
}

impl Found {
    /// A project that was found in files of one format.
    pub fn new(
        what: &'static str,
        files: Vec<String>,
        project: Project,
        remarks: Vec<Diagnostic>,
    ) -> Self {
        let left_out = remarks.iter();
        let left_out = left_out.filter(|it| it.severity == Severity::LeftOut);
        let part = Part {
            what,
            files,
            left_out: left_out.count(),
            ..Part::of(&project)
        };
        Self {
            project,
            remarks,
            parts: vec![part],
        }
    }

    /// The names of all files.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().flat_map(|part| &part.files)
    }

    /// The names of all files, for a message.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.files().map(String::as_str).collect();
        names.join(", ")
    }

    /// Whether all of it is of this format.
    pub fn is(&self, what: &str) -> bool {
        self.parts.iter().all(|part| part.what == what)
    }
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
    /// The files whose encoding was guessed or chosen, those of a project among them.
    pub encoded: Vec<Encoded>,
    /// The files of a project whose columns of tags can be chosen.
    pub choices: Vec<Choice>,
}

/// A file whose text is in an encoding older than Unicode that it does not state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// Its name.
    pub file: String,
    /// The label of the encoding that it was read in.
    pub label: String,
    /// What is around some of the characters that depend on the encoding.
    pub samples: Vec<String>,
}

record!(Encoded {
    file: required,
    label: required,
    samples: required,
});

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
            encoded: Vec::new(),
            choices: Vec::new(),
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
