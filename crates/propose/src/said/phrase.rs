//! The words that name the subject of a cue.

mod noun;
mod role;

pub(super) use noun::source;
pub(super) use role::{after_preposition, is_free};

use super::Kind;
use super::language::{Verb, has};
use super::scene::{Placed, Scene};
use noun::{capitals, is_small, name, noun};
use role::{is_between, is_in_title, is_modifier, is_possessor, may_head};
use std::ops::Range;

/// Maximum number of words between a verb and the name after it: “said the vice president and chairman
/// of the company, X”.
const TO_NAME: usize = 16;
/// Words before a verb, or of a clause, that are searched for its subject.
const MAX_WORDS: usize = 60;
/// What stands at the head of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A mention, by its index.
    Mention(usize),
    /// “he”, “she”.
    Person,
    /// “they”.
    Plural,
    /// “it”.
    Thing,
    /// A noun for someone; the token of it, what it means, and whether someone is meant who was named.
    Noun(usize, Kind, bool),
    /// A name that is not marked, and what it is likely to name.
    Name(Kind),
}

/// Some words that name someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    pub(super) head: Head,
    /// Whether it is the source of a noun: “a statement by X”.
    pub(super) of_noun: bool,
}

impl Phrase {
    fn new(tokens: Range<usize>, head: Head) -> Self {
        Self {
            tokens,
            head,
            of_noun: false,
        }
    }

    fn of(placed: &Placed) -> Self {
        Self::new(placed.tokens.clone(), Head::Mention(placed.index))
    }
}

/// The pronoun at a token.
pub(super) fn pronoun(scene: &Scene<'_>, at: usize) -> Option<Phrase> {
    let language = scene.language;
    let marked = scene
        .mentions_in(at..at + 1)
        .find(|m| scene.mention(m).is_some_and(|m| m.cluster.is_some()));
    let head = if scene.is(at, language.person_pronouns) {
        Head::Person
    } else if scene.is(at, language.plural_pronouns) {
        Head::Plural
    } else if scene.is(at, language.thing_pronouns) {
        Head::Thing
    } else {
        return None;
    };
    let head = marked.map_or(head, |placed| Head::Mention(placed.index));
    Some(Phrase::new(at..at + 1, head))
}

/// The subject that ends before a token, not before another.
pub(super) fn before(scene: &Scene<'_>, from: usize, verb: usize) -> Option<Phrase> {
    let language = scene.language;
    let from = from.max(verb.saturating_sub(MAX_WORDS));
    let mut end = verb;
    while end > from && is_between(scene, end - 1) {
        end -= 1;
    }
    if end <= from {
        return None;
    }
    let last = end - 1;
    if has(language.and, scene.word(last)) {
        // “X left and said”: the subject of the clause before.
        return main(scene, from, last);
    }
    if let Some(found) = pronoun(scene, last) {
        return Some(found);
    }
    if matches!(scene.raw(last), "”" | "\"" | "»")
        && let Some(opening) = aside(scene, from, last)
    {
        return before(scene, from, opening);
    }
    if scene.is(last, language.relative_pronouns) && last > from {
        let comma = usize::from(scene.raw(last - 1) == ",");
        return ending(scene, from, last - comma);
    }
    if matches!(scene.raw(last), "," | ")" | "—" | "–" | "-") {
        return described(scene, from, last).or_else(|| main(scene, from, last));
    }
    ending(scene, from, end)
}

/// Where a quotation of a few words begins that is part of a phrase and ends at a token.
fn aside(scene: &Scene<'_>, from: usize, end: usize) -> Option<usize> {
    let near = from.max(end.saturating_sub(12))..end;
    let opening = near
        .rev()
        .find(|at| matches!(scene.raw(*at), "“" | "\"" | "«"))?;
    let before = scene.word(opening.checked_sub(1)?);
    (opening > from && !before.is_empty()).then_some(opening)
}

