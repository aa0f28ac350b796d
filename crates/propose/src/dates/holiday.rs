//! Days that have a name.

use super::day::Day;

/// A day that has a name and comes every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day.
    Fixed(u32, u32),
    /// Month, weekday, and which one in it, from 1 or back from −1.
    Weekday(u32, u32, i32),
    /// Days after a weekday of a month.
    After(u32, u32, i32, i32),
    /// Days after Easter Sunday of the western churches.
    Easter(i32),
    /// Month and day of the Islamic calendar.
    Islamic(i32, i32),
}

impl Holiday {
    /// When it is in a year; `None` if the calendar ends before.
    pub fn in_year(self, year: i32) -> Option<Day> {
        match self {
            Self::Fixed(month, day) => Day::new(year, month, day),
            Self::Weekday(month, weekday, nth) => nth_weekday(year, month, weekday, nth),
            Self::After(month, weekday, nth, days) => {
                nth_weekday(year, month, weekday, nth)?.plus(days)
            }
            Self::Easter(days) => easter(year)?.plus(days),
            Self::Islamic(month, day) => islamic(year, month, day),
        }
    }

    /// Whether it may be a day earlier or later, because it depends on who sees the moon.
    pub fn is_approximate(self) -> bool {
        matches!(self, Self::Islamic(..))
    }
}

fn nth_weekday(year: i32, month: u32, weekday: u32, nth: i32) -> Option<Day> {
    let first = Day::new(year, month, 1)?;
    if nth > 0 {
        let ahead = (7 + i32::try_from(weekday).ok()? - i32::try_from(first.weekday()).ok()?) % 7;
        return first.plus(ahead + 7 * (nth - 1));
    }
    let last = first.plus_months(1)?.plus(-1)?;
    let back = (7 + i32::try_from(last.weekday()).ok()? - i32::try_from(weekday).ok()?) % 7;
    last.plus(-back + 7 * (nth + 1))
}

/// Easter Sunday by the “anonymous Gregorian algorithm” (Meeus, Astronomical Algorithms, 1991, chapter 8).
fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Day::new(
        year,
        (sum / 31).unsigned_abs(),
        (sum % 31 + 1).unsigned_abs(),
    )
}

/// The first day in a year that is this day of the Islamic calendar, by the tabular calendar with its epoch on
/// Thursday, 15 July 622 of the Julian calendar (Reingold and Dershowitz, Calendrical Calculations, chapter on
/// the Islamic calendar).
fn islamic(year: i32, month: i32, day: i32) -> Option<Day> {
    let start = Day::new(622, 7, 18)?;
    // A year of the moon is about 32 of 33 parts of a year of the sun.
    let about = (year - 622) * 33 / 32;
    let in_islamic = |islamic: i32| {
        let years = (islamic - 1) * 354 + (3 + 11 * islamic) / 30;
        let months = 29 * (month - 1) + month / 2;
        start.plus(years + months + day - 1)
    };
    let years = (about - 1..=about + 2).filter(|it| *it > 0);
    years.filter_map(in_islamic).find(|it| it.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_are_where_calendars_have_them() {
        for (holiday, year, day) in [
            (Holiday::Easter(0), 2018, "2018-04-01"),
            (Holiday::Easter(0), 2019, "2019-04-21"),
            (Holiday::Easter(-2), 2024, "2024-03-29"),
            (Holiday::Weekday(11, 4, 4), 2023, "2023-11-23"),
            (Holiday::After(11, 4, 4, 1), 2010, "2010-11-26"),
            (Holiday::Weekday(5, 1, -1), 2024, "2024-05-27"),
            (Holiday::Fixed(12, 25), 2024, "2024-12-25"),
            (Holiday::Islamic(10, 1), 2000, "2000-01-07"),
            (Holiday::Islamic(10, 1), 2022, "2022-05-02"),
            (Holiday::Islamic(10, 1), 2023, "2023-04-21"),
            (Holiday::Islamic(12, 10), 2024, "2024-06-16"),
        ] {
            let found = holiday.in_year(year).map(|it| it.to_string());
            assert_eq!(found.as_deref(), Some(day));
        }
        assert_eq!(Holiday::Fixed(2, 30).in_year(2024), None);
    }
}
