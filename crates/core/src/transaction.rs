//! Transactions: every change of a project as plain data. The same value is applied, inverted,
//! written to the journal, sent to other tabs and applied again by redo.

use crate::json::{choice, record};
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, CodebookVersion, Document, DocumentId,
    DocumentMeta, Header, Project, Relation, RelationId, Schema, VersionKey,
};

/// A named list of operations, applied together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// The name shown by undo: `Tag person`.
    pub name: String,
    /// The operations, in the order in which they are applied.
    pub ops: Vec<Op>,
    /// Consecutive transactions with the same key are undone together, such as the letters typed
    /// into one field.
    pub merge: Option<String>,
}

record!(Transaction {
    name: required,
    ops: required,
    merge: sparse,
});

impl Transaction {
    /// A transaction that is a step of its own in the history.
    pub fn new(name: impl Into<String>, ops: Vec<Op>) -> Self {
        Self {
            name: name.into(),
            ops,
            merge: None,
        }
    }

    /// An annotation as it is afterwards, if this creates or replaces it.
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.ops.iter().rev().find_map(|op| match op {
            Op::PutAnnotation(annotation) if annotation.id == *id => Some(&**annotation),
            _ => None,
        })
    }

    /// Merges it in the history with neighbours of the same key.
    pub fn merging(mut self, key: impl Into<String>) -> Self {
        self.merge = Some(key.into());
        self
    }
}

/// One operation. A `Put` creates a record or replaces the one with the same id.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Creates or replaces an annotation.
    PutAnnotation(Box<Annotation>),
    /// Removes an annotation that has no relations and is in no cluster.
    RemoveAnnotation(AnnotationId),
    /// Creates or replaces a relation.
    PutRelation(Box<Relation>),
    /// Removes a relation.
    RemoveRelation(RelationId),
    /// Creates a cluster, or replaces it except for its members. Members listed in the record are
    /// ignored.
    PutCluster(Box<Cluster>),
    /// Removes a cluster that has no members and no relations.
    RemoveCluster(ClusterId),
    /// Moves an annotation into a cluster, or out of its cluster.
    SetCluster {
        /// The mention.
        annotation: AnnotationId,
        /// Its new cluster.
        cluster: Option<ClusterId>,
    },
    /// Inserts a new document into the list of documents.
    InsertDocument {
        /// How many documents come before it; clamped.
        at: usize,
        /// The document.
        document: Box<Document>,
    },
    /// Removes a document without annotations.
    RemoveDocument(DocumentId),
    /// Moves a document within the list.
    MoveDocument {
        /// The document.
        id: DocumentId,
        /// How many documents come before it afterwards; clamped.
        to: usize,
    },
    /// Replaces the metadata of a document; its text stays.
    PutMeta(Box<DocumentMeta>),
    /// Replaces the schema.
    PutSchema(Box<Schema>),
    /// Creates or replaces a version of the codebook.
    PutVersion(Box<CodebookVersion>),
    /// Removes a version of the codebook.
    RemoveVersion(VersionKey),
    /// Replaces the header of the project.
    PutHeader(Box<Header>),
    /// Replaces everything.
    PutProject(Box<Project>),
}

choice!(Op {
    "put-annotation" => PutAnnotation(record),
    "remove-annotation" => RemoveAnnotation(id),
    "put-relation" => PutRelation(record),
    "remove-relation" => RemoveRelation(id),
    "put-cluster" => PutCluster(record),
    "remove-cluster" => RemoveCluster(id),
    "set-cluster" => SetCluster { annotation: required, cluster: optional },
    "insert-document" => InsertDocument { at: required, document: required },
    "remove-document" => RemoveDocument(id),
    "move-document" => MoveDocument { id: required, to: required },
    "put-meta" => PutMeta(record),
    "put-schema" => PutSchema(record),
    "put-version" => PutVersion(record),
    "remove-version" => RemoveVersion(key),
    "put-header" => PutHeader(record),
    "put-project" => PutProject(record),
});
