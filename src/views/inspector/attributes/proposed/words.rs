//! Values of TIMEX3 in words.

use crate::ui::sentence::{t, tf};
use crate::views::date_field::MONTHS;
use postil_propose::dates::{Day, Modifier, Reading};

/// The names of the weekdays, from Monday.
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A reading in words: “the end of 2023”.
pub fn reading(reading: &Reading) -> String {
    let date = value(&reading.value);
    match reading.modifier {
        None => date,
        // What is past or future at large is not so any more or less.
        Some(_) if reading.value.ends_with("_REF") => date,
        Some(Modifier::Before) => tf!("before {date}"),
        Some(Modifier::After) => tf!("after {date}"),
        Some(Modifier::OnOrBefore) => tf!("until {date}"),
        Some(Modifier::OnOrAfter) => tf!("since {date}"),
        Some(Modifier::LessThan) => tf!("less than {date}"),
        Some(Modifier::MoreThan) => tf!("more than {date}"),
        Some(Modifier::EqualOrLess) => tf!("at most {date}"),
        Some(Modifier::EqualOrMore) => tf!("at least {date}"),
        Some(Modifier::Start) => tf!("the beginning of {date}"),
        Some(Modifier::Mid) => tf!("the middle of {date}"),
        Some(Modifier::End) => tf!("the end of {date}"),
        Some(Modifier::Approx) => tf!("about {date}"),
    }
}

/// A day in words: “18 December 2024”.
pub fn day(day: Day) -> String {
    let (year, number, of_month) = day.civil();
    let month = month(&format!("{number:02}")).unwrap_or_default();
    tf!("{of_month} {month} {year}")
}

/// A value in words; what has none stays as it is.
fn value(timex: &str) -> String {
    match timex {
        "PAST_REF" => return t!("at some time in the past").to_owned(),
        "PRESENT_REF" => return t!("at present").to_owned(),
        "FUTURE_REF" => return t!("at some time in the future").to_owned(),
        "XXXX" => return t!("a year").to_owned(),
        "XXXX-XX" => return t!("a month").to_owned(),
        "XXXX-WXX" => return t!("a week").to_owned(),
        "XXXX-WXX-WE" => return t!("a weekend").to_owned(),
        "XXXX-XX-XX" => return t!("a day").to_owned(),
        _ => {}
    }
    if let Some((from, to)) = timex.split_once('/') {
        let (from, to) = (value(from), value(to));
        return tf!("{from} to {to}");
    }
    let words = length(timex)
        .or_else(|| time(timex))
        .or_else(|| business(timex))
        .or_else(|| weekday(timex))
        .or_else(|| Day::parse(timex).map(full))
        .or_else(|| era(timex))
        .or_else(|| of_year(timex));
    words.unwrap_or_else(|| timex.to_owned())
}

/// A day with its weekday.
fn full(it: Day) -> String {
    let name = WEEKDAYS.get(it.weekday().saturating_sub(1) as usize);
    let (name, day) = (name.unwrap_or(&""), day(it));
    tf!("{name}, {day}")
}

/// The name of a month by its two digits.
fn month(digits: &str) -> Option<&'static str> {
    let number: usize = digits.parse().ok()?;
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// A duration, as far as it has one unit.
fn length(timex: &str) -> Option<String> {
    let length = timex.strip_prefix('P')?;
    let (length, is_time) = match length.strip_prefix('T') {
        Some(time) => (time, true),
        None => (length, false),
    };
    let unit = length.chars().last()?;
    let count = length.get(..length.len() - unit.len_utf8())?;
    let (one, many) = match (unit, is_time) {
        ('Y', false) => ("year", "years"),
        ('M', false) => ("month", "months"),
        ('W', false) => ("week", "weeks"),
        ('D', false) => ("day", "days"),
        ('H', true) => ("hour", "hours"),
        ('M', true) => ("minute", "minutes"),
        _ => return None,
    };
    match count {
        "1" => Some(tf!("1 {one}")),
        "X" => Some(tf!("some {many}")),
        _ if count.bytes().all(|b| b.is_ascii_digit()) => Some(tf!("{count} {many}")),
        _ => None,
    }
}

/// A day with its time.
fn time(timex: &str) -> Option<String> {
    let (date, time) = timex.split_once('T')?;
    let time = match time {
        "MO" => "morning",
        "MI" => "midday",
        "AF" => "afternoon",
        "EV" => "evening",
        "NI" => "night",
        "DT" => "daytime",
        clock => clock,
    };
    let date = value(date);
    Some(tf!("{date}, {time}"))
}

