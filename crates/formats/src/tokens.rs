//! Cuts texts into tokens, for formats that mark tokens instead of offsets.

use postil_core::text::Text;
use std::collections::BTreeSet;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Whether a character separates tokens: white space to Rust or Python, or a byte order mark.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}' | '\u{FEFF}')
}

/// Cuts a text at the word boundaries of Unicode Standard Annex 29, at both ends of white space,
/// and at `cuts` in code points. Returns ranges in code points, in order and without gaps. O(n log
/// n).
pub fn pieces(text: &Text, cuts: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut all: BTreeSet<usize> = cuts.into_iter().filter(|&cut| cut < text.len()).collect();
    let mut at = 0;
    for word in text.as_str().split_word_bounds() {
        let mut spaced = None;
        for c in word.chars() {
            // A line feed is a piece of its own; white space and other characters never share one.
            if spaced != Some(is_space(c)) || c == '\n' {
                all.insert(at);
            }
            spaced = Some(is_space(c));
            at += 1;
        }
    }
    all.remove(&0);
    let ends: Vec<usize> = all.into_iter().chain([text.len()]).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    (starts.zip(ends.iter().copied()))
        .map(|(start, end)| start..end)
        .filter(|range| !range.is_empty())
        .collect()
}

/// The pieces that are words, without white space.
pub fn words(text: &Text, cuts: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut words = pieces(text, cuts);
    words.retain(|range| !text.slice(range.clone()).chars().all(is_space));
    words
}

/// Where sentences begin, in code points, except the first and those inside the given spans. A line
/// break always ends a sentence. O(n log n).
pub fn sentence_starts(text: &Text, whole: &[Range<usize>]) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    let mut at = 0;
    while let Some(next) = text.next_sentence(at) {
        if next.start <= at && at > 0 {
            break;
        }
        starts.insert(next.start);
        at = next.start;
    }
    starts.remove(&0);
    for range in whole {
        let inside: Vec<usize> = if range.start + 1 < range.end {
            starts.range(range.start + 1..range.end).copied().collect()
        } else {
            Vec::new()
        };
        for start in inside {
            starts.remove(&start);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_words_and_where_asked() {
        let text = Text::freeze("👍🏽 e\u{301}a don't,\n\nطالبان\u{A0}x");
        let shown = |cuts: &[usize]| -> Vec<String> {
            let pieces = pieces(&text, cuts.iter().copied());
            pieces
                .into_iter()
                .map(|r| text.slice(r).to_owned())
                .collect()
        };
        let expected = [
            "👍🏽",
            " ",
            "e\u{301}a",
            " ",
            "don't",
            ",",
            "\n",
            "\n",
            "طالبان",
            "\u{A0}",
            "x",
        ];
        assert_eq!(shown(&[]), expected);
        assert_eq!(shown(&[4])[2..4], ["e", "\u{301}a"]);
        assert_eq!(words(&text, []).len(), 6);
    }

    #[test]
    fn sentences_are_not_cut_inside_of_spans() {
        let text = Text::freeze("One. Two. Three.\nFour.");
        let starts = |whole: &[Range<usize>]| -> Vec<usize> {
            sentence_starts(&text, whole).into_iter().collect()
        };
        assert_eq!(starts(&[]), [5, 10, 17]);
        assert_eq!(starts(&[5..12, 16..17]), [5, 17]);
        assert_eq!(starts(&[0..16, 16..22]), [0; 0]);
    }
}
