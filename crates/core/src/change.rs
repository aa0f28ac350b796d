//! What a transaction touched, for code that shows or counts it.

use crate::model::{AnnotationId, DocumentId};
use std::ops::Range;

/// What a transaction touched. Painters read the ranges; counters read the flags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Everything may be different: the whole project was replaced.
    pub everything: bool,
    /// Annotations that were made, changed or removed, in the order of the operations.
    pub annotations: Vec<TouchedAnnotation>,
    /// Documents that were added or removed, or whose position, title, date, status or boilerplate
    /// changed.
    pub documents: Vec<DocumentId>,
    /// Relations or clusters changed.
    pub links: bool,
    /// The schema or the project's header changed.
    pub settings: bool,
}

impl Change {
    /// Adds what a later transaction touched.
    pub fn append(&mut self, mut later: Change) {
        self.everything |= later.everything;
        self.links |= later.links;
        self.settings |= later.settings;
        self.annotations.append(&mut later.annotations);
        self.documents.append(&mut later.documents);
    }

    /// Where the change happened: the document of the last touched annotation, else the last
    /// touched document.
    pub fn document(&self) -> Option<&DocumentId> {
        self.annotations
            .last()
            .map(|touched| &touched.document)
            .or_else(|| self.documents.last())
    }
}

/// An annotation that was touched.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedAnnotation {
    /// Its id.
    pub id: AnnotationId,
    /// The document it is or was in.
    pub document: DocumentId,
    /// The range to repaint, in code points: the hull of its extents before and after.
    pub range: Range<usize>,
    /// Whether it exists now.
    pub present: bool,
}
