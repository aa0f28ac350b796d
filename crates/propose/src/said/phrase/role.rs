//! What a name is in its clause: its subject, or a part of something else.

use crate::said::language::has;
use crate::said::scene::{Placed, Scene};
use crate::said::{Kind, Mention};

/// Whether a mention may be the head of a subject in a clause that begins at a token.
pub(in crate::said) fn may_head(scene: &Scene<'_>, start: usize, placed: &Placed) -> bool {
    is_free(scene, placed)
        && !is_possessor(scene, placed)
        && !after_preposition(scene, start, placed)
}

/// Whether a mention may speak at all: it is neither in the claim nor in a quotation.
pub(in crate::said) fn is_free(scene: &Scene<'_>, placed: &Placed) -> bool {
    let apart = |mention: &Mention| scene.takes_claim || !scene.is_claimed(&mention.range);
    let quoted = scene.token(placed.tokens.start).is_none_or(|t| t.is_quoted);
    scene.mention(placed).is_some_and(apart) && !quoted
}

/// Whether an owner is named: “X’s”.
pub(in crate::said) fn is_possessor(scene: &Scene<'_>, placed: &Placed) -> bool {
    let end = placed.tokens.end;
    let adjoins = || {
        let last = scene.token(end - 1).map(|t| t.range.end);
        let owned = scene.token(end + 1).is_some_and(|t| t.is_word);
        last.is_some() && last == scene.token(end).map(|t| t.range.start) && owned
    };
    match scene.raw(end) {
        "'s" => true,
        "'" | "’" => end > 0 && adjoins(),
        _ => false,
    }
}

/// Whether the noun after a name is what the phrase is about: “the Boeing spokesman said”.
pub(in crate::said) fn is_modifier(scene: &Scene<'_>, placed: &Placed, end: usize) -> bool {
    let language = scene.language;
    let is_body = scene
        .mention(placed)
        .is_some_and(|m| matches!(m.kind, Kind::Group | Kind::Media));
    let bodies: &[&str] = match is_body {
        // “the TASS news agency”, “the Taliban movement”.
        true => &[],
        false => &[language.organizations, language.media],
    };
    let mut words = (placed.tokens.end..end).map(|at| scene.word(at));
    words
        .by_ref()
        .take_while(|word| {
            !word.is_empty()
                && !has(language.prepositions, word)
                && !has(language.relative_pronouns, word)
                && !has(language.and, word)
        })
        .take(4)
        .any(|word| {
            let lists = [language.people, language.utterances];
            lists
                .into_iter()
                .chain(bodies.iter().copied())
                .any(|list| scene.language.is_noun(list, word))
        })
}

/// Whether a name is part of the title before another: “<X> spokesman <Y>”.
pub(in crate::said) fn is_in_title(scene: &Scene<'_>, placed: &Placed) -> bool {
    let end = placed.tokens.end;
    scene.mentions_in(end + 1..end + 6).any(|other| {
        let before = scene.before(other.tokens.start);
        let words = (end..other.tokens.start).all(|at| !scene.word(at).is_empty());
        words && scene.language.is_noun(scene.language.people, before)
    })
}

/// Whether a preposition stands before a mention, or before the words that describe it.
pub(in crate::said) fn after_preposition(scene: &Scene<'_>, start: usize, placed: &Placed) -> bool {
    let language = scene.language;
    let is_person = scene
        .mention(placed)
        .is_some_and(|m| m.kind == Kind::Person);
    for at in (start..placed.tokens.start).rev().take(8) {
        let word = scene.word(at);
        if word.is_empty() && scene.raw(at) != "'s" {
            return false;
        }
        if has(language.prepositions, word) {
            return true;
        }
        if has(language.dates, word) || word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty()
        {
            return false;
        }
        let inside = scene.raw(at) == "'s"
            || scene.is_upper(at)
            || has(language.definite, word)
            || has(language.indefinite, word)
            || scene.raw(at + 1) == "'s"
            || (is_person && scene.language.is_noun(language.people, word))
            || (!is_person
                && (scene.language.is_noun(language.media, word)
                    || scene.language.is_noun(language.organizations, word)
                    || matches!(word, "state" | "former" | "new" | "rival" | "news")));
        if !inside {
            return false;
        }
    }
    false
}

/// Whether a word stands between a subject and its verb.
pub(in crate::said) fn is_between(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    has(scene.language.between, word)
        || (scene.language.inflects
            && word.len() > 4
            && word.ends_with("ly")
            && !scene.is_upper(at))
}
