//! Cuts a text into blocks small enough to paint one by one, and groups blocks into sections.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// Maximum length of a block in bytes.
const MAX_BLOCK_BYTES: usize = 2048;
/// Maximum number of paragraphs in a section.
const MAX_SECTION_PARAGRAPHS: usize = 12;
/// Maximum length in bytes of a section with several paragraphs.
const MAX_SECTION_BYTES: usize = 3 * 1024;

/// A paragraph, or a piece of a long one: `[start, end)` in code points.
///
/// A paragraph is the text between two newlines, and may be empty. The newlines belong to no block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The index of the paragraph in the text. Blocks with the same index form one line.
    pub paragraph: usize,
}

impl Block {
    /// The range in code points.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// All blocks of a text, in order, and their sections.
///
/// Every text has at least one block. A paragraph of more than 2,048 bytes is cut after the last
/// white space that follows the end of a sentence, if that gives a piece of more than half that
/// size; otherwise after the last white space, or else between two grapheme clusters. Only a
/// cluster of a thousand bytes is cut inside, between any two code points. Cutting needs no tables
/// of words and sentences, so a page that only displays text does not load them.
///
/// A section holds whole paragraphs, at most 12, and at most 3 kB unless it is a single longer one.
/// Browsers lay out and paint the whole section when a word in it changes; fewer, larger sections
/// would open only slightly faster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    blocks: Vec<Block>,
    /// Ranges of indexes into `blocks`.
    sections: Vec<Range<usize>>,
}

impl Blocks {
    /// Cuts a text into blocks. O(n).
    pub(super) fn of(text: &str) -> Self {
        let mut blocks = Vec::new();
        let mut sections: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        let (mut paragraphs, mut bytes) = (0, 0);
        for (paragraph, line) in text.split('\n').enumerate() {
            let first = blocks.len();
            let mut rest = line;
            loop {
                let (piece, after) = rest.split_at(cut(rest));
                let end = start + piece.chars().count();
                blocks.push(Block {
                    start,
                    end,
                    paragraph,
                });
                start = end;
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            start += 1;

            let full =
                paragraphs == MAX_SECTION_PARAGRAPHS || bytes + line.len() > MAX_SECTION_BYTES;
            if full || paragraphs == 0 {
                sections.push(first..first);
                (paragraphs, bytes) = (0, 0);
            }
            paragraphs += 1;
            bytes += line.len();
            if let Some(section) = sections.last_mut() {
                section.end = blocks.len();
            }
        }
        Self { blocks, sections }
    }

    /// All blocks, in the order of the text.
    pub fn as_slice(&self) -> &[Block] {
        &self.blocks
    }

    /// For each section, the indexes of its blocks. Together they cover every block once, in order.
    pub fn sections(&self) -> &[Range<usize>] {
        &self.sections
    }

    /// The index of the block that holds a code point. A newline counts towards the block before
    /// it, and so does the end of the text. Where two pieces of a paragraph meet, it is the later
    /// one. O(log n).
    pub fn index_at(&self, cp: usize) -> usize {
        self.blocks
            .partition_point(|b| b.start <= cp)
            .saturating_sub(1)
    }

    /// The block that holds a code point: see [`Blocks::index_at`].
    pub fn at(&self, cp: usize) -> Block {
        let first = Block {
            start: 0,
            end: 0,
            paragraph: 0,
        };
        self.blocks.get(self.index_at(cp)).copied().unwrap_or(first)
    }

    /// The paragraph that holds a code point, without its newline. O(log n + blocks of it).
    pub fn paragraph_at(&self, cp: usize) -> Range<usize> {
        let at = self.index_at(cp);
        let number = self.at(cp).paragraph;
        let same = |block: &&Block| block.paragraph == number;
        let start = self
            .blocks
            .iter()
            .take(at + 1)
            .rev()
            .take_while(same)
            .last();
        let end = self.blocks.iter().skip(at).take_while(same).last();
        start.map_or(0, |block| block.start)..end.map_or(0, |block| block.end)
    }

    /// The indexes of the blocks in a range of code points: those with its first and last code
    /// point, and all between. An empty range touches the block at its position. O(log n).
    pub fn touched(&self, range: Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        self.index_at(range.start)..self.index_at(last) + 1
    }

    /// The block that holds a code point, and those after it.
    pub(super) fn onward(&self, cp: usize) -> impl Iterator<Item = Block> {
        self.blocks.iter().skip(self.index_at(cp)).copied()
    }

    /// The block that holds a code point, and those before it, backwards.
    pub(super) fn backward(&self, cp: usize) -> impl Iterator<Item = Block> {
        self.blocks
            .iter()
            .take(self.index_at(cp) + 1)
            .rev()
            .copied()
    }

    /// The index of the section that holds a block, given by its index. O(log n).
    pub fn section_of(&self, block: usize) -> usize {
        self.sections
            .partition_point(|s| s.start <= block)
            .saturating_sub(1)
    }
}

/// Characters that end a sentence.
const ENDING: [char; 9] = ['.', '!', '?', '…', '。', '！', '？', '۔', '؟'];
/// Characters allowed between the end of a sentence and the space after it.
const CLOSING: [char; 7] = ['"', '\'', '’', '”', '»', ')', ']'];

/// The end, in bytes, of the first block of the rest of a paragraph. Scans little more than one
/// block, however long the rest is.
fn cut(rest: &str) -> usize {
    if rest.len() <= MAX_BLOCK_BYTES {
        return rest.len();
    }
    let max = floor(rest, MAX_BLOCK_BYTES);
    let window = &rest[..max];
    // The text after the window decides whether the window ends at a boundary.
    let ahead = &rest[..floor(rest, MAX_BLOCK_BYTES + 64)];
    let fits = |at: &usize| *at > MAX_BLOCK_BYTES / 2 && is_grapheme_boundary(ahead, *at);

    let spaces = || {
        let all = window.char_indices().rev();
        all.filter(|(_, c)| c.is_whitespace())
            .map(|(at, c)| at + c.len_utf8())
            .filter(fits)
    };
    let after_sentence = spaces().find(|at| {
        let before = window[..*at].trim_end().trim_end_matches(CLOSING);
        before.ends_with(ENDING)
    });
    let after_space = || spaces().next();
    let between_clusters = || {
        let starts = ahead.char_indices().rev().map(|(at, _)| at);
        starts.skip_while(|at| *at > max).find(fits)
    };
    after_sentence
        .or_else(after_space)
        .or_else(between_clusters)
        .unwrap_or(max)
}

/// Whether a grapheme cluster begins at a byte inside `text`.
fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}

