//! Dates as people write them into fields: what is complete, what is only begun, and what cannot be.

mod months;
mod written;

pub use written::{Order, order, written};

/// Why a date is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is wrong so far, but more is to come: `2024-1`.
    Unfinished,
    /// It is in no known form: `last week`.
    Form,
    /// There is no such month; its two digits.
    Month(String),
    /// The month does not have such a day.
    Day {
        /// The year.
        year: u32,
        /// The month, from 1.
        month: u32,
        /// How many days the month has.
        days: u32,
    },
    /// A period ends before it begins.
    Order,
}

/// The forms that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// Years, months and days, and periods of them.
    Calendar,
    /// Also the values of TIMEX3 that are no calendar days: `2024-W12`, `2024-SU`, `P3D`, `PAST_REF`, and those
    /// of fiscal and school years: `FY2018`, `SY2019`.
    Timex,
}

/// Checks a date. Accepts nothing, `2024`, `2024-12`, `2024-12-18`, and two of them with a slash
/// between, one of which may be `..` or missing for a period without a beginning or an end.
///
/// # Errors
/// What is wrong with it.
pub fn check(date: &str, forms: Forms) -> Result<(), Fault> {
    let is_open = |end: &str| matches!(end, "" | "..");
    let end = |end: &str| match end {
        "." => Err(Fault::Unfinished),
        end if is_open(end) => Ok(()),
        end => moment(end, forms),
    };
    match date.split_once('/') {
        _ if date.is_empty() => Ok(()),
        None if date == ".." || date == "." => Err(Fault::Unfinished),
        None => moment(date, forms),
        Some((from, to)) if is_open(from) && is_open(to) => Err(Fault::Unfinished),
        Some((from, to)) => {
            end(from)?;
            end(to)?;
            let known = |date: &str| date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            let both = from.bytes().zip(to.bytes());
            let later = both
                .clone()
                .find(|(a, b)| a != b)
                .is_some_and(|(a, b)| a > b);
            let are_days = known(from) && known(to) && !is_open(from) && !is_open(to);
            if are_days && later {
                Err(Fault::Order)
            } else {
                Ok(())
            }
        }
    }
}

/// Checks a year, a month or a day.
fn moment(date: &str, forms: Forms) -> Result<(), Fault> {
    if forms == Forms::Timex {
        if is_timex(date) {
            return Ok(());
        }
        if is_begun(date) {
            return Err(Fault::Unfinished);
        }
    }
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    if !is_digits(year) || year.len() > 4 {
        return Err(Fault::Form);
    }
    if year.len() < 4 {
        return Err(if year.len() == date.len() {
            Fault::Unfinished
        } else {
            Fault::Form
        });
    }
    let two = |part: &str| match part.len() {
        0 | 1 if is_digits(part) => Err(Fault::Unfinished),
        2 if is_digits(part) => Ok(part.parse::<u32>().unwrap_or_default()),
        _ => Err(Fault::Form),
    };
    let year: u32 = year.parse().unwrap_or_default();
    let Some(month) = parts.next() else {
        return Ok(());
    };
    let number = two(month)?;
    if !(1..=12).contains(&number) {
        return Err(Fault::Month(month.to_owned()));
    }
    let Some(day) = parts.next() else {
        return Ok(());
    };
    let days = days(year, number);
    if !(1..=days).contains(&two(day)?) {
        return Err(Fault::Day {
            year,
            month: number,
            days,
        });
    }
    match parts.next() {
        None => Ok(()),
        Some(_) => Err(Fault::Form),
    }
}

/// How many days a month has in the Gregorian calendar.
fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The values of TIMEX3 for what is only past, present or future.
const REFERENCES: [&str; 3] = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"];

/// Whether a value is one of TIMEX3 that [`Forms::Calendar`] does not know.
fn is_timex(value: &str) -> bool {
    if REFERENCES.contains(&value) {
        return true;
    }
    let unknown = |c: char| c.is_ascii_digit() || c == 'X';
    let is_year = |year: &str| year.len() == 4 && year.chars().all(unknown);
    let business = value.strip_prefix("FY").or(value.strip_prefix("SY"));
    if let Some(year) = business {
        return is_year(year);
    }
    if let Some(duration) = value.strip_prefix('P') {
        let units = |c: char| c.is_ascii_digit() || "XYMWDTHSQE.".contains(c);
        let has_unit = duration.ends_with(|c: char| c.is_ascii_uppercase() && c != 'T');
        let has_count = duration.contains(|c: char| c.is_ascii_digit() || c == 'X');
        return has_unit && has_count && duration.chars().all(units);
    }
    if let Some((day, time)) = value.split_once('T') {
        let parts = ["MO", "MI", "AF", "EV", "NI", "DT"];
        let clock: Vec<&str> = time.split(':').collect();
        let two = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        let below = |at: usize, most: u32| {
            let part = clock.get(at).and_then(|part| part.parse::<u32>().ok());
            part.is_none_or(|part| part < most)
        };
        let is_clock = (1..=3).contains(&clock.len())
            && clock.iter().all(two)
            && below(0, 25)
            && below(1, 60)
            && below(2, 61);
        return (parts.contains(&time) || is_clock) && moment(day, Forms::Timex).is_ok();
    }
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    let is_year = is_year(year);
    if rest.is_empty() {
        // A decade, a century, or a year that is not known.
        let is_part = matches!(year.len(), 2 | 3) && year.bytes().all(|b| b.is_ascii_digit());
        return !value.ends_with('-') && (is_part || is_year && year.contains('X'));
    }
    let number = |text: &str, most: u32| text.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let digit = |text: &str, most: u32| text.len() == 1 && number(text, most);
    let week = rest.strip_prefix('W').map(|week| {
        // Of a week its weekend, or a day of it, from 1 for Monday.
        let part = week.split_once('-');
        part.filter(|(_, part)| *part == "WE" || digit(part, 7))
            .map_or(week, |(week, _)| week)
    });
    let season = matches!(rest, "SP" | "SU" | "FA" | "WI");
    let is_part = season
        || rest
            .strip_prefix('Q')
            .is_some_and(|quarter| digit(quarter, 4))
        || rest.strip_prefix('H').is_some_and(|half| digit(half, 2))
        || week.is_some_and(|week| week.len() == 2 && (week == "XX" || number(week, 53)));
    if is_part {
        return is_year;
    }
    // `XXXX-12-25`: as if the year were a leap year.
    let known = value.replace("XXXX", "2000").replace("XX", "01");
    value.contains("XX") && is_year && moment(&known, Forms::Calendar).is_ok()
}

