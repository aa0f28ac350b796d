//! Relations: typed arrows between annotations.

use super::{AnnotationId, Attributes, ClusterId, Extra, RelationId};
use crate::json::{choice, record};

/// A typed, directed tie from an annotation to an annotation or a cluster.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Relation {
    /// Unique among the relations of a project.
    pub id: RelationId,
    /// The name of its relation type in the schema: `said-by`, `role`, `contradicts` …
    #[cfg_attr(feature = "json-schema", schemars(rename = "type"))]
    pub kind: String,
    /// One of the type's values, for instance `agent` of a `role`; empty where it has none.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub value: String,
    /// Where it begins.
    pub from: AnnotationId,
    /// Where it ends.
    pub to: Target,
    /// Attribute values by name.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Attributes::is_empty")
    )]
    pub attributes: Attributes,
    /// A free remark.
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
    /// A relation with nothing but what it must have; everything else is empty.
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
    /// At one annotation.
    Annotation(AnnotationId),
    /// At a cluster: the thing itself, not one mention of it.
    Cluster(ClusterId),
}

choice!(Target {
    "annotation" => Annotation(id),
    "cluster" => Cluster(id),
});
