//! What in a project does not fit its codebook, or is still to be checked.

use super::lack::{Found, Lack, Subject};
use super::values::{AttributeRules, set};
use crate::diagnostic::clip;
use crate::model::schema::RelationType;
use crate::model::{Annotation, Cluster, Relation, Schema, Target, label_layer};
use crate::state::{DocumentState, State};
use std::collections::{HashMap, HashSet};

/// A schema, prepared for checking many records. The first occurrence of a name counts.
pub struct Rules<'a> {
    layers: HashMap<&'a str, LayerRules<'a>>,
    of_clusters: AttributeRules<'a>,
    relations: HashMap<&'a str, RelationRules<'a>>,
    /// The names of those that some annotations must have.
    required: Vec<&'a str>,
}

struct LayerRules<'a> {
    labels: HashSet<&'a str>,
    attributes: AttributeRules<'a>,
}

struct RelationRules<'a> {
    from: HashSet<&'a str>,
    to: HashSet<&'a str>,
    values: HashSet<&'a str>,
    symmetric: bool,
}

fn of_relation(relation: &Relation, lack: Lack) -> Found {
    Found {
        subject: Subject::Relation(relation.id.clone()),
        lack,
    }
}

/// Whether listed ends allow a label; no list allows all.
fn allows(ends: &HashSet<&str>, label: &str) -> bool {
    ends.is_empty() || ends.contains(label) || ends.contains(label_layer(label))
}

impl<'a> Rules<'a> {
    /// Prepares a schema. O(schema).
    pub fn new(schema: &'a Schema) -> Self {
        let mut layers = HashMap::with_capacity(schema.layers.len());
        for layer in &schema.layers {
            layers
                .entry(layer.name.as_str())
                .or_insert_with(|| LayerRules {
                    labels: layer
                        .labels
                        .iter()
                        .map(|label| label.name.as_str())
                        .collect(),
                    attributes: AttributeRules::new(&layer.attributes),
                });
        }
        let mut relations = HashMap::with_capacity(schema.relations.len());
        for kind in &schema.relations {
            relations
                .entry(kind.name.as_str())
                .or_insert_with(|| RelationRules {
                    from: set(&kind.from),
                    to: set(&kind.to),
                    values: set(&kind.values),
                    symmetric: kind.symmetric,
                });
        }
        let must = |kind: &&RelationType| kind.required && !kind.from.is_empty();
        let required = schema.relations.iter().filter(must);
        Self {
            layers,
            of_clusters: AttributeRules::new(&schema.cluster_attributes),
            relations,
            required: required.map(|kind| kind.name.as_str()).collect(),
        }
    }

    /// Whether a label is listed: a layer, or a layer and one of its labels.
    pub fn lists(&self, label: &str) -> bool {
        match (self.layers.get(label_layer(label)), label.split_once('.')) {
            (Some(layer), Some((_, name))) => layer.labels.contains(name),
            (layer, _) => layer.is_some(),
        }
    }

    /// What an annotation lacks, apart from its relations. O(attributes).
    pub fn mark(&self, mark: &Annotation, lacks: &mut dyn FnMut(Lack)) {
        let name = mark.label.split_once('.').map(|(_, name)| name);
        match self.layers.get(mark.layer()) {
            // Of what is in an unknown layer, nothing more is known.
            None => lacks(Lack::UnknownLayer(mark.layer().to_owned())),
            Some(layer) => {
                if !self.lists(&mark.label) {
                    lacks(Lack::UnknownLabel(mark.label.clone()));
                }
                layer.attributes.check(&mark.attributes, name, lacks);
            }
        }
        if mark.check != 0 {
            lacks(Lack::ToCheck(mark.check));
        }
    }

    /// What a cluster lacks. O(attributes).
    pub fn cluster(&self, cluster: &Cluster, lacks: &mut dyn FnMut(Lack)) {
        self.of_clusters.check(&cluster.attributes, None, lacks);
    }

    /// What a relation lacks. A relation to a cluster may end at any of its mentions: it fits if one
    /// of them does. O(mentions of the cluster).
    pub fn relation(&self, state: &State, relation: &Relation, lacks: &mut dyn FnMut(Lack)) {
        let kind = &relation.kind;
        let Some(rule) = self.relations.get(kind.as_str()) else {
            lacks(Lack::UnknownRelation(kind.clone()));
            return;
        };
        if !relation.value.is_empty() && !rule.values.contains(relation.value.as_str()) {
            lacks(Lack::UnlistedValue {
                attribute: String::new(),
                value: clip(&relation.value),
            });
        }
        if let Some(from) = state.annotation(&relation.from)
            && !allows(&rule.from, &from.label)
        {
            lacks(Lack::WrongStart {
                kind: kind.clone(),
                label: from.label.clone(),
            });
        }
        let wrong = match &relation.to {
            _ if rule.to.is_empty() => None,
            Target::Annotation(to) => {
                let to = state.annotation(to).map(|to| &to.label);
                to.filter(|label| !allows(&rule.to, label))
            }
            Target::Cluster(to) => {
                let cluster = state.cluster(to);
                let members = || cluster.into_iter().flat_map(|cluster| cluster.members());
                let mut labels = members().filter_map(|id| Some(&state.annotation(id)?.label));
                match labels.next() {
                    Some(first) if !allows(&rule.to, first) => {
                        let fits = labels.any(|label| allows(&rule.to, label));
                        (!fits).then_some(first)
                    }
                    _ => None,
                }
            }
        };
        if let Some(label) = wrong {
            lacks(Lack::WrongEnd {
                kind: kind.clone(),
                label: label.clone(),
            });
        }
    }

