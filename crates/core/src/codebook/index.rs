//! The lacks of a whole project, kept up to date while it changes.

use super::{Found, Rules};
use crate::change::Change;
use crate::model::schema::AttributeType;
use crate::model::{DocumentId, Schema, Target};
use crate::state::State;
use std::collections::{HashMap, HashSet};

/// What every document lacks. It follows the changes of one state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    /// The schema that was checked against, as far as it matters.
    schema: Schema,
    documents: HashMap<DocumentId, OfDocument>,
    clusters: Vec<Found>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct OfDocument {
    marks: Vec<Found>,
    relations: Vec<Found>,
}

impl Checks {
    /// Checks a whole project. O(n log n).
    pub fn new(state: &State) -> Self {
        let rules = Rules::new(state.schema());
        let mut documents = HashMap::with_capacity(state.documents().len());
        let all = state.documents().iter().zip(rules.relations(state));
        for (document, relations) in all {
            let marks = rules.marks_of(state, document);
            let id = document.meta().id.clone();
            documents.insert(id, OfDocument { marks, relations });
        }
        Self {
            schema: bare(state.schema()),
            documents,
            clusters: rules.clusters(state),
        }
    }

    /// Brings it up to date after a change, of which `state` is the result. Annotations cost a check
    /// of their documents and of those that their relations lead to; relations and clusters a check
    /// of all relations; a change of the schema that matters a check of everything. Titles, rules
    /// and colors do not matter.
    pub fn follow(&mut self, state: &State, change: &Change) {
        if change.everything || (change.settings && bare(state.schema()) != self.schema) {
            *self = Self::new(state);
            return;
        }
        let mut marks: HashSet<&DocumentId> = change.documents.iter().collect();
        let mut relations: HashSet<&DocumentId> = marks.clone();
        for touched in &change.annotations {
            marks.insert(&touched.document);
            relations.insert(&touched.document);
            let mut end = |id| {
                relations.extend(state.annotation(id).map(|mark| &mark.document));
            };
            for relation in state.relations_of(&touched.id) {
                end(&relation.from);
                if let Target::Annotation(to) = &relation.to {
                    end(to);
                }
            }
            // A relation to a cluster fits if one of its mentions does.
            if let Some(cluster) = state.cluster_of(&touched.id) {
                for relation in state.relations_to_cluster(&cluster.record().id) {
                    end(&relation.from);
                }
            }
        }
        if marks.is_empty() && !change.links {
            return;
        }
        let rules = Rules::new(state.schema());
        for id in marks {
            match state.document(id) {
                Some(document) => {
                    let found = rules.marks_of(state, document);
                    self.documents.entry(id.clone()).or_default().marks = found;
                }
                None => drop(self.documents.remove(id)),
            }
        }
        if change.links {
            let all = state.documents().iter().zip(rules.relations(state));
            for (document, found) in all {
                let id = document.meta().id.clone();
                self.documents.entry(id).or_default().relations = found;
            }
            self.clusters = rules.clusters(state);
            return;
        }
        for id in relations {
            if let Some(document) = state.document(id) {
                let found = rules.relations_of(state, document);
                self.documents.entry(id.clone()).or_default().relations = found;
            }
        }
    }

    /// How many lacks a document has. O(1).
    pub fn count(&self, document: &DocumentId) -> usize {
        let of = self.documents.get(document);
        of.map_or(0, |of| of.marks.len() + of.relations.len())
    }

    /// How many lacks the project has. O(documents).
    pub fn total(&self) -> usize {
        let counts = self.documents.keys().map(|id| self.count(id));
        counts.sum::<usize>() + self.clusters.len()
    }

    /// What a document lacks: its annotations, then their relations, in the order of the text.
    pub fn of<'a>(&'a self, document: &DocumentId) -> impl Iterator<Item = &'a Found> {
        let of = self.documents.get(document).into_iter();
        of.flat_map(|of| of.marks.iter().chain(&of.relations))
    }

    /// What clusters lack, by id.
    pub fn clusters(&self) -> &[Found] {
        &self.clusters
    }
}

/// What of a schema matters for checks.
fn bare(schema: &Schema) -> Schema {
    let mut bare = schema.clone();
    let attribute = |attribute: &mut AttributeType| {
        attribute.title.clear();
        attribute.description.clear();
        attribute.value_notes = Default::default();
        attribute.default = None;
        attribute.extra.clear();
    };
    for layer in &mut bare.layers {
        layer.title.clear();
        layer.plural.clear();
        layer.description.clear();
        layer.form = Default::default();
        (layer.key, layer.color) = (None, None);
        layer.extra.clear();
        layer.attributes.iter_mut().for_each(attribute);
        for label in &mut layer.labels {
            *label = crate::model::schema::Label {
                name: std::mem::take(&mut label.name),
                ..Default::default()
            };
        }
    }
    bare.cluster_attributes.iter_mut().for_each(attribute);
    for kind in &mut bare.relations {
        kind.title.clear();
        kind.description.clear();
        kind.key = None;
        kind.extra.clear();
    }
    bare.version = 0;
    bare.extra.clear();
    bare
}
