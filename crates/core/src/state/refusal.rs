//! Why an operation or a record is refused.

use crate::diagnostic::{Diagnostic, clip};
use crate::model::{AnnotationId, ClusterId, DocumentId, RelationId, Target};
use std::fmt;

/// Maximum nesting, in levels, of attribute values and foreign fields. JSON readers give up at 128
/// levels, and the enclosing records use some of them.
pub(super) const MAX_DEPTH: usize = 100;

/// Why an operation does not fit the state.
#[derive(Clone, Debug, PartialEq)]
pub struct EditError {
    /// The index of the operation in its transaction.
    pub op: usize,
    /// What is wrong with it.
    pub refusal: Refusal,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl std::error::Error for EditError {}

/// Why an operation is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// A record breaks a constraint.
    Invalid(RecordName, Flaw),
    /// A record does not exist.
    Missing(RecordName),
    /// A new record has the id of an existing one.
    Exists(RecordName),
    /// Another record refers to the record to be removed.
    InUse {
        /// The record to be removed.
        record: RecordName,
        /// The record that refers to it.
        by: RecordName,
    },
    /// A document to be removed has annotations, or a cluster has members.
    NotEmpty(RecordName),
    /// A project that replaces everything cannot be opened; its first error.
    Project(Diagnostic),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(record, flaw) => write!(f, "{record}: {flaw}"),
            Self::Missing(record) => write!(f, "{record} does not exist"),
            Self::Exists(record) => write!(f, "{record} already exists"),
            Self::InUse { record, by } => write!(f, "{by} refers to {record}"),
            Self::NotEmpty(record @ RecordName::Cluster(_)) => write!(f, "{record} has members"),
            Self::NotEmpty(record) => write!(f, "{record} has annotations"),
            Self::Project(found) => found.fmt(f),
        }
    }
}

/// A record, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordName {
    /// The header of the project.
    Project,
    /// The schema of the project.
    Schema,
    /// A version of the codebook.
    Version(u32),
    /// A document.
    Document(DocumentId),
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// A cluster.
    Cluster(ClusterId),
}

impl fmt::Display for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Project => f.write_str("the project"),
            Self::Schema => f.write_str("the schema"),
            Self::Version(version) => write!(f, "version {version} of the codebook"),
            Self::Document(id) => write!(f, "document “{id}”"),
            Self::Annotation(id) => write!(f, "annotation “{id}”"),
            Self::Relation(id) => write!(f, "relation “{id}”"),
            Self::Cluster(id) => write!(f, "cluster “{id}”"),
        }
    }
}

macro_rules! record_names {
    ($($id:ident => $name:ident),*) => {
        $(impl From<&$id> for RecordName {
            fn from(id: &$id) -> Self {
                Self::$name(id.clone())
            }
        })*
    };
}

record_names!(
    DocumentId => Document, AnnotationId => Annotation, RelationId => Relation, ClusterId => Cluster
);

