//! Counts and dates, as pictures and reports write them.

use crate::attribution::{Attribution, Form, Speaker};
use crate::scope::{Article, Scope};
use crate::tensions::{Outcome, Reason, Settled};
use crate::when::{Day, Part, Precision, When};
use postil_core::state::State;

/// Code points of an id that is short.
const MAX_SHORT: usize = 4;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A number with commas between thousands: `1,900`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count with its noun: `1 mark`, `1,900 marks`.
pub fn count(many: usize, one: &str) -> String {
    match many {
        1 => format!("1 {one}"),
        _ => format!("{} {one}s", grouped(many)),
    }
}

/// What is left out: `and 1 more cluster`.
pub fn and_more(many: usize, one: &str) -> String {
    let s = if many == 1 { "" } else { "s" };
    format!("and {} more {one}{s}", grouped(many))
}

/// What is left out if more than some are shown, for each kind of things: `… and 54 more clusters, and 1 more article.`
pub fn left_out(parts: &[(usize, usize, &str)]) -> Option<String> {
    let parts = parts.iter().filter(|(many, shown, _)| many > shown);
    let words: Vec<String> = parts
        .map(|(many, shown, one)| and_more(many - shown, one))
        .collect();
    (!words.is_empty()).then(|| format!("… {}.", words.join(", ")))
}

/// A month in short, from 1; empty if there is none.
pub fn month(number: u32) -> &'static str {
    let at = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    at.and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// A day: `4 Jul 2024`.
pub fn day(day: Day) -> String {
    let (year, number, of_month) = day.civil();
    format!("{of_month} {} {year}", month(number))
}

/// The days of a date: `4 Jul 2024`, `Jun to Aug 2024`, `end of 2023`, `from Jul 2024`.
pub fn when(when: &When) -> String {
    let days = match (when.first, when.last) {
        (Some(first), Some(last)) => span(first, last),
        (Some(first), None) => format!("from {}", moment(first, when.precision)),
        (None, Some(last)) => format!("until {}", moment(last, when.precision)),
        (None, None) => return String::new(),
    };
    match when.part {
        Some(Part::Start) => format!("beginning of {days}"),
        Some(Part::Mid) => format!("middle of {days}"),
        Some(Part::End) => format!("end of {days}"),
        Some(Part::Approx) => format!("about {days}"),
        None => days,
    }
}

/// When an article was published; as it is given if that names no days, and `no date` if nothing is.
pub fn published(article: &Article) -> String {
    match (&article.published, article.date.trim()) {
        (Some(published), _) => when(published),
        (None, "") => "no date".to_owned(),
        (None, given) => given.to_owned(),
    }
}

/// The outlet of an article, or that none is known.
pub fn outlet(article: &Article) -> &str {
    match article.outlet.trim() {
        "" => "outlet not stated",
        outlet => outlet,
    }
}

/// Short names of the articles of a scope, in their order: their ids if all are short, else their numbers in the project,
/// from 1. O(d) for d articles.
pub fn short_names(scope: &Scope) -> Vec<String> {
    let ids = scope
        .articles()
        .iter()
        .map(|article| article.document.as_str());
    let is_short = ids.clone().all(|id| id.chars().nth(MAX_SHORT).is_none());
    if is_short {
        return ids.map(str::to_owned).collect();
    }
    let number = |article: &Article| scope.state().document_index(&article.document);
    let numbers = scope.articles().iter().map(number);
    numbers
        .map(|at| at.map(|at| (at + 1).to_string()).unwrap_or_default())
        .collect()
}

/// What becomes of two claims that differ, in words.
pub fn outcome(settled: Option<&Settled>) -> String {
    let Some(settled) = settled else {
        return "not settled: proposed by the program".to_owned();
    };
    match &settled.outcome {
        Outcome::Update => "update: each was right in its time".to_owned(),
        Outcome::OnlyApparent => "only apparent: they speak of different things".to_owned(),
        Outcome::Real => "real: those who say so disagree".to_owned(),
        Outcome::Open => "open: the articles do not tell".to_owned(),
        Outcome::Contradiction => "they contradict one another".to_owned(),
        Outcome::Other(other) => other.clone(),
    }
}

