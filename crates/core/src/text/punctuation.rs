//! Stops at the punctuation beside words: where a quotation opens or closes, and where a sentence
//! ends. Moving an end of a range by words stops before such punctuation and then after it, so that
//! both can be reached: `war`, `war.”`, `On`.
//!
//! Commas, dashes and apostrophes make no stop of their own.

use super::{Block, Text};

/// Marks that open or close a quotation. What one language opens with, another closes with.
const QUOTES: &str = "\"'“”„‟‘’‚‛«»‹›「」『』";
/// Brackets that open.
const OPENING: &str = "([{（［｛〔【《〈¿¡";
/// Brackets that close, and what ends a sentence.
const CLOSING: &str = ")]}）］｝〕】》〉.!?…。！？．｡۔؟।॥";
/// What may stand between them.
const BETWEEN: &str = ",;:،؛，、；：";

impl Text {
    /// The first stop after an offset where a range can end: the end of a word, or of the
    /// punctuation that closes after it. A word with a possessive ending has a stop on either side
    /// of the ending.
    pub fn next_end(&self, cp: usize) -> Option<usize> {
        let mut blocks = self.blocks().onward(cp);
        blocks.find_map(|block| self.ends(block).into_iter().find(|end| *end > cp))
    }

    /// The last stop before an offset where a range can end: see [`Text::next_end`].
    pub fn prev_end(&self, cp: usize) -> Option<usize> {
        let mut blocks = self.blocks().backward(cp);
        blocks.find_map(|block| self.ends(block).into_iter().rfind(|end| *end < cp))
    }

    /// The first stop after an offset where a range can start: the start of a word, or of the
    /// punctuation that opens before it.
    pub fn next_start(&self, cp: usize) -> Option<usize> {
        let mut blocks = self.blocks().onward(cp);
        blocks.find_map(|block| self.starts(block).into_iter().find(|start| *start > cp))
    }

    /// The last stop before an offset where a range can start: see [`Text::next_start`].
    pub fn prev_start(&self, cp: usize) -> Option<usize> {
        let mut blocks = self.blocks().backward(cp);
        blocks.find_map(|block| self.starts(block).into_iter().rfind(|start| *start < cp))
    }

    /// The stops of a block where a range can end, ascending.
    fn ends(&self, block: Block) -> Vec<usize> {
        let words: Vec<_> = self.words(block).collect();
        let mut ends = Vec::with_capacity(words.len());
        let mut next = words.iter().map(|word| word.start).skip(1);
        for word in &words {
            let limit = next.next().unwrap_or(block.end);
            ends.push(word.stem);
            ends.push(word.end);
            let after = self.slice(word.end..limit).chars();
            let run = after
                .take_while(|c| {
                    [QUOTES, CLOSING, BETWEEN]
                        .iter()
                        .any(|set| set.contains(*c))
                })
                .enumerate();
            let closing = run.filter(|(_, c)| !BETWEEN.contains(*c)).last();
            ends.extend(closing.map(|(at, _)| word.end + at + 1));
        }
        ends.dedup();
        ends
    }

    /// The stops of a block where a range can start, ascending.
    fn starts(&self, block: Block) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut limit = block.start;
        for word in self.words(block) {
            let before = self.slice(limit..word.start).chars().rev();
            let opening = before
                .take_while(|c| QUOTES.contains(*c) || OPENING.contains(*c))
                .count();
            starts.push(word.start - opening);
            starts.push(word.start);
            limit = word.end;
        }
        starts.dedup();
        starts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(text: &str, step: impl Fn(&Text, usize) -> Option<usize>, from: usize) -> Vec<usize> {
        let text = Text::from_frozen(text);
        std::iter::successors(step(&text, from), |&at| step(&text, at)).collect()
    }

    #[test]
    fn closing_punctuation_is_a_stop_of_its_own() {
        let ends = |text: &str| -> Vec<String> {
            let frozen = Text::from_frozen(text);
            let stops = walk(text, Text::next_end, 0).into_iter();
            stops.map(|end| frozen.slice(0..end).to_owned()).collect()
        };
        assert_eq!(
            ends("“No war,” he said."),
            [
                "“No",
                "“No war",
                "“No war,”",
                "“No war,” he",
                "“No war,” he said",
                "“No war,” he said."
            ]
        );
        assert_eq!(ends("a, b"), ["a", "a, b"]);
        assert_eq!(
            ends("the „Ende“, so"),
            ["the", "the „Ende", "the „Ende“", "the „Ende“, so"]
        );
        assert_eq!(ends("the U.S. left"), ["the", "the U.S.", "the U.S. left"]);
        assert_eq!(
            ends("Russia’s (new) aim"),
            [
                "Russia",
                "Russia’s",
                "Russia’s (new",
                "Russia’s (new)",
                "Russia’s (new) aim"
            ]
        );
        assert_eq!(ends("قال: «لا»."), ["قال", "قال: «لا", "قال: «لا»."]);
    }

    #[test]
    fn opening_punctuation_is_a_stop_of_its_own() {
        let starts = |text: &str| -> Vec<String> {
            let frozen = Text::from_frozen(text);
            let stops = walk(text, Text::prev_start, frozen.len()).into_iter();
            stops
                .map(|at| frozen.slice(at..frozen.len()).to_owned())
                .collect()
        };
        assert_eq!(
            starts("He: “No (war)"),
            ["war)", "(war)", "No (war)", "“No (war)", "He: “No (war)"]
        );
    }

    proptest::proptest! {
        /// Both directions stop at the same places, which lie in the text and ascend.
        #[test]
        fn stops_are_the_same_both_ways(text in crate::text::testing::any_text()) {
            let length = Text::from_frozen(text.as_str()).len();
            let mut back = walk(&text, Text::prev_end, length + 1);
            back.reverse();
            back.retain(|end| *end > 0);
            let there = walk(&text, Text::next_end, 0);
            proptest::prop_assert!(there.iter().all(|end| *end <= length));
            proptest::prop_assert_eq!(there, back);
        }
    }
}
