//! Transactions: every change of a project as plain data. The same value is applied, inverted,
//! written to the journal, sent to other tabs and repeated by redo.

use crate::json::{choice, record};
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, Document, DocumentId, DocumentMeta, Header,
    Project, Relation, RelationId, Schema,
};

/// A named list of operations that are applied together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// What a person would call it, as shown by undo: `Tag person`.
    pub name: String,
    /// In the order in which they are applied.
    pub ops: Vec<Op>,
    /// Transactions that follow each other with the same key are undone together, as the letters
    /// typed into one field are.
    pub merge: Option<String>,
}

record!(Transaction {
    name: required,
    ops: required,
    merge: sparse,
});

impl Transaction {
    /// A transaction that stands on its own in the history.
    pub fn new(name: impl Into<String>, ops: Vec<Op>) -> Self {
        Self {
            name: name.into(),
            ops,
            merge: None,
        }
    }

    /// Joins it in the history with its neighbours of the same key.
    pub fn merging(mut self, key: impl Into<String>) -> Self {
        self.merge = Some(key.into());
        self
    }
}

/// One operation. A `Put` makes the record or replaces the one of the same id.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Makes or replaces an annotation.
    PutAnnotation(Box<Annotation>),
    /// Removes an annotation that no relation touches and that is in no cluster.
    RemoveAnnotation(AnnotationId),
    /// Makes or replaces a relation.
    PutRelation(Box<Relation>),
    /// Removes a relation.
    RemoveRelation(RelationId),
    /// Makes a cluster, or replaces all of it but its members; members listed in it are ignored.
    PutCluster(Box<Cluster>),
    /// Removes a cluster that has no members and that no relation ends at.
    RemoveCluster(ClusterId),
    /// Moves an annotation into a cluster, or out of the one it is in.
    SetCluster {
        /// The mention.
        annotation: AnnotationId,
        /// Its cluster from now on.
        cluster: Option<ClusterId>,
    },
    /// Puts a new document at a place in the list of documents.
    InsertDocument {
        /// How many documents stand before it; clamped.
        at: usize,
        /// The document.
        document: Box<Document>,
    },
    /// Removes a document that holds no annotations.
    RemoveDocument(DocumentId),
    /// Moves a document to another place in the list.
    MoveDocument {
        /// Which one.
        id: DocumentId,
        /// How many documents stand before it afterwards; clamped.
        to: usize,
    },
    /// Replaces what is known about a document; its text stays.
    PutMeta(Box<DocumentMeta>),
    /// Replaces the schema.
    PutSchema(Box<Schema>),
    /// Replaces what is said about the project as a whole.
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
    "put-header" => PutHeader(record),
    "put-project" => PutProject(record),
});
