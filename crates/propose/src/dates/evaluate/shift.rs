//! So long before or after a date.

use super::length::{duration, finest, move_by};
use super::{Context, all, bound, evaluate, unit_at};
use crate::dates::calendar::{Sense, around, precision};
use crate::dates::day::{Day, Days};
use crate::dates::term::{Length, Term, Unit, Vague};
use crate::dates::{Anchor, Kind, Modifier, Precision};

pub(super) fn shift(
    length: &Length,
    sign: i32,
    base: Option<&Term>,
    modifier: Option<Modifier>,
    context: Context,
) -> Vec<Sense> {
    let Some(unit) = finest(length) else {
        return Vec::new();
    };
    let is_told = length.0.iter().all(|(count, _)| count.is_some());
    let is_vague = !is_told || matches!(unit, Unit::Minute | Unit::Hour);
    if base.is_none() && is_vague && !is_told {
        let vague = if sign < 0 { Vague::Past } else { Vague::Future };
        return all(&Term::Vague(vague), context);
    }
    let bases = match base {
        None => {
            let day = unit_at(Unit::Day, 0, context.reference);
            day.into_iter().collect()
        }
        Some(base) => evaluate(base, context),
    };
    let mut senses = Vec::new();
    for from in bases {
        let anchor = match base {
            None => Anchor::Reference,
            Some(_) if from.anchor == Anchor::Absolute => Anchor::Expression,
            Some(_) => from.anchor,
        };
        let Some(first) = from.first() else {
            let known = unit_at(unit, 0, None).map(|it| Sense { anchor, ..it });
            senses.extend(known);
            continue;
        };
        let Some(day) = move_by(first, length, sign) else {
            continue;
        };
        // What was three months ago is a month, what is three months after a day is a day.
        let coarse = precision(unit).max(from.precision);
        let coarse = match coarse {
            Precision::Year => Unit::Year,
            Precision::Month => Unit::Month,
            Precision::Week => Unit::Week,
            Precision::Decade if base.is_some() => Unit::Decade,
            Precision::Decade | Precision::Century => Unit::Year,
            _ => Unit::Day,
        };
        let exact = around(day, Unit::Day);
        let whole = around(day, coarse);
        let is_exact_first = base.is_some() && from.precision == Precision::Day;
        let (one, other) = if is_exact_first {
            (exact, whole)
        } else {
            (whole, exact)
        };
        // What is two days after about a day is about a day.
        let about = from.modifier.filter(|it| *it == Modifier::Approx);
        let modifier = modifier.or(about);
        for sense in [one, other].into_iter().flatten() {
            senses.push(with_bound(sense.anchored(anchor), modifier, first, sign));
        }
    }
    senses
}

/// A date that lies more or less than so long after a day.
pub(super) fn with_bound(sense: Sense, modifier: Option<Modifier>, from: Day, sign: i32) -> Sense {
    let is_more = matches!(modifier, Some(Modifier::MoreThan | Modifier::EqualOrMore));
    let is_less = matches!(modifier, Some(Modifier::LessThan | Modifier::EqualOrLess));
    match (is_more, is_less, sign < 0) {
        (true, _, true) => bound(sense, Modifier::Before),
        (true, _, false) => bound(sense, Modifier::After),
        (_, true, back) => {
            let days = if back {
                Days {
                    first: sense.first(),
                    last: from.plus(-1),
                }
            } else {
                Days {
                    first: Some(from),
                    last: sense.last(),
                }
            };
            // TIDES 2003, on which TIMEX3 builds: less than a year ago is `AFTER` that.
            let modifier = if back {
                Modifier::After
            } else {
                Modifier::Before
            };
            Sense {
                span: Some(days),
                modifier: Some(modifier),
                kind: Kind::Range,
                ..sense
            }
        }
        _ => Sense { modifier, ..sense },
    }
}

/// `a decade later`: after what was spoken of last, or else after the article.
pub(super) fn after_spoken(
    length: &Length,
    sign: i32,
    modifier: Option<Modifier>,
    context: Context,
) -> Vec<Sense> {
    let mut senses = Vec::new();
    let spoken = context.before.and_then(|days| days.first.zip(days.last));
    if let Some((first, last)) = spoken {
        let days = last.since(first);
        let unit = match days {
            0 => Unit::Day,
            1..=6 => Unit::Week,
            7..=31 => Unit::Month,
            _ => Unit::Year,
        };
        let finest = finest(length).map_or(Precision::Day, precision);
        let unit = match finest.max(precision(unit)) {
            Precision::Day => Unit::Day,
            Precision::Week => Unit::Week,
            Precision::Month => Unit::Month,
            _ => Unit::Year,
        };
        let moved = move_by(first, length, sign).and_then(|day| around(day, unit));
        let moved = moved.map(|it| with_bound(it, modifier, first, sign));
        senses.extend(moved.map(|it| it.anchored(Anchor::Expression)));
    }
    if senses.is_empty() {
        let length = duration(length, modifier);
        senses.extend(length.map(|it| it.anchored(Anchor::Expression)));
    }
    senses.extend(shift(length, sign, None, modifier, context));
    senses
}
