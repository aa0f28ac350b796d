//! What in a project uses a part of the codebook.

use super::{Home, Item};
use crate::model::{Annotation, Cluster, DocumentId, Relation};
use crate::state::State;
use serde_json::Value;

/// What uses a part of the codebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Annotations.
    pub marks: usize,
    /// The documents with these annotations, and how many each has, in the order of the rail.
    pub documents: Vec<(DocumentId, usize)>,
    /// Relations: those of the type or with the value, and for a label or layer those that begin or
    /// end at one of its annotations.
    pub relations: usize,
    /// Clusters: those with the attribute or the value, and for a label or layer those with one of
    /// its annotations.
    pub clusters: usize,
}

impl Uses {
    /// Whether nothing uses it.
    pub fn is_empty(&self) -> bool {
        self.marks == 0 && self.relations == 0 && self.clusters == 0
    }
}

impl Item {
    /// Whether an annotation has that label, attribute or value.
    pub(crate) fn is_of_mark(&self, mark: &Annotation) -> bool {
        match self {
            Self::Layer(layer) => mark.layer() == layer,
            Self::Label(label) => mark.label == *label,
            Self::Attribute(Home::Layer(layer), name) => {
                mark.layer() == layer && mark.attributes.contains_key(name)
            }
            Self::Value(Home::Layer(layer), name, value) => {
                mark.layer() == layer && mark.attributes.get(name).is_some_and(|v| has(v, value))
            }
            _ => false,
        }
    }

    /// Whether a relation has that type, or its value.
    pub(crate) fn is_of_relation(&self, relation: &Relation) -> bool {
        match self {
            Self::Relation(kind) => relation.kind == *kind,
            Self::RelationValue(kind, value) => relation.kind == *kind && relation.value == *value,
            _ => false,
        }
    }

    /// Whether a cluster has that attribute or value.
    pub(crate) fn is_of_cluster(&self, cluster: &Cluster) -> bool {
        match self {
            Self::Attribute(Home::Clusters, name) => cluster.attributes.contains_key(name),
            Self::Value(Home::Clusters, name, value) => {
                cluster.attributes.get(name).is_some_and(|v| has(v, value))
            }
            _ => false,
        }
    }
}

/// Whether a stored value is a listed one, or one of several.
fn has(stored: &Value, value: &str) -> bool {
    match stored {
        Value::String(text) => text == value,
        Value::Array(several) => several.iter().any(|one| one == value),
        _ => false,
    }
}

/// What uses a part of the codebook, listed or not. O(n log n) in what uses it, plus O(n).
pub fn uses(state: &State, item: &Item) -> Uses {
    let mut uses = Uses::default();
    let (mut relations, mut clusters) = (Vec::new(), Vec::new());
    let is_label = matches!(item, Item::Layer(_) | Item::Label(_));
    for document in state.documents() {
        let own = document.order().iter().filter_map(|&slot| state.at(slot));
        let mut count = 0;
        for mark in own.filter(|mark| item.is_of_mark(mark)) {
            count += 1;
            if is_label {
                relations.extend(state.relations_of(&mark.id).map(|relation| &relation.id));
                clusters.extend(
                    state
                        .cluster_of(&mark.id)
                        .map(|cluster| &cluster.record().id),
                );
            }
        }
        if count > 0 {
            uses.marks += count;
            uses.documents.push((document.meta().id.clone(), count));
        }
    }
    relations.sort_unstable();
    relations.dedup();
    clusters.sort_unstable();
    clusters.dedup();
    let of_type = state.relations().filter(|one| item.is_of_relation(one));
    let with = state
        .clusters()
        .filter(|one| item.is_of_cluster(one.record()));
    uses.relations = relations.len() + of_type.count();
    uses.clusters = clusters.len() + with.count();
    uses
}

/// The annotations with exactly that label, by document and position. O(documents × log labels +
/// annotations of the documents that have some).
pub fn marks_of<'a>(state: &'a State, label: &'a str) -> impl Iterator<Item = &'a Annotation> {
    let documents = state.documents().iter();
    let with = documents.filter(move |document| document.counts().contains_key(label));
    with.flat_map(|document| document.order())
        .filter_map(|&slot| state.at(slot))
        .filter(move |mark| mark.label == label)
}
