//! The unsettled items of a project, and changes of them.

use crate::json::Json;
use crate::model::{AnnotationId, ClusterId, DocumentId, Header, RelationId, Unsettled};
use crate::state::State;
use crate::transaction::Op;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A record that may have several versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The metadata of a document.
    Document(DocumentId),
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// A cluster, without its members.
    Cluster(ClusterId),
}

/// Adds an operation that drops the unsettled items about records removed by `ops`.
pub(super) fn forget(state: &State, ops: &mut Vec<Op>) {
    let mut removed = BTreeSet::new();
    for op in ops.iter() {
        removed.extend(match op {
            Op::RemoveDocument(id) => Some(Subject::Document(id.clone())),
            Op::RemoveAnnotation(id) => Some(Subject::Annotation(id.clone())),
            Op::RemoveRelation(id) => Some(Subject::Relation(id.clone())),
            Op::RemoveCluster(id) => Some(Subject::Cluster(id.clone())),
            _ => None,
        });
    }
    let mut list = List::default();
    for (value, item) in items(state) {
        let of_cluster = match &item {
            Unsettled::Member { cluster, .. } => {
                removed.contains(&Subject::Cluster(cluster.clone()))
            }
            _ => false,
        };
        let of_document = match &item {
            Unsettled::Placement(placement) => {
                removed.contains(&Subject::Document(placement.annotation.document.clone()))
            }
            _ => false,
        };
        if of_cluster || of_document || removed.contains(&subject(&item)) {
            list.remove(value);
        }
    }
    list.put(state, ops);
}

/// A change of the unsettled items.
#[derive(Default)]
pub(super) struct List {
    removed: BTreeSet<String>,
    pub added: Vec<Value>,
}

impl List {
    pub fn remove(&mut self, item: &Value) {
        self.removed.insert(item.to_string());
    }

    pub fn add(&mut self, item: &Unsettled) {
        self.added.push(item.to_json());
    }

    /// Updates a header, if anything changes.
    pub fn change(self, header: &mut Header) {
        if self.removed.is_empty() && self.added.is_empty() {
            return;
        }
        let there = header.unsettled().iter().cloned();
        let kept = there.filter(|item| !self.removed.contains(&item.to_string()));
        let items: Vec<Value> = kept.chain(self.added).collect();
        header.set_unsettled(items);
    }

    /// Adds an operation that updates the header, if anything changes.
    pub fn put(self, state: &State, ops: &mut Vec<Op>) {
        let mut header = state.header().clone();
        self.change(&mut header);
        if header != *state.header() {
            ops.push(Op::PutHeader(Box::new(header)));
        }
    }
}

/// The record that an unsettled item is about.
pub(super) fn subject(item: &Unsettled) -> Subject {
    match item {
        Unsettled::Document(version) => Subject::Document(version.id.clone()),
        Unsettled::Annotation(version) => Subject::Annotation(version.id.clone()),
        Unsettled::Member { annotation, .. } => Subject::Annotation(annotation.clone()),
        Unsettled::Reworded(reworded) => Subject::Annotation(reworded.annotation.clone()),
        Unsettled::Relation(version) => Subject::Relation(version.id.clone()),
        Unsettled::Cluster(version) => Subject::Cluster(version.id.clone()),
        Unsettled::Placement(placement) => Subject::Annotation(placement.annotation.id.clone()),
    }
}

/// The unsettled items, as stored and as parsed. Quotes and members are cleared, as in the records
/// of an open project. Items in an unknown form are omitted.
pub(super) fn items(state: &State) -> impl Iterator<Item = (&Value, Unsettled)> {
    listed(state.header())
}

/// As [`items`], for a header.
pub(super) fn listed(header: &Header) -> impl Iterator<Item = (&Value, Unsettled)> {
    header.unsettled().iter().filter_map(|value| {
        let mut item = Unsettled::from_json(value.clone()).ok()?;
        match &mut item {
            Unsettled::Annotation(version) => version.clear_quotes(),
            Unsettled::Cluster(version) => version.members = Vec::new(),
            _ => {}
        }
        Some((value, item))
    })
}

/// The unsettled items, grouped by record.
pub(super) fn by_subject(state: &State) -> BTreeMap<Subject, Vec<Unsettled>> {
    let mut all: BTreeMap<Subject, Vec<Unsettled>> = BTreeMap::new();
    for (_, item) in items(state) {
        all.entry(subject(&item)).or_default().push(item);
    }
    all
}

/// The unsettled items about a record. O(unsettled).
pub(super) fn items_of<'a>(
    state: &'a State,
    of: &'a Subject,
) -> impl Iterator<Item = (&'a Value, Unsettled)> {
    items(state).filter(move |(_, item)| subject(item) == *of)
}
