//! From one date to another.

use std::rc::Rc;

use super::{Context, evaluate};
use crate::dates::calendar::{Sense, middle};
use crate::dates::day::{Day, Days};
use crate::dates::term::{Edge, Term};
use crate::dates::{Anchor, Kind};

/// From one date to another; what lacks a year gets that of the other one, or the next after it.
pub(super) fn range(from: &Rc<Term>, to: &Rc<Term>, context: Context) -> Vec<Sense> {
    let mut pairs: Vec<(Sense, Sense)> = Vec::new();
    if from.lacks_year() && !to.lacks_year() && !is_next(to) {
        for end in evaluate(to, context) {
            let year = end.last().or(end.first()).map(Day::year);
            let starts =
                year.map(|year| [year, year - 1].map(|it| evaluate(&from.with_year(it), context)));
            let starts = starts.into_iter().flatten().flatten();
            let fits = |start: &Sense| start.first() <= end.last();
            let start = starts.into_iter().find(fits);
            pairs.extend(start.map(|start| (start, end)));
        }
    } else {
        for start in evaluate(from, context) {
            let ends = match start.first().filter(|_| to.lacks_year()) {
                Some(first) => {
                    let years = [first.year(), first.year() + 1];
                    let ends = years.map(|it| evaluate(&to.with_year(it), context));
                    ends.into_iter().flatten().collect()
                }
                None => evaluate_to(to, &start, context),
            };
            let fits = |end: &&Sense| match (start.first(), end.last()) {
                (Some(first), Some(last)) => first <= last,
                (None, None) => true,
                _ => false,
            };
            let end = ends.iter().find(fits).cloned();
            pairs.extend(end.map(|end| (start, end)));
        }
    }
    // The one that is going on comes first.
    if let Some(day) = context
        .reference
        .filter(|_| from.lacks_year() && to.lacks_year())
    {
        pairs.sort_by_key(|(start, end)| !(start.first() <= Some(day) && end.last() >= Some(day)));
    }
    let join = |(start, end): (Sense, Sense)| {
        let anchor = match (start.anchor, end.anchor) {
            (Anchor::Absolute, anchor) | (anchor, _) => anchor,
        };
        let days = Days {
            first: beginning(from, &start),
            last: ending(to, &end),
        };
        Sense {
            value: format!("{}/{}", start.value, end.value),
            modifier: None,
            span: Some(days).filter(|it| it.first.is_some() && it.first <= it.last),
            precision: start.precision.min(end.precision),
            kind: Kind::Range,
            anchor,
        }
    };
    pairs.into_iter().map(join).collect()
}

/// The first day of a range. What begins with the end of a month begins when that is over, and what begins
/// with the middle of it with the second half.
fn beginning(from: &Term, start: &Sense) -> Option<Day> {
    let day = match edge_of(from) {
        Some(Edge::Close) => start.last().and_then(|it| it.plus(1)),
        Some(Edge::Mid) => middle(start.span?, start.precision),
        _ => None,
    };
    day.or(start.first())
}

/// The last day of a range. What ends with the middle of a month ends with the first half.
fn ending(to: &Term, end: &Sense) -> Option<Day> {
    let day = match edge_of(to) {
        Some(Edge::Mid) => middle(end.span?, end.precision).and_then(|it| it.plus(-1)),
        _ => None,
    };
    day.or(end.last())
}

fn edge_of(term: &Term) -> Option<Edge> {
    match term {
        Term::Edge { edge, .. } => Some(*edge),
        _ => None,
    }
}

/// Whether the end of a range is the next one of its name after the beginning.
pub(super) fn is_next(to: &Term) -> bool {
    matches!(
        to,
        Term::Weekday { which: None, .. } | Term::DayOfMonth { .. }
    )
}

/// The end of a range: a weekday or a day of a month is the next one after the beginning.
pub(super) fn evaluate_to(to: &Term, start: &Sense, context: Context) -> Vec<Sense> {
    match (start.first(), is_next(to)) {
        (Some(day), true) => {
            let next = Context {
                reference: day.plus(-1),
                ..context
            };
            let senses = evaluate(to, next);
            senses
                .into_iter()
                .filter(|it| it.first() > start.first())
                .collect()
        }
        _ => evaluate(to, context),
    }
}
