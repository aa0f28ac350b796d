//! What can lie over the page.

use postil_core::model::{AnnotationId, DocumentId};

/// What can lie over the page; one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// All keys.
    Keys,
    /// The command palette.
    Commands,
    /// Adding articles: pasted, dropped or chosen.
    AddArticles,
    /// What is known about a document.
    Details(DocumentId),
    /// What will be exported, before it is downloaded.
    Export,
    /// Choosing what to tie an annotation to.
    Link(AnnotationId, Tie),
    /// Searching all articles.
    Search,
    /// What a file could not be read for: a heading and one line a problem.
    Problems(String, Vec<String>),
}

/// What an annotation is tied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// A cluster, or another mention of the same thing.
    Cluster,
    /// Another annotation, by a relation of this type; empty: the type is chosen too.
    Relation(String),
}
