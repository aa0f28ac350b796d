//! The words of the sentence that an event or a claim stands in.

use super::letters::latin;
use super::lexicon::{BREAKS, COMMON, is_in};
use super::stem::stem;
use super::symbols::{Symbol, Symbols};
use postil_core::model::Annotation;
use postil_core::state::DocumentState;
use postil_core::text::{Text, fold};
use std::ops::Range;

/// Code points of a sentence on either side that are looked at.
const MAX_CHARS: usize = 300;

/// The sentence around a range, roughly: up to a full stop, a question or exclamation mark with white
/// space behind it, or a line break, at most 300 code points away. Finding sentences as the page shows
/// them takes a hundred times as long. O(1).
pub(super) fn around(text: &Text, range: Range<usize>) -> Range<usize> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。' | '؟' | '…' | '।');
    let from = range.start.saturating_sub(MAX_CHARS);
    let before: Vec<char> = text.slice(from..range.start).chars().collect();
    let begins = before.windows(2).rposition(|pair| match pair {
        ['\n', _] => true,
        [end, space] => ends(*end) && (space.is_whitespace() || *end == '。'),
        _ => false,
    });
    let start = match before.last() {
        Some('\n') => range.start,
        _ => begins.map_or(from, |at| from + at + 1),
    };
    let after: Vec<char> = text
        .slice(range.end..range.end.saturating_add(MAX_CHARS))
        .chars()
        .collect();
    let stops = after.windows(2).position(|pair| match pair {
        ['\n', _] => true,
        [end, space] => ends(*end) && (space.is_whitespace() || *end == '。'),
        _ => false,
    });
    start..range.end + stops.map_or(after.len(), |at| at + 1)
}

/// The stems of the words of the sentence around an annotation, ascending, each once. O(1).
pub(super) fn sentence(
    document: &DocumentState,
    annotation: &Annotation,
    symbols: &mut Symbols,
) -> Vec<Symbol> {
    let text = document.text();
    let sentence = text.slice(around(text, annotation.extent()));
    let sentence = match sentence.is_ascii() {
        true => sentence.to_ascii_lowercase(),
        false => fold(sentence),
    };
    let words = sentence
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{300}'..='\u{36F}'));
    let words = words.map(|word| word.trim_end_matches("'s").trim_matches('\''));
    let says =
        words.filter(|word| !word.is_empty() && !is_in(COMMON, word) && !is_in(BREAKS, word));
    let mut stems: Vec<Symbol> = says
        .take(MAX_WORDS)
        .map(|word| match word.is_ascii() {
            true => symbols.of(stem(word)),
            false => symbols.of(stem(&latin(word))),
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Words of a sentence that are looked at.
const MAX_WORDS: usize = 120;
