//! A choice that a person has where a file can be read in several ways.

use postil_core::json::record;
use std::collections::HashMap;

/// The columns of a file that may hold its tags, and those that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The name of the file.
    pub file: String,
    /// What can be chosen; two or more.
    pub candidates: Vec<Candidate>,
    /// The value of the one that was read.
    pub chosen: String,
}

record!(Choice {
    file: required,
    candidates: required,
    chosen: required,
});

/// A column that may hold tags, or several that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The numbers of the columns from 1, with commas between them.
    pub value: String,
    /// Some of its labels.
    pub samples: Vec<String>,
}

record!(Candidate {
    value: required,
    samples: required,
});

/// The values that a person chose, by the names of files.
pub type Chosen = HashMap<String, String>;
