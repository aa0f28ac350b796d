//! Makes the text: news-like, of an exact length, the same on every machine.

use postil_e2e::Random;
use std::ops::Range;

/// The length of a paragraph with its line break, in characters.
pub const PARAGRAPH: usize = 200;

/// A word so frequent that marking it everywhere is a bulk action: twice a paragraph, which is 10,000
/// times in a million characters.
pub const FREQUENT: &str = "Kabul";

const WHO: [&str; 12] = [
    "the ministry",
    "a spokesman",
    "Zamir Kabulov",
    "the delegation",
    "an envoy",
    "the agency",
    "officials",
    "the foreign minister",
    "Sergey Lavrov",
    "two diplomats",
    "the committee",
    "aid workers",
];
const DID: [&str; 12] = [
    "said",
    "announced",
    "denied",
    "confirmed",
    "expected",
    "suggested",
    "warned",
    "repeated",
    "did not rule out",
    "told reporters",
    "had reported",
    "insisted",
];
const WHAT: [&str; 12] = [
    "that talks would be held in spring",
    "that the list was under review",
    "a “step by step” approach",
    "that no decision had been made",
    "an agreement on transit and trade",
    "that at least 130 people had died",
    "the country’s new border posts",
    "a meeting of neighbouring states",
    "that the ban might be lifted",
    "the return of 45 families",
    "that the embassy would reopen",
    "what courts had ruled in December",
];
const WHERE: [&str; 8] = [
    "on Tuesday",
    "in Moscow",
    "at a briefing",
    "after the vote",
    "near the border",
    "last week",
    "in a statement",
    "by telephone",
];

/// A text with the places of its words, in characters. All of its characters are in the Basic
/// Multilingual Plane, so code points and UTF-16 units count alike.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text; one line break separates paragraphs.
    pub whole: String,
    /// Its words, in order: runs of letters and digits, with the apostrophe inside them.
    pub words: Vec<Range<usize>>,
}

impl Text {
    /// A text of `characters` characters: paragraphs of [`PARAGRAPH`] each, of which the last may be shorter.
    pub fn generate(characters: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut whole = String::with_capacity(characters + characters / 20);
        let mut left = characters;
        while left > 0 {
            let length = left.min(PARAGRAPH);
            let breaks = usize::from(left > length);
            whole.push_str(&paragraph(&mut random, length - breaks));
            if breaks == 1 {
                whole.push('\n');
            }
            left -= length;
        }
        let words = words(&whole);
        Self { whole, words }
    }

    /// Counts the occurrences of a whole word.
    #[cfg(test)]
    pub fn count_words(&self, word: &str) -> usize {
        let split = |c: char| !is_of_word(c);
        self.whole
            .split(split)
            .filter(|other| *other == word)
            .count()
    }

    /// Counts the occurrences of a string, ignoring case and without overlap.
    pub fn count_hits(&self, string: &str) -> usize {
        self.whole
            .to_lowercase()
            .matches(&string.to_lowercase())
            .count()
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '’'
}

/// A paragraph of exactly `length` characters. It begins with [`FREQUENT`], and contains it once more if
/// there is room.
fn paragraph(random: &mut Random, length: usize) -> String {
    let mut out = format!("{FREQUENT}: ");
    let mut count = out.chars().count();
    let mut again = false;
    while count < length {
        let (who, did) = (random.pick(&WHO), random.pick(&DID));
        let (what, place) = (random.pick(&WHAT), random.pick(&WHERE));
        let place = if again {
            place.to_owned()
        } else {
            format!("{place} from {FREQUENT}")
        };
        again = true;
        let sentence = match random.below(3) {
            0 => format!("{who} {did} {what} — {place}. "),
            1 => format!("{place}, {who} {did} {what}. "),
            _ => format!("{who} {did} {place} {what}. "),
        };
        let capital = sentence.chars().take(1).flat_map(char::to_uppercase);
        out.extend(capital.chain(sentence.chars().skip(1)));
        count += sentence.chars().count();
    }
    let mut cut: String = out.chars().take(length.saturating_sub(1)).collect();
    if length > 0 {
        cut.push('.');
    }
    cut
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut length = 0;
    for (at, c) in text.chars().enumerate() {
        match (is_of_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
        length = at + 1;
    }
    words.extend(start.map(|from| from..length));
    words
}

#[cfg(test)]
mod tests {
    use super::{FREQUENT, PARAGRAPH, Text};

    #[test]
    fn it_has_the_length_and_the_paragraphs_that_are_asked_for() {
        for characters in [0, 1, 199, 200, 201, 5_000, 5_001] {
            let text = Text::generate(characters, 1);
            assert_eq!(text.whole.chars().count(), characters);
            let paragraphs = text.whole.lines().count();
            assert_eq!(paragraphs, characters.div_ceil(PARAGRAPH), "{characters}");
        }
    }

    #[test]
    fn it_is_the_same_every_time() {
        assert_eq!(
            Text::generate(5_000, 7).whole,
            Text::generate(5_000, 7).whole
        );
        assert_ne!(
            Text::generate(5_000, 7).whole,
            Text::generate(5_000, 8).whole
        );
    }

    #[test]
    fn code_points_are_utf_16_units() {
        let text = Text::generate(5_000, 1).whole;
        assert_eq!(text.chars().count(), text.encode_utf16().count());
        assert!(!text.is_ascii());
    }

    #[test]
    fn the_frequent_word_stands_twice_a_paragraph() {
        let text = Text::generate(50_000, 1);
        assert_eq!(text.count_words(FREQUENT), 2 * 50_000 / PARAGRAPH);
        // Kabulov is not the whole word, but a hit.
        assert!(text.count_hits("kabul") > text.count_words(FREQUENT));
    }

    #[test]
    fn words_are_where_they_are_said_to_be() {
        let text = Text::generate(2_000, 1);
        let characters: Vec<char> = text.whole.chars().collect();
        let mut end = 0;
        for word in &text.words {
            assert!(end <= word.start && word.start < word.end);
            assert!(
                characters[word.clone()]
                    .iter()
                    .all(|c| c.is_alphanumeric() || *c == '’')
            );
            end = word.end;
        }
    }
}
