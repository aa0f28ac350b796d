//! The project: everything that one file holds.

use super::{Annotation, Cluster, Document, Extra, Relation, Schema};
use serde::{Deserialize, Serialize};

/// A whole project as plain data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Project {
    /// What is said about the project as a whole.
    #[serde(flatten)]
    pub header: Header,
    /// Layers, labels, attributes and relation types.
    pub schema: Schema,
    /// In the order of the rail.
    pub documents: Vec<Document>,
    /// By document, then by place.
    pub annotations: Vec<Annotation>,
    /// By id.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// By id.
    #[serde(default)]
    pub clusters: Vec<Cluster>,
}

/// What is said about a project as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Header {
    /// What the project is called.
    pub name: String,
    /// How to annotate, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guidelines: String,
    /// The people whose work it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotators: Vec<Annotator>,
    /// Fields of other programs.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A person who annotates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Annotator {
    /// What the `author` of an annotation refers to.
    pub id: String,
    /// What the person is called.
    #[serde(default)]
    pub name: String,
    /// Fields of other programs.
    #[serde(flatten)]
    pub extra: Extra,
}
