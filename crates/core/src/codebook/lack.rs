//! What a record of a project can lack.

use crate::model::schema::AttributeKind;
use crate::model::{AnnotationId, ClusterId, RelationId};

/// The record that lacks something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An annotation.
    Mark(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// A cluster.
    Cluster(ClusterId),
}

/// How a record does not fit the codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The layer is not listed; its name.
    UnknownLayer(String),
    /// The layer is listed, but not the label; the whole label.
    UnknownLabel(String),
    /// A required attribute has no value; its name.
    MissingAttribute(String),
    /// The attribute is not listed, or not for that label; its name.
    UnknownAttribute(String),
    /// The value is none of those listed.
    UnlistedValue {
        /// The attribute; empty for the value of a relation.
        attribute: String,
        /// The beginning of the value.
        value: String,
    },
    /// The value is of another kind.
    WrongKind {
        /// The attribute.
        attribute: String,
        /// The kind that its value should have.
        expected: AttributeKind,
        /// The beginning of the value.
        value: String,
    },
    /// The type of a relation is not listed; its name.
    UnknownRelation(String),
    /// A relation starts at a label where its type cannot start.
    WrongStart {
        /// The name of the type.
        kind: String,
        /// The label where it starts.
        label: String,
    },
    /// A relation ends at a label where its type cannot end.
    WrongEnd {
        /// The name of the type.
        kind: String,
        /// The label where it ends.
        label: String,
    },
    /// A relation of a required type is missing; its name.
    MissingRelation(String),
    /// The meaning of the label changed with that version of the codebook, and nobody has looked at
    /// the annotation since.
    ToCheck(u32),
}

/// A record with what it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub subject: Subject,
    /// What it lacks.
    pub lack: Lack,
}
