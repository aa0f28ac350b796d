//! The spans over a text: seven in ten stand alone, three in ten overlap one of those.

use crate::text::{FREQUENT, Text};
use postil_e2e::Random;
use std::cmp::Reverse;
use std::ops::Range;

/// How many spans in a hundred overlap another.
pub const OVERLAPPING: usize = 30;

/// The labels of spans, each as often as it is listed here.
const LABELS: [&str; 10] = [
    "entity.person",
    "entity.organization",
    "entity.place",
    "entity",
    "entity.number",
    "event.diplomacy",
    "event.statement",
    "event",
    "claim.fact",
    "claim",
];

/// A labelled piece of the text, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Half-open.
    pub range: Range<usize>,
    /// A layer, or a layer and a label.
    pub label: &'static str,
}

/// Scatters spans evenly over a text, in its order. No span covers just the word [`FREQUENT`], so that a
/// bulk action finds every one of them unmarked. O(n log n).
///
/// # Errors
/// If the text has too few words: every span without overlap needs a word.
pub fn generate(text: &Text, count: usize, seed: u64) -> Result<Vec<Span>, String> {
    let mut random = Random::new(seed);
    let overlapping = count * OVERLAPPING / 100;
    let alone = count - overlapping;
    // A span of one frequent word is widened; there is room for that.
    let words = text.words.len();
    if alone * 2 > words {
        return Err(format!(
            "{count} spans do not fit on {} characters: {alone} of them stand alone, and there are \
             {words} words",
            text.whole.chars().count()
        ));
    }
    let frequent = frequent_words(text);
    let mut bases: Vec<Range<usize>> = Vec::with_capacity(alone);
    for at in 0..alone {
        let slot = at * words / alone..(at + 1) * words / alone;
        let mut length = 1 + random.below(slot.len().min(4) - 1);
        if length == 1 && frequent[slot.start] {
            length = 2;
        }
        bases.push(slot.start..slot.start + length);
    }
    let mut pieces = bases.clone();
    for at in 0..overlapping {
        let base = &bases[at * alone / overlapping];
        let more = 1 + random.below(4);
        pieces.push(match random.below(3) {
            // The same words once more.
            0 => base.clone(),
            // Around them.
            1 => base.start.saturating_sub(more)..(base.end + more).min(words),
            // From their last word on, over what follows.
            _ => base.end - 1..(base.end + more).min(words),
        });
    }
    let mut spans: Vec<Span> = pieces
        .into_iter()
        .map(|words| {
            // Nothing follows the last word of a text to widen it by.
            let alone = words.len() == 1 && frequent[words.start];
            let from = words.start - usize::from(alone && words.start > 0);
            Span {
                range: text.words[from].start..text.words[words.end - 1].end,
                label: random.pick(&LABELS),
            }
        })
        .collect();
    // In the order in which the page goes through them.
    spans.sort_by_key(|span| (span.range.start, Reverse(span.range.end)));
    Ok(spans)
}

/// For each word, whether it is [`FREQUENT`].
fn frequent_words(text: &Text) -> Vec<bool> {
    let characters: Vec<char> = text.whole.chars().collect();
    let frequent: Vec<char> = FREQUENT.chars().collect();
    let is = |word: &Range<usize>| characters[word.clone()] == frequent[..];
    text.words.iter().map(is).collect()
}

#[cfg(test)]
mod tests {
    use super::{OVERLAPPING, generate};
    use crate::text::{FREQUENT, Text};

    #[test]
    fn three_in_ten_overlap_one_that_stood_before() {
        let text = Text::generate(50_000, 1);
        let spans = generate(&text, 1_000, 2).expect("they fit");
        assert_eq!(spans.len(), 1_000);
        // The most spans that can be chosen without overlap.
        let mut by_end: Vec<_> = spans.iter().map(|span| span.range.clone()).collect();
        by_end.sort_by_key(|range| range.end);
        let (mut end, mut disjoint) = (0, 0);
        for range in by_end {
            if range.start >= end {
                end = range.end;
                disjoint += 1;
            }
        }
        assert_eq!(disjoint, 1_000 - 1_000 * OVERLAPPING / 100);
    }

    #[test]
    fn they_are_the_same_every_time_and_inside_the_text() {
        let text = Text::generate(5_000, 1);
        let spans = generate(&text, 50, 2).expect("they fit");
        assert_eq!(spans, generate(&text, 50, 2).expect("they fit"));
        for span in &spans {
            assert!(span.range.start < span.range.end && span.range.end <= 5_000);
        }
    }

    #[test]
    fn no_span_is_just_the_frequent_word() {
        let text = Text::generate(100_000, 1);
        let characters: Vec<char> = text.whole.chars().collect();
        for span in generate(&text, 5_000, 2).expect("they fit") {
            let quote: String = characters[span.range].iter().collect();
            assert_ne!(quote, FREQUENT);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let text = Text::generate(5_000, 1);
        assert!(generate(&text, 5_000, 2).is_err());
        assert_eq!(generate(&text, 0, 2), Ok(Vec::new()));
    }
}