    /// What the annotations of a document lack, apart from their relations, in the order of the
    /// text. O(annotations and their attributes).
    pub fn marks_of(&self, state: &State, document: &DocumentState) -> Vec<Found> {
        let mut found = Vec::new();
        for mark in document.order().iter().filter_map(|&slot| state.at(slot)) {
            self.mark(mark, &mut |lack| {
                found.push(Found {
                    subject: Subject::Mark(mark.id.clone()),
                    lack,
                });
            });
        }
        found
    }

    /// What the relations that start in a document lack, then which of its annotations lack
    /// relations, both in the order of the text. O(n log n) in annotations and relations.
    pub fn relations_of(&self, state: &State, document: &DocumentState) -> Vec<Found> {
        let mut found = Vec::new();
        for mark in document.order().iter().filter_map(|&slot| state.at(slot)) {
            let all = state.relations_of(&mark.id);
            for relation in all.filter(|relation| relation.from == mark.id) {
                self.relation(state, relation, &mut |lack| {
                    found.push(of_relation(relation, lack));
                });
            }
        }
        self.missing(state, document, &mut found);
        found
    }

    /// As [`Rules::relations_of`] for every document, in their order, at the cost of the relations and
    /// of what lacks some: O(n log n) in these, plus O(documents × labels in each).
    pub fn relations(&self, state: &State) -> Vec<Vec<Found>> {
        // By document, with the rank of the annotation where the relation starts.
        let mut all: Vec<Vec<(usize, Found)>> = vec![Vec::new(); state.documents().len()];
        for relation in state.relations() {
            self.relation(state, relation, &mut |lack| {
                let start = state.annotation(&relation.from);
                let index = start.and_then(|start| state.document_index(&start.document));
                let place = index.and_then(|index| {
                    let slot = state.slot(&relation.from)?;
                    let rank = state.documents().get(index)?.rank(state, slot)?;
                    Some((all.get_mut(index)?, rank))
                });
                if let Some((list, rank)) = place {
                    list.push((rank, of_relation(relation, lack)));
                }
            });
        }
        let lists = state
            .documents()
            .iter()
            .zip(all)
            .map(|(document, mut list)| {
                list.sort_by_key(|(rank, _)| *rank);
                let mut found: Vec<Found> = list.into_iter().map(|(_, found)| found).collect();
                self.missing(state, document, &mut found);
                found
            });
        lists.collect()
    }

    /// The types of the relations that an annotation with that label must have.
    fn needed<'s>(
        &'s self,
        label: &'s str,
    ) -> impl Iterator<Item = (&'a str, &'s RelationRules<'a>)> + 's {
        self.required.iter().filter_map(move |&name| {
            let rule = self.relations.get(name)?;
            allows(&rule.from, label).then_some((name, rule))
        })
    }

    /// Adds the annotations of a document that lack relations.
    fn missing(&self, state: &State, document: &DocumentState, found: &mut Vec<Found>) {
        if self.required.is_empty() {
            return;
        }
        // Most documents have no such label.
        let mut labels = document.counts().keys();
        if labels.all(|label| self.needed(label).next().is_none()) {
            return;
        }
        for mark in document.order().iter().filter_map(|&slot| state.at(slot)) {
            for (name, rule) in self.needed(&mark.label) {
                // What is symmetric may start at either end.
                let mut all = state.relations_of(&mark.id);
                let fits = |one: &Relation| rule.symmetric || one.from == mark.id;
                if !all.any(|one| one.kind == name && fits(one)) {
                    found.push(Found {
                        subject: Subject::Mark(mark.id.clone()),
                        lack: Lack::MissingRelation(name.to_owned()),
                    });
                }
            }
        }
    }

    /// All that a document lacks: its annotations, then their relations. O(n log n).
    pub fn document(&self, state: &State, document: &DocumentState) -> Vec<Found> {
        let mut found = self.marks_of(state, document);
        found.append(&mut self.relations_of(state, document));
        found
    }

    /// What the clusters of a project lack, by id. O(clusters and their attributes).
    pub fn clusters(&self, state: &State) -> Vec<Found> {
        let mut found = Vec::new();
        for cluster in state.clusters() {
            self.cluster(cluster.record(), &mut |lack| {
                found.push(Found {
                    subject: Subject::Cluster(cluster.record().id.clone()),
                    lack,
                });
            });
        }
        found
    }
}

#[cfg(test)]
mod tests;
