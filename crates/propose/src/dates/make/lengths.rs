//! How long and how often.

use crate::dates::Modifier;
use crate::dates::pattern::Caps;
use crate::dates::term::{Length, Often, Term};

pub(in crate::dates) fn duration(c: &Caps) -> Option<Term> {
    c.length(0).map(|length| Term::Length {
        length,
        modifier: None,
    })
}

pub(in crate::dates) fn more_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::MoreThan);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(in crate::dates) fn less_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::LessThan);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(in crate::dates) fn least_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::EqualOrMore);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(in crate::dates) fn most_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::EqualOrLess);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(in crate::dates) fn about_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::Approx);
    c.length(0).map(|length| Term::Length { length, modifier })
}

/// Every year, every two weeks.
pub(in crate::dates) fn often(c: &Caps) -> Option<Term> {
    let length = match (c.length(0), c.unit(0)) {
        (Some(length), _) => length,
        (None, Some(unit)) => Length::of(1, unit),
        (None, None) => return c.weekday(0).map(|it| Term::Often(Often::Weekday(it))),
    };
    Some(Term::Often(Often::Length(length)))
}

/// For years: not told how many.
pub(in crate::dates) fn some_units_long(c: &Caps) -> Option<Term> {
    let length = Length(vec![(None, c.unit(0)?)]);
    let modifier = None;
    Some(Term::Length { length, modifier })
}
