//! What a report is made of.

use crate::changes::{Change, Piece};
use crate::picture::Picture;
use crate::plain::spaced;
use crate::words::{count, left_out};

/// Code points of a quotation that are written.
const MAX_QUOTE: usize = 1_200;
/// Code points of any other text that are written.
const MAX_TEXT: usize = 400;

/// A part of a report, below the one before.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A heading, from level 2.
    Heading(u8, Vec<Inline>),
    /// Some lines.
    Paragraph(Vec<Inline>),
    /// A list of short things.
    List(Vec<Vec<Inline>>),
    /// A table.
    Table(Table),
    /// A picture, where there can be one.
    Picture(Box<Picture>),
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The column from which on all are numbers.
    pub numbers: usize,
    /// The lines, each as long as the head.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    /// Words of the tool, or names that people have given.
    Text(String),
    /// The same, to be seen first.
    Strong(String),
    /// The same, to be looked up only.
    Quiet(String),
    /// Words of an article, with what differs from others.
    Quote(Vec<Piece>),
}

/// Words of the tool, or a name.
pub(super) fn text(words: &str) -> Inline {
    Inline::Text(limited(words, MAX_TEXT))
}

/// The same, to be seen first.
pub(super) fn strong(words: &str) -> Inline {
    Inline::Strong(limited(words, MAX_TEXT))
}

/// The same, to be looked up only.
pub(super) fn quiet(words: &str) -> Inline {
    Inline::Quiet(limited(words, MAX_TEXT))
}

/// Words of an article.
pub(super) fn quote(words: &str) -> Inline {
    Inline::Quote(vec![Piece {
        change: Change::Keep,
        words: limited(words, MAX_QUOTE),
    }])
}

/// Words of an article, with what differs from others.
pub(super) fn changed(pieces: &[Piece]) -> Inline {
    let mut left = MAX_QUOTE;
    let mut shown = Vec::new();
    for piece in pieces {
        let length = piece.words.chars().count();
        shown.push(Piece {
            change: piece.change,
            words: if length <= left {
                spaced(&piece.words, left)
            } else {
                limited(&piece.words, left)
            },
        });
        if length >= left {
            break;
        }
        left -= length;
    }
    Inline::Quote(shown)
}

/// A heading of the tool.
pub(super) fn heading(level: u8, words: &str) -> Block {
    Block::Heading(level, vec![text(words)])
}

/// A paragraph of the tool.
pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

/// What is left out of kinds of things, if anything is.
pub(super) fn rest(parts: &[(usize, usize, &str)]) -> Option<Block> {
    left_out(parts).map(|words| Block::Paragraph(vec![quiet(&words)]))
}

/// Words in one line; of too many, the first, and how many characters more there are.
fn limited(words: &str, most: usize) -> String {
    let line = spaced(words, most);
    let line = line.trim();
    match words.chars().skip(most).count() {
        0 => line.to_owned(),
        more => format!("{line}… (and {} more)", count(more, "character")),
    }
}
