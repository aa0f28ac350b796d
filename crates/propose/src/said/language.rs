//! The words of a language by which a text says who said something, as tables.
//!
//! Words are in lower case, apart by white space. One that ends with `*` stands for all that begin so.

mod arabic;
mod english;
mod french;
mod german;
mod russian;
mod spanish;

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The tables of one language.
#[derive(Debug)]
pub(super) struct Language {
    /// Its tag, without region.
    pub(super) tag: &'static str,
    /// Whether verbs are listed by their English lemma, and inflected by rule.
    pub(super) inflects: bool,
    /// Verbs that report speech.
    pub(super) speech: &'static str,
    /// Verbs that report what someone thinks, wants or does with words, and that often do something
    /// else.
    pub(super) attitude: &'static str,
    /// Verbs whose object speaks, through their subject: “TASS quoted the envoy as saying”.
    pub(super) quoting: &'static str,
    /// Forms that report only before one of these words.
    pub(super) doubtful: &'static [(&'static str, &'static str)],
    /// Phrases before the source: “according to X”.
    pub(super) according: &'static [&'static str],
    /// Nouns for what is said: “X’s statement that …”.
    pub(super) utterances: &'static str,
    /// Nouns for people, by what they are.
    pub(super) people: &'static str,
    /// Those of them who are seldom named.
    pub(super) unnamed: &'static str,
    /// Nouns for organizations.
    pub(super) organizations: &'static str,
    /// Nouns for media.
    pub(super) media: &'static str,
    /// Words in names of media.
    pub(super) outlets: &'static str,
    /// Pronouns for one person.
    pub(super) person_pronouns: &'static str,
    /// Pronouns for several people, or for an organization.
    pub(super) plural_pronouns: &'static str,
    /// Pronouns for an organization.
    pub(super) thing_pronouns: &'static str,
    /// Pronouns for what stands before them.
    pub(super) relative_pronouns: &'static str,
    /// Words before what is no subject.
    pub(super) prepositions: &'static str,
    /// Words that begin a noun phrase.
    pub(super) definite: &'static str,
    /// Words that begin a noun phrase about someone new.
    pub(super) indefinite: &'static str,
    /// Auxiliary verbs and adverbs between a subject and its verb.
    pub(super) between: &'static str,
    /// Forms that make a passive of the participle after them.
    pub(super) passive: &'static str,
    /// Words before the agent of a passive.
    pub(super) by: &'static str,
    /// Words before whom or what something is told, after a verb or a noun for it.
    pub(super) to: &'static str,
    /// Verbs right before whom something is told.
    pub(super) told: &'static str,
    /// Words other than utterances that let [`Self::to`] mean whom something is told.
    pub(super) tellers: &'static str,
    /// Words between what belongs together, or between clauses.
    pub(super) and: &'static str,
    /// Words that begin a subordinate clause.
    pub(super) subordinate: &'static str,
    /// Words that begin what is reported.
    pub(super) that: &'static str,
    /// Names of days and months.
    pub(super) dates: &'static str,
    /// The verbs of the lists, for looking up.
    verbs: OnceLock<Verbs>,
}

/// What a verb reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// What its object said: [`Language::quoting`].
    Quoting,
    /// What its subject said: [`Language::speech`].
    Speech,
    /// What its subject thinks or wants, or nothing: [`Language::attitude`].
    Attitude,
}

/// The verbs of a language by their words, and those of which only the beginning is listed.
#[derive(Debug)]
struct Verbs {
    whole: BTreeMap<&'static str, Verb>,
    stems: Vec<(&'static str, Verb)>,
}

static ALL: &[&Language] = &[
    &english::ENGLISH,
    &russian::RUSSIAN,
    &german::GERMAN,
    &spanish::SPANISH,
    &french::FRENCH,
    &arabic::ARABIC,
];

impl Language {
    /// The tables for a language tag; without one that is known, those whose small words occur most
    /// often among some words, and English among none. O(words · small words).
    pub(super) fn of<'a>(tag: &str, words: impl Iterator<Item = &'a str>) -> &'static Self {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        let named = |one: &&&Self| one.tag.eq_ignore_ascii_case(main);
        if let Some(one) = ALL.iter().find(named) {
            return one;
        }
        let mut counts = [0_usize; 6];
        for word in words.take(400) {
            for (count, one) in counts.iter_mut().zip(ALL) {
                let small = [one.prepositions, one.definite, one.and];
                *count += usize::from(small.iter().any(|list| has(list, word)));
            }
        }
        let best = ALL.iter().zip(counts).rev().max_by_key(|(_, count)| *count);
        best.map_or(&english::ENGLISH, |(one, _)| one)
    }

    /// What a word reports as a verb. O(log verbs + stems).
    pub(super) fn verb(&self, word: &str) -> Option<Verb> {
        let verbs = self.verbs.get_or_init(|| Verbs::of(self));
        if self.inflects {
            let known = |lemma: String| verbs.whole.get(lemma.as_str()).copied();
            return english::lemmas(word).find_map(known);
        }
        let stem = || verbs.stems.iter().find(|(stem, _)| word.starts_with(stem));
        let whole = verbs.whole.get(word).copied();
        whole.or_else(|| stem().map(|(_, verb)| *verb))
    }

    /// Whether a noun or its singular is in a list of this language.
    pub(super) fn is_noun(&self, list: &str, word: &str) -> bool {
        let singular = word.strip_suffix('s').filter(|_| self.inflects);
        has(list, word) || singular.is_some_and(|word| has(list, word))
    }
}

impl Verbs {
    fn of(language: &Language) -> Self {
        let mut found = Self {
            whole: BTreeMap::new(),
            stems: Vec::new(),
        };
        for (list, verb) in [
            (language.quoting, Verb::Quoting),
            (language.speech, Verb::Speech),
            (language.attitude, Verb::Attitude),
        ] {
            for entry in list.split_ascii_whitespace() {
                match entry.strip_suffix('*') {
                    Some(stem) => found.stems.push((stem, verb)),
                    None => {
                        found.whole.entry(entry).or_insert(verb);
                    }
                }
            }
        }
        found
    }
}

/// Whether a list has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty()
        && list
            .split_ascii_whitespace()
            .any(|entry| match entry.strip_suffix('*') {
                Some(stem) => word.starts_with(stem),
                None => entry == word,
            })
}
