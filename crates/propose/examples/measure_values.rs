//! Measures how well dates are found and read, on the cases of Microsoft's Recognizers-Text, and prints a
//! table in Markdown: `cargo run -p postil-propose --example measure_values -- ../shared/corpora/dates-en.json`.
//! With `--wrong` after it, also the cases of the half to tune on that come out wrong.

use std::collections::BTreeMap;
use std::{env, fs};

use postil_core::text::Text;
use postil_propose::dates::{Day, Found, Kind, Language, Modifier, Reading, find};
use serde_json::Value;

/// What became of the cases of one type in one half.
#[derive(Default)]
struct Score {
    cases: usize,
    /// Those with the span exactly right.
    spans: usize,
    /// Those with the span and the first reading right.
    first: usize,
    /// Those with the span and one of the readings right.
    any: usize,
    /// Those with the span and all values of the corpus among the readings.
    all: usize,
    missed: usize,
    other_span: usize,
    other_value: usize,
}

fn main() {
    let mut args = env::args().skip(1);
    let path = args
        .next()
        .unwrap_or("../shared/corpora/dates-en.json".to_owned());
    let wrong = args.next().is_some_and(|it| it == "--wrong");
    let Some(cases) = fs::read_to_string(&path)
        .ok()
        .and_then(|it| serde_json::from_str::<Vec<Value>>(&it).ok())
    else {
        println!("There is no corpus of dates at {path}.");
        return;
    };
    let mut scores: BTreeMap<(&str, &str), Score> = BTreeMap::new();
    let (mut empty, mut spurious) = (0, 0);
    for case in &cases {
        let (Some(input), Some(results)) = (case["input"].as_str(), case["results"].as_array())
        else {
            continue;
        };
        let reference = case["reference"]
            .as_str()
            .and_then(|it| Day::parse(it.get(..10)?));
        let text = Text::freeze(input);
        let found = find(&text, 0..text.len(), reference, Language::English);
        let dates: Vec<&Found> = found
            .iter()
            .filter(|it| it.readings.iter().any(is_date))
            .collect();
        let half = if is_to_tune(input) {
            "tuned on"
        } else {
            "other"
        };
        if results.is_empty() {
            empty += 1;
            spurious += usize::from(!dates.is_empty());
            if wrong && half == "tuned on" && !dates.is_empty() {
                println!(
                    "spurious: {input} {:?}",
                    dates
                        .iter()
                        .map(|it| text.slice(it.span.clone()))
                        .collect::<Vec<_>>()
                );
            }
        }
        for result in results {
            let kind = match result["type"].as_str() {
                Some("date") => "date",
                Some("daterange") => "date range",
                _ => continue,
            };
            let score = scores.entry((half, kind)).or_default();
            score.cases += 1;
            let at = |name: &str| result[name].as_u64().unwrap_or_default() as usize;
            let span = at("start")..at("end");
            let values = result["values"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            let same = dates.iter().find(|it| it.span == span);
            let touching = dates
                .iter()
                .find(|it| it.span.start < span.end && span.start < it.span.end);
            let readings = same.map(|it| it.readings.as_slice()).unwrap_or_default();
            let is_any = readings
                .iter()
                .any(|it| values.iter().any(|value| is_equal(it, value)));
            score.spans += usize::from(same.is_some());
            score.first += usize::from(
                readings
                    .first()
                    .is_some_and(|it| values.iter().any(|value| is_equal(it, value))),
            );
            score.any += usize::from(is_any);
            score.all += usize::from(
                !values.is_empty()
                    && values
                        .iter()
                        .all(|value| readings.iter().any(|it| is_equal(it, value))),
            );
            match (same, touching) {
                (None, None) => score.missed += 1,
                (None, Some(_)) => score.other_span += 1,
                (Some(_), _) if !is_any => score.other_value += 1,
                _ => {}
            }
            if wrong && !is_any && half == "tuned on" {
                let near = same.or(touching);
                let words = near.map(|it| text.slice(it.span.clone()));
                let reads = near.map(|it| it.readings.iter().map(brief).collect::<Vec<_>>());
                println!(
                    "{kind}: {input} [{reference:?}]\n    {} {values:?}\n    {words:?} {reads:?}",
                    result["text"]
                );
            }
        }
    }
    println!(
        "| half | type | cases | span right | first reading right | a reading right | all values given | missed | other span | other value |"
    );
    println!("| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |");
    for ((half, kind), score) in &scores {
        let share = |count: usize| {
            format!(
                "{count} ({:.1} %)",
                100.0 * count as f64 / score.cases.max(1) as f64
            )
        };
        println!(
            "| {half} | {kind} | {} | {} | {} | {} | {} | {} | {} | {} |",
            score.cases,
            share(score.spans),
            share(score.first),
            share(score.any),
            share(score.all),
            score.missed,
            score.other_span,
            score.other_value
        );
    }
    println!("\nDates are found in {spurious} of the {empty} cases that have none.");
}

/// Whether it is neither how long nor how often, unless its days are known.
fn is_date(reading: &Reading) -> bool {
    matches!(reading.kind, Kind::Date | Kind::Range) || reading.span.is_some()
}

fn brief(reading: &Reading) -> String {
    let day = |day: Option<Day>| day.map_or("..".to_owned(), |it| it.to_string());
    let days = reading
        .span
        .map(|it| format!("{}–{}", day(it.first), day(it.last)));
    format!(
        "{} {:?} {}",
        reading.value,
        reading.modifier,
        days.unwrap_or_default()
    )
}

/// Whether a reading means the days that a value of the corpus says. There a stretch ends with the day after
/// its last one, a range of two dates ends before the second of them, and `after` a day begins with it.
fn is_equal(reading: &Reading, value: &Value) -> bool {
    let day = |name: &str| value[name].as_str().and_then(Day::parse);
    let Some(span) = reading.span else {
        return value["timex"].as_str() == Some(&reading.value);
    };
    if let Some(day) = day("value") {
        return span.first == Some(day) && span.last == Some(day);
    }
    let (start, end) = (day("start"), day("end"));
    if start.is_none() && end.is_none() {
        return value["timex"].as_str() == Some(&reading.value);
    }
    let is_after =
        reading.modifier == Some(Modifier::After) || reading.modifier == Some(Modifier::MoreThan);
    let starts =
        span.first == start || (is_after && span.first.and_then(|it| it.plus(-1)) == start);
    let second = reading
        .value
        .split_once('/')
        .and_then(|(_, to)| first_day(to));
    let ends = match (span.last, end) {
        (None, None) => true,
        (Some(last), Some(end)) => {
            let is_until = reading.modifier == Some(Modifier::OnOrBefore);
            let is_range = reading.kind == Kind::Range && (span.first.is_some() || is_until);
            last.plus(1) == Some(end) || is_range && (last == end || second == Some(end))
        }
        _ => false,
    };
    starts && ends
}

/// The first day of a year, month or day.
fn first_day(value: &str) -> Option<Day> {
    let whole = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    if let Some((year, quarter)) = value.split_once("-Q") {
        let month = quarter.parse::<u32>().ok()? * 3 - 2;
        return Day::new(year.parse().ok()?, month, 1);
    }
    Day::parse(&whole)
}

/// One half of the cases, by the FNV-1a hash of the input.
fn is_to_tune(input: &str) -> bool {
    let hash = input.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash % 2 == 0
}
