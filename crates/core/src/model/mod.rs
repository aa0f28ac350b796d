//! The parts of a project as plain data: the same types that a project file holds.

mod annotation;
mod cluster;
mod codebook_version;
mod color;
mod document;
mod id;
mod notes;
mod project;
mod published;
mod rejected;
mod relation;
pub mod schema;
mod unsettled;

pub use annotation::{Annotation, Attributes, Fragment, label_layer};
pub use cluster::Cluster;
pub use codebook_version::{Codebook, CodebookVersion, MAX_VERSIONS, VersionKey};
pub use color::{Color, DISTINCT, NoColor, Sight};
pub use document::{Basis, Document, DocumentMeta, Published, Span, Status, Writing};
pub use id::{AnnotationId, ClusterId, DocumentId, RelationId};
pub use notes::Notes;
pub use project::{Annotator, Header, Project};
pub use rejected::{REJECTED, Rejection};
pub use relation::{Relation, Target};
pub use schema::Schema;
pub use unsettled::{CandidatePlace, Context, Placement, Reworded, UNSETTLED, Unsettled};

/// Fields unknown to this version, kept unchanged from import to export.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Whether a number is the one that is not written.
#[cfg(feature = "json-schema")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
