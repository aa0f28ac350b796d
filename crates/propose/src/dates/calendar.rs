//! Stretches of the calendar: their days, their values, their parts.

use super::day::{Day, Days};
use super::term::{Edge, Season, Unit};
use super::{Anchor, Kind, Modifier, Precision};

/// What an expression means on a day: a reading without what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sense {
    pub value: String,
    pub modifier: Option<Modifier>,
    pub span: Option<Days>,
    pub precision: Precision,
    pub kind: Kind,
    pub anchor: Anchor,
}

impl Sense {
    /// A date that is known.
    pub fn date(value: String, first: Day, last: Day, precision: Precision) -> Self {
        Self {
            value,
            modifier: None,
            span: Some(Days::new(first, last)),
            precision,
            kind: Kind::Date,
            anchor: Anchor::Absolute,
        }
    }

    /// A date, duration or set whose days are not known.
    pub fn unknown(value: impl Into<String>, precision: Precision, kind: Kind) -> Self {
        Self {
            value: value.into(),
            modifier: None,
            span: None,
            precision,
            kind,
            anchor: Anchor::Absolute,
        }
    }

    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub fn first(&self) -> Option<Day> {
        self.span?.first
    }

    pub fn last(&self) -> Option<Day> {
        self.span?.last
    }
}

/// The precision of a unit.
pub(super) fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => Precision::Day,
        Unit::Week | Unit::Workweek | Unit::Weekend | Unit::Fortnight => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Half => Precision::Half,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    }
}

/// So many units later; `None` if the calendar ends before.
pub(super) fn later(day: Day, count: i32, unit: Unit) -> Option<Day> {
    let months = |each: i32| day.plus_months(count.checked_mul(each)?);
    match unit {
        Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => day.plus(count),
        Unit::Week | Unit::Workweek | Unit::Weekend => day.plus(count.checked_mul(7)?),
        Unit::Fortnight => day.plus(count.checked_mul(14)?),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Half => months(6),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
    }
}

/// The week, month, year… that a day is in. The workweek and the weekend are those of its week, a
/// fortnight is its week and the next.
pub(super) fn around(day: Day, unit: Unit) -> Option<Sense> {
    let (year, month, _) = day.civil();
    let (value, first, last) = match unit {
        Unit::Minute | Unit::Hour | Unit::Day => (day.to_string(), day, day),
        Unit::Week | Unit::Workweek | Unit::Weekend | Unit::Fortnight => {
            let monday = day.monday()?;
            let (year, week) = day.week()?;
            let value = format!("{year:04}-W{week:02}");
            match unit {
                Unit::Workweek => (value, monday, monday.plus(4)?),
                Unit::Weekend => (format!("{value}-WE"), monday.plus(5)?, monday.plus(6)?),
                Unit::Fortnight => {
                    let (end_year, end) = monday.plus(7)?.week()?;
                    let value = format!("{value}/{end_year:04}-W{end:02}");
                    (value, monday, monday.plus(13)?)
                }
                _ => (value, monday, monday.plus(6)?),
            }
        }
        Unit::Month => months(format!("{year:04}-{month:02}"), year, month, 1)?,
        Unit::Quarter => {
            let quarter = month.div_ceil(3);
            months(format!("{year:04}-Q{quarter}"), year, quarter * 3 - 2, 3)?
        }
        Unit::Half => {
            let half = month.div_ceil(6);
            months(format!("{year:04}-H{half}"), year, half * 6 - 5, 6)?
        }
        Unit::Year => months(format!("{year:04}"), year, 1, 12)?,
        Unit::Decade => years(format!("{:03}", year / 10), year / 10 * 10, 10)?,
        Unit::Century => years(format!("{:02}", year / 100), year / 100 * 100, 100)?,
    };
    Some(Sense::date(value, first, last, precision(unit)))
}

fn months(value: String, year: i32, month: u32, count: i32) -> Option<(String, Day, Day)> {
    let first = Day::new(year, month, 1)?;
    Some((value, first, first.plus_months(count - 1)?.end_of_month()?))
}

fn years(value: String, year: i32, count: i32) -> Option<(String, Day, Day)> {
    let first = Day::new(year.max(1), 1, 1)?;
    Some((value, first, Day::new(year + count - 1, 12, 31)?))
}

/// A season of a year; a winter ends in the next one.
pub(super) fn season(season: Season, year: i32) -> Option<Sense> {
    let (sign, month) = match season {
        Season::Spring => ("SP", 3),
        Season::Summer => ("SU", 6),
        Season::Autumn => ("FA", 9),
        Season::Winter => ("WI", 12),
    };
    let (value, first, last) = months(format!("{year:04}-{sign}"), year, month, 3)?;
    Some(Sense::date(value, first, last, Precision::Season))
}

