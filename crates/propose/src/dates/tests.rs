use postil_core::date::{Forms, check};
use postil_core::text::Text;
use proptest::prelude::*;

use super::*;

mod english;
mod german;
mod russian;

/// The day of the article in most tests, a Wednesday.
fn day() -> Option<Day> {
    Day::parse("2024-12-18")
}

/// Value and modifier in one line.
fn brief(reading: &Reading) -> String {
    match reading.modifier {
        Some(modifier) => format!("{} {}", reading.value, modifier.timex()),
        None => reading.value.clone(),
    }
}

/// The first readings of the expressions in a sentence.
fn found(sentence: &str, language: Language) -> Vec<(String, String)> {
    let text = Text::freeze(sentence);
    let found = find(&text, 0..text.len(), day(), language);
    let pair = |it: &Found| {
        let words = text.slice(it.span.clone()).to_owned();
        (words, it.readings.first().map(brief).unwrap_or_default())
    };
    found.iter().map(pair).collect()
}

/// Checks which expressions sentences have, and what they mean first.
fn check_sentences(language: Language, cases: &[(&str, &[(&str, &str)])]) {
    for (sentence, expected) in cases {
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, value)| ((*words).to_owned(), (*value).to_owned()))
            .collect();
        assert_eq!(found(sentence, language), expected, "{sentence}");
    }
}

/// Checks what the words of marks mean first.
fn check_marks(language: Language, cases: &[(&str, &str)]) {
    for (words, expected) in cases {
        let readings = resolve(words, day(), language);
        let first = readings.first().map(brief).unwrap_or_default();
        assert_eq!(first, *expected, "{words}");
    }
}

fn days(words: &str) -> Option<(String, String)> {
    let span = resolve(words, day(), Language::English).first()?.span?;
    let show = |day: Option<Day>| day.map_or("..".to_owned(), |it| it.to_string());
    Some((show(span.first), show(span.last)))
}

#[test]
fn readings_say_which_days_they_mean() {
    for (words, first, last) in [
        ("late 2023", "2023-07-01", "2023-12-31"),
        ("mid-November", "2024-11-10", "2024-11-20"),
        ("the end of 2023", "2023-09-01", "2023-12-31"),
        ("the beginning of 2023", "2023-01-01", "2023-04-30"),
        ("since the end of 1989", "1989-09-01", ".."),
        (
            "from the end of March to the middle of September 2023",
            "2023-04-01",
            "2023-09-15",
        ),
        (
            "between mid-2021 and the end of 2023",
            "2021-07-01",
            "2023-12-31",
        ),
        ("since August 2021", "2021-08-01", ".."),
        ("before 2021", "..", "2020-12-31"),
        ("after 2021", "2022-01-01", ".."),
        ("until July 2024", "..", "2024-07-31"),
        ("before the end of 2024", "..", "2024-12-31"),
        ("from 2008 to 2012", "2008-01-01", "2012-12-31"),
        ("the last three months", "2024-09-18", "2024-12-17"),
        ("earlier this year", "2024-01-01", "2024-12-17"),
        ("the 1980s", "1980-01-01", "1989-12-31"),
        ("the 19th century", "1800-01-01", "1899-12-31"),
        ("winter 2023", "2023-12-01", "2024-02-29"),
        ("recently", "..", "2024-12-17"),
    ] {
        assert_eq!(
            days(words),
            Some((first.to_owned(), last.to_owned())),
            "{words}"
        );
    }
}

#[test]
fn readings_say_what_they_are_reckoned_from() {
    let first = |words: &str| resolve(words, day(), Language::English).into_iter().next();
    for (words, kind, precision, reason, anchor) in [
        (
            "July 4, 2024",
            Kind::Date,
            Precision::Day,
            Reason::Full,
            Anchor::Absolute,
        ),
        (
            "in July",
            Kind::Date,
            Precision::Month,
            Reason::NoYear,
            Anchor::Reference,
        ),
        (
            "on Tuesday",
            Kind::Date,
            Precision::Day,
            Reason::Weekday,
            Anchor::Reference,
        ),
        (
            "last week",
            Kind::Date,
            Precision::Week,
            Reason::Relative,
            Anchor::Reference,
        ),
        (
            "three years",
            Kind::Duration,
            Precision::Year,
            Reason::Length,
            Anchor::Absolute,
        ),
        (
            "more than three years after",
            Kind::Duration,
            Precision::Year,
            Reason::Shifted,
            Anchor::Expression,
        ),
        (
            "2008–2012",
            Kind::Range,
            Precision::Year,
            Reason::FromTo,
            Anchor::Absolute,
        ),
        (
            "every week",
            Kind::Set,
            Precision::Week,
            Reason::Often,
            Anchor::Absolute,
        ),
        (
            "the 1980s",
            Kind::Date,
            Precision::Decade,
            Reason::Era,
            Anchor::Absolute,
        ),
        (
            "two days after July 4, 2024",
            Kind::Date,
            Precision::Day,
            Reason::Shifted,
            Anchor::Expression,
        ),
    ] {
        let reading = first(words).expect(words);
        let is = (
            reading.kind,
            reading.precision,
            reading.reason,
            reading.anchor,
        );
        assert_eq!(is, (kind, precision, reason, anchor), "{words}");
    }
}

