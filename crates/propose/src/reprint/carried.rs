//! Marks as they would be in the twin of their passage.

use postil_core::anchor::Candidate;
use postil_core::model::{AnnotationId, Attributes};

/// A mark inside of a passage, and what becomes of it in the twin document.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The mark.
    pub original: AnnotationId,
    /// The label that it gets there: its own.
    pub label: String,
    /// The values that it gets there: its own.
    pub attributes: Attributes,
    /// Where it is there.
    pub outcome: Outcome,
    /// Where the words there differ: those of each fragment here, else nothing.
    pub was: Vec<String>,
    /// Where the words differ: those of each fragment at the best place there, else nothing.
    pub is: Vec<String>,
}

/// Where a mark is in the twin document, by the measure of
/// [a revised text](postil_core::anchor).
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Here for certain, and not marked yet.
    Certain(Candidate),
    /// In one of these places, best first, for a person to decide.
    Doubtful(Vec<Candidate>),
    /// Nowhere: the words are not in the twin.
    Gone,
    /// An equal mark is there already: same label, same ranges.
    There(AnnotationId),
}
