//! Converts the open project to plain data.

use super::{ClusterState, DocumentState, State};
use crate::model::{Annotation, Cluster, ClusterId, DocumentId, Project, Target};
use crate::order;

impl State {
    /// The whole project as plain data, with all quotes. O(n log n).
    pub fn to_project(&self) -> Project {
        self.project_of(|_| true)
    }

    /// One document with its annotations, and with the relations and clusters that need no other
    /// document. O(n log n).
    pub fn to_project_of(&self, only: &DocumentId) -> Project {
        self.project_of(|id| id == only)
    }

    fn project_of(&self, wanted: impl Fn(&DocumentId) -> bool) -> Project {
        let documents = || self.documents.iter().filter(|d| wanted(&d.meta.id));
        let in_scope = |id| self.annotation(id).is_some_and(|a| wanted(&a.document));
        let mut clusters = Vec::new();
        for cluster in self.clusters.values() {
            let record = self.listing(cluster, &wanted);
            // Omit a cluster without mentions here, unless it has none anywhere.
            if !record.members.is_empty() || cluster.members.is_empty() {
                clusters.push(record);
            }
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

    /// A cluster with its mentions in the wanted documents, in the order of the text. O(m log m) for
    /// m mentions.
    pub(crate) fn listing(
        &self,
        cluster: &ClusterState,
        wanted: &dyn Fn(&DocumentId) -> bool,
    ) -> Cluster {
        let members = cluster.members.iter().filter_map(|id| {
            let annotation = self.annotation(id)?;
            let document = self.document_index(&annotation.document)?;
            let wanted = wanted(&annotation.document);
            wanted.then(|| (document, annotation.extent().start, id.clone()))
        });
        let members: Vec<_> = members.collect();
        let mut record = cluster.cluster.clone();
        record.members = order::sorted(&members, Ord::cmp)
            .into_iter()
            .filter_map(|at| members.get(at as usize).map(|(_, _, id)| id.clone()))
            .collect();
        record
    }
}

impl DocumentState {
    /// An annotation of this document with all quotes.
    pub(crate) fn with_quotes(&self, annotation: &Annotation) -> Annotation {
        let mut annotation = annotation.clone();
        for fragment in &mut annotation.fragments {
            self.text
                .slice(fragment.range())
                .clone_into(&mut fragment.quote);
        }
        annotation
    }
}
