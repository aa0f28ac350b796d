//! The words that name the subject of a cue.

use super::language::has;
use super::scene::{Placed, Scene};
use super::{Kind, Mention};
use std::ops::Range;

/// Maximum number of words between a verb and the name after it: “said the vice president and chairman
/// of the company, X”.
const TO_NAME: usize = 16;
/// Maximum number of words of a description.
const MAX_WORDS: usize = 14;

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
                && language.is_verb(language.speech, scene.word(at))
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
        && !is_noun_of(scene, language.people, scene.word(run.end))
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
            || language.is_verb(language.quoting, word)
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

/// A description that begins in some tokens: the first noun for someone that does not follow a
/// preposition, with what stands before and after it.
fn noun(scene: &Scene<'_>, start: usize, end: usize) -> Option<Phrase> {
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
        let known = lists.iter().find(|(list, _)| is_noun_of(scene, list, word));
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

/// Whether a list has a noun, or its singular.
fn is_noun_of(scene: &Scene<'_>, list: &str, word: &str) -> bool {
    let singular = scene.language.inflects.then(|| word.strip_suffix('s'));
    has(list, word) || singular.flatten().is_some_and(|word| has(list, word))
}

/// Whose statement a noun at a token means: that of its owner, or of whom follows “by” or “from”.
pub(super) fn source(scene: &Scene<'_>, start: usize, at: usize, end: usize) -> Option<Phrase> {
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
    let is_body = |at: &usize| is_noun_of(scene, scene.language.organizations, scene.word(*at));
    let body = at
        .checked_sub(1)
        .filter(|body| *body >= start && is_body(body));
    let body =
        body.map(|body| Phrase::new(start..body + 1, Head::Noun(body, Kind::Organization, true)));
    owner.or(body).or_else(|| noun(scene, link? + 1, end))
}

/// A name that is not marked, without the titles before it.
fn name(scene: &Scene<'_>, run: Range<usize>) -> Phrase {
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
            .any(|at| is_noun_of(scene, list, scene.word(at)))
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

/// Whether a word is no name although it begins a sentence with a capital letter.
fn is_small(scene: &Scene<'_>, at: usize) -> bool {
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

/// The words with capital letters from a token on, after an article.
fn capitals(scene: &Scene<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let article = usize::from(scene.is(start, scene.language.definite));
    let start = start + article;
    let named = |at: &usize| scene.is_upper(*at) && !is_small(scene, *at);
    let run = (start..end).take_while(named).count();
    (run > 0).then_some(start..start + run)
}

/// Whether a mention may be the head of a subject in a clause that begins at a token.
fn may_head(scene: &Scene<'_>, start: usize, placed: &Placed) -> bool {
    is_free(scene, placed)
        && !is_possessor(scene, placed)
        && !after_preposition(scene, start, placed)
}

/// Whether a mention may speak at all: it is neither in the claim nor in a quotation.
pub(super) fn is_free(scene: &Scene<'_>, placed: &Placed) -> bool {
    let apart = |mention: &Mention| {
        mention.range.end <= scene.claim.start || mention.range.start >= scene.claim.end
    };
    let quoted = scene.token(placed.tokens.start).is_none_or(|t| t.is_quoted);
    scene.mention(placed).is_some_and(apart) && !quoted
}

/// Whether an owner is named: “X’s”.
fn is_possessor(scene: &Scene<'_>, placed: &Placed) -> bool {
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
fn is_modifier(scene: &Scene<'_>, placed: &Placed, end: usize) -> bool {
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
                .any(|list| is_noun_of(scene, list, word))
        })
}

/// Whether a name is part of the title before another: “<X> spokesman <Y>”.
fn is_in_title(scene: &Scene<'_>, placed: &Placed) -> bool {
    let end = placed.tokens.end;
    scene.mentions_in(end + 1..end + 6).any(|other| {
        let before = scene.before(other.tokens.start);
        let words = (end..other.tokens.start).all(|at| !scene.word(at).is_empty());
        words && is_noun_of(scene, scene.language.people, before)
    })
}

/// Whether a preposition stands before a mention, or before the words that describe it.
pub(super) fn after_preposition(scene: &Scene<'_>, start: usize, placed: &Placed) -> bool {
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
            || (is_person && is_noun_of(scene, language.people, word))
            || (!is_person
                && (is_noun_of(scene, language.media, word)
                    || is_noun_of(scene, language.organizations, word)
                    || matches!(word, "state" | "former" | "new" | "rival" | "news")));
        if !inside {
            return false;
        }
    }
    false
}

/// Whether a word stands between a subject and its verb.
fn is_between(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    has(scene.language.between, word)
        || (scene.language.inflects
            && word.len() > 4
            && word.ends_with("ly")
            && !scene.is_upper(at))
}
