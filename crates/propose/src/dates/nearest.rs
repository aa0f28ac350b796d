//! Which of the days of one name is meant.

use super::calendar::{Sense, around, later, season};
use super::day::Day;
use super::term::{Named, Season, Unit, Which};
use super::{Anchor, Kind, Modifier, Precision};

/// Years on either side in which a day is looked for: 29 February may be missing for seven.
const YEARS: i32 = 8;
/// Months on either side in which a day with its weekday is looked for.
const MONTHS: i32 = 14;
/// How many times as far the past may be as the future, and still be meant.
const PAST: i32 = 4;

/// A date by its name, with or without its year.
pub(super) fn named(
    named: Named,
    year: Option<i32>,
    which: Option<Which>,
    reference: Option<Day>,
) -> Vec<Sense> {
    if let Some(year) = year {
        return in_year(named, year).into_iter().collect();
    }
    let Some(day) = reference else {
        return without_year(named).into_iter().collect();
    };
    let years = day.year() - YEARS..=day.year() + YEARS;
    let senses: Vec<Sense> = years.filter_map(|year| in_year(named, year)).collect();
    let senses = choose(&senses, which, day);
    let weekday = match named {
        Named::Day { weekday, .. } => weekday,
        _ => None,
    };
    let mut senses: Vec<Sense> = senses
        .into_iter()
        .map(|it| it.anchored(Anchor::Reference))
        .collect();
    // A weekday beside it tells which year it is, unless it fits none of them.
    if senses
        .iter()
        .any(|it| it.first().map(Day::weekday) == weekday)
    {
        senses.retain(|it| it.first().map(Day::weekday) == weekday);
    }
    senses
}

fn in_year(named: Named, year: i32) -> Option<Sense> {
    match named {
        Named::Day { month, day, .. } => around(Day::new(year, month, day)?, Unit::Day),
        Named::Month(month) => around(Day::new(year, month, 1)?, Unit::Month),
        Named::Quarter(quarter) => {
            let month = quarter.checked_mul(3)?.checked_sub(2)?;
            around(Day::new(year, month, 1)?, Unit::Quarter)
        }
        Named::Half(half) => {
            let month = half.checked_mul(6)?.checked_sub(5)?;
            around(Day::new(year, month, 1)?, Unit::Half)
        }
        Named::Season(it) => season(it, year),
        Named::Week(week) => around(Day::of_week(year, week)?, Unit::Week),
        Named::Holiday(holiday) => {
            let day = around(holiday.in_year(year)?, Unit::Day)?;
            let modifier = holiday.is_approximate().then_some(Modifier::Approx);
            Some(Sense { modifier, ..day })
        }
    }
}

/// A date of no known year, in the signs of TIMEX3.
fn without_year(named: Named) -> Option<Sense> {
    let (value, precision) = match named {
        Named::Day { month, day, .. } => {
            // A leap year, so that 29 February has a value.
            Day::new(2000, month, day)?;
            (format!("XXXX-{month:02}-{day:02}"), Precision::Day)
        }
        Named::Month(month) => {
            let exists = (1..=12).contains(&month);
            (
                format!("XXXX-{month:02}"),
                Some(Precision::Month).filter(|_| exists)?,
            )
        }
        Named::Quarter(quarter) => (format!("XXXX-Q{quarter}"), Precision::Quarter),
        Named::Half(half) => (format!("XXXX-H{half}"), Precision::Half),
        Named::Season(it) => {
            let sign = match it {
                Season::Spring => "SP",
                Season::Summer => "SU",
                Season::Autumn => "FA",
                Season::Winter => "WI",
            };
            (format!("XXXX-{sign}"), Precision::Season)
        }
        Named::Week(week) => (format!("XXXX-W{week:02}"), Precision::Week),
        Named::Holiday(holiday) => {
            let moves = holiday.in_year(2023)?.civil() != holiday.in_year(2024)?.civil();
            let (_, month, day) = holiday.in_year(2024)?.civil();
            let (_, other_month, other_day) = holiday.in_year(2023)?.civil();
            let is_fixed = moves && (month, day) == (other_month, other_day);
            let value = match is_fixed {
                true => format!("XXXX-{month:02}-{day:02}"),
                false => "XXXX-XX-XX".to_owned(),
            };
            (value, Precision::Day)
        }
    };
    let sense = Sense::unknown(value, precision, Kind::Date);
    Some(sense.anchored(Anchor::Reference))
}

