//! What is shared, as data.

use postil_core::model::DocumentId;
use std::ops::Range;

/// A passage in all documents that have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// At least two, by document in the order of the project, then by position.
    pub places: Vec<Place>,
}

/// Where a passage is in one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// In code points, from the start of a word to the end of one.
    pub range: Range<usize>,
    /// The number of words.
    pub words: usize,
    /// How like it is to the place that it is most like, as in [`Shared::likeness`].
    pub likeness: f64,
}

/// What two documents share.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// In code points of the one document, from the start of a word to the end of one.
    pub here: Range<usize>,
    /// In code points of the other document.
    pub there: Range<usize>,
    /// How many words are equal.
    pub words: usize,
    /// From 0 to 1: the share of equal words,
    ///
    /// ```text
    /// likeness = 2 · equal / (words here + words there)
    /// ```
    ///
    /// which is the coefficient of L. R. Dice (1945) over the words that an alignment in order pairs.
    /// 1: word for word.
    pub likeness: f64,
}
