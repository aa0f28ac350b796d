//! Whom the words of a subject mean.

use super::Reason;
use super::cue::{Cue, Form};
use super::language::has;
use super::phrase::{self, Head, Phrase, is_free};
use super::scene::{Placed, Scene};
use super::{Kind, Mention};
use std::ops::Range;

/// Sentences searched backwards for whom a pronoun means.
const BACK: usize = 10;
/// Words of a sentence that are searched for whom a pronoun means, and cues among them.
const MAX_WORDS: usize = 100;
const MAX_CUES: usize = 6;
/// The most words of a description that means whom was spoken of before, as “the prime minister” does.
const BARE: usize = 3;
/// Words before a name, and after the comma behind it, that may describe it.
const TITLE: (usize, usize) = (8, 10);

/// One who is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A mention, by its index.
    Mention(usize),
    /// Tokens that are not marked.
    Words(Range<usize>, Kind),
}

/// Whom a phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) named: Named,
    /// The tokens of the pronoun or the description.
    pub(super) through: Option<Range<usize>>,
    /// Why, unless by the phrase itself.
    pub(super) reason: Option<Reason>,
}

/// The words that name the speaker of a cue, and why.
pub(super) fn subject(scene: &Scene<'_>, cue: &Cue) -> Option<(Phrase, Reason)> {
    let at = cue.tokens.start;
    let sentence = scene.sentence_of(at);
    match cue.form {
        Form::Source | Form::Citing => {
            phrase::after(scene, cue.tokens.end).map(|found| (found, Reason::Source))
        }
        Form::Agent(by) => phrase::after(scene, by + 1).map(|found| (found, Reason::Passive)),
        Form::Quoted => {
            phrase::before(scene, sentence.start, at).map(|found| (found, Reason::Passive))
        }
        Form::Noun => {
            phrase::source(scene, sentence.start, at, at + 8).map(|found| (found, Reason::Noun))
        }
        Form::Participle => participle(scene, at).map(|found| (found, Reason::Subject)),
        Form::Verb => verb(scene, at),
    }
    .map(|(found, reason)| match found.of_noun {
        true => (found, Reason::Noun),
        false => (found, reason),
    })
}

fn participle(scene: &Scene<'_>, at: usize) -> Option<Phrase> {
    let sentence = scene.sentence_of(at);
    let before = scene.before(at);
    if at == sentence.start {
        // “Citing X, Y said”; “Speaking to Z, Y said”.
        let comma = (at..sentence.end).find(|at| scene.raw(*at) == ",")?;
        return phrase::main(scene, comma + 1, sentence.end);
    }
    if !matches!(before, "," | "and" | "but" | "”" | "\"" | "»") {
        return phrase::before(scene, sentence.start, at);
    }
    let earlier = scene.cues_in(sentence.start..at - 1);
    let finite = earlier.iter().rev().find(|cue| cue.form == Form::Verb);
    let found = finite.and_then(|cue| verb(scene, cue.tokens.start));
    found
        .map(|(found, _)| found)
        .or_else(|| phrase::main(scene, sentence.start, at - 1))
}

fn verb(scene: &Scene<'_>, at: usize) -> Option<(Phrase, Reason)> {
    let language = scene.language;
    let sentence = scene.sentence_of(at);
    let told = |at: &usize| scene.in_extent(*at) || scene.token(*at).is_some_and(|t| t.is_quoted);
    let past = (sentence.start..at).rev().find(told).map(|at| at + 1);
    let is_mark = |at: &usize| {
        matches!(
            scene.raw(*at),
            "," | "”" | "\"" | "»" | "—" | "–" | "-" | "'" | "’" | "." | "?" | "!"
        )
    };
    let from = past.map(|past| (past..at).find(|at| !is_mark(at)).unwrap_or(at));
    let follows_and = has(language.and, scene.before(at));
    if let Some(from) = from.filter(|_| !follows_and) {
        if let Some(found) = phrase::before(scene, from, at) {
            return Some((found, Reason::Subject));
        }
        let next = scene.word(at + 1);
        if !has(language.that, next)
            && let Some(found) = phrase::after(scene, at + 1)
        {
            return Some((found, Reason::Inverted));
        }
    }
    if let Some(found) = phrase::before(scene, sentence.start, at) {
        return Some((found, Reason::Subject));
    }
    if has(language.that, scene.word(at + 1)) {
        return None;
    }
    let found = phrase::after(scene, at + 1)?;
    Some((found, Reason::Inverted))
}