/// The last code point boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Text;
    use crate::text::testing::any_text;

    fn pieces(text: &str) -> Vec<(usize, String)> {
        let text = Text::from_frozen(text);
        let blocks = text.blocks().as_slice().iter();
        blocks
            .map(|b| (b.paragraph, text.slice(b.range()).to_owned()))
            .collect()
    }

    #[test]
    fn a_paragraph_is_found_by_any_of_its_code_points() {
        let text = Text::from_frozen("one\n\ntwo");
        let at = |cp| text.blocks().paragraph_at(cp);
        assert_eq!(
            [at(0), at(3), at(4), at(5), at(8)],
            [0..3, 0..3, 4..4, 5..8, 5..8]
        );
    }

    #[test]
    fn paragraphs() {
        let check = |text: &str, expected: &[&str]| {
            let expected: Vec<_> = expected
                .iter()
                .enumerate()
                .map(|(at, s)| (at, (*s).to_owned()))
                .collect();
            assert_eq!(pieces(text), expected, "{text:?}");
        };
        check("", &[""]);
        check("one", &["one"]);
        check("one\ntwo", &["one", "two"]);
        check("one\n\ntwo\n", &["one", "", "two", ""]);
        check("\n", &["", ""]);
        check("a\u{2028}b\r\nc", &["a\u{2028}b\r", "c"]);
    }

    #[test]
    fn long_paragraphs() {
        let check = |unit: &str, count: usize, expected: usize| {
            let text = unit.repeat(count);
            let pieces = pieces(&text);
            assert!(pieces.len() > 1);
            assert_eq!(
                pieces.iter().map(|(_, s)| s.as_str()).collect::<String>(),
                text
            );
            for (paragraph, piece) in &pieces {
                assert_eq!(*paragraph, 0);
                assert!(piece.len() <= MAX_BLOCK_BYTES, "{unit:?}: {}", piece.len());
            }
            assert_eq!(pieces[0].1.len(), expected, "{unit:?}");
        };
        // After a space: 227 words of 9 bytes.
        check("Taliban, ", 1000, 2043);
        // At an earlier end of a sentence, if the piece is longer than half a block.
        let sentence = "word ".repeat(220) + "end. ";
        check(&(sentence + &"Word ".repeat(300)), 3, 1105);
        check(&("A b. ".to_owned() + &"word ".repeat(500)), 3, 2045);
        check(
            &("word ".repeat(220) + "‘end.’ " + &"Word ".repeat(300)),
            3,
            1111,
        );
        // Between clusters if there is no space.
        check("Taliban,", 1000, 2048);
        check("塔利班", 1000, 2046);
        // Between clusters inside a long word: a base with a mark, a family of emoji, flags.
        check("e\u{301}", 1000, 2046);
        check("👩‍👩‍👧", 200, 2034);
        check("🇦🇫", 1000, 2048);
        check("x", 5000, 2048);
        // Not after a space with a combining mark.
        check("xy \u{301}", 1000, 2047);
        // Between code points inside an endless cluster.
        check("\u{301}", 3000, 2048);
    }

    #[test]
    fn block_at() {
        let text = Text::from_frozen("ab\n\nc👍d");
        let check = |cp: usize, expected: usize| {
            assert_eq!(text.blocks().index_at(cp), expected, "{cp}");
        };
        for (cp, block) in [
            (0, 0),
            (1, 0),
            (2, 0),
            (3, 1),
            (4, 2),
            (6, 2),
            (7, 2),
            (99, 2),
        ] {
            check(cp, block);
        }
        assert_eq!(
            text.blocks().at(5),
            Block {
                start: 4,
                end: 7,
                paragraph: 2
            }
        );
        assert_eq!(text.blocks().touched(1..5), 0..3);
        assert_eq!(text.blocks().touched(0..2), 0..1);
        assert_eq!(text.blocks().touched(0..3), 0..1);
        assert_eq!(text.blocks().touched(3..3), 1..2);
        assert_eq!(text.blocks().touched(90..99), 2..3);

        // Where two pieces of a paragraph meet, the second one begins.
        let text = Text::from_frozen("word ".repeat(1000));
        let first = text.blocks().at(0);
        assert_eq!(text.blocks().index_at(first.end), 1);
        assert_eq!(text.blocks().index_at(first.end - 1), 0);
    }

    #[test]
    fn sections() {
        let check = |text: String, expected: &[Range<usize>]| {
            let text = Text::from_frozen(text);
            assert_eq!(text.blocks().sections(), expected);
        };
        let first = 0..1;
        check(String::new(), &[first]);
        check("line\n".repeat(24), &[0..12, 12..24, 24..25]);
        // 1,000 bytes per paragraph: three are 3,000 bytes.
        check(("x".repeat(1000) + "\n").repeat(4), &[0..3, 3..5]);
        // A paragraph of ten blocks is a section of its own.
        let long = "word ".repeat(4000);
        check(format!("a\n{long}\nb"), &[0..1, 1..11, 11..12]);

        let text = Text::from_frozen("line\n".repeat(24));
        for (block, section) in [(0, 0), (11, 0), (12, 1), (24, 2), (999, 2)] {
            assert_eq!(text.blocks().section_of(block), section);
        }
    }

    proptest! {
        /// The blocks are the text without its newlines, in order, and none is too long.
        #[test]
        fn tile_the_text(unit in any_text(), times in prop_oneof![Just(1_usize), 100_usize..400]) {
            let text = Text::freeze(&unit.repeat(times));
            let mut joined = String::new();
            let mut before: Option<Block> = None;
            for block in text.blocks().as_slice() {
                if let Some(before) = before && before.paragraph < block.paragraph {
                    prop_assert_eq!(before.paragraph + 1, block.paragraph);
                    prop_assert_eq!(before.end + 1, block.start);
                    joined.push('\n');
                } else if let Some(before) = before {
                    prop_assert_eq!(before.end, block.start);
                }
                let piece = text.slice(block.range());
                prop_assert!(piece.len() <= MAX_BLOCK_BYTES && !piece.contains('\n'));
                joined.push_str(piece);
                before = Some(*block);
            }
            prop_assert_eq!(joined.as_str(), text.as_str());

            let sections = text.blocks().sections();
            let mut next = 0;
            for (number, section) in sections.iter().enumerate() {
                prop_assert_eq!(section.start, next);
                prop_assert!(section.start < section.end);
                next = section.end;
                prop_assert_eq!(text.blocks().section_of(section.start), number);
                prop_assert_eq!(text.blocks().section_of(section.end - 1), number);
            }
            prop_assert_eq!(next, text.blocks().as_slice().len());
        }

        /// The block found for an offset is the one that holds it.
        #[test]
        fn find_the_block(text in any_text(), cp in 0_usize..80) {
            let text = Text::freeze(&text);
            let block = text.blocks().at(cp);
            if cp <= text.len() {
                prop_assert!(block.start <= cp && cp <= block.end);
            } else {
                prop_assert_eq!(block.end, text.len());
            }
        }
    }
}
