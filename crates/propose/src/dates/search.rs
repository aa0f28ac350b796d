//! Finds dates in texts, and reads the words of marks.

use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use postil_core::text::Text;

use super::day::{Day, Days};
use super::evaluate::{Context, evaluate};
use super::lexicon::{Lexicon, Words};
use super::pattern::{CONTEXT, Compiled, LEVELS, Match, Parser, Rule};
use super::term::{Named, Term};
use super::{Found, Kind, Language, Precision, Reading, english, german, russian};
use crate::numbers::label::is_name;
use crate::numbers::token::{Sort, Token, tokens};

/// Code points of an expression at most.
const MAX_WORDS: usize = 200;
/// Tokens that are looked at together at most; no expression is found over such a border.
const MAX_TOKENS: usize = 4096;

/// The tables of a language.
struct Tables {
    lexicon: Lexicon,
    rules: Vec<Compiled>,
}

fn tables(language: Language) -> &'static Tables {
    static ENGLISH: LazyLock<Tables> = LazyLock::new(|| ready(&english::ENGLISH, english::RULES));
    static GERMAN: LazyLock<Tables> = LazyLock::new(|| ready(&german::GERMAN, german::RULES));
    static RUSSIAN: LazyLock<Tables> = LazyLock::new(|| ready(&russian::RUSSIAN, russian::RULES));
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Russian => &RUSSIAN,
    }
}

fn ready(words: &'static Words, rules: &'static [Rule]) -> Tables {
    Tables {
        lexicon: words.lexicon(),
        rules: rules.iter().map(Compiled::new).collect(),
    }
}

/// The readings of an expression, the words of a mark, the likeliest first. Empty if it is no date, or
/// longer than 200 code points. O(n) in its length, times the rules of the language.
///
/// `reference` is the day on which it was written, such as the date of its article.
pub fn resolve(words: &str, reference: Option<Day>, language: Language) -> Vec<Reading> {
    if words.chars().nth(MAX_WORDS).is_some() {
        return Vec::new();
    }
    let tables = tables(language);
    let tokens = tokens(words, 0);
    let mut parser = Parser::new(&tokens, &tables.lexicon, &tables.rules);
    let is_filler = |token: &Token| tables.lexicon.filler.contains(&token.text.as_str());
    let context = Context {
        reference,
        before: None,
    };
    // All of it, but for words around that say nothing of the date.
    for start in 0..tokens.len() {
        for found in parser.at(start, LEVELS).iter() {
            let rest = tokens.get(found.end..).unwrap_or_default();
            if found.start >= start && rest.iter().all(is_filler) {
                let readings = readings(found, context);
                if !readings.is_empty() {
                    return readings;
                }
            }
        }
        if !tokens.get(start).is_some_and(is_filler) {
            break;
        }
    }
    // The only one in it.
    let mut found = in_tokens(&tokens, reference, None, tables);
    match found.len() {
        1 => found.pop().map(|it| it.readings).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The dates in a range of a text (in code points), in order, with their readings. O(n) in the length of the
/// range, times the rules of the language.
///
/// `reference` is the day on which the text was written. A date that is reckoned from another one (`a
/// decade later`) is read from the one before it in the range.
pub fn find(
    text: &Text,
    range: Range<usize>,
    reference: Option<Day>,
    language: Language,
) -> Vec<Found> {
    let tables = tables(language);
    let tokens = tokens(text.slice(range.clone()), range.start.min(text.len()));
    let mut found = Vec::new();
    let mut spoken = None;
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        let paragraph = rest.iter().position(|it| it.text == "\n");
        let end = paragraph.map_or(rest.len(), |at| at + 1).min(MAX_TOKENS);
        let (these, others) = rest.split_at(end);
        let these = in_tokens(these, reference, spoken.clone(), tables);
        spoken = these.iter().rev().find_map(antecedent).or(spoken);
        found.extend(these);
        rest = others;
    }
    found
}

/// What an expression gives to be reckoned from, and where it is.
fn antecedent(found: &Found) -> Option<(Days, Range<usize>)> {
    let first = found.readings.first()?;
    let is_date = matches!(first.kind, Kind::Date | Kind::Range);
    let days = first
        .span
        .filter(|_| is_date && first.precision != Precision::Vague)?;
    Some((days, found.span.clone()))
}

/// The dates in some tokens; `spoken` are the days of the date before them, and where it is.
fn in_tokens(
    tokens: &[Token],
    reference: Option<Day>,
    spoken: Option<(Days, Range<usize>)>,
    tables: &Tables,
) -> Vec<Found> {
    let mut parser = Parser::new(tokens, &tables.lexicon, &tables.rules);
    let mut all: Vec<Found> = Vec::new();
    let mut spoken = spoken;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = phrase(tokens, at, &tables.lexicon.idioms) {
            at = end;
            continue;
        }
        // What begins here, also by what a word before leads to; but not if this word leads to more.
        let here = parser.at(at, LEVELS);
        let mut candidates: Vec<Match> = Vec::new();
        for before in (1..=CONTEXT).filter_map(|back| at.checked_sub(back)) {
            candidates.extend(parser.at(before, LEVELS).iter().cloned());
        }
        candidates.extend(here.iter().cloned());
        candidates.retain(|it| it.start == at);
        candidates.sort_by_key(|it| std::cmp::Reverse(it.end));
        let first = candidates.first().map_or(at, |it| it.end);
        if here
            .iter()
            .any(|it| at < it.start && it.start < first && first < it.end)
        {
            candidates.clear();
        }
        let context = Context {
            reference,
            before: spoken.as_ref().map(|(days, _)| *days),
        };
        let mut taken = None;
        for found in candidates
            .iter()
            .filter(|it| is_alone(it, tokens, &tables.lexicon))
        {
            let readings = readings(found, context);
            let (Some(first), Some(last)) = (tokens.get(found.start), tokens.get(found.end - 1))
            else {
                continue;
            };
            if !readings.is_empty() {
                let anchor = spoken.as_ref().filter(|_| is_later(&found.read.term));
                taken = Some((
                    found.end,
                    Found {
                        span: first.span.start..last.span.end,
                        readings,
                        anchor: anchor.map(|(_, span)| span.clone()),
                    },
                ));
                break;
            }
        }
        match taken {
            Some((end, found)) => {
                spoken = antecedent(&found).or(spoken);
                all.push(found);
                at = end;
            }
            None => at += 1,
        }
    }
    all
}