/// The days of the beginning, middle or end of a stretch, as in Recognizers-Text: early and late are its
/// halves; the middle of a month is from the 10th to the 20th; the beginning, middle and end of a year are four
/// months each. Of decades and centuries all three are thirds.
pub(super) fn edge(days: Days, edge: Edge, precision: Precision) -> Option<Days> {
    let (first, last) = (days.first?, days.last?);
    let length = last.since(first) + 1;
    let (year, month, _) = first.civil();
    let span = match (edge, precision) {
        (_, Precision::Day) => (first, last),
        (Edge::Start | Edge::Beginning | Edge::Earlier, Precision::Week) => {
            (first, first.plus((length / 2 - 1).max(0))?)
        }
        (Edge::End | Edge::Close | Edge::Later, Precision::Week) => (first.plus(length / 2)?, last),
        (Edge::Start | Edge::Beginning | Edge::Earlier, Precision::Month) => {
            (first, first.plus(14)?)
        }
        (Edge::End | Edge::Close | Edge::Later, Precision::Month) => (first.plus(15)?, last),
        (Edge::Mid, Precision::Month) => (first.plus(9)?, first.plus(19)?),
        (Edge::Mid, Precision::Year) => (Day::new(year, 5, 1)?, Day::new(year, 8, 31)?),
        (Edge::Beginning, Precision::Year) => (first, Day::new(year, 4, 30)?),
        (Edge::Close, Precision::Year) => (Day::new(year, 9, 1)?, last),
        (Edge::Start | Edge::Earlier, Precision::Year) => (first, Day::new(year, 6, 30)?),
        (Edge::End | Edge::Later, Precision::Year) => (Day::new(year, 7, 1)?, last),
        (Edge::Mid, _) if precision >= Precision::Decade => thirds(first, last, 1)?,
        (Edge::Start | Edge::Beginning | Edge::Earlier, _) if precision >= Precision::Decade => {
            thirds(first, last, 0)?
        }
        (Edge::End | Edge::Close | Edge::Later, _) if precision >= Precision::Decade => {
            thirds(first, last, 2)?
        }
        (Edge::Start | Edge::Beginning | Edge::Earlier, _) => {
            let middle = middle_of_months(year, month, first, last)?;
            (first, middle.plus(-1)?)
        }
        (Edge::End | Edge::Close | Edge::Later, _) => {
            (middle_of_months(year, month, first, last)?, last)
        }
        (Edge::Mid, _) => (first.plus(length / 3)?, last.plus(-(length / 3))?),
    };
    Some(Days::new(span.0, span.1))
}

/// A third of a stretch of whole years, from 0.
fn thirds(first: Day, last: Day, nth: i32) -> Option<(Day, Day)> {
    let years = last.year() - first.year() + 1;
    let year = |third: i32| first.year() + (years * third + 1) / 3;
    Some((
        Day::new(year(nth), 1, 1)?,
        Day::new(year(nth + 1) - 1, 12, 31)?,
    ))
}

/// The first day of the second half of a stretch of whole months, or of years.
fn middle_of_months(year: i32, month: u32, first: Day, last: Day) -> Option<Day> {
    let (end_year, end_month, _) = last.civil();
    let months = |year: i32, month: u32| Some(year * 12 + i32::try_from(month).ok()?);
    let count = months(end_year, end_month)? + 1 - months(year, month)?;
    let half = first.plus_months(count / 2)?;
    if count % 2 == 0 {
        Some(half)
    } else {
        half.plus(15)
    }
}

/// The first day of the second half of a week, month, year, decade or century.
pub(super) fn middle(days: Days, precision: Precision) -> Option<Day> {
    let unit = match precision {
        Precision::Week => Unit::Week,
        Precision::Month => Unit::Month,
        Precision::Quarter => Unit::Quarter,
        Precision::Half => Unit::Half,
        Precision::Year => Unit::Year,
        Precision::Decade => Unit::Decade,
        Precision::Century => Unit::Century,
        Precision::Day | Precision::Season | Precision::Vague => return None,
    };
    let whole = around(days.first?, unit)?.span?;
    let (first, last) = (whole.first?, whole.last?);
    match precision {
        Precision::Week | Precision::Month => first.plus((last.since(first) + 1) / 2),
        _ => middle_of_months(first.year(), first.civil().1, first, last),
    }
}
