//! Reads quantities: a number with what says how exactly and of what.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::decimal::Decimal;
use super::figures;
use super::language::Language;
use super::spelled;
use super::token::{Sort, Token};
use super::words::{CODES, SIGNS, Words, words};
use super::{Bound, Quantity, Unit};

mod share;

use share::share;

/// Words after a number among which what is counted is looked for.
const NOUNS: usize = 4;

/// A quantity with the tokens that it takes, without the word for what is counted.
pub(super) struct Read {
    pub quantity: Quantity,
    pub tokens: usize,
}

/// A number without what is around it.
struct Plain {
    low: Decimal,
    high: Decimal,
    bound: Bound,
    unit: Option<Unit>,
    tokens: usize,
}

/// Whether a quantity can begin with a word or a sign. O(1).
pub(super) fn begins(token: &Token, language: Language) -> bool {
    static WORDS: LazyLock<[HashSet<&str>; 3]> = LazyLock::new(|| Language::ALL.map(first_words));
    let at = Language::ALL.iter().position(|it| *it == language);
    let first = at.and_then(|at| WORDS.get(at));
    first.is_some_and(|it| it.contains(token.text.as_str()))
        || code(token).is_some()
        || figures::fraction(token).is_some()
        || spelled::cardinal(std::slice::from_ref(token), language).is_some()
}

/// The first words of all that a quantity can begin with, but for numbers in words.
fn first_words(language: Language) -> HashSet<&'static str> {
    let words = words(language);
    let lists = [
        words.several,
        words.a,
        words.half,
        words.between,
        words.from,
    ];
    let phrases = (words.before.iter().map(|(_, it)| *it))
        .chain(words.many.iter().map(|(_, it)| *it))
        .chain(words.times.iter().map(|(_, it)| *it))
        .chain(words.shares.iter().map(|(_, it)| *it))
        .chain(SIGNS.iter().map(|(it, _)| *it))
        .chain(lists);
    let phrases = phrases.flat_map(str::split_whitespace);
    phrases.filter_map(|it| it.split('_').next()).collect()
}

/// The quantity that begins with the first of some tokens. O(words of the language).
pub(super) fn quantity(tokens: &[Token], language: Language) -> Option<Read> {
    let words = words(language);
    let before = phrase(tokens, words.before);
    let skipped = before.map_or(0, |(taken, _)| taken);
    let rest = tokens.get(skipped..)?;
    let single = || one(rest, words, language).filter(|it| !is_score(rest, it));
    let plain = range(rest, words, language).or_else(single)?;
    let mut taken = skipped + plain.tokens;
    let after = tokens
        .get(taken..)
        .and_then(|rest| phrase(rest, words.after));
    let said = before.map(|(_, bound)| bound);
    let bound = match (said, after, plain.bound) {
        (Some(bound), _, _) => bound,
        (None, Some((more, bound)), Bound::Exact) => {
            taken += more;
            bound
        }
        (None, _, bound) => bound,
    };
    let rest = tokens.get(taken..).unwrap_or_default();
    let unit = plain.unit.or_else(|| noun(rest, words).map(Unit::Word));
    let (low, high) = (plain.low, plain.high);
    let quantity = Quantity {
        low,
        high,
        bound,
        unit,
    };
    Some(Read {
        quantity,
        tokens: taken,
    })
}

/// Whether a number is the first of two that are no range: `7-0`.
fn is_score(tokens: &[Token], number: &Plain) -> bool {
    let glued = |at: usize| tokens.get(at).filter(|it| it.is_glued);
    let sign = glued(number.tokens).filter(|it| it.text == "-");
    let next = glued(number.tokens + 1).filter(|it| it.sort == Sort::Digits);
    sign.is_some() && next.is_some()
}

/// The first of some phrases that the tokens begin with, the longest.
fn phrase<T: Copy>(tokens: &[Token], table: &[(T, &str)]) -> Option<(usize, T)> {
    let found = table
        .iter()
        .filter_map(|(value, phrases)| Some((listed(tokens, phrases)?, *value)));
    found.max_by_key(|(taken, _)| *taken)
}

/// How many tokens the longest of some phrases takes that the tokens begin with.
fn listed(tokens: &[Token], phrases: &str) -> Option<usize> {
    let taken = |phrase: &str| {
        let mut count = 0;
        for word in phrase.split('_') {
            (tokens.get(count)?.text == word).then_some(())?;
            count += 1;
        }
        Some(count)
    };
    phrases.split_whitespace().filter_map(taken).max()
}

