//! The log of a codebook: what was changed when and by whom, and how to go back.

use super::{Extra, Schema};
use crate::json::record;
use std::cmp::Ordering;

/// Maximum number of versions kept in a project. The oldest are dropped first.
pub const MAX_VERSIONS: usize = 100;

/// One version of the codebook, which is the schema with the guidelines. A version goes on while the
/// same person makes changes: see [`edit::codebook`](crate::edit::codebook).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct CodebookVersion {
    /// The number of the version: [`Schema::version`] while it was in force. Two copies of a project
    /// may give the same number to versions that begin at different times.
    pub version: u32,
    /// When it began, RFC 3339 in UTC; empty if that is not known, as for the codebook from before
    /// the first change.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub time: String,
    /// When it was last changed, RFC 3339 in UTC; empty if that is when it began.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub until: String,
    /// Who changed it: the id of an annotator.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub author: String,
    /// What was changed, in one line of at most 400 code points.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub changes: String,
    /// The codebook at the end of the version. A version without one is still in force: its codebook
    /// is that of the project.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub codebook: Option<Box<Codebook>>,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(CodebookVersion {
    version: required,
    time: sparse,
    until: sparse,
    author: sparse,
    changes: sparse,
    codebook: sparse,
    extra: rest,
});

/// Schema and guidelines.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Codebook {
    /// Layers, labels, attributes and relation types.
    pub schema: Schema,
    /// How to annotate, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub guidelines: String,
}

record!(Codebook {
    schema: required,
    guidelines: sparse,
});

/// What identifies a version: its number, and when it began.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionKey {
    /// The number of the version.
    pub version: u32,
    /// When it began.
    pub time: String,
}

record!(VersionKey {
    version: required,
    time: sparse,
});

impl CodebookVersion {
    /// What identifies it.
    pub fn key(&self) -> VersionKey {
        VersionKey {
            version: self.version,
            time: self.time.clone(),
        }
    }

    /// The order of their keys.
    pub(crate) fn by_key(&self, other: &Self) -> Ordering {
        let number = self.version.cmp(&other.version);
        number.then_with(|| self.time.cmp(&other.time))
    }

    /// When it was last changed.
    pub fn last_change(&self) -> &str {
        match self.until.as_str() {
            "" => &self.time,
            until => until,
        }
    }
}
