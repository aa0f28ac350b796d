//! Groups the annotations, relations and clusters of a project by document, for writers.

use postil_core::model::{Annotation, AnnotationId, Cluster, DocumentId, Project, Relation};
use std::collections::HashMap;

/// The annotations, relations and clusters of each document, in the order of the project.
#[derive(Debug)]
pub struct ByDocument<'a>(HashMap<&'a DocumentId, Own<'a>>);

/// The annotations, relations and clusters of one document.
#[derive(Debug, Default)]
pub struct Own<'a> {
    pub annotations: Vec<&'a Annotation>,
    /// The relations that begin at one of the annotations.
    pub relations: Vec<&'a Relation>,
    /// The clusters with members in the document, each with those.
    pub clusters: Vec<(&'a Cluster, Vec<&'a AnnotationId>)>,
}

impl<'a> ByDocument<'a> {
    /// Groups annotations by their document, relations by the document in which they begin, and the
    /// members of clusters by their documents. O(n).
    pub fn new(project: &'a Project) -> Self {
        let mut all: HashMap<&DocumentId, Own> = HashMap::new();
        let mut documents: HashMap<&AnnotationId, &DocumentId> = HashMap::new();
        for annotation in &project.annotations {
            documents.insert(&annotation.id, &annotation.document);
            let own = all.entry(&annotation.document).or_default();
            own.annotations.push(annotation);
        }
        for relation in &project.relations {
            if let Some(document) = documents.get(&relation.from) {
                all.entry(document).or_default().relations.push(relation);
            }
        }
        for cluster in &project.clusters {
            for member in &cluster.members {
                let Some(document) = documents.get(member) else {
                    continue;
                };
                let clusters = &mut all.entry(document).or_default().clusters;
                match clusters.last_mut() {
                    Some((last, members)) if std::ptr::eq(*last, cluster) => members.push(member),
                    _ => clusters.push((cluster, vec![member])),
                }
            }
        }
        Self(all)
    }

    /// Takes out what a document has.
    pub fn remove(&mut self, document: &DocumentId) -> Own<'a> {
        self.0.remove(document).unwrap_or_default()
    }
}
