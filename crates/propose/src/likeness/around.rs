//! What stands around an event or a claim, and who takes part.

use super::form::Kind;
use super::index::Index;
use super::letters::latin;
use super::lexicon::{BREAKS, COMMON, is_in};
use super::sort::Sort;
use super::stem::stem;
use super::symbols::{Symbol, Symbols};
use postil_core::model::{Annotation, ClusterId, Target};
use postil_core::state::{DocumentState, State};
use postil_core::text::{Text, fold};
use std::ops::Range;

/// Code points of a sentence on either side that are looked at.
const MAX_CHARS: usize = 300;

/// The sentence around a range, roughly: up to a full stop, a question or exclamation mark with white
/// space behind it, or a line break, at most 300 code points away. Finding sentences as the page shows
/// them takes a hundred times as long. O(1).
fn around(text: &Text, range: Range<usize>) -> Range<usize> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。' | '؟' | '…' | '।');
    let from = range.start.saturating_sub(MAX_CHARS);
    let before: Vec<char> = text.slice(from..range.start).chars().collect();
    let begins = before.windows(2).rposition(|pair| match pair {
        ['\n', _] => true,
        [end, space] => ends(*end) && (space.is_whitespace() || *end == '。'),
        _ => false,
    });
    let start = match before.last() {
        Some('\n') => range.start,
        _ => begins.map_or(from, |at| from + at + 1),
    };
    let after: Vec<char> = text
        .slice(range.end..range.end.saturating_add(MAX_CHARS))
        .chars()
        .collect();
    let stops = after.windows(2).position(|pair| match pair {
        ['\n', _] => true,
        [end, space] => ends(*end) && (space.is_whitespace() || *end == '。'),
        _ => false,
    });
    start..range.end + stops.map_or(after.len(), |at| at + 1)
}

/// The stems of the words of the sentence around an annotation, ascending, each once. O(1).
pub(super) fn sentence(
    document: &DocumentState,
    annotation: &Annotation,
    symbols: &mut Symbols,
) -> Vec<Symbol> {
    let text = document.text();
    let sentence = text.slice(around(text, annotation.extent()));
    let sentence = match sentence.is_ascii() {
        true => sentence.to_ascii_lowercase(),
        false => fold(sentence),
    };
    let words = sentence
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{300}'..='\u{36F}'));
    let words = words.map(|word| word.trim_end_matches("'s").trim_matches('\''));
    let says =
        words.filter(|word| !word.is_empty() && !is_in(COMMON, word) && !is_in(BREAKS, word));
    let mut stems: Vec<Symbol> = says
        .take(MAX_WORDS)
        .map(|word| match word.is_ascii() {
            true => symbols.of(stem(word)),
            false => symbols.of(stem(&latin(word))),
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Words of a sentence that are looked at.
const MAX_WORDS: usize = 120;

/// Someone or something that takes part in an event, or is named beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Participant {
    /// By its cluster.
    Cluster(ClusterId),
    /// By a country, or by a word of its name.
    Name(Symbol),
}

/// What is known of an event or a claim beside its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Circumstances {
    /// Who takes part, ascending.
    pub(crate) participants: Vec<Participant>,
    /// When it was, as far as a date is given as a value: a year, a month or a day.
    pub(crate) date: Option<String>,
}

/// Marks of a sentence that are looked at.
const MAX_MARKS: usize = 64;

impl Circumstances {
    /// Who takes part in an event or claim, and when it was: by its attributes and relations, and by the
    /// marks in its sentence. O(log n + k) for the k marks there.
    pub(crate) fn of(state: &State, index: &Index, annotation: &Annotation) -> Self {
        let mut found = Self {
            date: value(annotation, &["date", "value", "time"]),
            ..Self::default()
        };
        for relation in state.relations_of(&annotation.id).take(MAX_MARKS) {
            if relation.from != annotation.id {
                continue;
            }
            match &relation.to {
                Target::Cluster(cluster) => {
                    found
                        .participants
                        .push(Participant::Cluster(cluster.clone()));
                }
                Target::Annotation(id) => {
                    if let Some(other) = state.annotation(id) {
                        found.add(state, index, other);
                    }
                }
            }
        }
        if let Some(document) = state.document(&annotation.document) {
            let sentence = around(document.text(), annotation.extent());
            for mark in state.marks_in(document, sentence).iter().take(MAX_MARKS) {
                let other = state.at(mark.key.annotation);
                if let Some(other) = other.filter(|other| other.layer() != annotation.layer()) {
                    found.add(state, index, other);
                }
            }
        }
        found.participants.sort();
        found.participants.dedup();
        found
    }

    fn add(&mut self, state: &State, index: &Index, other: &Annotation) {
        let Some((_, entry)) = index.entry_of(&other.id) else {
            return;
        };
        match entry.sort {
            Sort::Date => {
                self.date = self
                    .date
                    .take()
                    .or_else(|| value(other, &["value", "date"]));
                return;
            }
            Sort::Number | Sort::Happening => return,
            Sort::Person | Sort::Thing | Sort::Any => {}
        }
        if let Some(cluster) = state.cluster_of(&other.id) {
            let id = cluster.record().id.clone();
            self.participants.push(Participant::Cluster(id));
        }
        let form = &entry.form;
        if let Some(country) = form.country {
            self.participants.push(Participant::Name(country));
        } else if form.kind == Kind::Name && !form.is_common {
            self.participants
                .extend(form.name.last().copied().map(Participant::Name));
        }
    }

    /// How many of the participants are the same, from 0.0 to 1.0: those of both over those of the one
    /// with fewer.
    pub(crate) fn shared(&self, other: &Self) -> f64 {
        let least = self.participants.len().min(other.participants.len());
        if least == 0 {
            return 0.0;
        }
        let both = self.participants.iter();
        let both = both
            .filter(|it| other.participants.binary_search(it).is_ok())
            .count();
        both as f64 / least as f64
    }

    /// Whether the dates are the same, as far as both are given: a day is in its month and year. `None`
    /// where one has none.
    pub(crate) fn same_date(&self, other: &Self) -> Option<bool> {
        let (one, other) = (self.date.as_deref()?, other.date.as_deref()?);
        Some(one.starts_with(other) || other.starts_with(one))
    }
}

fn value(annotation: &Annotation, names: &[&str]) -> Option<String> {
    let values = names
        .iter()
        .filter_map(|name| annotation.attributes.get(*name)?.as_str());
    let mut dates = values.filter(|value| value.starts_with(|c: char| c.is_ascii_digit()));
    dates.next().map(str::to_owned)
}
