//! The project: everything in one file.

use super::{Annotation, Cluster, CodebookVersion, Document, Extra, Relation, Schema};
use crate::json::record;

/// A whole project as plain data.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Project {
    /// Name, guidelines and annotators of the project.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub header: Header,
    /// Layers, labels, attributes and relation types.
    pub schema: Schema,
    /// The log of the codebook, by number and time; at most [`MAX_VERSIONS`](super::MAX_VERSIONS)
    /// after an edit.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub codebook_versions: Vec<CodebookVersion>,
    /// In the order of the rail.
    pub documents: Vec<Document>,
    /// Ordered by document, then by position in the text.
    pub annotations: Vec<Annotation>,
    /// Ordered by id.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub relations: Vec<Relation>,
    /// Ordered by id.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub clusters: Vec<Cluster>,
}

record!(Project {
    header: flat,
    schema: required,
    codebook_versions: sparse,
    documents: required,
    annotations: required,
    relations: optional,
    clusters: optional,
});

/// Name, guidelines and annotators of a project.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Header {
    /// The name of the project.
    pub name: String,
    /// How to annotate, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub guidelines: String,
    /// The people who annotate.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub annotators: Vec<Annotator>,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Header {
    name: required,
    guidelines: sparse,
    annotators: sparse,
    extra: rest,
});

impl Header {
    /// Creates a header with a name; the rest is empty.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// A person who annotates.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Annotator {
    /// The id that the `author` of an annotation refers to.
    pub id: String,
    /// The name of the person.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub name: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Annotator {
    id: required,
    name: optional,
    extra: rest,
});

impl Annotator {
    /// Creates an annotator without fields of other programs.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            extra: Extra::new(),
        }
    }
}
