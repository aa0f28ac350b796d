//! Descriptions, and names that are not marked.

use super::role::{is_between, is_free, is_possessor};
use super::{Head, Phrase};
use crate::said::Kind;
use crate::said::language::has;
use crate::said::scene::{Placed, Scene};
use std::ops::Range;

/// Maximum number of words of a description.
const MAX_WORDS: usize = 14;

/// A description that begins in some tokens: the first noun for someone that does not follow a
/// preposition, with what stands before and after it.
pub(in crate::said) fn noun(scene: &Scene<'_>, start: usize, end: usize) -> Option<Phrase> {
    let language = scene.language;
    let mut start = start;
    while start < end
        && (is_between(scene, start) || has(language.and, scene.word(start)))
        && !has(language.indefinite, scene.word(start))
    {
        start += 1;
    }
    let preposition = (start..end).find(|at| has(language.prepositions, scene.word(*at)));
    let stop = preposition.unwrap_or(end);
    let kind = |at: &usize| {
        let word = scene.word(*at);
        let lists = [
            (language.people, Kind::Person),
            (language.organizations, Kind::Organization),
            (language.media, Kind::Media),
        ];
        let known = lists
            .iter()
            .find(|(list, _)| scene.language.is_noun(list, word));
        known.map(|(_, kind)| (*at, *kind))
    };
    let uttered = (start..stop)
        .rev()
        .find(|at| has(language.utterances, scene.word(*at)));
    if let Some(at) = uttered {
        let mut found = source(scene, start, at, end)?;
        found.of_noun = true;
        return Some(found);
    }
    let found = (start..stop).rev().find_map(|at| kind(&at));
    let (at, kind) = match found {
        Some(found) => found,
        None => {
            // “In July the company”: the last words of a longer clause.
            let last = end.checked_sub(1).filter(|last| *last > start)?;
            let found = kind(&last)?;
            let begins = |at: &usize| {
                let word = scene.word(*at);
                has(language.definite, word) || has(language.indefinite, word)
            };
            let near = last.saturating_sub(6).max(start)..last;
            start = near.rev().find(begins).unwrap_or(last);
            found
        }
    };
    if scene.is_upper(at) && at > scene.sentence_of(at).start {
        let run = |at: &usize| scene.is_upper(*at);
        let first = (start..at).rev().take_while(run).last().unwrap_or(at);
        let past = (at..end).take_while(run).last().map_or(at + 1, |at| at + 1);
        return Some(name(scene, first..past));
    }
    let mut marked = scene.mentions_in(start..at + 1);
    if let Some(found) = marked.find(|m| m.tokens.end == at + 1 && is_free(scene, m)) {
        return Some(Phrase::of(found));
    }
    let follows = capitals(scene, at + 1, end).filter(|run| run.start == at + 1);
    if let Some(run) = follows {
        // “the envoy X”.
        return Some(name(scene, run));
    }
    let mut past = end.min(start + MAX_WORDS);
    while past > at + 1 && scene.word(past - 1).is_empty() {
        past -= 1;
    }
    let tokens = start..past;
    let is_definite =
        has(language.definite, scene.word(start)) || (start..at).any(|at| scene.raw(at) == "'s");
    Some(Phrase::new(tokens, Head::Noun(at, kind, is_definite)))
}

/// Whose statement a noun at a token means: that of its owner, or of whom follows “by” or “from”.
pub(in crate::said) fn source(
    scene: &Scene<'_>,
    start: usize,
    at: usize,
    end: usize,
) -> Option<Phrase> {
    let owns = |m: &&Placed| {
        let near = m.tokens.end + 2 >= at;
        is_free(scene, m) && (near || is_possessor(scene, m) && m.tokens.end + 5 >= at)
    };
    let owner = scene.mentions_in(start..at).filter(owns);
    if let Some(owner) = owner.max_by_key(|m| (m.tokens.end, m.tokens.len())) {
        return Some(Phrase::of(owner));
    }
    let links = |word: &str| matches!(word, "by" | "from" | "of") || has(scene.language.by, word);
    let after = |at: usize| scene.mentions_in(at + 1..end.min(at + 8)).next();
    let link = (at + 1..end).find(|at| links(scene.word(*at)));
    if let Some(found) = link.and_then(after) {
        return Some(Phrase::of(found));
    }
    let owner = (start..at).find_map(|at| {
        let word = scene.word(at);
        let head = match word {
            "his" | "her" => Head::Person,
            "their" => Head::Plural,
            "its" => Head::Thing,
            _ => return None,
        };
        Some(Phrase::new(at..at + 1, head))
    });
    let is_body = |at: &usize| {
        scene
            .language
            .is_noun(scene.language.organizations, scene.word(*at))
    };
    let body = at
        .checked_sub(1)
        .filter(|body| *body >= start && is_body(body));
    let body =
        body.map(|body| Phrase::new(start..body + 1, Head::Noun(body, Kind::Organization, true)));
    owner.or(body).or_else(|| noun(scene, link? + 1, end))
}

/// A name that is not marked, without the titles before it.
pub(in crate::said) fn name(scene: &Scene<'_>, run: Range<usize>) -> Phrase {
    let language = scene.language;
    let is_title = |at: usize| has(language.people, scene.word(at));
    let titled = run.clone().rev().find(|at| is_title(*at));
    let tokens = titled.map_or(run.clone(), |at| at + 1..run.end);
    if tokens.is_empty() {
        let at = run.end - 1;
        return Phrase::new(run, Head::Noun(at, Kind::Person, true));
    }
    let any = |list: &str| {
        tokens
            .clone()
            .any(|at| scene.language.is_noun(list, scene.word(at)))
    };
    let before = scene.before(run.start);
    let kind = if titled.is_some() || has(language.people, before) {
        Kind::Person
    } else if any(language.media) {
        Kind::Media
    } else if any(language.organizations) {
        Kind::Organization
    } else if (2..=3).contains(&tokens.len()) {
        Kind::Person
    } else {
        Kind::Unknown
    };
    Phrase::new(tokens, Head::Name(kind))
}

/// The words with capital letters from a token on, after an article.
pub(in crate::said) fn capitals(
    scene: &Scene<'_>,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    let article = usize::from(scene.is(start, scene.language.definite));
    let start = start + article;
    let named = |at: &usize| scene.is_upper(*at) && !is_small(scene, *at);
    let run = (start..end).take_while(named).count();
    (run > 0).then_some(start..start + run)
}

/// Whether a word is no name although it begins a sentence with a capital letter.
pub(in crate::said) fn is_small(scene: &Scene<'_>, at: usize) -> bool {
    let language = scene.language;
    let lists = [
        language.prepositions,
        language.subordinate,
        language.definite,
        language.indefinite,
        language.between,
        language.and,
        language.person_pronouns,
        language.plural_pronouns,
        language.thing_pronouns,
    ];
    lists.iter().any(|list| scene.is(at, list))
}
