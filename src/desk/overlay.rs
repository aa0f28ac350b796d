//! What can lie over the page.

use super::proposal::{Offer, Proposal};
use super::work::Work;
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
    /// The same with a text that was pasted.
    Pasted(Offer),
    /// What differs in copies that were merged.
    Conflicts,
    /// Putting a new text in place of a document's.
    Revise(DocumentId),
    /// What lost its place when a text was revised.
    Places,
    /// What is known about a document.
    Details(DocumentId),
    /// What will be exported, before it is downloaded.
    Export,
    /// What was found in files, before it is taken in.
    Preview(Proposal),
    /// Texts that were found in files, before they are added.
    Texts(Offer),
    /// Something that takes a while.
    Working(Work),
    /// Choosing what to tie an annotation to.
    Link(AnnotationId, Tie),
    /// Searching all articles.
    Search,
    /// The projects of this browser.
    Projects,
    /// The backups of the project.
    Backups,
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

/// A column at the side, which lies over the page where the window is narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The articles and the clusters.
    Articles,
    /// The selected mark, and the list of all.
    Inspector,
}

impl Drawer {
    /// Up to this width of the window, in CSS pixels, the columns are drawers; the style sheet says
    /// the same.
    pub const WIDEST: f64 = 1180.0;
}
