//! Parts of stretches: their weeks and weekdays, their beginning and end.

use super::{Context, evaluate};
use crate::dates::calendar::{Sense, around, edge, later, middle, precision};
use crate::dates::day::Days;
use crate::dates::term::{Edge, Term, Unit};
use crate::dates::{Kind, Modifier, Precision};

/// Some units of a stretch, counted from its beginning or back from its end.
pub(super) fn part(base: &Sense, nth: i32, count: u32, unit: Unit) -> Option<Sense> {
    let (first, last) = (base.first()?, base.last()?);
    if unit == Unit::Half && base.precision != Precision::Year {
        return half(base, nth).filter(|_| count == 1);
    }
    let count = i32::try_from(count).ok()?;
    // A week belongs to the stretch that has its Thursday.
    let (shift, around_first) = match unit {
        Unit::Week => (3, first.plus(-3)?.monday()?),
        _ => (0, around(first, unit)?.first()?),
    };
    let is_part = precision(unit) < base.precision || unit == Unit::Quarter;
    let (from, to) = if nth > 0 {
        let mut from = around_first;
        if from.plus(shift)? < first {
            from = later(from, 1, unit)?;
        }
        let from = later(from, nth - 1, unit)?;
        (from, later(from, count - 1, unit)?)
    } else {
        let end = match unit {
            Unit::Week => last.plus(-3)?.monday()?,
            _ => around(last, unit)?.first()?,
        };
        let to = later(end, nth + 1, unit)?;
        (later(to, 1 - count, unit)?, to)
    };
    let (from, to) = (around(from, unit)?, around(to, unit)?);
    let is_inside = to.first()?.plus(shift)? <= last && from.first()?.plus(shift)? >= first;
    if !is_part || !is_inside {
        return None;
    }
    let sense = if count == 1 {
        from
    } else {
        Sense {
            value: format!("{}/{}", from.value, to.value),
            span: Some(Days::new(from.first()?, to.last()?)),
            kind: Kind::Range,
            ..from
        }
    };
    Some(sense.anchored(base.anchor))
}

/// The first or second half of a stretch that is no year.
fn half(base: &Sense, nth: i32) -> Option<Sense> {
    let middle = middle(base.span?, base.precision)?;
    let (days, modifier) = match nth {
        1 => (Days::new(base.first()?, middle.plus(-1)?), Modifier::Start),
        2 | -1 => (Days::new(middle, base.last()?), Modifier::End),
        _ => return None,
    };
    Some(Sense {
        modifier: Some(modifier),
        span: Some(days),
        ..base.clone()
    })
}

/// A weekday of a stretch.
pub(super) fn weekday_of(base: &Sense, nth: i32, weekday: u32) -> Option<Sense> {
    let (first, last) = (base.first()?, base.last()?);
    let distance = |from: u32, to: u32| i32::try_from((7 + to - from) % 7).ok();
    let day = if nth > 0 {
        first.plus(distance(first.weekday(), weekday)? + (nth - 1).checked_mul(7)?)?
    } else {
        last.plus(-distance(weekday, last.weekday())? + (nth + 1).checked_mul(7)?)?
    };
    let is_inside = first <= day && day <= last;
    Some(around(day, Unit::Day)?.anchored(base.anchor)).filter(|_| is_inside)
}

pub(super) fn in_year(base: &Term, year: &Term, context: Context) -> Vec<Sense> {
    let years = evaluate(year, context);
    let mut senses = Vec::new();
    for it in years {
        match it.first().filter(|_| it.precision == Precision::Year) {
            Some(first) => {
                let with_year = base.with_year(first.year());
                let inner = evaluate(&with_year, context);
                senses.extend(inner.into_iter().map(|sense| sense.anchored(it.anchor)));
            }
            None if it.span.is_none() => senses.extend(evaluate(base, Context::default())),
            None => {}
        }
    }
    senses
}