/// A fiscal or school year.
fn business(timex: &str) -> Option<String> {
    let year = |year: &str| match year {
        "XXXX" => t!("of which the year is not known").to_owned(),
        year => year.to_owned(),
    };
    if let Some(of) = timex.strip_prefix("FY") {
        let of = year(of);
        return Some(tf!("fiscal year {of}"));
    }
    let of = year(timex.strip_prefix("SY")?);
    Some(tf!("school year {of}"))
}

/// A weekday of no known week.
fn weekday(timex: &str) -> Option<String> {
    let number: usize = timex.strip_prefix("XXXX-WXX-")?.parse().ok()?;
    let name = WEEKDAYS.get(number.checked_sub(1)?)?;
    Some(tf!("a {name}"))
}

/// A decade or a century.
fn era(timex: &str) -> Option<String> {
    let number: u32 = timex.parse().ok()?;
    match timex.len() {
        3 => Some(tf!("the {timex}0s")),
        2 => {
            let number = number + 1;
            let end = match (number % 10, number % 100) {
                (1, tens) if tens != 11 => "st",
                (2, tens) if tens != 12 => "nd",
                (3, tens) if tens != 13 => "rd",
                _ => "th",
            };
            Some(tf!("the {number}{end} century"))
        }
        _ => None,
    }
}

/// A part of a year.
fn of_year(timex: &str) -> Option<String> {
    let (year, part) = timex.split_once('-')?;
    let year = match year {
        "XXXX" => t!("an unknown year").to_owned(),
        year => year.to_owned(),
    };
    let words = match part {
        "SP" => tf!("spring of {year}"),
        "SU" => tf!("summer of {year}"),
        "FA" => tf!("autumn of {year}"),
        "WI" => tf!("winter from December {year}"),
        "H1" => tf!("the first half of {year}"),
        "H2" => tf!("the second half of {year}"),
        "Q1" => tf!("the first quarter of {year}"),
        "Q2" => tf!("the second quarter of {year}"),
        "Q3" => tf!("the third quarter of {year}"),
        "Q4" => tf!("the fourth quarter of {year}"),
        _ => {
            if let Some(week) = part.strip_prefix('W') {
                return Some(match week.strip_suffix("-WE") {
                    Some(week) => tf!("the weekend of week {week} of {year}"),
                    None => tf!("week {week} of {year}"),
                });
            }
            match part.split_once('-') {
                None => {
                    let month = month(part)?;
                    match timex.starts_with("XXXX") {
                        true => tf!("{month} of {year}"),
                        false => tf!("{month} {year}"),
                    }
                }
                Some((of, day)) => {
                    let month = month(of)?;
                    let day = day.trim_start_matches('0');
                    tf!("{day} {month} of {year}")
                }
            }
        }
    };
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_propose::dates::{Language, resolve};

    #[test]
    fn readings_are_said_in_words() {
        let day = Day::parse("2024-12-18");
        for (words, expected) in [
            ("Tuesday", "Tuesday, 17 December 2024"),
            ("late 2023", "the end of 2023"),
            ("last month", "November 2024"),
            ("recent years", "at some time in the past"),
            ("two decades", "20 years"),
            ("more than three years", "more than 3 years"),
            ("the 1980s", "the 1980s"),
            (
                "the beginning of the 21st century",
                "the beginning of the 21st century",
            ),
            ("fiscal year 2018", "fiscal year 2018"),
            ("2008 to 2012", "2008 to 2012"),
            ("since July 4, 2024", "since Thursday, 4 July 2024"),
            ("this week", "week 51 of 2024"),
            ("the third quarter of 2024", "the third quarter of 2024"),
            ("summer 2024", "summer of 2024"),
            ("Tuesday evening", "Tuesday, 17 December 2024, evening"),
        ] {
            let readings = resolve(words, day, Language::English);
            let first = readings.first().map(reading);
            assert_eq!(first.as_deref(), Some(expected), "{words}");
        }
        let unknown = |words| resolve(words, None, Language::English).first().map(reading);
        assert_eq!(unknown("Tuesday").as_deref(), Some("a Tuesday"));
        assert_eq!(unknown("July").as_deref(), Some("July of an unknown year"));
        assert_eq!(
            unknown("July 4").as_deref(),
            Some("4 July of an unknown year")
        );
    }
}