/// A constraint that a record breaks. Offsets are in code points; fragments count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The id is empty.
    EmptyId,
    /// Another record has the same id.
    DuplicateId,
    /// Another version of the codebook has the same number and time.
    DuplicateVersion,
    /// The annotation's document does not exist.
    NoDocument(DocumentId),
    /// The annotation has no label.
    NoLabel,
    /// The annotation has no fragment.
    NoFragment,
    /// A fragment is empty or reversed.
    EmptyFragment {
        /// Its index.
        fragment: usize,
        /// Its start.
        start: usize,
        /// Its end.
        end: usize,
    },
    /// A fragment ends after the text.
    FragmentPastEnd {
        /// Its index.
        fragment: usize,
        /// Its end.
        end: usize,
        /// The length of the text.
        length: usize,
    },
    /// A fragment starts before the end of the previous one.
    FragmentOrder {
        /// Its index.
        fragment: usize,
        /// Its start.
        start: usize,
        /// The end of the previous fragment.
        previous_end: usize,
    },
    /// A quote differs from the text.
    WrongQuote {
        /// The start of the fragment.
        start: usize,
        /// The end of the fragment.
        end: usize,
        /// The start of the quote.
        quote: String,
        /// The start of the text in that range.
        text: String,
    },
    /// The annotation where the relation starts does not exist.
    NoStart(AnnotationId),
    /// The record where the relation ends does not exist.
    NoTarget(Target),
    /// A range of boilerplate is empty, out of order or outside the text.
    Boilerplate {
        /// Its start.
        start: usize,
        /// Its end.
        end: usize,
    },
    /// The text does not match its hash.
    WrongHash {
        /// The start of the stored hash.
        stored: String,
        /// The hash of the text.
        computed: String,
    },
    /// The text has more code points than fit into 32 bits.
    TooLong,
    /// A foreign field has the name of a field of the record.
    OwnField(String),
    /// The value with that name is nested too deeply.
    TooDeep(String),
    /// A member of the cluster does not exist.
    NoMember(AnnotationId),
    /// A member is listed twice.
    DuplicateMember(AnnotationId),
    /// A part of the cluster does not exist.
    NoPart(ClusterId),
    /// A part is listed twice.
    DuplicatePart(ClusterId),
    /// The cluster is among its parts, their parts, and so on.
    PartOfItself,
    /// A member is in another cluster.
    OtherCluster(AnnotationId, ClusterId),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyId => f.write_str("the id is empty"),
            Self::DuplicateId => f.write_str("the id is used twice; ids must be unique"),
            Self::DuplicateVersion => {
                f.write_str("another version has the same number and began at the same time")
            }
            Self::NoDocument(id) => write!(f, "its document “{id}” does not exist"),
            Self::NoLabel => f.write_str("it has no label"),
            Self::NoFragment => f.write_str("it has no fragment"),
            Self::EmptyFragment {
                fragment,
                start,
                end,
            } => write!(
                f,
                "fragment {fragment} runs from {start} to {end}; the end must come after the start"
            ),
            Self::FragmentPastEnd {
                fragment,
                end,
                length,
            } => write!(
                f,
                "fragment {fragment} ends at {end}, but the text has {length} code points"
            ),
            Self::FragmentOrder {
                fragment,
                start,
                previous_end,
            } => write!(
                f,
                "fragment {fragment} starts at {start}, before the previous one ends at {previous_end}"
            ),
            Self::WrongQuote {
                start,
                end,
                quote,
                text,
            } => write!(
                f,
                "the quote is “{quote}”, but the text at {start}–{end} is “{text}”"
            ),
            Self::NoStart(id) => write!(f, "it starts at annotation “{id}”, which does not exist"),
            Self::NoTarget(Target::Annotation(id)) => {
                write!(f, "it ends at annotation “{id}”, which does not exist")
            }
            Self::NoTarget(Target::Cluster(id)) => {
                write!(f, "it ends at cluster “{id}”, which does not exist")
            }
            Self::Boilerplate { start, end } => write!(
                f,
                "the boilerplate {start}–{end} is empty, out of order or outside the text"
            ),
            Self::WrongHash { stored, computed } => write!(
                f,
                "the text does not match its sha256: stored {stored}, computed {computed}"
            ),
            Self::TooLong => f.write_str("the text is too long to open"),
            Self::OwnField(name) => write!(
                f,
                "a field of another program has the name of a field of the record: “{name}”"
            ),
            Self::TooDeep(name) => write!(
                f,
                "the value of “{}” is nested more than {MAX_DEPTH} levels deep",
                clip(name)
            ),
            Self::NoMember(id) => write!(f, "its member “{id}” does not exist"),
            Self::DuplicateMember(id) => write!(f, "its member “{id}” is listed twice"),
            Self::NoPart(id) => write!(f, "its part “{id}” does not exist"),
            Self::DuplicatePart(id) => write!(f, "its part “{id}” is listed twice"),
            Self::PartOfItself => {
                f.write_str("it is a part of itself, directly or through its parts")
            }
            Self::OtherCluster(id, other) => write!(
                f,
                "its member “{id}” is already in cluster “{other}”; an annotation has at most one cluster"
            ),
        }
    }
}
