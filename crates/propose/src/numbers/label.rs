//! Words after which digits are a name, not a number or a year: `Article 5`, `Resolution 1988`.

use super::language::Language;
use super::token::{Sort, Token};
use super::words::words;

/// Whether the digits at a token are a part of a name, by what is before them. O(words of the language).
pub(crate) fn is_name(tokens: &[Token], at: usize, language: Language) -> bool {
    let is_digits = tokens.get(at).is_some_and(|it| it.sort == Sort::Digits);
    let before = tokens.get(..at).unwrap_or_default();
    let mut labels = words(language).labels.split_whitespace();
    is_digits && labels.any(|label| ends_with(before, label))
}

/// Whether tokens end with a phrase.
fn ends_with(tokens: &[Token], phrase: &str) -> bool {
    let mut tokens = tokens.iter().rev();
    let mut words = phrase.split('_').rev();
    words.all(|word| tokens.next().is_some_and(|it| it.text == word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::token::tokens;

    #[test]
    fn labels_are_right_before_the_digits() {
        let is = |words: &str| {
            let tokens = tokens(words, 0);
            is_name(&tokens, tokens.len() - 1, Language::English)
        };
        for words in ["Resolution 1988", "No. 3", "page 12", "#3"] {
            assert!(is(words), "{words}");
        }
        for words in ["in 1988", "1988", "no 3", "article on 3", "Article five"] {
            assert!(!is(words), "{words}");
        }
    }
}