/// Whom a phrase means.
pub(super) fn resolve(scene: &Scene<'_>, phrase: &Phrase) -> Option<Who> {
    let through = Some(phrase.tokens.clone());
    let meant = |named: Named, reason: Reason| Who {
        named,
        through: through.clone(),
        reason: Some(reason),
    };
    let plain = |named: Named| Who {
        named,
        through: None,
        reason: None,
    };
    match phrase.head {
        Head::Mention(index) => Some(plain(Named::Mention(index))),
        Head::Name(kind) => Some(match namesake(scene, &phrase.tokens) {
            Some(index) => Who {
                named: Named::Mention(index),
                through,
                reason: None,
            },
            None => plain(Named::Words(phrase.tokens.clone(), kind)),
        }),
        Head::Person => {
            antecedent(scene, phrase.tokens.start, is_person).map(|one| meant(one, Reason::Pronoun))
        }
        Head::Thing => {
            antecedent(scene, phrase.tokens.start, is_body).map(|one| meant(one, Reason::Pronoun))
        }
        Head::Plural => antecedent(scene, phrase.tokens.start, is_several)
            .map(|one| meant(one, Reason::Pronoun)),
        Head::Noun(at, kind, is_definite) => {
            let found = is_definite
                .then(|| described(scene, phrase, at, kind))
                .flatten();
            Some(match found {
                Some(index) => meant(Named::Mention(index), Reason::Description),
                None => plain(Named::Words(phrase.tokens.clone(), kind)),
            })
        }
    }
}

fn is_person(kind: Kind, _: bool) -> bool {
    matches!(kind, Kind::Person | Kind::Unknown)
}

fn is_body(kind: Kind, _: bool) -> bool {
    !matches!(kind, Kind::Person)
}

/// Whether “they” may mean what is of a kind, marked or in words.
fn is_several(kind: Kind, is_marked: bool) -> bool {
    !matches!(kind, Kind::Person) || !is_marked
}

/// Whom a pronoun at a token means: who speaks or is spoken of first in the nearest sentence before it.
fn antecedent(scene: &Scene<'_>, at: usize, fits: fn(Kind, bool) -> bool) -> Option<Named> {
    let sentence = scene.token(at)?.sentence;
    let own = scene.sentence_of(at).start..at;
    if let Some(found) = spoken(scene, own, fits) {
        return Some(found);
    }
    let back = (0..sentence).rev().take(BACK);
    back.filter_map(|index| scene.sentences.get(index).cloned())
        .find_map(|tokens| spoken(scene, tokens, fits))
}

/// Who speaks in some tokens of a sentence, or is its subject, or is named there first.
fn spoken(scene: &Scene<'_>, tokens: Range<usize>, fits: fn(Kind, bool) -> bool) -> Option<Named> {
    let kind = |placed: &Placed| scene.mention(placed).map_or(Kind::Place, |m| m.kind);
    let named = |phrase: &Phrase| match phrase.head {
        Head::Mention(index) => {
            let kind = scene.mentions.get(index)?.kind;
            fits(kind, true).then_some(Named::Mention(index))
        }
        Head::Name(kind) => fits(kind, false).then(|| Named::Words(phrase.tokens.clone(), kind)),
        Head::Noun(at, kind, is_definite) if fits(kind, false) => {
            let found = is_definite
                .then(|| described(scene, phrase, at, kind))
                .flatten();
            Some(found.map_or_else(|| Named::Words(phrase.tokens.clone(), kind), Named::Mention))
        }
        _ => None,
    };
    let tokens = tokens.start..tokens.end.min(tokens.start + MAX_WORDS);
    let reported = scene.cues_in(tokens.clone());
    let speaker = reported
        .iter()
        .take(MAX_CUES)
        .filter(|cue| !matches!(cue.form, Form::Agent(_)))
        .filter_map(|cue| subject(scene, cue))
        .filter(|(phrase, _)| phrase.tokens.end <= tokens.end)
        .find_map(|(phrase, _)| named(&phrase));
    let first = || {
        let main = phrase::main(scene, tokens.start, tokens.end)?;
        match main.head {
            Head::Mention(_) => named(&main),
            Head::Noun(_, _, true) => named(&main).filter(|one| matches!(one, Named::Mention(_))),
            _ => None,
        }
    };
    let any = || {
        let mut all = scene.mentions_in(tokens.clone());
        let fitting =
            |m: &&Placed| is_free(scene, m) && fits(kind(m), true) && kind(m) != Kind::Place;
        all.find(fitting).map(|m| Named::Mention(m.index))
    };
    speaker.or_else(first).or_else(any)
}

