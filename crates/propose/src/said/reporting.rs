//! Finds the words that report.

use super::cue::{Cue, Form};
use super::language::{Verb, has};
use super::scene::Scene;

/// Maximum number of words between a passive and the agent after it.
const TO_AGENT: usize = 10;

/// The cues that no quotation holds, in the order of the text.
pub(super) fn cues(scene: &Scene<'_>) -> Vec<Cue> {
    let free = |at: &usize| scene.token(*at).is_some_and(|t| t.is_word && !t.is_quoted);
    let all = 0..scene.tokens.len();
    all.filter(free).filter_map(|at| cue(scene, at)).collect()
}

fn cue(scene: &Scene<'_>, at: usize) -> Option<Cue> {
    let language = scene.language;
    let word = scene.word(at);
    let found = |form: Form, length: usize, is_weak: bool| {
        Some(Cue {
            tokens: at..at + length,
            form,
            is_weak,
        })
    };
    for phrase in language.according {
        let words = phrase.split(' ').count();
        let same = phrase
            .split(' ')
            .zip(at..)
            .all(|(part, at)| scene.word(at) == part);
        if same {
            return found(Form::Source, words, false);
        }
    }
    let is_first = scene.sentence_of(at).start == at;
    if scene.is_upper(at) && !is_first {
        return None;
    }
    if has(language.utterances, word) {
        let next = scene.word(at + 1);
        let by = has(language.by, next) || matches!(next, "from" | "of");
        let reach = if by { TO_AGENT } else { 1 };
        if (at + 1..=at + reach).any(|at| scene.word(at) == "that") {
            return found(Form::Noun, 1, true);
        }
    }
    let is_ing = language.inflects && word.ends_with("ing");
    let verb = language.verb(word)?;
    if verb == Verb::Quoting {
        let form = if passive(scene, at) {
            match agent(scene, at) {
                Some(by) => Form::Agent(by),
                None => Form::Quoted,
            }
        } else if scene.is(at + 1, language.by) {
            Form::Agent(at + 1)
        } else {
            Form::Citing
        };
        return (!is_noun(scene, at, is_ing)).then(|| found(form, 1, false))?;
    }
    let speaks = verb == Verb::Speech;
    let next = scene.raw(at + 1);
    let doubtful = language.doubtful.iter().find(|(form, _)| *form == word);
    let opens = matches!(next, "“" | "\"" | "«" | "„" | ":");
    if doubtful.is_some_and(|(_, before)| !opens && !has(before, next))
        || is_noun(scene, at, is_ing)
    {
        return None;
    }
    if has(language.utterances, word) && !opens && !has(language.that, next) {
        // “Boeing claims its …”, but not “similar remarks”.
        let before = scene.before(at);
        let named = scene
            .mentions_in(scene.sentence_of(at))
            .any(|m| m.tokens.end == at);
        let pronouns = [language.person_pronouns, language.plural_pronouns];
        if !named && !pronouns.iter().any(|list| has(list, before)) {
            return None;
        }
    }
    let participle = language.inflects && !is_ing && !word.ends_with('s');
    if participle && scene.is(at + 1, language.by) {
        return found(Form::Agent(at + 1), 1, !speaks);
    }
    if participle && passive(scene, at) {
        let by = agent(scene, at)?;
        return found(Form::Agent(by), 1, !speaks);
    }
    let form = if is_ing { Form::Participle } else { Form::Verb };
    found(form, 1, !speaks)
}

/// Whether a word that may be a verb is a noun: after an article, an owner or a preposition.
fn is_noun(scene: &Scene<'_>, at: usize, is_ing: bool) -> bool {
    let before = scene.before(at);
    let language = scene.language;
    if before == "'s" {
        // “the company's said” is rare, “the company's claims” is not.
        return true;
    }
    if is_ing || !language.inflects {
        return false;
    }
    let owners = has(language.definite, before) && !matches!(before, "that" | "both" | "this");
    let article = matches!(before, "a" | "an" | "no" | "any");
    let preposition = has(language.prepositions, before) && !matches!(before, "to" | "on" | "as");
    owners || article || preposition
}

/// Whether a participle stands in a passive.
fn passive(scene: &Scene<'_>, at: usize) -> bool {
    let language = scene.language;
    let start = scene.sentence_of(at).start;
    let mut before = (start..at).rev().take(3).map(|at| scene.word(at));
    before
        .by_ref()
        .take_while(|word| has(language.between, word) || word.ends_with("ly"))
        .any(|word| has(language.passive, word))
}

/// Where “by” stands after a passive.
fn agent(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let past = scene.sentence_of(at).end.min(at + 1 + TO_AGENT);
    let mut near = (at + 1..past).take_while(|at| !matches!(scene.raw(*at), "," | ";" | ":" | "“"));
    near.find(|at| scene.is(*at, scene.language.by))
}
