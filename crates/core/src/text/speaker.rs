//! Guesses who said a claim: the subject of the reporting verb beside it.

use super::Text;
use super::quoting::{Quotation, quotation_at, quotations_around, reports, words_in};
use std::cmp::Reverse;
use std::ops::Range;

/// Maximum number of words between a verb and the name after it: “said the Russian Foreign Minister
/// Sergey Lavrov”.
const MAX_WORDS_TO_NAME: usize = 6;
/// What a verb in another sentence than the claim is worth less, in words between the two.
const OTHER_SENTENCE: usize = 40;
/// What a verb after the claim is worth less, in words between the two.
const AFTER: usize = 3;

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "who"];
const PREPOSITIONS: &[&str] = &[
    "about", "against", "among", "at", "between", "by", "for", "from", "in", "into", "of", "on",
    "over", "to", "toward", "towards", "under", "with",
];

/// A name in the text that may be that of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its code points.
    pub range: Range<usize>,
    /// Whether it names a person, to whom “he said” can refer.
    pub is_person: bool,
}

/// Sorts names by how likely each is the speaker of the claim in a range of code points; returns their
/// indexes, the likeliest first. Names that share a code point with the claim are left out.
///
/// First comes the subject of the nearest reporting verb outside the claim, in its sentence or in the
/// one before or after: “X, the envoy, said that …”, “…, said X”, “according to X”, “he added” after a
/// sentence about X. Then comes the nearest name.
///
/// Costs O(sentences around the claim · names).
pub fn rank_speakers(text: &Text, claim: Range<usize>, names: &[Mention]) -> Vec<usize> {
    let claim = text.trim(claim);
    let is_apart = |name: &Mention| name.range.end <= claim.start || name.range.start >= claim.end;
    let nearness = |name: &Mention| {
        let before = claim.start.saturating_sub(name.range.end);
        before.max(name.range.start.saturating_sub(claim.end))
    };
    let mut ranked: Vec<usize> = (0..names.len())
        .filter(|&at| names.get(at).is_some_and(is_apart))
        .collect();
    let subjects = Report::around(text, &claim).map(|report| report.subjects(names, &ranked));
    let subjects = subjects.unwrap_or_default();
    ranked.sort_by_key(|at| {
        let worst = (usize::MAX, usize::MAX);
        let subject = subjects.iter().filter(|(_, subject)| subject == at);
        let verb = subject.map(|(away, _)| *away).min();
        let near = names.get(*at).map_or(usize::MAX, nearness);
        verb.map_or((worst.0, near), |away| (away, near))
    });
    ranked
}

/// The sentences around a claim, where a verb may report it.
struct Report<'a> {
    text: &'a Text,
    claim: &'a Range<usize>,
    /// The sentences that the claim lies in.
    own: Range<usize>,
    words: Vec<(usize, String)>,
    quotations: Vec<Quotation>,
}

impl<'a> Report<'a> {
    fn around(text: &'a Text, claim: &'a Range<usize>) -> Option<Self> {
        let first = text.sentence_at(claim.start)?;
        let last = text.sentence_at(claim.end.saturating_sub(1))?;
        let own = first.start..last.end.max(claim.end);
        let before = text.prev_sentence(own.start).unwrap_or(first);
        let after = text
            .next_sentence(own.end.saturating_sub(1))
            .unwrap_or(last);
        let around = before.start..after.end.max(own.end);
        Some(Self {
            text,
            claim,
            own,
            words: words_in(text, around.clone()),
            quotations: quotations_around(text, &around),
        })
    }

    /// The subject of each verb that may report the claim, after what the verb is worth less than one
    /// beside the claim.
    fn subjects(&self, names: &[Mention], eligible: &[usize]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (index, (at, word)) in self.words.iter().enumerate() {
            let next = self.word(index + 1);
            let is_outside = !self.claim.contains(at)
                && quotation_at(&self.quotations, *at).is_none_or(|q| q.is_one_word);
            if is_outside && reports(word, next) {
                let subject = self.subject(index, names, eligible);
                found.extend(subject.map(|subject| (self.worth_less(index), subject)));
            }
        }
        found
    }

    fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |(_, word)| word.as_str())
    }

    fn start(&self, index: usize) -> usize {
        self.words.get(index).map_or(self.text.len(), |(at, _)| *at)
    }

    fn end(&self, index: usize) -> usize {
        self.start(index) + self.word(index).chars().count()
    }

    fn worth_less(&self, verb: usize) -> usize {
        let at = self.start(verb);
        let first = self.words.partition_point(|(at, _)| *at < self.claim.start);
        let past = self.words.partition_point(|(at, _)| *at < self.claim.end);
        let (words, after) = if at < self.claim.start {
            (first - verb, 0)
        } else {
            (verb - past, AFTER)
        };
        let elsewhere = !self.own.contains(&at);
        words + after + if elsewhere { OTHER_SENTENCE } else { 0 }
    }

    /// The name that is the subject of a verb.
    fn subject(&self, verb: usize, names: &[Mention], eligible: &[usize]) -> Option<usize> {
        let sentence = self.text.sentence_at(self.start(verb))?;
        let known = |at: &usize| Some((*at, names.get(*at)?));
        let inside =
            |name: &Mention| name.range.start >= sentence.start && name.range.end <= sentence.end;
        let here: Vec<(usize, &Mention)> = eligible
            .iter()
            .filter_map(known)
            .filter(|(_, name)| inside(name))
            .collect();
        let agent = match (self.word(verb), self.word(verb + 1)) {
            ("according", _) | (_, "by") => Some(verb + 2),
            _ => None,
        };
        if let Some(from) = agent {
            return self.first_after(from, &here);
        }
        let at = self.start(verb);
        let before: Vec<(usize, &Mention)> = here
            .iter()
            .copied()
            .filter(|(_, name)| name.range.end <= at)
            .collect();
        if verb > 0
            && self.start(verb - 1) >= sentence.start
            && PRONOUNS.contains(&self.word(verb - 1))
        {
            let spoken_of = self.antecedent(sentence.start, names, eligible);
            return self.before(at, sentence.start, &before).or(spoken_of);
        }
        // “…”, said X: what lies between the claim and the verb is no subject.
        let follows = at >= self.claim.end && self.own.contains(&at);
        let from = if follows {
            self.claim.end
        } else {
            sentence.start
        };
        let subject = self.before(at, from, &before);
        subject.or_else(|| self.first_after(verb + 1, &here))
    }

    /// The first name that begins within a few words from one on.
    fn first_after(&self, word: usize, here: &[(usize, &Mention)]) -> Option<usize> {
        let (from, until) = (self.start(word), self.start(word + MAX_WORDS_TO_NAME));
        let near = |name: &Mention| (from..=until).contains(&name.range.start);
        let found = here.iter().filter(|(_, name)| near(name));
        let first = found.min_by_key(|(_, name)| (name.range.start, Reverse(name.range.end)));
        first.map(|(at, _)| *at)
    }

    /// The name that is the subject of a verb after it, from an offset on.
    fn before(&self, verb: usize, from: usize, names: &[(usize, &Mention)]) -> Option<usize> {
        let names: Vec<_> = names
            .iter()
            .filter(|(_, n)| n.range.start >= from)
            .collect();
        let clause = self.text.slice(from..verb);
        let mut commas: Vec<usize> = clause
            .chars()
            .zip(from..)
            .filter(|(c, _)| *c == ',')
            .map(|(_, at)| at)
            .collect();
        // “X, the envoy of Y, said”: what is between two commas only describes.
        let described = clause.trim_end().ends_with(',');
        if described && let Some(last) = commas.pop() {
            commas.reverse();
            commas.push(last);
            for comma in commas {
                let ending = names
                    .iter()
                    .filter(|(_, name)| name.range.end == comma && !self.follows_preposition(name));
                let longest = ending.max_by_key(|(_, name)| name.range.len());
                if let Some((at, _)) = longest {
                    return Some(*at);
                }
            }
        }
        let is_head = |name: &Mention| !self.is_possessor(name) && !self.follows_preposition(name);
        let head = names.iter().filter(|(_, name)| is_head(name));
        let nearest = head.max_by_key(|(_, name)| (name.range.end, name.range.len()));
        let any = || names.iter().max_by_key(|(_, name)| name.range.end);
        nearest.or_else(any).map(|(at, _)| *at)
    }

    fn is_possessor(&self, name: &Mention) -> bool {
        let after = self.text.slice(name.range.end..name.range.end + 2);
        after.starts_with(['’', '\''])
    }

    fn follows_preposition(&self, name: &Mention) -> bool {
        let past = self.words.partition_point(|(at, _)| *at < name.range.start);
        let mut before = (0..past).rev().map(|index| self.word(index));
        let word = before.next().unwrap_or_default();
        let word = match word {
            "the" | "a" | "an" => before.next().unwrap_or_default(),
            word => word,
        };
        PREPOSITIONS.contains(&word)
            && past
                .checked_sub(1)
                .is_some_and(|last| self.end(last) < name.range.start)
    }

    /// Whom “he” at the beginning of a sentence means: the first person of the sentence before.
    fn antecedent(&self, sentence: usize, names: &[Mention], eligible: &[usize]) -> Option<usize> {
        let before = self.text.prev_sentence(sentence)?;
        let people = eligible.iter().filter(|&&at| {
            names
                .get(at)
                .is_some_and(|name| name.is_person && before.contains(&name.range.start))
        });
        people
            .min_by_key(|&&at| names.get(at).map_or(usize::MAX, |name| name.range.start))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KABULOV: &str = include_str!("../../../../articles/000_0bc414f634145b82.txt");
    const ENVOY: &str = include_str!("../../../../articles/002_dfb0335adb72a91a.txt");
    const DIRECTOR: &str = include_str!("../../../../articles/004_78a6bd40efd81f0e.txt");
    const RIYADH: &str = include_str!("../../../../articles/003_60f9f2dbb61d106e.txt");

    /// The names of a text, and the first of them that is proposed for a claim.
    fn first(text: &str, claim: &str, names: &[&str]) -> String {
        let text = Text::freeze(text);
        let find = |words: &str| -> Vec<Range<usize>> {
            let range = |at: usize| {
                let start = text.from_byte(at);
                start..start + words.chars().count()
            };
            let found = text.as_str().match_indices(words);
            found.map(|(at, _)| range(at)).collect()
        };
        let claim = find(claim).first().cloned().expect("the claim");
        let names: Vec<Mention> = names
            .iter()
            .flat_map(|name| find(name))
            .map(|range| Mention {
                range,
                is_person: true,
            })
            .collect();
        let ranked = rank_speakers(&text, claim, &names);
        let best = ranked.first().and_then(|at| names.get(*at));
        best.map_or_else(String::new, |best| {
            text.slice(best.range.clone()).to_owned()
        })
    }

    #[test]
    fn a_description_is_no_speaker() {
        let names = [
            "Foreign Ministry",
            "TASS",
            "Zamir Kabulov",
            "Vladimir Putin",
            "Putin",
            "Taliban",
        ];
        let claim = "while the decision has been made";
        assert_eq!(first(KABULOV, claim, &names), "Zamir Kabulov");
        let claim = "a decision to remove the Taliban from its list";
        assert_eq!(first(KABULOV, claim, &names), "Foreign Ministry");
        let names = ["TASS", "Taliban", "Zamir Kabulov"];
        let claim = "they had extended an invitation to the Taliban";
        assert_eq!(first(ENVOY, claim, &names), "Zamir Kabulov");
    }

    #[test]
    fn the_name_before_the_verb_speaks() {
        let names = [
            "Zamir Kabulov",
            "Kabulov",
            "Foreign Ministry",
            "Ministry of Justice",
            "Putin",
            "Taliban",
        ];
        let claim = "both his ministry and the Ministry of Justice had reported";
        assert_eq!(first(DIRECTOR, claim, &names), "Zamir Kabulov");
        let claim = "Russia had invited the Taliban to participate";
        assert_eq!(first(DIRECTOR, claim, &names), "Kabulov");
        let names = ["Taliban", "Riyadh", "Saudi Arabia"];
        let claim = "Based on the desire";
        assert_eq!(first(RIYADH, claim, &names), "Riyadh");
    }

    #[test]
    fn a_name_after_the_verb_or_the_source_speaks() {
        let names = ["Lavrov", "Putin", "TASS", "Anna Orlova"];
        for (text, claim, speaker) in [
            (
                "“The list is long,” said Minister Lavrov after Putin.",
                "The list is long",
                "Lavrov",
            ),
            (
                "Putin waits. According to TASS, the list is long.",
                "the list is long",
                "TASS",
            ),
            (
                "Putin met Lavrov. He added that the list is long.",
                "the list is long",
                "Putin",
            ),
            (
                "Putin knows the list is long, Lavrov told TASS.",
                "the list is long",
                "Lavrov",
            ),
            (
                "Aides of Lavrov met. A friend of Putin, Anna Orlova, said it rains.",
                "it rains",
                "Anna Orlova",
            ),
            // Without a verb the nearest.
            (
                "Putin sleeps. Lavrov: the list is long. TASS.",
                "the list is long",
                "Lavrov",
            ),
            // Not a name in the claim.
            ("TASS was told that Putin left.", "Putin left", "TASS"),
        ] {
            assert_eq!(first(text, claim, &names), speaker, "{text}");
        }
    }

    #[test]
    fn nothing_panics_at_the_edges() {
        let text = Text::freeze("");
        assert_eq!(rank_speakers(&text, 0..9, &[]), Vec::<usize>::new());
        let text = Text::freeze("said");
        let odd = Mention {
            range: 3..900,
            is_person: true,
        };
        assert_eq!(rank_speakers(&text, 0..2, &[odd]), [0]);
    }
}
