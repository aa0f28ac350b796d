//! Relations: typed arrows between annotations.

use super::{AnnotationId, Attributes, ClusterId, Extra, RelationId};
use crate::json::{choice, record};

/// A typed, directed relation from an annotation to an annotation or a cluster.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Relation {
    /// Unique among the relations of a project.
    pub id: RelationId,
    /// The name of its relation type in the schema: `said-by`, `role`, `contradicts` …
    #[cfg_attr(feature = "json-schema", schemars(rename = "type"))]
    pub kind: String,
    /// One of the values of the type, for instance `agent` for a `role`; empty if it has none.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub value: String,
    /// The annotation where the relation starts.
    pub from: AnnotationId,
    /// Where the relation ends.
    pub to: Target,
    /// Attribute values by name.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Attributes::is_empty")
    )]
    pub attributes: Attributes,
    /// A free-text note.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub note: String,
    /// Who made it: the id of an annotator.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub author: String,
    /// When it was made, RFC 3339 in UTC.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub created: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Relation {
    id: required,
    kind as "type": required,
    value: sparse,
    from: required,
    to: required,
    attributes: sparse,
    note: sparse,
    author: sparse,
    created: sparse,
    extra: rest,
});

impl Relation {
    /// Creates a relation with the required fields; the rest is empty.
    pub fn new(id: RelationId, kind: impl Into<String>, from: AnnotationId, to: Target) -> Self {
        Self {
            id,
            kind: kind.into(),
            value: String::new(),
            from,
            to,
            attributes: Attributes::new(),
            note: String::new(),
            author: String::new(),
            created: String::new(),
            extra: Extra::new(),
        }
    }
}

/// Where a relation ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "lowercase"))]
pub enum Target {
    /// An annotation.
    Annotation(AnnotationId),
    /// A cluster: the entity itself, not one mention of it.
    Cluster(ClusterId),
}

choice!(Target {
    "annotation" => Annotation(id),
    "cluster" => Cluster(id),
});