/// In what two claims differ, in words, with what each of them has.
pub fn reason(state: &State, reason: &Reason) -> String {
    let (one, other) = match reason {
        Reason::Time { one, other, .. } => (when(one), when(other)),
        reason => reason.sides(state),
    };
    let name = reason.name();
    match reason {
        Reason::Polarity { of } => format!("{name}: {of}"),
        _ => format!("{name}: {one} / {other}"),
    }
}

/// When the event was that a claim is about, in words.
pub fn of_event(when_it_was: Option<&When>) -> String {
    match when_it_was {
        Some(it) => format!("event: {}", when(it)),
        None => "event: no date".to_owned(),
    }
}

/// How an article has a claim, in words: in which form, who says it, the medium it came by and how certain it is.
pub fn attributed(state: &State, attribution: &Attribution) -> String {
    let form = match attribution.form {
        Form::Stated => "",
        form => form.name(),
    };
    let speakers = attribution.speakers.iter().map(|speaker| match speaker {
        Speaker::Writer => "the article’s own voice".to_owned(),
        Speaker::Unknown => "source not stated".to_owned(),
        speaker => speaker.name(state),
    });
    let via = attribution
        .via
        .iter()
        .map(|via| format!("via {}", via.name(state)));
    let certainty = Some(attribution.certainty.clone());
    let parts = [form.to_owned()]
        .into_iter()
        .chain(speakers)
        .chain(via)
        .chain(certainty);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The day with which something begins or ends that has no other end.
fn moment(at: Day, precision: Precision) -> String {
    let (year, number, _) = at.civil();
    match precision {
        Precision::Year | Precision::Decade | Precision::Century => year.to_string(),
        Precision::Month | Precision::Quarter | Precision::Half | Precision::Season => {
            format!("{} {year}", month(number))
        }
        _ => day(at),
    }
}

/// Days from one to another; years and months where they are whole.
fn span(first: Day, last: Day) -> String {
    if first == last {
        return day(first);
    }
    let ((year, from, begin), (end_year, to, end)) = (first.civil(), last.civil());
    let is_by_months = begin == 1 && last.end_of_month() == Some(last);
    let is_by_years = is_by_months && from == 1 && to == 12;
    let (from, to) = (month(from), month(to));
    match (is_by_years, is_by_months) {
        (true, _) if year == end_year => year.to_string(),
        (true, _) => format!("{year} to {end_year}"),
        (_, true) if year == end_year && from == to => format!("{from} {year}"),
        (_, true) if year == end_year => format!("{from} to {to} {year}"),
        (_, true) => format!("{from} {year} to {to} {end_year}"),
        _ if year == end_year && from == to => format!("{begin} to {end} {to} {year}"),
        _ if year == end_year => format!("{begin} {from} to {end} {to} {year}"),
        _ => format!("{} to {}", day(first), day(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [0, 12, 999, 1_000, 45_678, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "12", "999", "1,000", "45,678", "1,234,567"]);
        assert_eq!(count(1, "mark"), "1 mark");
        assert_eq!(and_more(1_900, "cluster"), "and 1,900 more clusters");
        assert_eq!(and_more(1, "event"), "and 1 more event");
    }

    #[test]
    fn dates_are_written_as_precisely_as_they_are_known() {
        for (value, expected) in [
            ("2024-07-04", "4 Jul 2024"),
            ("2024-07", "Jul 2024"),
            ("2024-Q3", "Jul to Sep 2024"),
            ("2023-WI", "Dec 2023 to Feb 2024"),
            ("2003", "2003"),
            ("199", "1990 to 1999"),
            ("2024-07-01/2024-07-04", "1 to 4 Jul 2024"),
            ("2024-06-28/2024-07-04", "28 Jun to 4 Jul 2024"),
            ("2023-12-28/2024-01-04", "28 Dec 2023 to 4 Jan 2024"),
            ("2024-07/..", "from Jul 2024"),
            ("2024-12-22/..", "from 22 Dec 2024"),
            ("../2020", "until 2020"),
        ] {
            let parsed = When::parse(value).expect("it has days");
            assert_eq!(when(&parsed), expected, "{value}");
        }
        let end = When::parse("2023").map(|when| when.with_part(Some(Part::End)));
        assert_eq!(end.as_ref().map(when).as_deref(), Some("end of 2023"));
    }
}
