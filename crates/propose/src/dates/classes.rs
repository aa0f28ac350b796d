//! The classes of words that patterns name.

use super::holiday::Holiday;
use super::lexicon::{Lex, Lexicon};
use super::term::{Count, DayPart, Edge, Length, Season, Unit, Vague, Which};
use crate::numbers::spelled;
use crate::numbers::token::{Sort, Token};

/// A class of words or numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Month,
    Weekday,
    Unit,
    /// One unit, not several.
    Single,
    /// Several units.
    Plural,
    /// One unit, without a number.
    One,
    Which,
    Edge,
    Season,
    Holiday,
    /// Today, yesterday.
    Deictic,
    Vague,
    DayPart,
    /// The nineties.
    Decade,
    /// A day of a month: `18`, `18th`, `eighteenth`, `eighteen`.
    Day,
    /// An ordinal number: `3rd`, `third`.
    Ordinal,
    /// One or two digits.
    Two,
    /// Two digits.
    Short,
    /// A Roman number up to 39.
    Roman,
    /// A year of four digits or in words.
    Year,
    /// Eight digits that are a year, a month and a day.
    Eight,
    /// A number.
    Number,
    /// A number, one as an article, or several.
    Count,
    /// How long.
    Length,
    /// None of these.
    Unknown,
}

/// What a class has taken.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    Month(u32),
    Weekday(u32),
    Unit(Unit),
    Which(Which),
    Edge(Edge),
    Season(Season),
    Holiday(Holiday),
    Deictic(i32),
    Vague(Vague),
    DayPart(DayPart),
    Decade(u32),
    /// A number, with how many digits it was written.
    Number(u32, usize),
    Year(i32),
    Count(Count),
    Length(Length),
}

/// Units that one length has at most: `2 years, 1 month and 21 days`.
const MAX_UNITS: usize = 4;

impl Class {
    /// How many classes there are.
    pub const COUNT: usize = Self::Unknown as usize + 1;

    pub fn of(name: &str) -> Self {
        match name {
            "month" => Self::Month,
            "weekday" => Self::Weekday,
            "unit" => Self::Unit,
            "single" => Self::Single,
            "plural" => Self::Plural,
            "one" => Self::One,
            "which" => Self::Which,
            "edge" => Self::Edge,
            "season" => Self::Season,
            "holiday" => Self::Holiday,
            "deictic" => Self::Deictic,
            "vague" => Self::Vague,
            "part" => Self::DayPart,
            "decade" => Self::Decade,
            "day" => Self::Day,
            "ordinal" => Self::Ordinal,
            "two" => Self::Two,
            "short" => Self::Short,
            "roman" => Self::Roman,
            "year" => Self::Year,
            "eight" => Self::Eight,
            "number" => Self::Number,
            "count" => Self::Count,
            "length" => Self::Length,
            _ => Self::Unknown,
        }
    }