/// Where one of some phrases ends that begins at a token.
fn phrase(tokens: &[Token], at: usize, phrases: &[Vec<&str>]) -> Option<usize> {
    let is_here = |words: &&Vec<&str>| {
        let these = tokens.get(at..at + words.len());
        these.is_some_and(|these| {
            these
                .iter()
                .zip(words.iter())
                .all(|(it, word)| it.text == *word)
        })
    };
    let found = phrases.iter().find(is_here)?;
    Some(at + found.len())
}

/// Whether it is reckoned from what was spoken of last.
fn is_later(term: &Term) -> bool {
    match term {
        Term::Later { .. } | Term::Neighbor { .. } => true,
        Term::Choice(terms) => terms.iter().any(is_later),
        _ => false,
    }
}

fn readings(found: &Match, context: Context) -> Vec<Reading> {
    let term = Rc::clone(&found.read.term);
    let senses = evaluate(&term, context);
    let reading = |it: super::calendar::Sense| Reading {
        value: it.value,
        modifier: it.modifier,
        span: it.span,
        precision: it.precision,
        kind: it.kind,
        reason: found.read.reason,
        anchor: it.anchor,
    };
    senses.into_iter().map(reading).collect()
}

/// Whether a match is not a part of something else, nor another word.
fn is_alone(found: &Match, tokens: &[Token], lexicon: &Lexicon) -> bool {
    let token = |at: Option<usize>| at.and_then(|at| tokens.get(at));
    let before = token(found.start.checked_sub(1));
    let (first, last) = (token(Some(found.start)), token(found.end.checked_sub(1)));
    let after = token(Some(found.end));
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    let is = |token: Option<&Token>, signs: &[&str]| {
        token.is_some_and(|it| signs.contains(&it.text.as_str()))
    };
    let is_number = |token: Option<&Token>| token.is_some_and(|it| it.sort == Sort::Digits);
    let is_glued = |token: Option<&Token>| token.is_some_and(|it| it.is_glued);
    if phrase(tokens, found.end, &lexicon.eras).is_some() {
        return false;
    }
    if first.sort == Sort::Digits {
        let further = token(found.start.checked_sub(2));
        let is_joined = first.is_glued
            && is(before, &[".", ",", "/", ":", "-", "+"])
            && is_glued(before)
            && is_number(further);
        let is_counted = is(before, &["$", "€", "£", "#", "№", "¥"]);
        let is_signed = first.is_glued && is(before, &["+"]);
        let is_coded = first.is_glued && before.is_some_and(|it| it.sort == Sort::Word);
        if is_joined || is_counted || is_signed || is_coded {
            return false;
        }
    }
    if last.sort == Sort::Digits && is_glued(after) {
        let further = token(Some(found.end + 1)).filter(|it| it.is_glued);
        let goes_on = is(after, &[".", ",", "/", ":", "-"]) && is_number(further);
        // But `2024-03-15T10:00` is a day with a time.
        let is_time = is(after, &["t"]) && is_number(further);
        let is_coded = after.is_some_and(|it| it.sort == Sort::Word) && !is_time;
        if goes_on || is_coded || is(after, &["%", "°"]) {
            return false;
        }
    }
    if found.read.term.is_short_decade() {
        // `in his late 60s`, `KC-30s`.
        let back = |by: usize| token(found.start.checked_sub(by));
        let owner = (1..=3)
            .filter_map(back)
            .find(|it| lexicon.owners.contains(&it.text.as_str()));
        let is_model = first.is_glued && is(before, &["-"]) && is_glued(before);
        if owner.is_some() || is_model {
            return false;
        }
    }
    let is_before = before.is_some_and(|it| lexicon.before.contains(&it.text.as_str()));
    if let (1, Term::Year(year)) = (found.end - found.start, &*found.read.term) {
        let is_counted = after.is_some_and(|it| lexicon.counted.contains(&it.text.as_str()));
        let is_usual = (1900..2100).contains(year);
        let is_name = is_name(tokens, found.start, lexicon.language);
        return !is_counted && !is_name && (is_usual || is_before);
    }
    if found.is_weak {
        let goes_on = after.is_some_and(|it| lexicon.follows.contains(&it.text.as_str()));
        let is_of_noun = after
            .is_some_and(|it| it.sort == Sort::Word && !lexicon.before.contains(&it.text.as_str()));
        let is_ordinal = matches!(&*found.read.term, Term::DayOfMonth { .. });
        let is_other = goes_on || is_number(after) || (is_ordinal && is_of_noun);
        return is_before && !is_other;
    }
    // `May I`, `March on`, `this may be`: the name of a month only where something leads to it.
    let is_doubtful = |token: &Token| lexicon.doubtful.contains(&token.text.as_str());
    let is_led = before.is_some_and(|it| lexicon.leads.contains(&it.text.as_str()));
    if found.read.term.is_season() && is_doubtful(last) && is(after, &["of"]) {
        // The fall of Kabul.
        return false;
    }
    let is_single =
        found.end == found.start + 1 || (found.end == found.start + 2 && last.text == ".");
    if is_single && is_doubtful(first) {
        return is_led || (is_before && first.is_capital && lexicon.capitals);
    }
    let is_month = matches!(
        &*found.read.term,
        Term::Named {
            named: Named::Month(_),
            ..
        }
    );
    let is_pair = is_month && found.end == found.start + 2 && lexicon.capitals;
    !(is_pair && is_doubtful(last) && !last.is_capital && first.text == "this")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_names_classes_and_lower_levels() {
        for language in Language::ALL {
            for rule in &tables(language).rules {
                assert!(rule.is_sound(), "{language:?} {}", rule.pattern());
            }
        }
    }
}
