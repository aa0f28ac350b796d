//! Joins lines, and the words that are divided between them.

use crate::letters::is_ideographic;
use crate::lines::Line;
use std::collections::HashSet;

/// The words that are written with a hyphen inside a line somewhere, in lower case.
#[derive(Debug, Default)]
pub struct Hyphens {
    known: HashSet<String>,
}

/// What stands at the end of a line whose last word is divided.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];
/// Words with a hyphen that are remembered.
const MAX_KNOWN: usize = 100_000;

impl Hyphens {
    /// Takes in the words of a line.
    pub fn learn(&mut self, line: &Line) {
        for word in line.text.split(|c: char| c.is_whitespace()) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if word.contains(HYPHENS) && self.known.len() < MAX_KNOWN {
                self.known.insert(word.to_lowercase());
            }
        }
    }

    /// Adds a line to a text. A hyphen at its end goes where the line begins with a small letter, unless the
    /// word is written with it elsewhere; a soft hyphen always goes.
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
            if is_word && is_small && !self.is_known(text, line) {
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

    fn is_known(&self, text: &str, line: &str) -> bool {
        let is_part = |letter: &char| letter.is_alphanumeric() || HYPHENS.contains(letter);
        let mut before: Vec<char> = text.chars().rev().take_while(is_part).take(60).collect();
        before.reverse();
        let after = line.chars().take_while(is_part).take(60);
        let word: String = before.into_iter().chain(after).collect();
        self.known.contains(&word.to_lowercase())
    }
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
    fn words_are_joined_where_they_were_divided() {
        for (text, line, reads) in [
            ("The minis-", "ter said", "The minister said"),
            ("the mi\u{AD}nis\u{AD}", "ter", "the mi\u{AD}nister"),
            ("Mr. Smith-", "Jones", "Mr. Smith-Jones"),
            ("in 2010-", "2012", "in 2010-2012"),
            ("a well-", "known man", "a well-known man"),
            ("pages 3 -", "four", "pages 3 -four"),
            ("A line", " and another ", "A line and another"),
            ("俄罗斯", "外交部", "俄罗斯外交部"),
            ("по-", "русски", "порусски"),
            ("", "A", "A"),
        ] {
            assert_eq!(joined("well-known", text, line), reads);
        }
    }
}
