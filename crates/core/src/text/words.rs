//! Words and characters, as annotators select them.
//!
//! Words are those of Unicode Standard Annex 29, with two exceptions that suit annotated spans. The
//! final dot of an abbreviation with inner dots belongs to it (`U.S.`, `a.m.`), and an English
//! possessive ending can be left off (`Russia` in `Russia’s`).
//!
//! Every search stays inside one [`Block`], so its cost is bounded by 2 kB of text (for motions, by
//! the stretch without words that they cross), however long the document or its paragraphs. Offsets
//! are code points of the whole text and are clamped to it.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::{Block, Text};

/// A segment of a block, in code points of the whole text.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    /// Where the possessive ending begins; equal to the end if there is none.
    stem: usize,
    end: usize,
    /// Whether it contains a letter or a digit.
    is_word: bool,
}

impl Token {
    fn word(self) -> Option<Range<usize>> {
        self.is_word.then_some(self.start..self.stem)
    }
}

impl Text {
    /// The word that contains an offset, else the one that ends there; `None` amid white space and
    /// punctuation. A possessive ending is included only if the offset lies inside it.
    pub fn word_at(&self, cp: usize) -> Option<Range<usize>> {
        let cp = cp.min(self.len());
        let touching = |block: Block| {
            let mut ends_here = None;
            for token in self.tokens(block).filter(|t| t.is_word) {
                if token.start <= cp && cp < token.end {
                    let end = if cp <= token.stem {
                        token.stem
                    } else {
                        token.end
                    };
                    return Some(token.start..end);
                }
                if token.end == cp {
                    ends_here = Some(token.start..token.end);
                }
            }
            ends_here
        };
        let index = self.blocks().index_at(cp);
        let first = index.saturating_sub(1);
        self.blocks()
            .as_slice()
            .get(first..=index)?
            .iter()
            .rev()
            .find_map(|b| touching(*b))
    }

    /// The first word that begins after an offset.
    pub fn next_word(&self, cp: usize) -> Option<Range<usize>> {
        let mut blocks = self.blocks().onward(cp);
        blocks.find_map(|b| {
            self.tokens(b)
                .filter_map(Token::word)
                .find(|w| w.start > cp)
        })
    }

    /// The last word that begins before an offset.
    pub fn prev_word(&self, cp: usize) -> Option<Range<usize>> {
        let mut blocks = self.blocks().backward(cp);
        blocks.find_map(|b| {
            self.tokens(b)
                .filter_map(Token::word)
                .take_while(|w| w.start < cp)
                .last()
        })
    }

    /// The first end of a word after an offset. A word with a possessive ending has two ends:
    /// before and after the ending.
    pub fn next_word_end(&self, cp: usize) -> Option<usize> {
        self.blocks()
            .onward(cp)
            .find_map(|b| self.word_ends(b).find(|end| *end > cp))
    }

    /// The last end of a word before an offset: see [`Text::next_word_end`].
    pub fn prev_word_end(&self, cp: usize) -> Option<usize> {
        let mut blocks = self.blocks().backward(cp);
        blocks.find_map(|b| self.word_ends(b).take_while(|end| *end < cp).last())
    }

    /// Snaps a dragged range to words: drops white space at both ends, then moves an end inside a
    /// word out to the end of the word.
    ///
    /// Punctuation is kept if the range holds it, and never added. An end before the possessive
    /// ending of its word moves only to that ending. No character, as in [`Text::next_char`], is
    /// split. A range of white space becomes empty at its start. Snapping is idempotent.
    pub fn snap(&self, range: Range<usize>) -> Range<usize> {
        let mut snapped = self.trim(range);
        // A character may extend into one more word, though hardly in meaningful text.
        loop {
            let grown = self.grow(snapped.clone());
            if grown == snapped {
                return snapped;
            }
            snapped = grown;
        }
    }

    fn grow(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return range;
        }
        let inside = |cp: usize| {
            let block = self.blocks().at(cp);
            self.tokens(block).find(|t| t.start < cp && cp < t.end)
        };
        let start = inside(range.start).map_or(range.start, |t| t.start);
        let end =
            inside(range.end).map_or(
                range.end,
                |t| {
                    if range.end <= t.stem { t.stem } else { t.end }
                },
            );
        self.prev_char(self.next_char(start))..self.next_char(self.prev_char(end))
    }

    /// The end of the character at an offset. Characters are the grapheme clusters of Unicode
    /// Standard Annex 29; a newline is a character of its own.
    pub fn next_char(&self, cp: usize) -> usize {
        let cp = cp.min(self.len());
        let block = self.blocks().at(cp);
        let (text, start) = (self.slice(block.range()), self.to_byte(block.start));
        let at = self.to_byte(cp) - start;
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        match cursor.next_boundary(text, 0) {
            Ok(Some(end)) => self.from_byte(start + end),
            // At the end of the block: a newline or nothing follows.
            _ => (cp + 1).min(self.len()),
        }
    }

    /// The start of the character that ends at an offset: see [`Text::next_char`].
    pub fn prev_char(&self, cp: usize) -> usize {
        let before = cp.min(self.len()).saturating_sub(1);
        let block = self.blocks().at(before);
        if before == block.end {
            return before;
        }
        let (text, start) = (self.slice(block.range()), self.to_byte(block.start));
        let at = self.to_byte(before + 1) - start;
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        match cursor.prev_boundary(text, 0) {
            Ok(Some(begin)) => self.from_byte(start + begin),
            _ => before,
        }
    }

    /// A range without white space at its ends; if nothing else is left, empty at its start.
    pub(crate) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let Range { start, end } = self.clamp(range);
        let text = self.slice(start..end);
        let from_start = text.trim_start();
        if from_start.is_empty() {
            return start..start;
        }
        let dropped = &text[..text.len() - from_start.len()];
        let start = start + dropped.chars().count();
        let dropped = &from_start[from_start.trim_end().len()..];
        start..end - dropped.chars().count()
    }

    fn word_ends(&self, block: Block) -> impl Iterator<Item = usize> {
        self.tokens(block)
            .filter(|t| t.is_word)
            .flat_map(|t| [t.stem, t.end])
    }

    /// The segments of a block, in order and without gaps.
    fn tokens(&self, block: Block) -> impl Iterator<Item = Token> {
        let mut segments = self.slice(block.range()).split_word_bounds().peekable();
        let mut start = block.start;
        std::iter::from_fn(move || {
            let segment = segments.next()?;
            let mut end = start + segment.chars().count();
            let stem = end - possessive(segment);
            let mut token = Token {
                start,
                stem,
                end,
                is_word: segment.contains(char::is_alphanumeric),
            };
            if is_dotted(segment) && segments.next_if_eq(&".").is_some() {
                end += 1;
                token = Token {
                    stem: end,
                    end,
                    ..token
                };
            }
            start = end;
            Some(token)
        })
    }
}

/// The length in code points of the possessive ending of a word: 2 or 0.
fn possessive(word: &str) -> usize {
    let stem = word
        .strip_suffix(['s', 'S'])
        .and_then(|w| w.strip_suffix(['’', '\'', 'ʼ']));
    stem.map_or(0, |stem| if stem.is_empty() { 0 } else { 2 })
}

/// Whether a word consists of single letters with dots between, such as `U.S` before its last dot.
fn is_dotted(word: &str) -> bool {
    let single = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    word.contains('.') && word.split('.').all(single)
}

#[cfg(test)]
mod tests;