/// Whether a value is the beginning of one that [`is_timex`] knows.
fn is_begun(value: &str) -> bool {
    const ENDS: [&str; 24] = [
        "0", "1", "00", "01", "000", "0000", "Y0000", "Y", "1Y", "1H", "H", "P", "U", "A", "I",
        "O", "F", "V", "T", "E", "WE", "WI", "SU", "FA",
    ];
    let begins = |reference: &&str| reference.starts_with(value);
    let is_other = !value.is_empty() && value.len() <= 32;
    // A calendar day that is begun is told without this.
    let is_calendar = value.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    is_other
        && !is_calendar
        && (REFERENCES.iter().any(begins)
            || ENDS.iter().any(|end| is_timex(&format!("{value}{end}"))))
}

#[cfg(test)]
mod tests {
    use super::Fault::{Form, Month, Order, Unfinished};
    use super::*;

    fn day(year: u32, month: u32, days: u32) -> Fault {
        Fault::Day { year, month, days }
    }

    #[test]
    fn what_exists_is_accepted() {
        for date in [
            "",
            "2024",
            "2024-12",
            "2024-12-18",
            "2024-02-29",
            "2000-02-29",
            "2024-07/..",
            "2024-07/",
            "../2024-01-05",
            "/2024",
            "2024-01/2024-02",
            "2023/2024-02",
            "2024/2024-05",
        ] {
            assert_eq!(check(date, Forms::Calendar), Ok(()), "{date}");
            assert_eq!(check(date, Forms::Timex), Ok(()), "{date}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (date, fault) in [
            ("1979-13", Month("13".to_owned())),
            ("1979-00", Month("00".to_owned())),
            ("2024-02-30", day(2024, 2, 29)),
            ("2023-02-29", day(2023, 2, 28)),
            ("1900-02-29", day(1900, 2, 28)),
            ("2024-04-31", day(2024, 4, 30)),
            ("2024-12-00", day(2024, 12, 31)),
            ("2024-05/2024-02", Order),
            ("2024/1979-13", Month("13".to_owned())),
            ("last week", Form),
            ("18.12.2024", Form),
            ("12024", Form),
            ("2024-12-18-1", Form),
        ] {
            for forms in [Forms::Calendar, Forms::Timex] {
                assert_eq!(check(date, forms), Err(fault.clone()), "{date}");
            }
        }
    }

    #[test]
    fn what_is_begun_is_told_from_what_cannot_be() {
        for date in [
            "2",
            "2024-",
            "2024-1",
            "2024-12-",
            "2024-12-3",
            ".",
            "..",
            "../",
            "2024/.",
            "2024/2",
        ] {
            assert_eq!(check(date, Forms::Calendar), Err(Unfinished), "{date}");
        }
    }

    #[test]
    fn values_of_timex_are_accepted_where_they_may_be() {
        for date in [
            "2024-W12",
            "2024-W12-WE",
            "2024-SU",
            "2024-Q1",
            "2024-H2",
            "198",
            "19",
            "P3D",
            "PT20M",
            "PXY",
            "PAST_REF",
            "2024-12-18T14:30",
            "2024-12-18TEV",
            "XXXX-12-25",
            "XXXX-WXX",
            "XXXX-WXX-2",
            "2024-W51-7",
            "FY2018",
            "SYXXXX",
            "FY2018/FY2019",
            "2024-XX",
            "XXXX",
            "2024-W12/2024-W14",
        ] {
            assert_eq!(check(date, Forms::Timex), Ok(()), "{date}");
            assert!(check(date, Forms::Calendar).is_err(), "{date}");
        }
        for date in [
            "2024-W54",
            "2024-Q5",
            "2024-Q01",
            "2024-12-18T25:61",
            "PD",
            "P",
            "XXXX-13",
            "2024-02-30T10:00",
            "2024-W51-8",
            "2024-W51-",
            "FY18",
            "FY20245",
            "fy2018",
            "2024-w51",
            "past_ref",
        ] {
            assert!(check(date, Forms::Timex).is_err(), "{date}");
        }
    }

    #[test]
    fn values_of_timex_may_be_begun() {
        for date in [
            "P",
            "PT",
            "PAST",
            "PRESENT_",
            "F",
            "FY",
            "FY20",
            "SY",
            "2024-W",
            "2024-W5",
            "2024-W51-",
            "2024-W51-W",
            "2024-Q",
            "2024-H",
            "2024-S",
            "2024-12-18T",
            "2024-12-18T10:",
            "X",
            "XXXX-",
            "XXXX-1",
            "FY2018/F",
        ] {
            assert_eq!(check(date, Forms::Timex), Err(Unfinished), "{date}");
        }
        for date in [
            "PX_",
            "2024-Z",
            "FYI",
            "last",
            "2024-W54",
            "2024-Q5",
            "2024-W51-8",
        ] {
            assert_eq!(check(date, Forms::Timex), Err(Form), "{date}");
        }
    }
}