/// Two numbers: between 10 and 15, 10 to 15, two or three.
fn range(tokens: &[Token], words: &Words, language: Language) -> Option<Plain> {
    let between = listed(tokens, words.between);
    let from = listed(tokens, words.from);
    let start = between.or(from).unwrap_or(0);
    let first = one(tokens.get(start..)?, words, language)?;
    let at = start + first.tokens;
    let rest = tokens.get(at..)?;
    let either = listed(rest, words.or).filter(|_| start == 0);
    let join = match between {
        Some(_) => listed(rest, words.and),
        None => listed(rest, words.to).or(either),
    }?;
    let second = one(rest.get(join..)?, words, language)?;
    // `$1–2 billion`: the scale and the unit are those of both.
    let scaled = match (
        second.scale(tokens.get(at + join..)?, language),
        first.bound,
    ) {
        (Some(scale), Bound::Exact) if first.scale(tokens.get(start..)?, language).is_none() => {
            first.low.times(scale)?
        }
        _ => first.low,
    };
    let low = if scaled < second.high {
        scaled
    } else {
        first.low
    };
    let unit = match (&first.unit, &second.unit) {
        // `3% to 200` is a change and what it led to.
        (Some(Unit::Percent | Unit::PercentagePoints), None) => return None,
        (Some(one), Some(other)) if one != other => return None,
        (Some(unit), _) | (None, Some(unit)) => Some(unit.clone()),
        (None, None) => None,
    };
    // One of two that are far from one another is no stretch.
    let twice = low.times(Decimal::from(2))?;
    let is_near = either.is_none() || second.high <= twice;
    let is_plain = is_near && first.bound == Bound::Exact && second.bound == Bound::Exact;
    (is_plain && low < second.high).then_some(Plain {
        low,
        high: second.high,
        bound: Bound::Exact,
        unit,
        tokens: at + join + second.tokens,
    })
}

impl Plain {
    /// The word by which the number in these tokens is multiplied.
    fn scale(&self, tokens: &[Token], language: Language) -> Option<Decimal> {
        let mut words = tokens.iter().take(self.tokens);
        let scale = words
            .find_map(|it| spelled::scale(&it.text, language).filter(|_| it.sort == Sort::Word))?;
        Decimal::new(scale.into(), 0)
    }
}

/// One number with its currency or its percent sign.
fn one(tokens: &[Token], words: &Words, language: Language) -> Option<Plain> {
    let sign = SIGNS
        .iter()
        .find_map(|(sign, code)| Some((listed(tokens, sign)?, *code)));
    // `A$ 5`, but not `a $5 toll`.
    let is_one = |taken: usize| tokens.iter().take(taken).skip(1).all(|it| it.is_glued);
    let is_us = tokens.first().is_some_and(|it| it.text == "us");
    let is_capital = tokens.first().is_some_and(|it| it.is_capital);
    let sign = sign.filter(|(taken, _)| *taken == 1 || is_capital && (is_us || is_one(*taken)));
    let code = tokens.first().and_then(|it| Some((1, code(it)?)));
    let before = sign.or(code);
    let skipped = before.map_or(0, |(taken, _)| taken);
    let rest = tokens.get(skipped..)?;
    let mut plain = value(rest, words, language, before.is_some())?;
    plain.tokens += skipped;
    let rest = tokens.get(plain.tokens..).unwrap_or_default();
    if let Some((_, code)) = before {
        let is_number = rest
            .first()
            .is_some_and(|it| it.sort == Sort::Digits && it.is_glued);
        plain.unit = Some(Unit::Currency(code.to_owned()));
        return Some(plain).filter(|_| !is_number);
    }
    if plain.unit.is_some() {
        return Some(plain);
    }
    let found = [
        listed(rest, words.points).map(|taken| (taken, Unit::PercentagePoints)),
        listed(rest, words.percent).map(|taken| (taken, Unit::Percent)),
        SIGNS.iter().find_map(|(sign, code)| {
            Some((listed(rest, sign)?, Unit::Currency((*code).to_owned())))
        }),
        words.currencies.iter().find_map(|(code, names)| {
            Some((listed(rest, names)?, Unit::Currency((*code).to_owned())))
        }),
        rest.first()
            .and_then(|it| Some((1, Unit::Currency(self::code(it)?.to_owned())))),
    ];
    let found = found.into_iter().flatten().next();
    if let Some((taken, unit)) = found {
        plain.tokens += taken;
        plain.unit = Some(unit);
    }
    Some(plain)
}

/// The code of a currency that a token is.
fn code(token: &Token) -> Option<&'static str> {
    let mut codes = CODES.iter().copied().filter(|_| token.is_capital);
    codes.find(|it| it.eq_ignore_ascii_case(&token.text))
}

