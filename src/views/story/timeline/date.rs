//! Dates as they are written into marks.

use crate::desk::Desk;
use crate::ui::sentence::{t, tf};
use postil_core::edit;
use postil_core::model::AnnotationId;
use postil_core::transaction::{Op, Transaction};
use postil_story::dated::Basis;
use postil_story::timeline::Event;
use postil_story::when::{Day, Part, When};
use postil_story::words;

/// The attribute that holds the date of an event.
const DATE: &str = "date";
/// The attribute that says what of it is meant.
const PART: &str = "date-part";

/// The width of a day in pixels from which on a place on the axis is a day.
const DAY_PX: f64 = 5.0;
/// The width of a day in pixels from which on it is a month.
const MONTH_PX: f64 = 0.2;

/// The shortest value that names these days.
pub fn value_of(when: &When) -> String {
    let (Some(first), Some(last)) = (when.first, when.last) else {
        let day = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        return format!("{}/{}", day(when.first), day(when.last));
    };
    let names_them = |value: &String| {
        When::parse(value).is_some_and(|it| (it.first, it.last) == (Some(first), Some(last)))
    };
    let (year, month, _) = first.civil();
    let season = match month {
        3 => "SP",
        6 => "SU",
        9 => "FA",
        _ => "WI",
    };
    let week = first
        .week()
        .map(|(year, week)| format!("{year:04}-W{week:02}"));
    let all = [
        Some(first.to_string()),
        Some(format!("{year:04}-{month:02}")),
        Some(format!("{year:04}")),
        Some(format!("{year:04}-Q{}", month.div_ceil(3))),
        Some(format!("{year:04}-H{}", month.div_ceil(6))),
        Some(format!("{year:04}-{season}")),
        week.clone(),
        week.map(|week| format!("{week}-WE")),
        Some(format!("{:03}", year / 10)),
        Some(format!("{:02}", year / 100)),
    ];
    let own = all.into_iter().flatten().find(names_them);
    own.unwrap_or_else(|| format!("{first}/{last}"))
}

/// The value for a day on the axis, as exact as it can be seen where a day has this width.
pub fn value_at(day: Day, day_px: f64) -> String {
    let (year, month, _) = day.civil();
    if day_px >= DAY_PX {
        day.to_string()
    } else if day_px >= MONTH_PX {
        format!("{year:04}-{month:02}")
    } else {
        format!("{year:04}")
    }
}

/// A value in words.
pub fn in_words(value: &str) -> String {
    match When::parse(value) {
        Some(when) => words::when(&when),
        None => value.to_owned(),
    }
}

/// What the table and the names of events say about how their date is known.
pub fn known_from(event: &Event) -> &'static str {
    match event.when {
        Some((_, Basis::Attribute)) => "",
        Some((_, Basis::Role)) => t!("from a marked date"),
        Some((_, Basis::Words)) => t!("read from the words of a marked date"),
        Some((_, Basis::Proposed)) => t!("proposed: the date in its sentence"),
        None if event.given.is_empty() => t!("no date"),
        None => t!("a date without days"),
    }
}

/// Whether something happened, in words; empty if it did.
pub fn status(event: &Event) -> String {
    if event.is_negative {
        return "denied".to_owned();
    }
    match event.realis.as_str() {
        "actual" => String::new(),
        "" => t!("not said whether it happened").to_owned(),
        "future" => "planned".to_owned(),
        "hypothetical" => "possible".to_owned(),
        other => other.to_owned(),
    }
}

/// Gives a mark a date; returns whether it has it now.
pub fn give(desk: Desk, mark: &AnnotationId, value: &str) -> bool {
    let value = value.trim();
    let set = desk
        .stamped(|state, stamp| edit::set_attribute(state, mark, DATE, Some(value.into()), stamp));
    let is_given = desk.commit(set);
    if is_given {
        let date = in_words(value);
        desk.announce(tf!("Dated {date}."));
    }
    is_given
}

/// Takes the dates that are proposed for some marks, in one step; returns whether that worked.
pub fn accept(desk: Desk, proposed: &[(AnnotationId, When)]) -> bool {
    let all = desk.stamped(|state, stamp| {
        let mut all: Option<Transaction> = None;
        for (mark, when) in proposed {
            let value = Some(value_of(when).into());
            let mut set = edit::set_attribute(state, mark, DATE, value, stamp)?;
            if when.part == Some(Part::Approx) {
                for op in &mut set.ops {
                    if let Op::PutAnnotation(next) = op {
                        let part = Part::Approx.timex();
                        next.attributes.insert(PART.to_owned(), part.into());
                    }
                }
            }
            match &mut all {
                Some(all) => all.ops.extend(set.ops),
                None => all = Some(set),
            }
        }
        all
    });
    let is_taken = desk.commit(all);
    if is_taken {
        desk.announce(match proposed {
            [(_, when)] => tf!("Dated {}.", words::when(when)),
            many => tf!("{} events dated.", many.len()),
        });
    }
    is_taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_the_shortest_way() {
        for value in [
            "2024-07-04",
            "2024-07",
            "2024",
            "2024-Q3",
            "2024-H2",
            "2023-WI",
            "2024-W12",
            "2024-W12-WE",
            "199",
            "19",
            "2024-07-01/2024-07-04",
            "2024-07-04/..",
            "../2024-07-04",
        ] {
            let when = When::parse(value).expect("it has days");
            assert_eq!(value_of(&when), value);
        }
    }

    #[test]
    fn a_place_is_as_exact_as_it_can_be_seen() {
        let day = Day::parse("2024-07-04").expect("it is a day");
        assert_eq!(value_at(day, 8.0), "2024-07-04");
        assert_eq!(value_at(day, 2.0), "2024-07");
        assert_eq!(value_at(day, 0.1), "2024");
    }
}
