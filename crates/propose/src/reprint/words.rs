//! Texts as folded words, each represented by a number.

use postil_core::model::Span;
use postil_core::text::script::is_unspaced;
use postil_core::text::{Text, fold};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The length of a word in the unit of [`Words::length`]; a character of a script without spaces has 1.
///
/// A word of Chinese has 1.5 to 2 characters, one of Japanese or Thai somewhat more.
pub const WORD: usize = 2;

/// What is known of a word beside its number, as bits.
const UNSPACED: u8 = 1;
const OPENS: u8 = 2;

/// The words of a text in order. In scripts without spaces each character is one.
///
/// Takes 13 bytes a word.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// A hash of the folded word. Of two texts with 700 different words each, some pair of different
    /// words is taken for equal with a probability of 1 in 9,000, and that makes no passage.
    ids: Vec<u32>,
    /// In code points.
    starts: Vec<u32>,
    ends: Vec<u32>,
    bits: Vec<u8>,
}

impl Words {
    /// The words of a text outside of boilerplate, which is in order. O(n).
    pub fn of(text: &Text, boilerplate: &[Span]) -> Self {
        let mut words = Self::default();
        let mut left_out = boilerplate.iter().peekable();
        let (mut at, mut opens) = (0, true);
        for piece in text.as_str().split_word_bounds() {
            let (from, ascii) = (at, piece.is_ascii());
            at += if ascii {
                piece.len()
            } else {
                piece.chars().count()
            };
            if !piece.contains(char::is_alphanumeric) {
                opens |= piece.contains(ends_sentence);
                continue;
            }
            while left_out.next_if(|span| span.end <= from).is_some() {}
            if left_out.peek().is_some_and(|span| span.start < at) {
                opens = true;
                continue;
            }
            // Texts whose offsets need more bits cannot be opened.
            let (Ok(start), Ok(end)) = (u32::try_from(from), u32::try_from(at)) else {
                break;
            };
            let unspaced = !ascii && piece.starts_with(is_unspaced);
            words.ids.push(number(piece, ascii));
            words.starts.push(start);
            words.ends.push(end);
            words.bits.push(match (unspaced, opens) {
                (false, false) => 0,
                (true, false) => UNSPACED,
                (false, true) => OPENS,
                (true, true) => UNSPACED | OPENS,
            });
            opens = false;
        }
        words.ids.shrink_to_fit();
        words.starts.shrink_to_fit();
        words.ends.shrink_to_fit();
        words.bits.shrink_to_fit();
        words
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The numbers of all words: the same for words that are equal after folding.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The length of some words, in half words. O(length).
    pub fn length(&self, range: Range<usize>) -> usize {
        let bits = self.bits.get(range).unwrap_or_default();
        let unspaced = bits.iter().filter(|bits| *bits & UNSPACED != 0).count();
        WORD * bits.len() - unspaced
    }

    /// Whether a word is a character of a script without spaces.
    pub fn is_unspaced(&self, at: usize) -> bool {
        self.bits.get(at).is_some_and(|bits| bits & UNSPACED != 0)
    }

    /// Whether a sentence may begin with a word; true past the last one.
    pub fn may_open(&self, at: usize) -> bool {
        self.bits.get(at).is_none_or(|bits| bits & OPENS != 0)
    }

    /// Some words in code points of the text: from the start of the first to the end of the last. Empty
    /// if there are none.
    pub fn range(&self, words: Range<usize>) -> Range<usize> {
        let start = self.starts.get(words.start).copied().unwrap_or_default();
        let last = words.end.checked_sub(1).and_then(|at| self.ends.get(at));
        let end = last.copied().unwrap_or_default();
        start as usize..end.max(start) as usize
    }
}

/// Whether a sentence may end with a character.
fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '\n' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '\u{2029}'
    )
}

/// The number of a word: FNV-1a (Fowler, Noll, Vo) of its folded bytes, the halves of 64 bits as one.
fn number(word: &str, ascii: bool) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let is_plain = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    if ascii {
        word.bytes().for_each(|byte| add(byte.to_ascii_lowercase()));
    } else if word.chars().all(is_plain) {
        word.bytes().for_each(add);
    } else {
        fold(word).bytes().for_each(add);
    }
    (hash ^ hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = Text::freeze(text);
        let words = Words::of(&text, &[]);
        let word = |at| text.slice(words.range(at..at + 1)).to_owned();
        (0..words.len()).map(word).collect()
    }

    #[test]
    fn words_have_their_places_and_fold() {
        assert_eq!(
            words("“Russia’s” 1,000 — 塔利班 e\u{301}t\u{e9}."),
            ["Russia’s", "1,000", "塔", "利", "班", "e\u{301}t\u{e9}"]
        );
        let ids = |text: &str| Words::of(&Text::freeze(text), &[]).ids().to_vec();
        assert_eq!(
            ids("RUSSIA’S e\u{301}t\u{e9}"),
            ids("Russia's \u{c9}t\u{e9}")
        );
        assert_ne!(ids("Russia"), ids("Prussia"));
    }

    #[test]
    fn boilerplate_is_left_out() {
        let text = Text::freeze("one two. three four five");
        let kept = Words::of(&text, &[Span::from(5..12)]);
        assert_eq!(
            kept.ids(),
            Words::of(&Text::freeze("one four five"), &[]).ids()
        );
        assert_eq!(kept.range(1..3), 15..24);
        assert!(kept.may_open(0) && kept.may_open(1) && !kept.may_open(2));
    }

    #[test]
    fn characters_count_half() {
        let words = Words::of(&Text::freeze("the 塔利班 list"), &[]);
        assert_eq!(words.length(0..5), 2 + 3 + 2);
    }
}
