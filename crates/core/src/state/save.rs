//! From the open project back to plain data.

use super::{DocumentState, State};
use crate::model::{Annotation, ClusterId, DocumentId, Project, Target};
use std::collections::HashMap;

impl State {
    /// The whole project as plain data, with every quote filled in. O(n log n).
    pub fn to_project(&self) -> Project {
        self.project_of(|_| true)
    }

    /// One document with its annotations, and the relations and clusters that stay whole without
    /// the others.
    pub fn to_project_of(&self, only: &DocumentId) -> Project {
        self.project_of(|id| id == only)
    }

    fn project_of(&self, wanted: impl Fn(&DocumentId) -> bool) -> Project {
        let documents = || self.documents.iter().filter(|d| wanted(&d.meta.id));
        let in_scope = |id| self.annotation(id).is_some_and(|a| wanted(&a.document));
        let places: HashMap<&DocumentId, usize> =
            self.documents.iter().map(|d| &d.meta.id).zip(0..).collect();
        let mut clusters = Vec::new();
        for cluster in self.clusters.values() {
            let mut members: Vec<_> = cluster
                .members
                .iter()
                .filter(|id| in_scope(id))
                .filter_map(|id| {
                    let annotation = self.annotation(id)?;
                    let place = places.get(&annotation.document)?;
                    Some((place, annotation.extent().start, id.clone()))
                })
                .collect();
            // A cluster that has no mention here says nothing here, unless it has none anywhere.
            if members.is_empty() && !cluster.members.is_empty() {
                continue;
            }
            members.sort();
            let mut record = cluster.cluster.clone();
            record.members = members.into_iter().map(|(_, _, id)| id).collect();
            clusters.push(record);
        }
        let kept = |id: &ClusterId| clusters.binary_search_by(|c| c.id.cmp(id)).is_ok();
        let relations = self
            .relations
            .values()
            .filter(|relation| {
                in_scope(&relation.from)
                    && match &relation.to {
                        Target::Annotation(to) => in_scope(to),
                        Target::Cluster(to) => kept(to),
                    }
            })
            .cloned()
            .collect();
        let mut annotations = Vec::with_capacity(self.annotation_count());
        for document in documents() {
            let own = document.order.iter().filter_map(|&slot| self.at(slot));
            annotations.extend(own.map(|annotation| document.with_quotes(annotation)));
        }
        Project {
            header: self.header.clone(),
            schema: self.schema.clone(),
            documents: documents().map(DocumentState::to_document).collect(),
            annotations,
            relations,
            clusters,
        }
    }
}

impl DocumentState {
    fn with_quotes(&self, annotation: &Annotation) -> Annotation {
        let mut annotation = annotation.clone();
        for fragment in &mut annotation.fragments {
            self.text
                .slice(fragment.range())
                .clone_into(&mut fragment.quote);
        }
        annotation
    }
}
