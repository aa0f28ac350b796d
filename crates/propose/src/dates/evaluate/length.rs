//! Durations, and the time up to the article or from it on.

use crate::dates::calendar::{Sense, around, later, precision};
use crate::dates::day::{Day, Days};
use crate::dates::term::{Length, Unit};
use crate::dates::{Anchor, Kind, Modifier};

/// A duration of TIMEX3; decades and centuries are years there, quarters months.
pub(super) fn duration(length: &Length, modifier: Option<Modifier>) -> Option<Sense> {
    let value = timex_length(length)?;
    let precision = precision(finest(length)?);
    let sense = Sense::unknown(value, precision, Kind::Duration);
    Some(Sense { modifier, ..sense })
}

pub(super) fn timex_length(length: &Length) -> Option<String> {
    let mut date = String::new();
    let mut time = String::new();
    for (count, unit) in &length.0 {
        let (times, letter) = match unit {
            Unit::Minute => (1, "M"),
            Unit::Hour => (1, "H"),
            Unit::Day => (1, "D"),
            Unit::Week | Unit::Workweek | Unit::Weekend => (1, "W"),
            Unit::Fortnight => (2, "W"),
            Unit::Month => (1, "M"),
            Unit::Quarter => (3, "M"),
            Unit::Half => (6, "M"),
            Unit::Year => (1, "Y"),
            Unit::Decade => (10, "Y"),
            Unit::Century => (100, "Y"),
        };
        let number = match count {
            Some(count) => count.checked_mul(times)?.to_string(),
            None if times > 1 && letter == "Y" => format!("X{}", &times.to_string()[1..]),
            None => "X".to_owned(),
        };
        match unit {
            Unit::Minute | Unit::Hour => time.push_str(&format!("{number}{letter}")),
            _ => date.push_str(&format!("{number}{letter}")),
        }
    }
    let is_empty = date.is_empty() && time.is_empty();
    let time = if time.is_empty() {
        time
    } else {
        format!("T{time}")
    };
    (!is_empty).then(|| format!("P{date}{time}"))
}

/// So long after a day; `None` if a number is not told.
pub(super) fn move_by(day: Day, length: &Length, sign: i32) -> Option<Day> {
    length.0.iter().try_fold(day, |day, (count, unit)| {
        later(
            day,
            i32::try_from((*count)?).ok()?.checked_mul(sign)?,
            *unit,
        )
    })
}

/// The smallest unit of a length.
pub(super) fn finest(length: &Length) -> Option<Unit> {
    length.0.last().map(|(_, unit)| *unit)
}

/// The time up to the article, or from it on: whole quarters, halves and decades, and days otherwise.
pub(super) fn run(
    length: &Length,
    sign: i32,
    with_today: bool,
    reference: Option<Day>,
) -> Option<Sense> {
    let duration = duration(length, None)?;
    let unit = finest(length)?;
    let span = reference.and_then(|day| {
        let is_whole = matches!(unit, Unit::Quarter | Unit::Half | Unit::Weekend);
        let whole = around(day, unit).filter(|_| is_whole);
        let (first, last) = match (&whole, sign < 0) {
            (Some(it), true) => (move_by(it.first()?, length, sign)?, it.first()?.plus(-1)?),
            (Some(it), false) => {
                let first = it.last()?.plus(1)?;
                (first, move_by(first, length, sign)?.plus(-1)?)
            }
            (None, true) => (move_by(day, length, sign)?, day.plus(-1)?),
            (None, false) => {
                let first = day.plus(i32::from(!with_today))?;
                let last = move_by(day, length, sign)?;
                (first, last.plus(-i32::from(with_today))?)
            }
        };
        (first <= last).then_some(Days::new(first, last))
    });
    Some(Sense {
        span,
        anchor: Anchor::Reference,
        ..duration
    })
}

/// So long, up to the end of a date.
pub(super) fn run_to(length: &Length, to: &Sense) -> Option<Sense> {
    let sense = duration(length, None)?;
    let span = to.last().and_then(|last| {
        let first = move_by(last.plus(1)?, length, -1)?;
        (first <= last).then_some(Days::new(first, last))
    });
    let is_absolute = to.anchor == Anchor::Absolute;
    Some(Sense {
        span,
        anchor: if is_absolute {
            Anchor::Expression
        } else {
            to.anchor
        },
        ..sense
    })
}
