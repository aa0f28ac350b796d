//! Clusters: the identity of one thing across documents.

use super::{AnnotationId, Attributes, ClusterId, Extra};
use crate::json::record;

/// One entity, event or claim across all documents; its members are its mentions. An annotation
/// belongs to at most one cluster.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Cluster {
    /// Unique among the clusters of a project.
    pub id: ClusterId,
    /// The name of the entity, event or claim.
    pub name: String,
    /// The mentions. In a file they are ordered by document and position; the order carries no
    /// meaning. Empty inside an open project, where the state holds the membership.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub members: Vec<AnnotationId>,
    /// The clusters that it is a group of, each once. A mention of several things at once (“Lavrov and
    /// Putin”) is a mention of a group, whose parts are these things. No cluster is a part of itself, nor of
    /// one of its parts. The order carries no meaning.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub parts: Vec<ClusterId>,
    /// Attribute values by name, for instance a Wikidata id.
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
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Cluster {
    id: required,
    name: required,
    members: optional,
    parts: sparse,
    attributes: sparse,
    note: sparse,
    extra: rest,
});

impl Cluster {
    /// Creates a cluster without members; everything but its name is empty.
    pub fn new(id: ClusterId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            members: Vec::new(),
            parts: Vec::new(),
            attributes: Attributes::new(),
            note: String::new(),
            extra: Extra::new(),
        }
    }
}
