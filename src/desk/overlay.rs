//! The overlays of the page.

use super::proposal::{Offer, Proposal};
use super::work::Work;
use postil_core::diagnostic::Diagnostic;
use postil_core::model::{AnnotationId, ClusterId, DocumentId};

/// An overlay; the page shows one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// All keys.
    Keys,
    /// The command palette.
    Commands,
    /// The codebook.
    Codebook,
    /// Choosing a label from all.
    Labels,
    /// Adding documents: pasted, dropped or chosen.
    AddArticles,
    /// The same with a pasted text.
    Pasted(Offer),
    /// Conflicts between merged copies.
    Conflicts,
    /// Replacing the text of a document.
    Revise(DocumentId),
    /// Annotations that lost their place when a text was revised.
    Places,
    /// Annotations that cover other words since a text was revised.
    Rewordings,
    /// What the codebook demands and is lacking.
    Checks,
    /// The metadata of a document.
    Details(DocumentId),
    /// Exporting, with a preview.
    Export,
    /// A project found in files, before it is imported.
    Preview(Proposal),
    /// Texts found in files, before they are added.
    Texts(Offer),
    /// A task that takes a while.
    Working(Work),
    /// Choosing what to link an annotation to.
    Link(AnnotationId, Tie),
    /// Choosing a cluster to do something with.
    PickCluster(ClusterTask),
    /// What a program thinks are mentions of one thing.
    Proposals,
    /// Passages that stand in several documents; with an offset of the document that is shown, at the
    /// passage there.
    SharedCopy(Option<usize>),
    /// Marks that were carried over to another document and are in doubt there.
    Doubts,
    /// Searching all documents; with an annotation, for its text, to mark that everywhere.
    Search(Option<AnnotationId>),
    /// The projects in this browser.
    Projects,
    /// The backups of the project.
    Backups,
    /// Why files could not be read, under a heading.
    Problems(String, Vec<Diagnostic>),
}

/// What to link an annotation to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// A cluster, or another mention of the same thing.
    Cluster,
    /// Another annotation, by a relation of this type.
    Relation(String),
}

/// What to do with a cluster that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClusterTask {
    /// Move mentions into it.
    Move(Vec<AnnotationId>),
    /// Merge it into this one.
    Merge(ClusterId),
    /// Make it a part of this one.
    AddPart(ClusterId),
}

/// A side column that opens over the page in a narrow window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The documents and the clusters.
    Articles,
    /// The selected annotation, and the list of all.
    Inspector,
}

/// Up to this width of the window, in CSS pixels, the rail is a drawer, and the inspector can be put away;
/// the style sheet has the same number.
pub const RAIL_DRAWER_MAX_PX: f64 = 1180.0;
/// Up to this width, the inspector is below the article and not beside it.
pub const INSPECTOR_BELOW_MAX_PX: f64 = 960.0;
/// Up to this width, the inspector is a drawer too.
pub const INSPECTOR_DRAWER_MAX_PX: f64 = 760.0;