/// Those of some dates in order that may be meant, the likeliest first.
fn choose(dates: &[Sense], which: Option<Which>, day: Day) -> Vec<Sense> {
    let is_over = |it: &&Sense| it.last() < Some(day);
    let is_to_come = |it: &&Sense| it.first() > Some(day);
    let present = dates.iter().find(|it| !is_over(it) && !is_to_come(it));
    let past = dates.iter().rev().find(is_over);
    let future = dates.iter().find(is_to_come);
    let year = |year: i32| {
        dates
            .iter()
            .find(move |it| it.first().map(Day::year) == Some(year))
    };
    let distance = |it: Option<&Sense>| {
        it.and_then(Sense::first)
            .map_or(i32::MAX, |it| it.since(day).abs())
    };
    let chosen = match which {
        None if present.is_some() => [present, past, future],
        None if distance(future).saturating_mul(PAST) < distance(past) => [future, past, None],
        None => [past, future, None],
        Some(Which::This) => [year(day.year()), None, None],
        Some(Which::Past) => [past, None, None],
        Some(Which::Coming) => [future, None, None],
        Some(Which::Last) => [past, year(day.year() - 1), None],
        Some(Which::Next) => [future, year(day.year() + 1), None],
    };
    let mut found: Vec<Sense> = Vec::new();
    for sense in chosen.into_iter().flatten() {
        if !found.contains(sense) {
            found.push(sense.clone());
        }
    }
    found
}

/// A weekday: by its bare name the last one, and today if today has that name.
pub(super) fn weekday(weekday: u32, which: Option<Which>, reference: Option<Day>) -> Vec<Sense> {
    let Some(day) = reference else {
        let sense = Sense::unknown(format!("XXXX-WXX-{weekday}"), Precision::Day, Kind::Date);
        return vec![sense.anchored(Anchor::Reference)];
    };
    let distance = |from: u32, to: u32| i32::try_from((7 + to - from) % 7).unwrap_or_default();
    // Days since the last one, 0 if it is today, and until the next one.
    let since = distance(weekday, day.weekday());
    let until = distance(day.weekday(), weekday);
    let in_week = until - if weekday < day.weekday() { 7 } else { 0 };
    let is_today = since == 0;
    let before = if is_today { -7 } else { -since };
    let after = if is_today { 7 } else { until };
    let days = match which {
        None if is_today => vec![0, -7, 7],
        None => vec![-since, until],
        Some(Which::This) => vec![in_week],
        Some(Which::Past) => vec![before],
        Some(Which::Last) => vec![before, in_week - 7],
        Some(Which::Coming) => vec![after],
        Some(Which::Next) => vec![in_week + 7, after],
    };
    let days = days.into_iter().filter_map(|days| day.plus(days));
    let senses = days.filter_map(|it| around(it, Unit::Day));
    senses.map(|it| it.anchored(Anchor::Reference)).collect()
}

/// A day of this month or one near it; with a weekday, one that is that weekday.
pub(super) fn day_of_month(day: u32, weekday: Option<u32>, reference: Option<Day>) -> Vec<Sense> {
    let Some(today) = reference else {
        let sense = Sense::unknown(format!("XXXX-XX-{day:02}"), Precision::Day, Kind::Date);
        let exists = (1..=31).contains(&day);
        return exists
            .then(|| sense.anchored(Anchor::Reference))
            .into_iter()
            .collect();
    };
    let (year, month, _) = today.civil();
    let Some(first) = Day::new(year, month, 1) else {
        return Vec::new();
    };
    let in_month = |offset: i32| {
        let (year, month, _) = later(first, offset, Unit::Month)?.civil();
        let day = Day::new(year, month, day)?;
        let fits = weekday.is_none_or(|weekday| day.weekday() == weekday);
        fits.then(|| around(day, Unit::Day)).flatten()
    };
    let days: Vec<Sense> = (-MONTHS..=MONTHS).filter_map(in_month).collect();
    let senses = choose(&days, None, today);
    senses
        .into_iter()
        .map(|it| it.anchored(Anchor::Reference))
        .collect()
}
