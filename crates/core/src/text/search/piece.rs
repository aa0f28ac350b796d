//! What a search answers: the matches in a part of a text, or why it cannot search.

use std::ops::Range;

/// Why nothing can be found with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The reason in words.
    pub reason: String,
    /// The place in the query, in code points.
    pub at: usize,
}

/// The matches in a part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// In order and not overlapping, in code points.
    pub found: Vec<Range<usize>>,
    /// From where to go on; `None` at the end of the text.
    pub next: Option<usize>,
}