/// The value of one number, with its scale.
fn value(tokens: &[Token], words: &Words, language: Language, is_money: bool) -> Option<Plain> {
    if let Some(found) = share(tokens, words, language) {
        return Some(found);
    }
    if let Some((taken, least)) = phrase(tokens, words.many) {
        return plain(Decimal::new(least.into(), 0)?, Bound::AtLeast, taken);
    }
    let several = listed(tokens, words.several);
    let article = listed(tokens, words.a);
    if let Some(taken) = several.or(article) {
        // Several hundred; a dozen, a hundred, a million.
        let rest = tokens.get(taken..)?;
        let (more, times) = multiplier(rest, words, language)?;
        let least = if several.is_some() { 2 } else { 1 };
        let bound = if several.is_some() {
            Bound::AtLeast
        } else {
            Bound::Exact
        };
        let value = Decimal::from(least).times(times)?;
        return plain(value, bound, taken + more);
    }
    let first = tokens.first()?;
    if let Some(value) = figures::fraction(first) {
        return plain(value, Bound::Exact, 1);
    }
    if first.sort == Sort::Digits {
        let (number, taken) = figures::number(tokens, language)?;
        let rest = tokens.get(taken..).unwrap_or_default();
        if let Some(found) = and_half(number, taken, rest, words, language) {
            return Some(found);
        }
        let is_ordinal = rest.first().is_some_and(|it| {
            it.is_glued && words.suffixes.split(' ').any(|suffix| suffix == it.text)
        });
        if is_ordinal {
            return None;
        }
        let (more, times) = scale(rest, words, language, is_money).unwrap_or((0, Decimal::from(1)));
        // What is glued to the digits is part of a name: `5G`, `4x4`.
        let next = rest.get(more);
        let is_name = more == 0
            && next.is_some_and(|it| it.is_glued && it.sort == Sort::Word && !is_code(it));
        let value = number.times(times).filter(|_| !is_name)?;
        return plain(value, Bound::Exact, taken + more);
    }
    let found = spelled::cardinal(tokens, language)?;
    let rest = tokens.get(found.tokens..).unwrap_or_default();
    let number = Decimal::new(found.value.into(), 0)?;
    if let Some(found) = and_half(number, found.tokens, rest, words, language) {
        return Some(found);
    }
    match phrase(rest, words.times) {
        Some((more, times)) => {
            let value = number.times(Decimal::new(times.into(), 0)?)?;
            plain(value, Bound::Exact, found.tokens + more)
        }
        None => plain(number, Bound::Exact, found.tokens),
    }
}

/// Two and a half million: a number of so many tokens, with a half and perhaps a scale after it.
fn and_half(
    number: Decimal,
    tokens: usize,
    rest: &[Token],
    words: &Words,
    language: Language,
) -> Option<Plain> {
    let half = listed(rest, words.and_half)?;
    let scale = multiplier(rest.get(half..)?, words, language);
    let (more, times) = scale.unwrap_or((0, Decimal::from(1)));
    let value = number.plus(Decimal::new(5, 1)?)?.times(times)?;
    plain(value, Bound::Exact, tokens + half + more)
}

fn is_code(token: &Token) -> bool {
    code(token).is_some()
}

fn plain(value: Decimal, bound: Bound, tokens: usize) -> Option<Plain> {
    let (low, high, unit) = (value, value, None);
    Some(Plain {
        low,
        high,
        bound,
        unit,
        tokens,
    })
}

/// What a number is multiplied by: a dozen, a hundred, a million.
fn multiplier(tokens: &[Token], words: &Words, language: Language) -> Option<(usize, Decimal)> {
    if let Some((taken, times)) = phrase(tokens, words.times) {
        return Some((taken, Decimal::new(times.into(), 0)?));
    }
    let found = spelled::cardinal(tokens, language).filter(|it| it.value >= 100)?;
    Some((found.tokens, Decimal::new(found.value.into(), 0)?))
}

/// The scale after digits: `1.2 billion`, `3m` of money, `5 тыс.`.
fn scale(
    tokens: &[Token],
    words: &Words,
    language: Language,
    is_money: bool,
) -> Option<(usize, Decimal)> {
    if let Some((taken, times)) = phrase(tokens, words.times) {
        return Some((taken, Decimal::new(times.into(), 0)?));
    }
    let first = tokens.first().filter(|it| it.sort == Sort::Word)?;
    let scale = spelled::scale(&first.text, language)?;
    let is_letter = first.text.chars().nth(1).is_none();
    // 3 m is a length, and 3m may be.
    if is_letter && !(first.is_glued && (is_money || first.text == "k")) {
        return None;
    }
    let is_short = first.text.chars().count() <= 4 && !is_letter;
    let has_dot = is_short
        && tokens
            .get(1)
            .is_some_and(|it| it.is_glued && it.text == ".");
    let is_written = language != Language::English;
    let taken = 1 + usize::from(has_dot && is_written);
    Some((taken, Decimal::new(scale.into(), 0)?))
}

/// The word for what is counted: the first of the next words that looks like a plural, or the next word.
fn noun(tokens: &[Token], words: &Words) -> Option<String> {
    let of = tokens
        .first()
        .filter(|it| matches!(it.text.as_str(), "of" | "-"));
    let tokens = tokens.get(usize::from(of.is_some())..)?;
    let next = tokens.iter().take(NOUNS);
    let next: Vec<&Token> = next
        .take_while(|it| it.sort == Sort::Word && !is_function(it, words))
        .collect();
    let is_plural = |it: &&&Token| {
        let is_listed = words.plurals.split_whitespace().any(|word| word == it.text);
        let is_s = it.text.ends_with('s') && !it.text.ends_with("ss") && !words.plurals.is_empty();
        is_listed || is_s
    };
    let plural = next.iter().find(is_plural);
    plural.or(next.first()).map(|it| it.text.clone())
}

fn is_function(token: &Token, words: &Words) -> bool {
    let mut functions = words.functions.split_whitespace();
    functions.any(|word| word == token.text)
}