pub(super) fn edges(which: Edge, base: &Term, context: Context) -> Vec<Sense> {
    let reference = context.reference;
    let mut senses = Vec::new();
    for it in evaluate(base, context) {
        let modifier = match which {
            Edge::Start | Edge::Beginning | Edge::Earlier => Modifier::Start,
            Edge::Mid => Modifier::Mid,
            Edge::End | Edge::Close | Edge::Later => Modifier::End,
        };
        let part = it.span.and_then(|days| edge(days, which, it.precision));
        let (first, last) = (it.first(), it.last());
        let cut = match which {
            Edge::Earlier => reference
                .and_then(|day| day.plus(-1))
                .map(|last| (first, Some(last))),
            Edge::Later => reference
                .and_then(|day| day.plus(0))
                .map(|first| (Some(first), last)),
            _ => None,
        };
        let cut = cut.filter(|(first, last)| first <= last && it.precision != Precision::Day);
        let cut = cut.filter(|(from, to)| *from >= first && *to <= last);
        if let Some((first, last)) = cut {
            let span = Some(Days { first, last });
            senses.push(Sense { span, ..it.clone() });
            // Nothing of the half that has not come, or is over.
            let half = part.map(|days| match which {
                Edge::Earlier => Days {
                    last: days.last.min(last),
                    ..days
                },
                _ => Days {
                    first: days.first.max(first),
                    ..days
                },
            });
            let modifier = Some(modifier);
            senses.push(Sense {
                modifier,
                span: half,
                ..it
            });
        } else if matches!(which, Edge::Earlier | Edge::Later) {
            // Earlier last week: before what was spoken of, or early in it.
            let is_day = it.precision == Precision::Day;
            let early = part.filter(|_| !is_day).map(|days| Sense {
                modifier: Some(modifier),
                span: Some(days),
                ..it.clone()
            });
            senses.push(it);
            senses.extend(early);
        } else {
            let modifier = Some(modifier).filter(|_| it.precision != Precision::Day);
            senses.push(Sense {
                modifier,
                span: part.or(it.span),
                ..it
            });
        }
    }
    senses
}

/// A weekday near a day: that of its week, which begins with a Sunday here, and the next one of its name.
pub(super) fn weekdays_near(base: &Sense, weekday: u32) -> Vec<Sense> {
    let Some(day) = base.first().filter(|_| base.precision == Precision::Day) else {
        return Vec::new();
    };
    let number = |weekday: u32| i32::try_from(weekday % 7).unwrap_or_default();
    let in_week = number(weekday) - number(day.weekday());
    let next = in_week.rem_euclid(7);
    let days = [in_week, next]
        .into_iter()
        .filter_map(|days| day.plus(days));
    let senses = days.filter_map(|day| around(day, Unit::Day));
    senses.map(|it| it.anchored(base.anchor)).collect()
}

/// The week or weekend of a day; a long one goes on to a Monday, or begins with a Thursday or Friday.
pub(super) fn week_of(base: &Sense, unit: Unit, is_long: bool) -> Option<Sense> {
    let day = base.first()?;
    let before = match day.weekday() {
        1 if is_long => day.plus(-1)?,
        _ => day,
    };
    let week = around(before, unit)?;
    let (first, last) = (week.first()?, week.last()?);
    let span = match day.weekday() {
        1 if is_long => Days::new(first, day),
        4 | 5 if is_long => Days::new(day, last),
        _ => Days::new(first, last),
    };
    let span = Some(span);
    Some(Sense { span, ..week }.anchored(base.anchor))
}

/// The next weekday of a name after a date, or the last one before it.
pub(super) fn weekday_after(base: &Sense, weekday: u32, sign: i32) -> Option<Sense> {
    let number = |weekday: u32| i32::try_from(weekday).ok();
    let day = if sign > 0 {
        let last = base.last()?;
        let ahead = (number(weekday)? - number(last.weekday())? - 1).rem_euclid(7) + 1;
        last.plus(ahead)?
    } else {
        let first = base.first()?;
        let back = (number(first.weekday())? - number(weekday)? - 1).rem_euclid(7) + 1;
        first.plus(-back)?
    };
    Some(around(day, Unit::Day)?.anchored(base.anchor))
}