    /// What it takes from some tokens on, and how many tokens, each way there is. O(1).
    pub fn take(self, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Vec<(usize, Entry)> {
        let rest = tokens.get(at..).unwrap_or_default();
        let Some(first) = rest.first() else {
            return Vec::new();
        };
        let number = |most: usize| {
            let value = first.number().filter(|_| first.digits() <= most);
            value.map(|value| (1, Entry::Number(value, first.digits())))
        };
        let ordinal = || {
            let suffixed = number(4).filter(|_| is_suffix(rest.get(1), lexicon));
            let word = || {
                let found = spelled::ordinal(rest, lexicon.language)?;
                Some((
                    found.tokens,
                    Entry::Number(u32::try_from(found.value).ok()?, 0),
                ))
            };
            suffixed.map(|(_, entry)| (2, entry)).or_else(word)
        };
        let cardinal = || {
            let found = spelled::cardinal(rest, lexicon.language)?;
            Some((
                found.tokens,
                Entry::Number(u32::try_from(found.value).ok()?, 0),
            ))
        };
        let is_day = |it: &(usize, Entry)| matches!(it.1, Entry::Number(1..=31, 0..=2));
        match self {
            Self::Day => {
                let day = ordinal()
                    .filter(is_day)
                    .or_else(|| number(2).filter(is_day));
                // `8th`, but not the 8 of it; nor the 8 of `8:30`.
                let is_part =
                    |tokens: usize| first.sort == Sort::Digits && is_part_of_number(rest, tokens);
                let day = day.filter(|(tokens, _)| !is_part(*tokens));
                day.or_else(|| cardinal().filter(is_day))
                    .into_iter()
                    .collect()
            }
            Self::Ordinal => ordinal().into_iter().collect(),
            Self::Two => number(2).into_iter().collect(),
            Self::Short => number(2)
                .filter(|_| first.digits() == 2)
                .into_iter()
                .collect(),
            Self::Roman => roman(&first.text)
                .map(|value| (1, Entry::Number(value, 0)))
                .into_iter()
                .collect(),
            Self::Year => year(rest, lexicon),
            Self::Eight => {
                let eight = first.number().filter(|_| first.digits() == 8);
                eight
                    .map(|value| (1, Entry::Number(value, 8)))
                    .into_iter()
                    .collect()
            }
            Self::Number => number(4).or_else(cardinal).into_iter().collect(),
            Self::Count => count(rest, lexicon)
                .into_iter()
                .map(|(tokens, it)| (tokens, Entry::Count(it)))
                .collect(),
            Self::Length => length(rest, lexicon),
            _ => lexes(rest, lexicon)
                .into_iter()
                .filter_map(|(tokens, lex)| Some((tokens, self.entry(lex)?)))
                .collect(),
        }
    }

    fn entry(self, lex: Lex) -> Option<Entry> {
        Some(match (self, lex) {
            (Self::Month, Lex::Month(it)) => Entry::Month(it),
            (Self::Weekday, Lex::Weekday(it)) => Entry::Weekday(it),
            (Self::Unit | Self::Single, Lex::Unit(it)) => Entry::Unit(it),
            (Self::Unit | Self::Plural, Lex::Plural(it)) => Entry::Unit(it),
            (Self::One, Lex::One(it)) => Entry::Length(Length::of(1, it)),
            (Self::Which, Lex::Which(it)) => Entry::Which(it),
            (Self::Edge, Lex::Edge(it)) => Entry::Edge(it),
            (Self::Season, Lex::Season(it)) => Entry::Season(it),
            (Self::Holiday, Lex::Holiday(it)) => Entry::Holiday(it),
            (Self::Deictic, Lex::Day(it)) => Entry::Deictic(it),
            (Self::Vague, Lex::Vague(it)) => Entry::Vague(it),
            (Self::DayPart, Lex::DayPart(it)) => Entry::DayPart(it),
            (Self::Decade, Lex::Decade(it)) => Entry::Decade(it),
            _ => return None,
        })
    }
}

/// What the words at the beginning of some tokens mean, the longest forms first.
fn lexes(tokens: &[Token], lexicon: &Lexicon) -> Vec<(usize, Lex)> {
    let mut found = Vec::new();
    let mut form = String::new();
    for (at, token) in tokens.iter().take(lexicon.longest).enumerate() {
        if at > 0 {
            form.push(' ');
        }
        form.push_str(&token.text);
        let lexes = lexicon.words.get(&form).into_iter().flatten();
        found.extend(lexes.map(|lex| (at + 1, *lex)));
    }
    found.sort_by_key(|(tokens, _)| std::cmp::Reverse(*tokens));
    found
}

/// Whether a token is what follows the digits of an ordinal at once.
fn is_suffix(token: Option<&Token>, lexicon: &Lexicon) -> bool {
    token.is_some_and(|it| it.is_glued && lexicon.suffixes.contains(&it.text.as_str()))
}

/// Whether the digits before the token at this place go on: `8:30`, `8.5`, `8th`, `8%`.
fn is_part_of_number(tokens: &[Token], at: usize) -> bool {
    let (Some(sign), next) = (tokens.get(at), tokens.get(at + 1)) else {
        return false;
    };
    let is_before_digit = next.is_some_and(|it| it.is_glued && it.sort == Sort::Digits);
    let is_time = matches!(sign.text.as_str(), "am" | "pm");
    sign.is_glued
        && match sign.text.as_str() {
            ":" => is_before_digit,
            "." => is_before_digit && next.is_some_and(|it| it.digits() < 4),
            "," => is_before_digit && next.is_some_and(|it| it.digits() == 3),
            "%" => true,
            _ => false,
        }
        || is_time
}

fn year(tokens: &[Token], lexicon: &Lexicon) -> Vec<(usize, Entry)> {
    let Some(first) = tokens.first() else {
        return Vec::new();
    };
    let entry = |tokens: usize, value: u32| {
        let value = i32::try_from(value).ok()?;
        Some((tokens, Entry::Year(value)))
    };
    if let Some(value) = first.number() {
        let fits = first.digits() == 4 && (1000..3000).contains(&value);
        return entry(1, value).filter(|_| fits).into_iter().collect();
    }
    let number = |tokens: &[Token]| spelled::cardinal(tokens, lexicon.language);
    let Some(whole) = number(tokens) else {
        return Vec::new();
    };
    let value = u32::try_from(whole.value).unwrap_or_default();
    if (1100..2100).contains(&value) {
        return entry(whole.tokens, value).into_iter().collect();
    }
    // `nineteen ninety-nine`: two numbers of two digits.
    let rest = tokens.get(whole.tokens..).unwrap_or_default();
    let second = number(rest).filter(|it| (10..100).contains(&it.value));
    let halves = second.filter(|_| (11..21).contains(&value));
    let halves = halves.and_then(|it| {
        let low = u32::try_from(it.value).ok()?;
        entry(whole.tokens + it.tokens, value * 100 + low)
    });
    halves.into_iter().collect()
}

fn count(tokens: &[Token], lexicon: &Lexicon) -> Option<(usize, Count)> {
    let first = tokens.first()?;
    let few = lexes(tokens, lexicon)
        .into_iter()
        .find_map(|(tokens, lex)| match lex {
            Lex::Few => Some((tokens, None)),
            Lex::A => Some((tokens, Some(1))),
            _ => None,
        });
    if few.is_some() {
        return few;
    }
    if let Some(value) = first.number() {
        return (first.digits() <= 4).then_some((1, Some(value)));
    }
    let found = spelled::cardinal(tokens, lexicon.language)?;
    let value = u32::try_from(found.value).ok().filter(|it| *it < 100_000)?;
    Some((found.tokens, Some(value)))
}

/// The unit that some tokens begin with.
fn unit(tokens: &[Token], lexicon: &Lexicon) -> Option<(usize, Unit)> {
    let lexes = lexes(tokens, lexicon);
    lexes.into_iter().find_map(|(tokens, lex)| match lex {
        Lex::Unit(unit) | Lex::Plural(unit) => Some((tokens, unit)),
        _ => None,
    })
}

/// Half a year, and how many tokens that takes.
fn half(tokens: &[Token], lexicon: &Lexicon) -> Option<(usize, Length)> {
    let texts: Vec<&str> = tokens.iter().take(2).map(|it| it.text.as_str()).collect();
    let is_half = matches!(texts[..], ["half", "a" | "an"]);
    let (taken, unit) = unit(tokens.get(2..).filter(|_| is_half)?, lexicon)?;
    let length = match unit {
        Unit::Hour => Length::of(30, Unit::Minute),
        Unit::Day => Length::of(12, Unit::Hour),
        Unit::Year => Length::of(6, Unit::Month),
        Unit::Decade => Length::of(5, Unit::Year),
        Unit::Century => Length::of(50, Unit::Year),
        _ => return None,
    };
    Some((taken + 2, length))
}

fn length(tokens: &[Token], lexicon: &Lexicon) -> Vec<(usize, Entry)> {
    let mut lengths = Vec::new();
    if let Some((taken, length)) = half(tokens, lexicon) {
        return vec![(taken, Entry::Length(length))];
    }
    let mut units: Vec<(Count, Unit)> = Vec::new();
    let mut at = 0;
    let text = |at: usize| tokens.get(at).map_or("", |it| it.text.as_str());
    while units.len() < MAX_UNITS {
        let mut from = at;
        if !units.is_empty() && matches!(text(from), "and" | "," | "und" | "и") {
            from += 1;
        }
        let rest = tokens.get(from..).unwrap_or_default();
        let Some((taken_by_count, count)) = count(rest, lexicon) else {
            break;
        };
        let mut end = from + taken_by_count;
        if text(end) == "-" {
            end += 1;
        }
        // Two and a half years.
        let is_and_half = [text(end), text(end + 1), text(end + 2)] == ["and", "a", "half"];
        let half = if is_and_half { 3 } else { 0 };
        let Some((taken, unit)) = unit(tokens.get(end + half..).unwrap_or_default(), lexicon)
        else {
            break;
        };
        // `three-quarters` and `a quarter of` are shares.
        let is_share = text(from + taken_by_count) == "-" || text(end + half + taken) == "of";
        if unit == Unit::Quarter && is_share {
            break;
        }
        let last = units.last().map(|(_, unit)| *unit);
        let is_half = text(end + half) == "half";
        if (is_half && last != Some(Unit::Year)) || (is_and_half && unit != Unit::Year) {
            break;
        }
        end += half;
        // The year 2021 is not so many years.
        if unit == Unit::Year && count.is_some_and(|it| (1000..3000).contains(&it)) {
            break;
        }
        at = end + taken;
        units.push((count, unit));
        if is_and_half {
            units.push((Some(6), Unit::Month));
        }
        lengths.push((at, Entry::Length(Length(units.clone()))));
    }
    lengths.reverse();
    lengths
}

/// The value of a Roman number up to 39, in small Latin letters, or Cyrillic ones that look the same.
fn roman(text: &str) -> Option<u32> {
    let tens = text.chars().take_while(|c| matches!(c, 'x' | 'х')).count();
    let ones: String = text.chars().skip(tens).collect();
    let names = [
        "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "iх",
    ];
    let ones = names.iter().position(|it| *it == ones)?.min(9);
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (1..40).contains(&value).then_some(value)
}
