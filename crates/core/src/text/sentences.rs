//! Sentences as in Unicode Standard Annex 29, except for the dots of English abbreviations.
//!
//! A sentence lies inside one [`Block`]: a newline ends it, and so does a cut through a paragraph
//! of more than 2 kB, which is made between two sentences where possible. So every cost here is
//! bounded by 2 kB of text, however long the document. Offsets are code points of the whole text
//! and are clamped to it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Block, Text};

impl Text {
    /// The sentence at an offset, without surrounding white space. White space between two
    /// sentences counts towards the first one. `None` in a line without text.
    pub fn sentence_at(&self, cp: usize) -> Option<Range<usize>> {
        let cp = cp.min(self.len());
        let sentences: Vec<_> = self.sentences(self.blocks().at(cp)).collect();
        let last_begun = sentences.iter().rev().find(|s| s.start <= cp);
        last_begun.or(sentences.first()).cloned()
    }

    /// The first sentence that begins after an offset.
    pub fn next_sentence(&self, cp: usize) -> Option<Range<usize>> {
        self.blocks()
            .onward(cp)
            .find_map(|b| self.sentences(b).find(|s| s.start > cp))
    }

    /// The last sentence that begins before an offset: the current one, unless the offset is at its
    /// start.
    pub fn prev_sentence(&self, cp: usize) -> Option<Range<usize>> {
        let mut blocks = self.blocks().backward(cp);
        blocks.find_map(|b| self.sentences(b).take_while(|s| s.start < cp).last())
    }

    /// The sentences of a block, trimmed.
    fn sentences(&self, block: Block) -> impl Iterator<Item = Range<usize>> {
        let text = self.slice(block.range());
        let mut done = 0;
        let mut start = block.start;
        breaks(text).chain([text.len()]).filter_map(move |at| {
            let end = start + text.get(done..at)?.chars().count();
            let sentence = self.trim(start..end);
            (done, start) = (at, end);
            (!sentence.is_empty()).then_some(sentence)
        })
    }
}

/// The start bytes of the sentences of a text, without the first.
pub(super) fn breaks(text: &str) -> impl Iterator<Item = usize> {
    text.split_sentence_bound_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > 0 && !is_abbreviation(text, *at))
}

/// Titles and similar abbreviations that precede a name.
const BEFORE_NAME: &[&str] = &[
    "Adm", "Amb", "Capt", "Cmdr", "Col", "Dr", "Fr", "Ft", "Gen", "Gov", "Hon", "Lt", "Maj",
    "Messrs", "Mr", "Mrs", "Ms", "Mt", "Prof", "Rep", "Rev", "Sen", "Sgt", "St", "vs",
];

/// Abbreviations only before a number: otherwise `No` and `Mar` often end a sentence.
const BEFORE_NUMBER: &[&str] = &[
    "Apr", "Art", "Aug", "Dec", "Feb", "Fig", "Jan", "Jul", "Jun", "Mar", "No", "Nos", "Nov",
    "Oct", "Sec", "Sep", "Sept", "Vol",
];

/// Words that begin a sentence and rarely follow `U.S.` or `p.m.` inside one.
const OPENERS: &[&str] = &[
    "A", "After", "Although", "An", "And", "As", "At", "But", "He", "Her", "His", "However", "I",
    "If", "In", "It", "Its", "On", "She", "Since", "So", "That", "The", "Their", "There", "These",
    "They", "This", "Those", "We", "When", "While", "You",
];

/// Whether the text before a break ends with the dot of an abbreviation, not a full stop.
fn is_abbreviation(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let Some(before) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric() && c != '.')
        .next()
        .unwrap_or_default();
    let follows = after
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_initial = |w: &str| w.chars().count() == 1 && w.chars().all(char::is_uppercase);
    if BEFORE_NAME.contains(&word) || is_initial(word) {
        return true;
    }
    if BEFORE_NUMBER.contains(&word) {
        return follows.starts_with(char::is_numeric);
    }
    let single = |w: &str| w.chars().count() == 1 && w.chars().all(char::is_alphabetic);
    word.contains('.') && word.split('.').all(single) && !OPENERS.contains(&follows)
}

#[cfg(test)]
mod tests;
