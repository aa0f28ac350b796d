//! When an event was, as far as a person has said so.

use crate::fields::{language, text};
use crate::links::end;
use crate::when::{Day, Part, When};
use postil_core::model::{Annotation, Relation};
use postil_core::state::State;
use postil_propose::dates;

/// What the date of an event is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Its attribute `date`.
    Attribute,
    /// The value of the date that a relation `role` with the value `time` leads to.
    Role,
    /// The words of that date, which has no value: a program has read them.
    Words,
    /// The date next to it in its sentence: a program thinks so.
    Proposed,
}

impl Basis {
    /// The word for it in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Role => "role",
            Self::Words => "words of the role",
            Self::Proposed => "proposed",
        }
    }
}

/// The date of an event: its attribute `date` with the part that `date-part` gives, else the one of its role
/// `time`, of which the first that names days is taken. `roles` are the relations `role` that start at it. O(r)
/// for r roles, and the length of at most one expression of 200 code points each.
pub fn dated(state: &State, event: &Annotation, roles: &[&Relation]) -> Option<(When, Basis)> {
    let part = Part::from_timex(text(event, "date-part"));
    if let Some(when) = When::parse(text(event, "date")) {
        return Some((when.with_part(part), Basis::Attribute));
    }
    let times = roles.iter().filter(|role| role.value == "time");
    times.filter_map(|role| end(state, role)).find_map(|time| {
        let value = text(time, "value");
        if !value.is_empty() {
            return Some((When::parse(value)?.with_part(part), Basis::Role));
        }
        Some((read(state, time)?.with_part(part), Basis::Words))
    })
}

/// The days that the words of a date name on the day its article was published.
fn read(state: &State, time: &Annotation) -> Option<When> {
    let day = reference(state, time);
    let readings = dates::resolve(&state.quote(time), day, language(state, time));
    of_reading(readings.first()?)
}

/// The day on which the article of a mark was published, if that is known to the day.
pub fn reference(state: &State, mark: &Annotation) -> Option<Day> {
    Day::parse(&state.document(&mark.document)?.meta().published.date)
}

/// The days of a reading; `None` if it names none, because it is a duration, or past, present or future at large.
pub fn of_reading(reading: &dates::Reading) -> Option<When> {
    let days = reading.days()?;
    let part = reading
        .modifier
        .and_then(|part| Part::from_timex(part.timex()));
    Some(When {
        first: days.first,
        last: days.last,
        precision: reading.precision,
        // The days of a reading are those of the part already.
        part: part.filter(|part| *part == Part::Approx),
    })
}

#[cfg(test)]
mod tests;
