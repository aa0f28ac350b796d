//! Searching texts for what a reader would call the same words.

use std::ops::Range;

use super::Text;
use super::fold::Folded;

/// What is searched for, prepared once for any number of texts.
///
/// Letter case, composed or decomposed characters, the kind of quote mark, of dash and of white
/// space make no difference. White space around the query is ignored, and an empty query finds
/// nothing.
pub struct Query {
    folded: Folded,
    whole_words: bool,
    /// The fewest bytes from one place where the folded query fits to the next.
    period: usize,
}

impl Query {
    /// Prepares a query, to be found anywhere in a text.
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

    /// The same query, to be found only where it begins and ends with a word.
    ///
    /// Two letters or digits in a row belong to one word, with two exceptions. A lower-case letter
    /// before an upper-case one ends a word, since text copied from web pages runs words together:
    /// `Russia` is found in `newsRussia Moves`. And scripts written without spaces have a boundary
    /// between any two characters.
    #[must_use]
    pub fn whole_words(self) -> Self {
        Self {
            whole_words: true,
            ..self
        }
    }

    /// How many matches there are in a text. O(n), without looking for their places in it.
    pub fn count_in(&self, text: &Text) -> usize {
        let folded = text.folded();
        match self.folded.as_str().as_bytes() {
            // The first letter that is typed is found most often by far.
            [byte] if !self.whole_words => {
                let bytes = folded.as_str().as_bytes().iter().enumerate();
                let places = bytes.filter(|(_, here)| *here == byte);
                let whole = |at| folded.is_edge(at) && folded.is_edge(at + 1);
                places.filter(|(at, _)| whole(*at)).count()
            }
            _ => self.folded_matches(folded).count(),
        }
    }

    /// Makes the first search in a text as fast as the later ones. O(n), once.
    pub fn prepare(text: &Text) {
        text.folded();
    }

    /// All matches in a text, in order and not overlapping, in code points: see
    /// [`Query::matches`].
    pub fn find_in(&self, text: &Text) -> Vec<Range<usize>> {
        self.matches(text).collect()
    }

    /// The matches in a text one by one, in order and not overlapping, as ranges of code points in
    /// the text itself. None begins or ends inside a grapheme cluster: `e` is not found in a
    /// decomposed `é`, nor `s` in `ß`.
    ///
    /// The first search in a text folds all of it and keeps the result with it, O(n); a search
    /// then runs at the speed of a plain substring search, and takes O(log n) for each match.
    pub fn matches<'a>(&'a self, text: &'a Text) -> impl Iterator<Item = Range<usize>> + 'a {
        let folded = text.folded();
        self.folded_matches(folded).filter_map(move |start| {
            let end = start + self.folded.as_str().len();
            Some(folded.original(start)?..folded.original(end)?)
        })
    }

    /// Where the matches begin in the folded text, in bytes.
    fn folded_matches<'a>(&'a self, folded: &'a Folded) -> impl Iterator<Item = usize> + 'a {
        let from = |at: usize| {
            let rest = folded.as_str().get(at..).unwrap_or_default();
            rest.match_indices(self.folded.as_str())
                .map(move |(found, _)| at + found)
        };
        let mut found = from(0);
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
                // What was refused may overlap one that is not.
                if start + self.period < end {
                    found = from(start + self.period);
                }
            }
        })
    }
}

#[cfg(test)]
mod tests;