/// The mention that a description means: the last before it whose words, or the words that describe it,
/// have the noun and most of the other words of the description.
fn described(scene: &Scene<'_>, phrase: &Phrase, noun: usize, kind: Kind) -> Option<usize> {
    let language = scene.language;
    let content = |at: &usize| {
        let word = scene.word(*at);
        !word.is_empty()
            && !has(language.definite, word)
            && !has(language.prepositions, word)
            && !has(language.indefinite, word)
    };
    let words: Vec<&str> = phrase
        .tokens
        .clone()
        .filter(content)
        .map(|at| scene.word(at))
        .collect();
    let head = scene.word(noun);
    let fits = |placed: &&Placed| {
        let other = scene.mention(placed).map_or(Kind::Place, |m| m.kind);
        placed.tokens.end <= phrase.tokens.start
            && is_free(scene, placed)
            && match kind {
                Kind::Person => matches!(other, Kind::Person | Kind::Unknown),
                Kind::Media => matches!(other, Kind::Media | Kind::Organization | Kind::Unknown),
                _ => !matches!(other, Kind::Person | Kind::Place | Kind::Media),
            }
    };
    let from = phrase.tokens.start.saturating_sub(800);
    let best = scene
        .mentions_in(from..phrase.tokens.start)
        .filter(fits)
        .filter_map(|placed| {
            let about = around(scene, placed);
            let has_word = |word: &str| about.clone().any(|at| scene.word(at) == word);
            let own = placed.tokens.clone().any(|at| scene.word(at) == head);
            if !own && !has_word(head) {
                return None;
            }
            let count = words.iter().filter(|word| has_word(word)).count();
            let clause = scene.sentence_of(placed.tokens.start).start;
            let hangs = phrase::after_preposition(scene, clause, placed)
                || scene.raw(placed.tokens.end) == "'s";
            Some(((own, count, !hangs, placed.tokens.start), placed.index))
        })
        .max_by_key(|(key, _)| *key);
    if let Some((_, index)) = best {
        return Some(index);
    }
    let is_anonymous = language.inflects && head.ends_with('s') || has(language.unnamed, head);
    let fits = match kind {
        // A longer description is of someone else: “the premier of …”.
        _ if phrase.tokens.len() > BARE => return None,
        Kind::Person if is_anonymous => return None,
        Kind::Person => is_person,
        _ => is_body,
    };
    match antecedent(scene, phrase.tokens.start, fits)? {
        Named::Mention(index) => Some(index),
        Named::Words(..) => None,
    }
}

/// The mention of a name that is not marked here: the last before it that ends with the same words, else
/// the first after it.
fn namesake(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<usize> {
    let own = scene.code_points(tokens);
    let words = scene.text.slice(own.clone());
    let same = |mention: &Mention| {
        let name = scene.text.slice(mention.range.clone());
        let before = name.strip_suffix(words);
        before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    let named = scene.mentions.iter().enumerate();
    let named = named.filter(|(_, mention)| mention.kind != Kind::Place && same(mention));
    named
        .min_by_key(|(_, mention)| {
            let is_after = mention.range.start >= own.end;
            (is_after, mention.range.start.abs_diff(own.start))
        })
        .map(|(index, _)| index)
}

/// The tokens of a mention and of the words that describe it.
fn around(scene: &Scene<'_>, placed: &Placed) -> Range<usize> {
    let sentence = scene.sentence_of(placed.tokens.start);
    let first = placed
        .tokens
        .start
        .saturating_sub(TITLE.0)
        .max(sentence.start);
    let is_person = |at: usize| {
        let mut ending = scene.mentions_in(sentence.start..at + 1);
        ending.any(|m| {
            m.tokens.end == at + 1 && scene.mention(m).is_some_and(|m| m.kind == Kind::Person)
        })
    };
    let cuts =
        |at: usize| matches!(scene.raw(at), "," | ";" | "“" | "”" | "\"" | ".") || is_person(at);
    // “the envoy, X”.
    let comma = usize::from(scene.before(placed.tokens.start) == ",");
    let first = (first..placed.tokens.start.saturating_sub(comma))
        .rev()
        .find(|at| cuts(*at))
        .map_or(first, |at| at + 1);
    let end = placed.tokens.end;
    let past = match scene.raw(end) {
        "," | "(" => sentence.end.min(end + TITLE.1),
        _ => end,
    };
    first..past
}