#[test]
fn without_a_day_of_the_article_what_is_unknown_stays_so() {
    for (words, value) in [
        ("December 17", "XXXX-12-17"),
        ("in December", "XXXX-12"),
        ("on Tuesday", "XXXX-WXX-2"),
        ("last year", "XXXX"),
        ("the summer", "XXXX-SU"),
        ("Christmas", "XXXX-12-25"),
        ("three years ago", "XXXX"),
        ("late 2023", "2023 END"),
    ] {
        let readings = resolve(words, None, Language::English);
        assert_eq!(
            readings.first().map(brief).as_deref(),
            Some(value),
            "{words}"
        );
    }
}

#[test]
fn ambiguous_expressions_have_several_readings() {
    let values = |words: &str| -> Vec<String> {
        let readings = resolve(words, day(), Language::English);
        readings.into_iter().map(|it| it.value).collect()
    };
    assert_eq!(values("Tuesday"), ["2024-12-17", "2024-12-24"]);
    assert_eq!(
        values("Wednesday"),
        ["2024-12-18", "2024-12-11", "2024-12-25"]
    );
    assert_eq!(values("last Tuesday"), ["2024-12-17", "2024-12-10"]);
    assert_eq!(values("03/04/2024"), ["2024-03-04", "2024-04-03"]);
    assert_eq!(values("2010-11"), ["2010/2011", "2010-11"]);
    assert_eq!(values("2010-12"), ["2010-12"]);
    assert_eq!(values("next Friday"), ["2024-12-27", "2024-12-20"]);
}

#[test]
fn the_expression_before_is_what_later_ones_are_reckoned_from() {
    let text = Text::freeze("It invaded in 1979.\n\nIt withdrew a decade later.");
    let found = find(&text, 0..text.len(), day(), Language::English);
    let anchors: Vec<_> = found.iter().map(|it| it.anchor.clone()).collect();
    assert_eq!(anchors, [None, Some(14..18)]);
    assert_eq!(
        found.get(1).map(|it| brief(&it.readings[0])).as_deref(),
        Some("1989")
    );
}

#[test]
fn ranges_of_texts_are_respected() {
    let text = Text::freeze("Ж: 2003 and July 4, 2024, or 2021");
    let at = |range| {
        let found = find(&text, range, day(), Language::English);
        found.into_iter().map(|it| it.span).collect::<Vec<_>>()
    };
    assert_eq!(at(0..text.len()), [3..7, 12..24, 29..33]);
    assert_eq!(at(8..26), at(12..24));
    assert_eq!(at(8..26).len(), 1);
    assert!(at(40..50).is_empty());
}

#[test]
fn long_words_are_refused() {
    let words = format!("{} 2024", "very ".repeat(60));
    assert_eq!(resolve(&words, day(), Language::English), []);
}

/// Whether a value is one that fields for dates take.
fn is_value(value: &str) -> bool {
    check(value, Forms::Timex).is_ok()
}

proptest! {
    #[test]
    fn any_words_are_read_without_panic(
        words in "(\\PC|[0-9]{1,5}|[.,:/–-]| |\\n|of |the |last |May |Monday |years |ago|before |from |to |late |first |week |century|fiscal |year |9999|один |года|vor |Jahre|Ende ){0,14}",
        reference in proptest::option::of((1_i32..=9999, 1_u32..=12, 1_u32..=28)),
    ) {
        let reference = reference.and_then(|(year, month, day)| Day::new(year, month, day));
        let text = Text::freeze(&words);
        for language in Language::ALL {
            let mut end = 0;
            let mut readings = resolve(&words, reference, language);
            for found in find(&text, 0..text.len(), reference, language) {
                prop_assert!(end <= found.span.start && found.span.start < found.span.end);
                end = found.span.end;
                prop_assert!(end <= text.len());
                prop_assert!(!found.readings.is_empty());
                readings.extend(found.readings);
            }
            for reading in readings {
                prop_assert!(is_value(&reading.value), "{:?}", reading);
                if let Some(Days { first: Some(first), last: Some(last) }) = reading.span {
                    prop_assert!(first <= last, "{:?}", reading);
                }
            }
        }
    }

    #[test]
    fn a_written_date_comes_back(year in 1000_i32..2999, month in 1_u32..=12, number in 1_u32..=31) {
        let Some(day) = Day::new(year, month, number) else {
            return Ok(());
        };
        let english = ["January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December"];
        let german = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
            "September", "Oktober", "November", "Dezember"];
        let russian = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
            "сентября", "октября", "ноября", "декабря"];
        let at = month as usize - 1;
        for (words, language) in [
            (day.to_string(), Language::English),
            (format!("{} {number}, {year}", english[at]), Language::English),
            (format!("{number} {} {year}", english[at]), Language::English),
            (format!("{number}. {} {year}", german[at]), Language::German),
            (format!("{number}.{month}.{year}"), Language::German),
            (format!("{number} {} {year} года", russian[at]), Language::Russian),
            (format!("{number:02}.{month:02}.{year}"), Language::Russian),
        ] {
            let readings = resolve(&words, None, language);
            prop_assert_eq!(readings.len(), 1, "{}", words);
            prop_assert_eq!(&readings[0].value, &day.to_string());
            prop_assert_eq!(readings[0].span, Some(Days::day(day)));
        }
    }
}
