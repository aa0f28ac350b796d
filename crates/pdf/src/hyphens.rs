//! Joins lines, and the words that are divided between them.

use crate::letters::is_ideographic;
use crate::lines::Line;
use std::collections::HashSet;

/// What the words of a document tell of its hyphens.
#[derive(Debug, Default)]
pub struct Hyphens {
    /// The words that are written with a hyphen inside a line somewhere, in lower case.
    known: HashSet<String>,
    /// The words without one that begin with a capital letter.
    capitalized: HashSet<String>,
}

/// What stands at the end of a line whose last word is divided.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];
/// Words of a kind that are remembered.
const MAX_KNOWN: usize = 100_000;

impl Hyphens {
    /// Takes in the words of a line.
    pub fn learn(&mut self, line: &Line) {
        for word in line.text.split(|c: char| c.is_whitespace()) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if word.contains(HYPHENS) && self.known.len() < MAX_KNOWN {
                self.known.insert(word.to_lowercase());
            } else if word.starts_with(char::is_uppercase) && self.capitalized.len() < MAX_KNOWN {
                self.capitalized.insert(word.to_owned());
            }
        }
    }

    /// Adds a line to a text. A hyphen at its end goes where the line begins with a small letter, unless the
    /// word is written with it elsewhere, is part of an address, has its second half elsewhere, as in
    /// “Ein- und Ausfuhr”, or is a name with a participle, as in “NATO-led”; a soft hyphen always goes. A hyphen
    /// after white space is a dash.
    pub fn join(&self, text: &mut String, line: &str) {
        let line = line.trim();
        while text.ends_with(char::is_whitespace) {
            text.pop();
        }
        if text.ends_with('\u{AD}') {
            text.pop();
        } else if text.ends_with(HYPHENS) {
            let mut before = text.chars().rev().skip(1);
            let is_word = before.next().is_some_and(char::is_alphabetic);
            let is_small = line.chars().next().is_some_and(char::is_lowercase);
            let is_dash = text.chars().rev().nth(1).is_some_and(char::is_whitespace);
            let is_half = text.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
            if is_dash || is_half && begins_with_and(line) {
                text.push(' ');
            } else if is_word
                && is_small
                && !is_address(text, line)
                && !self.is_known(text, line)
                && !self.is_of_name(text, line)
            {
                text.pop();
            }
        } else if let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next())
            && !(is_ideographic(last) && is_ideographic(first))
            && !(HYPHENS.contains(&last))
        {
            text.push(' ');
        }
        // Elsewhere a soft hyphen only says where a word could be divided.
        let last = line.len() - line.chars().next_back().map_or(0, char::len_utf8);
        let inner = line
            .char_indices()
            .filter(|(at, it)| *it != '\u{AD}' || *at == last);
        text.extend(inner.map(|(_, letter)| letter));
    }

    /// Whether a name was made a word with a participle, which a file divided at its hyphen.
    fn is_of_name(&self, text: &str, line: &str) -> bool {
        const MAX_LENGTH: usize = 60;
        let before = text
            .chars()
            .rev()
            .skip(1)
            .take_while(|it| it.is_alphabetic());
        let mut name: Vec<char> = before.take(MAX_LENGTH).collect();
        name.reverse();
        let name: String = name.into_iter().collect();
        let letters = line.chars().take_while(|it| it.is_alphabetic());
        let after: String = letters.take(MAX_LENGTH).collect();
        let is_named = name.starts_with(char::is_uppercase)
            && PARTICIPLES.contains(&after.as_str())
            && !PREFIXES.contains(&name.to_lowercase().as_str());
        // “Travel-led” has the same look.
        let is_doubled = after == "led" && name.ends_with('l') && !self.capitalized.contains(&name);
        is_named && !is_doubled && !self.capitalized.contains(&format!("{name}{after}"))
    }

    fn is_known(&self, text: &str, line: &str) -> bool {
        let is_part = |letter: &char| letter.is_alphanumeric() || HYPHENS.contains(letter);
        let mut before: Vec<char> = text.chars().rev().take_while(is_part).take(60).collect();
        before.reverse();
        let after = line.chars().take_while(is_part).take(60);
        let word: String = before.into_iter().chain(after).collect();
        self.known.contains(&word.to_lowercase())
    }
}

