//! Who takes part in an event or a claim, and when it was.

use super::form::Kind;
use super::index::Index;
use super::sentence::around;
use super::sort::Sort;
use super::symbols::Symbol;
use postil_core::model::{Annotation, ClusterId, Target};
use postil_core::state::State;

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
