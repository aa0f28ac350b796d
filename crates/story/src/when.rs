//! Dates as intervals of days.
//!
//! Read are the values of TIMEX3 that name days (TimeML 1.2.1): years, months, days, weeks, quarters, halves,
//! seasons, decades (`198`) and centuries (`20`: 2000 to 2099), and two of these with a slash between them, as
//! in ISO 8601. Durations, and what is only past or future, have no days.

pub use postil_propose::dates::{Day, Precision};
use std::fmt;

/// An interval of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The first day; `None` if it has no beginning.
    pub first: Option<Day>,
    /// The last day; `None` if it has no end.
    pub last: Option<Day>,
    /// The unit in which it is given; of two dates the coarser one.
    pub precision: Precision,
    /// What of it is meant.
    pub part: Option<Part>,
}

/// What of a date is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its beginning.
    Start,
    /// Its middle.
    Mid,
    /// Its end.
    End,
    /// About then.
    Approx,
}

impl Part {
    /// The part of that name in TIMEX3: `START`, `MID`, `END`, `APPROX`.
    pub fn from_timex(name: &str) -> Option<Self> {
        match name {
            "START" => Some(Self::Start),
            "MID" => Some(Self::Mid),
            "END" => Some(Self::End),
            "APPROX" => Some(Self::Approx),
            _ => None,
        }
    }

    /// Its name in TIMEX3.
    pub fn timex(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }
}

impl When {
    /// The days that a value names; `None` if it names none. O(length).
    pub fn parse(value: &str) -> Option<Self> {
        let is_open = |end: &str| matches!(end, "" | "..");
        let Some((from, to)) = value.split_once('/') else {
            return moment(value);
        };
        match (is_open(from), is_open(to)) {
            (true, true) => None,
            (false, true) => Some(Self {
                last: None,
                ..moment(from)?
            }),
            (true, false) => Some(Self {
                first: None,
                ..moment(to)?
            }),
            (false, false) => {
                let (from, to) = (moment(from)?, moment(to)?);
                (from.first <= to.last).then_some(Self {
                    first: from.first,
                    last: to.last,
                    precision: from.precision.max(to.precision),
                    part: None,
                })
            }
        }
    }

    /// The same days with a part of them that is meant.
    pub fn with_part(self, part: Option<Part>) -> Self {
        Self { part, ..self }
    }

    /// The first and last day of the part that is meant, as far as they are known: the first half for
    /// [`Part::Start`], the middle third for [`Part::Mid`], the second half for [`Part::End`], else all of it.
    pub fn narrowed(&self) -> (Option<Day>, Option<Day>) {
        let whole = (self.first, self.last);
        let (Some(first), Some(last)) = whole else {
            return whole;
        };
        let days = last.since(first) + 1;
        let (skipped, kept) = match self.part {
            Some(Part::Start) => (0, days / 2),
            Some(Part::Mid) => (days / 3, days - 2 * (days / 3)),
            Some(Part::End) => (days / 2, days - days / 2),
            Some(Part::Approx) | None => return whole,
        };
        (first.plus(skipped), first.plus(skipped + (kept - 1).max(0)))
    }

    /// Whether the two have no day in common. An interval without a beginning or an end goes on for ever, and
    /// what is about a date is never apart from another one.
    pub fn is_apart(&self, other: &Self) -> bool {
        let is_vague = |when: &Self| when.part == Some(Part::Approx);
        let ends_before = |one: &Self, other: &Self| {
            let (last, first) = (one.narrowed().1, other.narrowed().0);
            last.zip(first).is_some_and(|(last, first)| last < first)
        };
        !is_vague(self)
            && !is_vague(other)
            && (ends_before(self, other) || ends_before(other, self))
    }

    /// What comes first in time has the smaller key: by the first day, else the last, then the shorter one.
    pub fn order(&self) -> (Option<Day>, Option<Day>) {
        let (first, last) = self.narrowed();
        (first.or(last), last)
    }
}

impl fmt::Display for When {
    /// The first and the last day as in ISO 8601, one if they are equal, and the part: `2023-01-01/2023-12-31 END`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        f.write_str(&day(self.first))?;
        if self.first != self.last {
            write!(f, "/{}", day(self.last))?;
        }
        match self.part {
            Some(part) => write!(f, " {}", part.timex()),
            None => Ok(()),
        }
    }
}

/// The days of a value without a slash.
fn moment(value: &str) -> Option<When> {
    let value = value.split_once('T').map_or(value, |(day, _)| day);
    let when = |first: Option<Day>, last: Option<Day>, precision| {
        Some(When {
            first: Some(first?),
            last: Some(last?),
            precision,
            part: None,
        })
    };
    let months = |year: i32, month: u32, count: i32, precision| {
        let first = Day::new(year, month, 1)?;
        let last = first.plus_months(count - 1)?.end_of_month();
        when(Some(first), last, precision)
    };
    let years = |year: i32, count: i32, precision| {
        // There is no year 0.
        let first = Day::new(year.max(1), 1, 1);
        when(first, Day::new(year + count - 1, 12, 31), precision)
    };
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty();
    let number: i32 = year.parse().ok().filter(|_| is_number(year))?;
    match (year.len(), rest) {
        (2, "") if value.len() == 2 => return years(number * 100, 100, Precision::Century),
        (3, "") if value.len() == 3 => return years(number * 10, 10, Precision::Decade),
        (4, "") if value.len() == 4 => return years(number, 1, Precision::Year),
        (4, _) => {}
        _ => return None,
    }
    let two = |text: &str| -> Option<u32> {
        let fits = text.len() == 2 && is_number(text);
        text.parse().ok().filter(|_| fits)
    };
    match rest {
        "SP" => return months(number, 3, 3, Precision::Season),
        "SU" => return months(number, 6, 3, Precision::Season),
        "FA" => return months(number, 9, 3, Precision::Season),
        "WI" => return months(number, 12, 3, Precision::Season),
        "Q1" | "Q2" | "Q3" | "Q4" => {
            let quarter: u32 = rest.get(1..)?.parse().ok()?;
            return months(number, 3 * quarter - 2, 3, Precision::Quarter);
        }
        "H1" => return months(number, 1, 6, Precision::Half),
        "H2" => return months(number, 7, 6, Precision::Half),
        _ => {}
    }
    if let Some(week) = rest.strip_prefix('W') {
        let (week, skipped) = match week.strip_suffix("-WE") {
            Some(week) => (week, 5),
            None => (week, 0),
        };
        let monday = Day::of_week(number, two(week)?)?;
        return when(monday.plus(skipped), monday.plus(6), Precision::Week);
    }
    match rest.split_once('-') {
        None => months(number, two(rest)?, 1, Precision::Month),
        Some((month, day)) => {
            let day = Day::new(number, two(month)?, two(day)?);
            when(day, day, Precision::Day)
        }
    }
}

#[cfg(test)]
mod tests;