/// The subject of the clause that begins at a token: the first name that does not follow a
/// preposition, else the first phrase.
pub(super) fn main(scene: &Scene<'_>, from: usize, until: usize) -> Option<Phrase> {
    let language = scene.language;
    let until = until.min(from + MAX_WORDS);
    let mut start = from;
    // “After the meeting, X said”: what comes before the first comma is no subject.
    let opening = scene.word(start);
    if has(language.prepositions, opening) || has(language.subordinate, opening) {
        let comma = (start..until).find(|at| scene.raw(*at) == ",");
        start = comma.map_or(start, |comma| comma + 1);
    }
    let name = scene
        .mentions_in(start..until)
        .filter(|placed| may_head(scene, start, placed) && !is_in_title(scene, placed))
        .min_by_key(|placed| (placed.tokens.start, usize::MAX - placed.tokens.end));
    let free = |at: &usize| scene.token(*at).is_some_and(|t| !t.is_quoted);
    let word = (start..until)
        .filter(free)
        .find_map(|at| pronoun(scene, at));
    match (name, word) {
        (Some(name), Some(word)) if word.tokens.start < name.tokens.start => Some(word),
        (Some(name), _) => Some(Phrase::of(name)),
        (None, Some(word)) => Some(word),
        (None, None) => noun(scene, start, until),
    }
}

/// The first name or phrase after a token.
///
/// Where the sentence begins so (“according to X, …”), a comma ends the phrase.
pub(super) fn after(scene: &Scene<'_>, start: usize) -> Option<Phrase> {
    let language = scene.language;
    let sentence = scene.sentence_of(start);
    let opens = start <= sentence.start + 4;
    let mut start = start;
    while start < sentence.end && is_between(scene, start) {
        start += 1;
    }
    if let Some(found) = pronoun(scene, start) {
        return Some(found);
    }
    let stops = |at: usize| {
        scene.token(at).is_none_or(|t| t.is_quoted)
            || matches!(scene.raw(at), ";" | ":" | "“" | "\"" | "«" | "„" | "(")
            || (at > start && has(language.subordinate, scene.word(at)))
            || (at > start
                && !scene.is_upper(at)
                && language.verb(scene.word(at)) == Some(Verb::Speech)
                && !language
                    .doubtful
                    .iter()
                    .any(|(form, _)| *form == scene.word(at)))
            || (opens && scene.raw(at) == "," && !apposes(scene, at))
    };
    let near = start..sentence.end.min(start + TO_NAME);
    let past = near.clone().find(|at| stops(*at)).unwrap_or(near.end);
    let names = || {
        scene
            .mentions_in(start..past)
            .filter(|placed| is_free(scene, placed))
    };
    let longest = |placed: &Placed| {
        let same = scene
            .mentions_in(placed.tokens.start..past)
            .filter(|m| m.tokens.start == placed.tokens.start && is_free(scene, m));
        same.max_by_key(|m| m.tokens.end).map(Phrase::of)
    };
    let head = names().find(|placed| {
        !after_preposition(scene, start, placed)
            && !is_possessor(scene, placed)
            && !is_modifier(scene, placed, past)
    });
    // A name that nobody marked comes before one further on.
    let run = capitals(scene, start, past);
    if let Some(run) = run
        && head.is_none_or(|head| head.tokens.start > run.end)
        && !(apposes(scene, run.end) && scene.raw(run.end) == ",")
        && !scene.language.is_noun(language.people, scene.word(run.end))
        && !names().any(|m| m.tokens.start < run.end && m.tokens.end > run.start)
    {
        return Some(name(scene, run));
    }
    if let Some(head) = head
        && (head.tokens.start == start
            || noun(scene, start, head.tokens.start).is_some()
            || scene.is(start, language.definite)
            || head.tokens.start <= start + 3
            || scene.is_upper(start))
    {
        return longest(head);
    }
    let described = (start..past)
        .find(|at| scene.raw(*at) == ",")
        .unwrap_or(past);
    noun(scene, start, described).or_else(|| names().next().map(Phrase::of))
}

