//! What a transaction touched, for whoever shows or counts it.

use crate::model::{AnnotationId, DocumentId};
use std::ops::Range;

/// What a transaction touched. Whoever repaints reads the ranges; whoever counts reads the flags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Everything may be different: the whole project was replaced.
    pub everything: bool,
    /// The annotations that were made, changed or removed, in the order of the operations.
    pub annotations: Vec<TouchedAnnotation>,
    /// Documents whose place, title, date, status or boilerplate changed, or that came or went.
    pub documents: Vec<DocumentId>,
    /// Relations or clusters changed.
    pub links: bool,
    /// The schema or the project's header changed.
    pub settings: bool,
}

impl Change {
    /// Adds what another transaction touched after this one.
    pub fn append(&mut self, mut later: Change) {
        self.everything |= later.everything;
        self.links |= later.links;
        self.settings |= later.settings;
        self.annotations.append(&mut later.annotations);
        self.documents.append(&mut later.documents);
    }

    /// Where something happened: the document of the last annotation touched, else the last
    /// document touched.
    pub fn document(&self) -> Option<&DocumentId> {
        self.annotations
            .last()
            .map(|touched| &touched.document)
            .or_else(|| self.documents.last())
    }
}

/// One annotation that was touched.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedAnnotation {
    /// Which one.
    pub id: AnnotationId,
    /// Where it is, or was.
    pub document: DocumentId,
    /// What has to be painted again, in code points: the hull of its extents before and after.
    pub range: Range<usize>,
    /// Whether it is there now.
    pub present: bool,
}
