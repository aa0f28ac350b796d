//! Groups the annotations and relations of a project by document, for writers.

use postil_core::model::{Annotation, AnnotationId, DocumentId, Project, Relation};
use std::collections::HashMap;

/// The annotations and relations of each document, in the order of the project.
#[derive(Debug)]
pub struct ByDocument<'a>(HashMap<&'a DocumentId, Own<'a>>);

/// The annotations and relations of one document.
#[derive(Debug, Default)]
pub struct Own<'a> {
    pub annotations: Vec<&'a Annotation>,
    /// The relations that begin at one of the annotations.
    pub relations: Vec<&'a Relation>,
}

impl<'a> ByDocument<'a> {
    /// Groups annotations by their document, and relations by the document in which they begin.
    /// O(n).
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
        Self(all)
    }

    /// Takes out what a document has.
    pub fn remove(&mut self, document: &DocumentId) -> Own<'a> {
        self.0.remove(document).unwrap_or_default()
    }
}