/// Participles that follow names after a hyphen.
const PARTICIPLES: [&str; 24] = [
    "affiliated",
    "aligned",
    "allied",
    "appointed",
    "backed",
    "based",
    "born",
    "brokered",
    "built",
    "controlled",
    "dominated",
    "educated",
    "funded",
    "held",
    "imposed",
    "led",
    "linked",
    "made",
    "occupied",
    "owned",
    "ruled",
    "run",
    "sponsored",
    "trained",
];
/// What these words also follow without a hyphen.
const PREFIXES: [&str; 13] = [
    "be", "de", "dis", "fore", "mis", "non", "out", "over", "pre", "re", "un", "under", "up",
];

/// Whether a line begins with a word that stands between two halves of words.
fn begins_with_and(line: &str) -> bool {
    const WORDS: [&str; 7] = ["und", "oder", "bzw.", "and", "or", "et", "ou"];
    let first = line.split_whitespace().next();
    first.is_some_and(|first| WORDS.contains(&first))
}

/// Whether the last word of a text, or the first of the line after it, is an address of a page or of a person,
/// whose hyphens are its own.
fn is_address(text: &str, line: &str) -> bool {
    const MAX_LENGTH: usize = 2000;
    let start = text.len().saturating_sub(MAX_LENGTH);
    let start = (start..text.len()).find(|at| text.is_char_boundary(*at));
    let last = start.and_then(|start| text[start..].split_whitespace().next_back());
    let parts = last.into_iter().chain(line.split_whitespace().next());
    let is_address = |part: &str| ["://", "www.", "@"].iter().any(|sign| part.contains(sign));
    parts.into_iter().any(is_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(known: &str, text: &str, line: &str) -> String {
        let mut hyphens = Hyphens::default();
        hyphens.known.extend(known.split(' ').map(str::to_owned));
        let mut text = text.to_owned();
        hyphens.join(&mut text, line);
        text
    }

    #[test]
    fn names_with_participles_keep_their_hyphen() {
        for (seen, text, line, reads) in [
            (
                "",
                "the Taliban-",
                "led government",
                "the Taliban-led government",
            ),
            ("", "a NATO-", "backed force", "a NATO-backed force"),
            ("", "al-Qaeda-", "linked, he", "al-Qaeda-linked, he"),
            ("Israel", "the Israel-", "led force", "the Israel-led force"),
            ("", "Travel-", "led by", "Travelled by"),
            ("", "Over-", "ruled by", "Overruled by"),
            ("Newrun", "New-", "run by", "Newrun by"),
            ("", "Govern-", "ment", "Government"),
            ("", "court-", "led", "courtled"),
        ] {
            let mut hyphens = Hyphens::default();
            hyphens.capitalized.insert(seen.to_owned());
            let mut text = text.to_owned();
            hyphens.join(&mut text, line);
            assert_eq!(text, reads);
        }
    }

    #[test]
    fn words_are_joined_where_they_were_divided() {
        for (text, line, reads) in [
            ("The minis-", "ter said", "The minister said"),
            ("the mi\u{AD}nis\u{AD}", "ter", "the mi\u{AD}nister"),
            ("Mr. Smith-", "Jones", "Mr. Smith-Jones"),
            ("in 2010-", "2012", "in 2010-2012"),
            ("a well-", "known man", "a well-known man"),
            ("pages 3 -", "four", "pages 3 - four"),
            ("passed Wal -", "Mart", "passed Wal - Mart"),
            ("Ein-", "und Ausfuhr", "Ein- und Ausfuhr"),
            ("Ein-", "undank", "Einundank"),
            ("20-", "and 30-year", "20- and 30-year"),
            ("pre-", "and post-war", "pre- and post-war"),
            ("https://a.org/a-very-", "long", "https://a.org/a-very-long"),
            ("at www.a-", "b.org, he", "at www.a-b.org, he"),
            ("to jane-", "roe@a.org", "to jane-roe@a.org"),
            ("jane.roe@a-", "b.org", "jane.roe@a-b.org"),
            ("A line", " and another ", "A line and another"),
            ("俄罗斯", "外交部", "俄罗斯外交部"),
            ("по-", "русски", "порусски"),
            ("", "A", "A"),
        ] {
            assert_eq!(joined("well-known", text, line), reads);
        }
    }
}
