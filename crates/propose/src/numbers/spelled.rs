//! Numbers in words.

mod tables;

use super::language::Language;
use super::token::{Sort, Token};
use tables::{Table, table};

/// Tokens that a number in words may take.
const MAX_TOKENS: usize = 24;

/// What a word is in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Is added: 1 to 19, the tens, in Russian the hundreds.
    Add(u64),
    /// Multiplies what is below it: a hundred.
    Hundred,
    /// Multiplies and ends a group: a thousand and its powers.
    Scale(u64),
}

/// A number in words, and how many tokens it takes. O(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// Its value.
    pub value: u64,
    /// How many tokens it takes.
    pub tokens: usize,
}

/// The cardinal number in words that begins with the first of some tokens.
pub(crate) fn cardinal(tokens: &[Token], language: Language) -> Option<Spelled> {
    number(tokens, language, false)
}

/// The ordinal number in words that begins with the first of some tokens: `twenty-first`.
pub(crate) fn ordinal(tokens: &[Token], language: Language) -> Option<Spelled> {
    number(tokens, language, true)
}

/// The number that a word or an abbreviation multiplies by: `million`, `bn`, `тыс`.
pub(crate) fn scale(word: &str, language: Language) -> Option<u64> {
    table(language).scales.get(word).copied()
}

fn number(tokens: &[Token], language: Language, is_ordinal: bool) -> Option<Spelled> {
    let table = table(language);
    let (mut total, mut group, mut least) = (0_u64, Group::default(), u64::MAX);
    let mut found = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at).filter(|_| at < MAX_TOKENS) {
        if at > 0 && (token.text == "-" || table.and.contains(&token.text.as_str())) {
            at += 1;
            continue;
        }
        if token.sort != Sort::Word {
            break;
        }
        if is_ordinal
            && let Some(value) = ordinal_word(&token.text, table)
            && let Some(sum) = group.add(value)
        {
            let value = total.checked_add(sum);
            let tokens = at + 1;
            return value.map(|value| Spelled { value, tokens });
        }
        let Some(parts) = parts(&token.text, table) else {
            break;
        };
        let mut is_over = false;
        for part in parts {
            let next = match part {
                Part::Add(value) => group.add(value).map(|value| {
                    (
                        total,
                        Group {
                            value,
                            is_begun: true,
                        },
                    )
                }),
                Part::Hundred if group.value < 100 => {
                    let value = group.value.max(1) * 100;
                    Some((
                        total,
                        Group {
                            value,
                            is_begun: true,
                        },
                    ))
                }
                Part::Scale(by) if by < least => {
                    let value = group.value.max(1).checked_mul(by);
                    least = by;
                    let total = value.and_then(|value| total.checked_add(value));
                    total.map(|total| (total, Group::default()))
                }
                _ => None,
            };
            match next {
                Some(next) => (total, group) = next,
                None => is_over = true,
            }
        }
        if is_over {
            break;
        }
        at += 1;
        if !is_ordinal {
            found = total
                .checked_add(group.value)
                .map(|value| Spelled { value, tokens: at });
        }
    }
    if is_ordinal { None } else { found }
}

/// What stands before the next power of a thousand.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    value: u64,
    is_begun: bool,
}

impl Group {
    /// With a number added; `None` if it does not fit under what there is: twenty and twelve.
    fn add(self, value: u64) -> Option<u64> {
        let fits = match value {
            _ if !self.is_begun => true,
            1..10 => self.value.is_multiple_of(10) && self.value % 100 != 10,
            10..100 => self.value.is_multiple_of(100),
            100..1000 => self.value.is_multiple_of(1000),
            _ => false,
        };
        fits.then(|| self.value + value)
    }
}

/// The value of an ordinal word.
fn ordinal_word(word: &str, table: &Table) -> Option<u64> {
    if let Some(value) = table.ordinals.get(word) {
        return Some(*value);
    }
    // `einundzwanzigsten`: a compound with the ending of ordinals.
    let (endings, stems) = (table.ordinal_endings, &table.ordinal_stems);
    endings.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        if let Some(value) = stems.get(stem) {
            return Some(*value);
        }
        let parts = compound(stem, table)?;
        match parts[..] {
            [Part::Add(value)] => Some(value),
            [Part::Add(low), Part::Add(high)] if low < 10 && high >= 20 => Some(low + high),
            _ => None,
        }
    })
}

/// What a word says, with compounds taken apart.
fn parts(word: &str, table: &Table) -> Option<Vec<Part>> {
    match table.words.get(word) {
        Some(part) => Some(vec![*part]),
        None if table.joins.is_empty() => None,
        None => in_order(compound(word, table)?),
    }
}

/// `einundzwanzig` says one and twenty: the ones before the tens.
fn in_order(parts: Vec<Part>) -> Option<Vec<Part>> {
    let mut ordered: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match (ordered.last().copied(), part) {
            (Some(Part::Add(low)), Part::Add(high)) if low < 10 && (20..100).contains(&high) => {
                ordered.pop();
                ordered.push(Part::Add(low + high));
            }
            _ => ordered.push(part),
        }
    }
    (!ordered.is_empty()).then_some(ordered)
}

/// Letters of a compound at most.
const MAX_LETTERS: usize = 80;

/// The parts of a compound, each the longest that fits, with `und` between them or not.
fn compound(word: &str, table: &Table) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = word;
    if word.len() > MAX_LETTERS || table.joins.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let longest = ends
            .filter_map(|end| Some((end, *table.words.get(rest.get(..end)?)?)))
            .next_back();
        match longest {
            Some((end, part)) => {
                parts.push(part);
                rest = rest.get(end..)?;
            }
            None => {
                let join = table.joins.iter().find(|join| rest.starts_with(**join));
                let after = rest.get(join.filter(|_| !parts.is_empty())?.len()..)?;
                rest = Some(after).filter(|after| !after.is_empty())?;
            }
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests;
