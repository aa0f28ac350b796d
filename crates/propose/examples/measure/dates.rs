//! Dates, on the cases of Microsoft's Recognizers-Text.

use postil_core::text::Text;
use postil_propose::dates::{Day, Found, Kind, Language, Modifier, Reading, find};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// What became of the cases of one type in one part.
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

/// The half of the cases that the first rules were made for.
const TUNED: &str = "tuned";
/// The quarter that was read later, when the rules for the first half were done.
const TUNED_LATER: &str = "tuned later";
/// The quarter that no rule was made for.
const HELD_OUT: &str = "held out";

/// The tables of the page.
pub fn section() -> Result<String, String> {
    let (scores, spurious, empty) = scores(&mut |_| ())?;
    let mut page = String::from(
        "| part | type | cases | span | first reading | any reading | all values | missed | other span | other value |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let mut whole: BTreeMap<&str, Score> = BTreeMap::new();
    for ((part, kind), score) in &scores {
        row(&mut page, part, kind, score);
        whole.entry(kind).or_default().add(score);
    }
    for (kind, score) in &whole {
        row(&mut page, "all", kind, score);
    }
    _ = writeln!(
        page,
        "\nOf {empty} cases without any date or time, {spurious} have one found in them."
    );
    Ok(page)
}

/// What comes out wrong in the parts to tune on, a case a paragraph.
#[allow(
    dead_code,
    reason = "only one of the programs that share this file prints it"
)]
pub fn wrong() -> Result<String, String> {
    let mut cases = String::new();
    scores(&mut |case| cases.push_str(&case))?;
    Ok(cases)
}

fn row(page: &mut String, part: &str, kind: &str, score: &Score) {
    let share = |count: usize| format!("{:.1} %", 100.0 * count as f64 / score.cases.max(1) as f64);
    _ = writeln!(
        page,
        "| {part} | {kind} | {} | {} | {} | {} | {} | {} | {} | {} |",
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

impl Score {
    fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.spans += other.spans;
        self.first += other.first;
        self.any += other.any;
        self.all += other.all;
        self.missed += other.missed;
        self.other_span += other.other_span;
        self.other_value += other.other_value;
    }
}

/// By part and type.
type Scores = BTreeMap<(&'static str, &'static str), Score>;

/// The scores, and in how many of how many cases without any date one is found. Tells `wrong` about the
/// cases of the parts to tune on that come out wrong.
fn scores(wrong: &mut dyn FnMut(String)) -> Result<(Scores, usize, usize), String> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/dates-en.json");
    let cases = fs::read_to_string(&path)
        .map_err(|error| format!("no corpus at {}: {error}", path.display()))?;
    let cases: Vec<Value> = serde_json::from_str(&cases).map_err(|error| error.to_string())?;
    let mut scores = Scores::new();
    let (mut empty, mut spurious) = (0, 0);
    for case in &cases {
        let (Some(input), Some(results)) = (case["input"].as_str(), case["results"].as_array())
        else {
            continue;
        };
        let day = case["reference"]
            .as_str()
            .and_then(|it| Day::parse(it.get(..10)?));
        let text = Text::freeze(input);
        let found = find(&text, 0..text.len(), day, Language::English);
        let dates: Vec<&Found> = found
            .iter()
            .filter(|it| it.readings.iter().any(is_date))
            .collect();
        let part = part(input);
        if results.is_empty() {
            empty += 1;
            spurious += usize::from(!dates.is_empty());
            if part != HELD_OUT
                && let Some(date) = dates.first()
            {
                wrong(format!(
                    "nothing there: {input}\n    {}\n",
                    text.slice(date.span.clone())
                ));
            }
        }
        for result in results {
            let kind = match result["type"].as_str() {
                Some("date") => "date",
                Some("daterange") => "date range",
                _ => continue,
            };
            let at = |name: &str| {
                result[name]
                    .as_u64()
                    .and_then(|it| usize::try_from(it).ok())
            };
            let span = at("start").unwrap_or_default()..at("end").unwrap_or_default();
            let values = result["values"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            let same = dates.iter().find(|it| it.span == span);
            let touching = dates
                .iter()
                .find(|it| it.span.start < span.end && span.start < it.span.end);
            let readings = same.map(|it| it.readings.as_slice()).unwrap_or_default();
            let is_right = |it: &Reading| values.iter().any(|value| is_equal(it, value));
            let is_given = |value: &Value| readings.iter().any(|it| is_equal(it, value));
            let is_any = readings.iter().any(is_right);
            let score = scores.entry((part, kind)).or_default();
            score.cases += 1;
            score.spans += usize::from(same.is_some());
            score.first += usize::from(readings.first().is_some_and(is_right));
            score.any += usize::from(is_any);
            score.all += usize::from(!values.is_empty() && values.iter().all(is_given));
            match (same, touching) {
                (None, None) => score.missed += 1,
                (None, Some(_)) => score.other_span += 1,
                (Some(_), _) if !is_any => score.other_value += 1,
                _ => {}
            }
            if part != HELD_OUT && !is_any {
                let near = same.or(touching);
                let words = near.map(|it| text.slice(it.span.clone()));
                let reads = near.map(|it| it.readings.iter().map(brief).collect::<Vec<_>>());
                wrong(format!(
                    "{kind}: {input} {day:?}\n    {} {values:?}\n    {words:?} {reads:?}\n",
                    result["text"]
                ));
            }
        }
    }
    Ok((scores, spurious, empty))
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

/// Which part a case belongs to, by the FNV-1a hash of the input.
fn part(input: &str) -> &'static str {
    let hash = input.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    match hash % 4 {
        0 | 2 => TUNED,
        1 => TUNED_LATER,
        _ => HELD_OUT,
    }
}
