//! Words and characters, as annotators select them.
//!
//! Words are those of Unicode Standard Annex 29, with two exceptions that suit annotated spans. The
//! final dot of an abbreviation with inner dots belongs to it (`U.S.`, `a.m.`), and an English
//! possessive ending can be left off (`Russia` in `Russia’s`). A picture, such as an emoji, is a word.
//!
//! Words of scripts without spaces between them take a dictionary, which the core has not: whoever has
//! one passes it in with [`Text::segment_words_by`]. Without it their words are those of the annex,
//! which are single signs.
//!
//! Every search stays inside one [`Block`], so its cost is bounded by 2 kB of text (for motions, by
//! the stretch without words that they cross), however long the document or its paragraphs. Offsets
//! are code points of the whole text and are clamped to it.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::script::{is_picture, is_unspaced};
use super::{Block, Text};

/// Finds the words in a text of a script without spaces: returns the bytes at which words begin,
/// ascending. What is no boundary between characters is ignored.
pub type Segmenter = fn(&str) -> Vec<usize>;

/// A segment of a block, in code points of the whole text.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    /// Where the possessive ending begins; equal to the end if there is none.
    pub(super) stem: usize,
    pub(super) end: usize,
    /// Whether it contains a letter or a digit.
    is_word: bool,
}

impl Token {
    fn word(self) -> Option<Range<usize>> {
        self.is_word.then_some(self.start..self.stem)
    }
}

impl Text {
    /// Has words of scripts without spaces found by a dictionary from now on, in this text and its
    /// clones. Only the first call has an effect.
    pub fn segment_words_by(&self, segmenter: Segmenter) {
        // One that is there already stays.
        let _ = self.0.segmenter.set(segmenter);
    }

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

    /// The segments of a block that are words, in order.
    pub(super) fn words(&self, block: Block) -> impl Iterator<Item = Token> {
        self.tokens(block).filter(|token| token.is_word)
    }

    /// The segments of a block, in order and without gaps.
    fn tokens(&self, block: Block) -> impl Iterator<Item = Token> {
        let mut segments = self.segments(self.slice(block.range())).peekable();
        let mut start = block.start;
        std::iter::from_fn(move || {
            let segment = segments.next()?;
            let mut end = start + segment.chars().count();
            let stem = end - possessive(segment);
            let mut token = Token {
                start,
                stem,
                end,
                is_word: segment.contains(|c: char| c.is_alphanumeric() || is_picture(c)),
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

    /// The text of a block in segments: those of the annex, and in scripts without spaces those of the
    /// segmenter, if there is one.
    fn segments<'a>(&self, text: &'a str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
        let segmenter = self.0.segmenter.get().copied();
        match segmenter.filter(|_| text.contains(is_unspaced)) {
            None => Box::new(text.split_word_bounds()),
            Some(segmenter) => Box::new(runs(text).flat_map(
                move |(run, unspaced)| -> Box<dyn Iterator<Item = &str>> {
                    if unspaced {
                        Box::new(cut(run, segmenter(run)))
                    } else {
                        Box::new(run.split_word_bounds())
                    }
                },
            )),
        }
    }
}

/// Cuts a text into runs of scripts without spaces and what is between them. A character stays whole.
fn runs(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is = |cluster: &str| cluster.starts_with(is_unspaced);
        let unspaced = is(rest.graphemes(true).next()?);
        let length = rest
            .grapheme_indices(true)
            .find(|(_, cluster)| is(cluster) != unspaced)
            .map_or(rest.len(), |(at, _)| at);
        let (run, after) = rest.split_at(length);
        rest = after;
        Some((run, unspaced))
    })
}

/// Cuts a text at bytes, as far as they ascend and lie between characters.
fn cut(text: &str, at: Vec<usize>) -> impl Iterator<Item = &str> {
    let mut wanted = at.into_iter().peekable();
    let mut done = 0;
    let mut boundaries = text.grapheme_indices(true).map(|(at, _)| at).skip(1);
    std::iter::from_fn(move || {
        if done >= text.len() {
            return None;
        }
        let next = boundaries
            .find(|boundary| {
                while wanted.next_if(|at| at < boundary).is_some() {}
                wanted.peek() == Some(boundary)
            })
            .unwrap_or(text.len());
        let piece = text.get(done..next);
        done = next;
        piece
    })
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
