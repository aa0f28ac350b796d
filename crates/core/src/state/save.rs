//! Converts the open project to plain data.

use super::{ClusterState, DocumentState, State};
use crate::model::{Annotation, Cluster, DocumentId, Project};
use crate::order;

impl State {
    /// The whole project as plain data, with all quotes. O(n log n).
    pub fn to_project(&self) -> Project {
        let mut annotations = Vec::with_capacity(self.annotation_count());
        for document in &self.documents {
            annotations.extend(self.annotations_with_quotes(document));
        }
        Project {
            header: self.header.clone(),
            schema: self.schema.clone(),
            codebook_versions: self.versions.clone(),
            documents: (self.documents.iter())
                .map(DocumentState::to_document)
                .collect(),
            annotations,
            relations: self.relations.values().cloned().collect(),
            clusters: (self.clusters.values())
                .map(|cluster| self.listing(cluster, &|_| true))
                .collect(),
        }
    }

    /// The annotations of a document with all quotes, in the order of the text.
    pub(super) fn annotations_with_quotes<'a>(
        &'a self,
        document: &'a DocumentState,
    ) -> impl Iterator<Item = Annotation> + 'a {
        let own = document.order.iter().filter_map(|&slot| self.at(slot));
        own.map(|annotation| document.with_quotes(annotation))
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
