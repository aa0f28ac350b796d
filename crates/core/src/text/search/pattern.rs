//! What a person looks for: words or a regular expression, in pieces of bounded work.

use super::Query;
use super::edges::fits;
use super::expression::Expression;
use super::piece::{Flaw, Piece};
use crate::text::Text;
use std::ops::Range;

/// The longest pattern, in code points.
const MAX_CHARS: usize = 1000;

/// What a person looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words, or a regular expression.
    pub query: String,
    /// Whether the query is a regular expression.
    pub regex: bool,
    /// Whether a match must begin and end with a word: see [`Query::whole_words`].
    pub whole_words: bool,
    /// Whether case and the kinds of quotes, dashes and white space must be equal.
    pub exact: bool,
}

/// What a person looks for, prepared for any number of texts.
pub struct Pattern {
    how: How,
    whole_words: bool,
}

enum How {
    Folded(Query),
    Exact(String),
    Expression(Box<Expression>),
}

impl Pattern {
    /// Prepares a query. White space around words is ignored; an empty query matches nothing.
    ///
    /// # Errors
    /// If the query is too long, or a regular expression that is wrong or too large.
    pub fn new(wanted: &Wanted) -> Result<Self, Flaw> {
        let query = wanted.query.as_str();
        if query.chars().nth(MAX_CHARS).is_some() {
            return Err(Flaw {
                reason: format!("longer than {MAX_CHARS} characters"),
                at: MAX_CHARS,
            });
        }
        let words = query.trim();
        let how = if wanted.regex {
            How::Expression(Box::new(Expression::new(query, wanted.exact)?))
        } else if wanted.exact {
            How::Exact(words.to_owned())
        } else if wanted.whole_words {
            How::Folded(Query::new(words).whole_words())
        } else {
            How::Folded(Query::new(words))
        };
        Ok(Self {
            how,
            whole_words: wanted.whole_words,
        })
    }

    /// The matches from a place on, which is 0 or the [`Piece::next`] of the piece before. Takes
    /// up to `most` possible matches; a regular expression also stops after 32 kB of text.
    pub fn find_from(&self, text: &Text, at: usize, most: usize) -> Piece {
        match &self.how {
            How::Folded(query) => {
                let mut piece = Piece::default();
                for (next, range) in query.matches_from(text, at).take(most) {
                    piece.found.push(range);
                    piece.next = Some(next);
                }
                if piece.found.len() < most {
                    piece.next = None;
                }
                piece
            }
            How::Exact(words) => self.exact(words, text, at, most),
            How::Expression(expression) => expression.find_from(text, at, most, self.whole_words),
        }
    }

    /// All matches in a text.
    pub fn find_in(&self, text: &Text) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), Some(0));
        while let Some(from) = at {
            let mut piece = self.find_from(text, from, 1000);
            found.append(&mut piece.found);
            at = piece.next;
        }
        found
    }

    fn exact(&self, words: &str, text: &Text, at: usize, most: usize) -> Piece {
        let mut piece = Piece::default();
        if words.is_empty() {
            return piece;
        }
        let mut at = at;
        for _ in 0..most {
            let rest = text.as_str().get(at..).unwrap_or_default();
            let Some(start) = rest.find(words).map(|start| at + start) else {
                return piece;
            };
            let end = start + words.len();
            let range = text.from_byte(start)..text.from_byte(end);
            if fits(text, &range, self.whole_words) {
                piece.found.push(range);
                at = end;
            } else {
                at = start + words.chars().next().map_or(1, char::len_utf8);
            }
        }
        piece.next = Some(at);
        piece
    }
}

#[cfg(test)]
mod tests;