/// Whether a name between two commas follows a token, as in “the news agency, TASS, …”.
fn apposes(scene: &Scene<'_>, comma: usize) -> bool {
    let mut named = scene.mentions_in(comma + 1..comma + 8);
    named.any(|m| {
        m.tokens.start == comma + 1
            && scene.raw(m.tokens.end) == ","
            && scene.mention(m).is_some_and(|m| m.kind != Kind::Place)
    })
}

/// The name or description that ends at a token.
fn ending(scene: &Scene<'_>, from: usize, end: usize) -> Option<Phrase> {
    let language = scene.language;
    let cuts = |at: &usize| {
        let word = scene.word(*at);
        matches!(
            scene.raw(*at),
            "," | ";" | ":" | "—" | "–" | "(" | ")" | "”" | "\"" | "»"
        ) || (has(language.subordinate, word) && word != "as")
            || (word == "as" && *at > from)
            || language.verb(word) == Some(Verb::Quoting)
    };
    let start = (from..end).rev().find(cuts).map_or(from, |at| at + 1);
    let heads = |placed: &&Placed| {
        is_free(scene, placed) && may_head(scene, start, placed) && !is_modifier(scene, placed, end)
    };
    let longest = |a: &&Placed| (a.tokens.end, usize::MAX - a.tokens.start);
    if end > start && has(language.utterances, scene.word(end - 1)) {
        return Some(match source(scene, start, end - 1, end) {
            Some(found) => Phrase {
                of_noun: true,
                ..found
            },
            None => Phrase::new(start..end, Head::Noun(end - 1, Kind::Unknown, false)),
        });
    }
    if let Some(found) = scene
        .mentions_in(start..end)
        .filter(heads)
        .max_by_key(longest)
    {
        return Some(Phrase::of(found));
    }
    if let Some(found) = noun(scene, start, end) {
        return Some(found);
    }
    let named = |at: &usize| scene.is_upper(*at) && !is_small(scene, *at);
    let tail = (start..end).rev().take_while(named);
    if let Some(first) = tail.last()
        && !has(language.prepositions, scene.before(first))
    {
        return Some(name(scene, first..end));
    }
    if start > from && scene.raw(start - 1) == "," {
        return described(scene, from, start - 1).or_else(|| main(scene, from, start - 1));
    }
    let mut names = scene.mentions_in(start..end).filter(|m| is_free(scene, m));
    names.next_back().map(Phrase::of)
}

/// The subject before a description between two commas, the second of which is at a token.
fn described(scene: &Scene<'_>, from: usize, comma: usize) -> Option<Phrase> {
    let is_cut = |at: &usize| matches!(scene.raw(*at), "," | "(" | "—" | "–" | "-");
    let cuts: Vec<usize> = (from..comma).rev().filter(is_cut).take(6).collect();
    let ending_at = |end: usize| {
        let start = (from..end).rev().find(is_cut).map_or(from, |at| at + 1);
        let heads = |m: &&Placed| {
            m.tokens.end == end && is_free(scene, m) && !after_preposition(scene, start, m)
        };
        // A mention may hold the cut itself: “X, head of Y,”.
        let mut all = scene.mentions_in(from..end);
        let widest = all.by_ref().filter(heads).min_by_key(|m| m.tokens.start);
        widest.filter(|m| !is_possessor(scene, m))
    };
    let is_person = |placed: &Placed| {
        scene
            .mention(placed)
            .is_some_and(|m| m.kind == Kind::Person)
    };
    let last = cuts.first().map_or(from, |at| at + 1);
    let inner = ending_at(comma).filter(|m| m.tokens.start <= last);
    let outer = cuts.iter().find_map(|cut| ending_at(*cut));
    // “the envoy, X, said”: the name describes.
    if let Some(inner) = inner
        && is_person(inner)
        && outer.is_none_or(|outer| !is_person(outer))
    {
        return Some(Phrase::of(inner));
    }
    if let Some(found) = outer.or(inner) {
        return Some(Phrase::of(found));
    }
    let end = cuts.first().copied()?;
    (end > from).then(|| ending(scene, from, end))?
}
