//! Searches texts for the same words as a reader would.

use std::ops::Range;

use super::Text;
use super::fold::Folded;

mod edges;
mod expression;
mod pattern;
mod piece;

pub use edges::is_glued;
pub use pattern::{Pattern, Wanted};
pub use piece::{Flaw, Piece};

/// A query, prepared once for any number of texts.
/// Ignores letter case, composition of characters, and the kinds of quotes, dashes and white space.
/// White space around the query is ignored; an empty query matches nothing.
pub struct Query {
    folded: Folded,
    whole_words: bool,
    /// The minimum distance in bytes between two matches of the folded query.
    period: usize,
}

/// How a query stands in some words, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It matches all of them.
    All,
    /// They begin with it.
    Start,
    /// A later word begins with it: see [`Query::whole_words`] for what a word is.
    Word,
    /// It is inside of words only.
    Within,
}

impl Query {
    /// Prepares a query that matches anywhere in a text.
    pub fn new(query: &str) -> Self {
        let folded = Folded::of(query.trim());
        let bytes = folded.as_str().as_bytes();
        let period = (1..bytes.len()).find(|at| bytes.starts_with(&bytes[*at..]));
        let period = period.unwrap_or(bytes.len());
        Self {
            folded,
            whole_words: false,
            period,
        }
    }

    /// Restricts the query to whole words.
    ///
    /// Consecutive letters and digits belong to one word, with two exceptions. A lower-case letter
    /// before an upper-case one ends a word, because text copied from web pages runs words
    /// together: `Russia` matches in `newsRussia Moves`. Scripts without spaces have a boundary
    /// between any two characters.
    #[must_use]
    pub fn whole_words(self) -> Self {
        Self {
            whole_words: true,
            ..self
        }
    }

    /// The number of matches in a text. O(n), without computing their positions.
    pub fn count_in(&self, text: &Text) -> usize {
        let folded = text.folded();
        match self.folded.as_str().as_bytes() {
            // Typing the first letter of a query gives by far the most matches.
            [byte] if !self.whole_words => {
                let bytes = folded.as_str().as_bytes().iter().enumerate();
                let hits = bytes.filter(|(_, here)| *here == byte);
                let whole = |at| folded.is_edge(at) && folded.is_edge(at + 1);
                hits.filter(|(at, _)| whole(*at)).count()
            }
            _ => self.folded_matches(folded, 0).count(),
        }
    }

    /// Prepares a text so that its first search is as fast as later ones. O(n), once.
    pub fn prepare(text: &Text) {
        text.folded();
    }

    /// All matches in a text, in order and not overlapping, in code points: see [`Query::matches`].
    pub fn find_in(&self, text: &Text) -> Vec<Range<usize>> {
        self.matches(text).collect()
    }

    /// Whether the query matches all of some words, from the first to the last. O(n).
    pub fn is_all_of(&self, words: &str) -> bool {
        // Nearly all words differ in the first letter, and an ASCII letter is folded without the others.
        if let ([first, second, ..], Some(own)) =
            (words.as_bytes(), self.folded.as_str().as_bytes().first())
            && first.is_ascii_alphanumeric()
            && second.is_ascii()
            && first.to_ascii_lowercase() != *own
        {
            return false;
        }
        !words.is_empty() && Folded::of(words).as_str() == self.folded.as_str()
    }

    /// How the query stands in some words; `None` if it does not match there. O(n).
    pub fn fit(&self, words: &str) -> Option<Fit> {
        let folded = Folded::of(words);
        let mut matches = self.folded_matches(&folded, 0).peekable();
        let first = *matches.peek()?;
        Some(match first {
            0 if folded.as_str().len() == self.folded.as_str().len() => Fit::All,
            0 => Fit::Start,
            _ if matches.any(|at| folded.is_word_edge(at)) => Fit::Word,
            _ => Fit::Within,
        })
    }

    /// Yields the matches in a text, in order and not overlapping, as ranges of code points. None
    /// begins or ends inside a grapheme cluster: `e` does not match in a decomposed `é`, nor `s` in
    /// `ß`.
    ///
    /// The first search folds the text and keeps the result, O(n). A search then runs at the speed
    /// of a plain substring search, plus O(log n) per match.
    pub fn matches<'a>(&'a self, text: &'a Text) -> impl Iterator<Item = Range<usize>> + 'a {
        self.matches_from(text, 0).map(|(_, range)| range)
    }

    /// The matches from a byte of the folded text on, each with the byte from which to look for the
    /// next one.
    fn matches_from<'a>(
        &'a self,
        text: &'a Text,
        at: usize,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let folded = text.folded();
        self.folded_matches(folded, at).filter_map(move |start| {
            let end = start + self.folded.as_str().len();
            Some((end, folded.original(start)?..folded.original(end)?))
        })
    }

    /// The start bytes of the matches in the folded text, from a byte on.
    fn folded_matches<'a>(
        &'a self,
        folded: &'a Folded,
        first: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let from = |at: usize| {
            let rest = folded.as_str().get(at..).unwrap_or_default();
            rest.match_indices(self.folded.as_str())
                .map(move |(found, _)| at + found)
        };
        let mut found = from(first);
        std::iter::from_fn(move || {
            if self.folded.as_str().is_empty() {
                return None;
            }
            loop {
                let start = found.next()?;
                let end = start + self.folded.as_str().len();
                let edge =
                    |at| folded.is_edge(at) && (!self.whole_words || folded.is_word_edge(at));
                if edge(start) && edge(end) {
                    return Some(start);
                }
                // A rejected match may overlap a valid one.
                if start + self.period < end {
                    found = from(start + self.period);
                }
            }
        })
    }
}

#[cfg(test)]
mod tests;
