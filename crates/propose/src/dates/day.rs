//! Days of the calendar.

use std::fmt;

/// A day of the Gregorian calendar, also before it was introduced, from year 1 to year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Days since 1 January 1970.
    number: i32,
}

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first one; `None` if it has no beginning.
    pub first: Option<Day>,
    /// The last one; `None` if it has no end.
    pub last: Option<Day>,
}

impl Day {
    /// A day by year, month and day; `None` if there is none.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        // `days_from_civil` of Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2013.
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let of_era = shifted.rem_euclid(400);
        let month = i32::try_from((month + 9) % 12).ok()?;
        let of_year = (153 * month + 2) / 5 + i32::try_from(day).ok()? - 1;
        let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        exists.then_some(Self {
            number: era * 146_097 + of_era - 719_468,
        })
    }

    /// The day that `2024-12-17` names.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut part = |length: usize| {
            let part = parts.next()?;
            let fits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| fits)
        };
        Self::new(i32::try_from(part(4)?).ok()?, part(2)?, part(2)?)
    }

    /// Year, month and day.
    pub fn civil(self) -> (i32, u32, u32) {
        // `civil_from_days`, from the same source.
        let number = self.number + 719_468;
        let era = number.div_euclid(146_097);
        let of_era = number.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// The weekday, from 1 for Monday.
    pub fn weekday(self) -> u32 {
        (self.number + 3).rem_euclid(7).unsigned_abs() + 1
    }

    /// So many days later; `None` if the calendar ends before.
    pub fn plus(self, days: i32) -> Option<Self> {
        let day = Self {
            number: self.number.checked_add(days)?,
        };
        let range = Self::new(1, 1, 1)?..=Self::new(9999, 12, 31)?;
        range.contains(&day).then_some(day)
    }

    /// So many months later, on the last day of the month if that has no such day.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.civil();
        let months = (year * 12 + i32::try_from(month).ok()? - 1).checked_add(months)?;
        let year = months.div_euclid(12);
        let month = months.rem_euclid(12).unsigned_abs() + 1;
        Self::new(year, month, day.min(days_in(year, month)))
    }

    /// The last day of its month.
    pub fn end_of_month(self) -> Option<Self> {
        let (year, month, _) = self.civil();
        Self::new(year, month, days_in(year, month))
    }

    /// Days from another one to this one.
    pub fn since(self, other: Self) -> i32 {
        self.number - other.number
    }

    /// The Monday of its week.
    pub fn monday(self) -> Option<Self> {
        self.plus(1 - i32::try_from(self.weekday()).ok()?)
    }

    /// Year and number of its week in ISO 8601.
    pub fn week(self) -> Option<(i32, u32)> {
        let thursday = self.monday()?.plus(3)?;
        let first = Self::new(thursday.year(), 1, 1)?;
        let week = thursday.since(first) / 7 + 1;
        Some((thursday.year(), week.unsigned_abs()))
    }

    /// The Monday of a week of ISO 8601; `None` if the year has no such week.
    pub fn of_week(year: i32, week: u32) -> Option<Self> {
        let first = Self::new(year, 1, 4)?.monday()?;
        let monday = first.plus(i32::try_from(week).ok()?.checked_sub(1)?.checked_mul(7)?)?;
        (monday.week()? == (year, week)).then_some(monday)
    }
}

impl Days {
    /// From one day to another.
    pub fn new(first: Day, last: Day) -> Self {
        Self {
            first: Some(first),
            last: Some(last),
        }
    }

    /// One day.
    pub fn day(day: Day) -> Self {
        Self::new(day, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// How many days a month has, from 1 to 12.
fn days_in(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_comes_back_and_follows_the_one_before() {
        // A whole cycle of leap years.
        let mut day = Day::new(1799, 12, 31).expect("it exists");
        let mut weekday = day.weekday();
        let mut count = 1;
        while let Some(next) = day.plus(1).filter(|day| day.year() < 2200) {
            let (year, month, number) = next.civil();
            assert_eq!(Day::new(year, month, number), Some(next));
            assert_eq!(next.weekday(), weekday % 7 + 1);
            assert!(next.civil() > day.civil());
            let (year, week) = next.week().expect("it has one");
            assert_eq!(Day::of_week(year, week), next.monday(), "{next}");
            (day, weekday, count) = (next, next.weekday(), count + 1);
        }
        assert_eq!(count, 1 + 146_097);
        assert_eq!(Day::parse("9999-12-31").and_then(|day| day.plus(1)), None);
        assert_eq!(Day::parse("0001-01-01").and_then(|day| day.plus(-1)), None);
        assert_eq!(Day::parse("2024-12-18").map(Day::weekday), Some(3));
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for text in [
            "2024-02-30",
            "2023-02-29",
            "0000-01-01",
            "2024-1-1",
            "2024-12",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::of_week(2024, 53), None);
        let day = Day::parse("2024-01-31").expect("it exists");
        assert_eq!(day.plus_months(1), Day::new(2024, 2, 29));
        assert_eq!(day.plus_months(-11 - 12), Day::new(2022, 2, 28));
        assert_eq!(day.plus_months(i32::MAX), None);
        assert_eq!(day.plus(i32::MAX), None);
    }
}
