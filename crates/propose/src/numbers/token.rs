//! Texts as words, runs of digits and signs.

use std::ops::Range;

use super::digits::digit;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Letters.
    Word,
    /// Digits.
    Digits,
    /// Anything else, one code point; a line break is one where it ends a paragraph.
    Sign,
}

/// A word, a run of digits or a sign.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub sort: Sort,
    /// In code points of the text.
    pub span: Range<usize>,
    /// In lower case, `ё` as `е` and all dashes as hyphens; digits in ASCII.
    pub text: String,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
    /// Whether nothing is between it and the token before.
    pub is_glued: bool,
}

impl Token {
    /// The value of a run of at most nine digits.
    pub fn number(&self) -> Option<u32> {
        let fits = self.sort == Sort::Digits && self.text.len() <= 9;
        self.text.parse().ok().filter(|_| fits)
    }

    /// The number of digits.
    pub fn digits(&self) -> usize {
        match self.sort {
            Sort::Digits => self.text.len(),
            _ => 0,
        }
    }
}

/// The tokens of a text, the first of which starts at this code point. O(n).
pub(crate) fn tokens(text: &str, start: usize) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut is_glued = false;
    let mut breaks = 0;
    for (at, c) in (start..).zip(text.chars()) {
        let sort = match c {
            _ if digit(c).is_some() => Sort::Digits,
            _ if c.is_alphabetic() || is_mark(c) => Sort::Word,
            _ if c.is_whitespace() || is_ignored(c) => {
                breaks += usize::from(c == '\n' || c == '\u{2029}');
                is_glued &= is_ignored(c);
                continue;
            }
            _ => Sort::Sign,
        };
        if breaks > 1 {
            tokens.push(Token {
                sort: Sort::Sign,
                span: at..at,
                text: "\n".to_owned(),
                is_capital: false,
                is_glued: false,
            });
        }
        breaks = 0;
        match tokens.last_mut() {
            Some(last) if is_glued && last.sort == sort && sort != Sort::Sign => {
                push(&mut last.text, c);
                last.span.end = at + 1;
            }
            _ => {
                let mut text = String::new();
                push(&mut text, c);
                tokens.push(Token {
                    sort,
                    span: at..at + 1,
                    text,
                    is_capital: c.is_uppercase(),
                    is_glued,
                });
            }
        }
        is_glued = true;
    }
    tokens
}

/// Adds a code point in its folded form.
fn push(text: &mut String, c: char) {
    if let Some(digit) = digit(c) {
        text.extend(char::from_digit(digit, 10));
        return;
    }
    match c {
        'Ё' | 'ё' => text.push('е'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => text.push('-'),
        '’' | '‘' | 'ʼ' => text.push('\''),
        // A mark that the lower case of İ brings.
        _ => text.extend(c.to_lowercase().filter(|c| *c != '\u{307}')),
    }
}

/// Vowels and accents that some scripts write as marks.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}')
}

/// What is not seen: the soft hyphen, joiners, marks of direction.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_the_sort_changes() {
        let found = tokens("On Dec31, ٢٠٢٤—Ёж\n\nx", 5);
        let texts: Vec<_> = found.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(
            texts,
            ["on", "dec", "31", ",", "2024", "-", "еж", "\n", "x"]
        );
        assert_eq!(found[4].span, 15..19);
        let glued: Vec<_> = found.iter().map(|it| it.is_glued).collect();
        assert_eq!(
            glued,
            [false, false, true, true, false, true, true, false, false]
        );
    }
}
