//! Finds numbers in texts, and reads the words of marks.

use std::ops::Range;

use postil_core::text::Text;

use super::label::is_name;
use super::language::Language;
use super::read::{Read, begins, quantity};
use super::token::{Sort, Token, tokens};
use super::{Found, Quantity};

/// Code points of a number at most.
const MAX_WORDS: usize = 200;
/// Tokens before a number that a mark may begin with.
const MAX_LEAD: usize = 12;

/// What some words, those of a mark, say of how many or how much; `None` if there is no number in them, or
/// if they are longer than 200 code points. O(n) in their length, times the words of the language.
pub fn resolve(words: &str, language: Language) -> Option<Quantity> {
    if words.chars().nth(MAX_WORDS).is_some() {
        return None;
    }
    let tokens = tokens(words, 0);
    let starts = 0..tokens.len().min(MAX_LEAD);
    let mut found = starts.filter_map(|at| quantity_at(&tokens, at, language));
    found.next().map(|read| read.quantity)
}

/// The numbers in a range of a text (in code points), in order. O(n) in the length of the range, times the
/// words of the language.
///
/// `taken` are ranges, in order, where there are no numbers, such as those of the dates that
/// [`dates::find`](crate::dates::find) has found: a year is a number only where it is no date.
pub fn find(
    text: &Text,
    range: Range<usize>,
    taken: &[Range<usize>],
    language: Language,
) -> Vec<Found> {
    let tokens = tokens(text.slice(range.clone()), range.start.min(text.len()));
    let mut found = Vec::new();
    let mut taken = taken.iter().peekable();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        while taken.next_if(|it| it.end <= token.span.start).is_some() {}
        let read = quantity_at(&tokens, at, language).and_then(|read| {
            let is_one = read.tokens == 1 && is_one(token, language);
            let last = tokens.get(at + read.tokens.checked_sub(1)?)?;
            let span = token.span.start..last.span.end;
            let is_free = taken.peek().is_none_or(|it| it.start >= span.end);
            (is_free && !is_one).then_some((read, span))
        });
        match read {
            Some((read, span)) => {
                at += read.tokens;
                let quantity = read.quantity;
                found.push(Found { span, quantity });
            }
            None => at += 1,
        }
    }
    found
}

/// The quantity that begins with a token, unless that is a part of something else.
fn quantity_at(tokens: &[Token], at: usize, language: Language) -> Option<Read> {
    let rest = tokens.get(at..)?;
    let first = rest.first()?;
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let is_joined = first.sort == Sort::Digits
        && first.is_glued
        && before.is_some_and(|it| match it.sort {
            // `AK47`, `COVID-19`, `3.5`, `10:30`; but `(145`, `=145`.
            Sort::Word | Sort::Digits => true,
            Sort::Sign => {
                let inner = it.is_glued && at >= 2;
                inner
                    && matches!(
                        it.text.as_str(),
                        "-" | "." | "," | ":" | "/" | "'" | "_" | "@" | "#"
                    )
            }
        });
    let may_begin = first.sort == Sort::Digits || begins(first, language);
    if is_joined || !may_begin || is_name(tokens, at, language) {
        return None;
    }
    quantity(rest, language)
}

/// Whether a word is an article or a pronoun more often than the number one.
fn is_one(token: &Token, language: Language) -> bool {
    let ones: &[&str] = match language {
        Language::English => &["one"],
        Language::German => &["ein", "eine", "einen", "einem", "einer", "eines", "halb"],
        Language::Russian => &[
            "один",
            "одна",
            "одно",
            "одного",
            "одной",
            "одну",
            "одним",
            "одном",
            "пол",
        ],
    };
    ones.contains(&token.text.as_str())
}
