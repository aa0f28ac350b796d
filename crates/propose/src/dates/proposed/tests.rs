use super::*;
use crate::testing::project;
use postil_core::transaction::{Op, Transaction};

/// A project of one text, published on a date.
fn on(published: &str, language: &str, text: &str) -> State {
    let mut state = project(&[text], &[]);
    let document = state.document(&"d0".into()).expect("it is there");
    let mut meta = document.meta().clone();
    published.clone_into(&mut meta.published.date);
    language.clone_into(&mut meta.language);
    let change = Transaction::new("date", vec![Op::PutMeta(Box::new(meta))]);
    state.apply(&change).expect("it can be changed");
    state
}

/// The readings of the first mark as fields have them, and what they were read from.
fn proposed(state: &State) -> (Vec<String>, String) {
    let mark = state.annotation(&"m0".into()).expect("it is there");
    let Some(found) = of_mark(state, mark) else {
        return (Vec::new(), String::new());
    };
    let written = |it: &Reading| {
        let written = it.written();
        match written.part {
            Some(part) => format!("{} {part}", written.value),
            None => written.value,
        }
    };
    let text = state.document(&mark.document).expect("it is there").text();
    let words = text.slice(found.span.clone()).to_owned();
    (found.readings.iter().map(written).collect(), words)
}

#[track_caller]
fn check(published: &str, text: &str, expected: &[&str], from: &str) {
    let (readings, words) = proposed(&on(published, "en", text));
    assert_eq!(
        (readings, words.as_str()),
        (expected.iter().map(|it| (*it).to_owned()).collect(), from),
        "{text}"
    );
}

#[test]
fn a_date_is_read_from_its_own_words() {
    let day = "2024-12-18";
    check(
        day,
        "It came on [date:Tuesday].",
        &["2024-12-17", "2024-12-24"],
        "Tuesday",
    );
    check(
        day,
        "It came in [date:late 2023].",
        &["2023 END"],
        "late 2023",
    );
    check(
        day,
        "It came in [date:March].",
        &["2024-03", "2025-03"],
        "March",
    );
    check(
        day,
        "They ruled for [date:two decades].",
        &["P20Y"],
        "two decades",
    );
    check(
        day,
        "In [date:recent years] it grew.",
        &["PAST_REF"],
        "recent years",
    );
    check(
        day,
        "It grew in [date:fiscal year 2018].",
        &["FY2018"],
        "fiscal year 2018",
    );
    check(day, "It was [date:the Soviet era].", &[], "");
    check(
        day,
        "It invaded in 1979. It withdrew [date:a decade later].",
        &["1989", "2034", "2034-12-18", "P10Y"],
        "a decade later",
    );
}

#[test]
fn an_event_has_the_nearest_date_of_its_sentence() {
    let day = "2024-12-18";
    let text = "On Monday they met, and on 5 March 2024 they [event.other:left].";
    check(day, text, &["2024-03-05"], "5 March 2024");
    check(
        day,
        "The [event.other:2021 takeover] in May.",
        &["2021"],
        "2021 takeover",
    );
    check(day, "They [event.other:left]. On Monday they met.", &[], "");
    check(day, "For years they [event.other:met].", &[], "");
    check(
        day,
        "It is in force [event.other:since 2021].",
        &["2021/..", "2021"],
        "since 2021",
    );
    check(
        day,
        "It [event.other:ended] before 5 March 2024.",
        &["../2024-03-04", "2024-03-05"],
        "before 5 March 2024",
    );
    check(
        day,
        "It [event.other:ended] after March 2024.",
        &["2024-04/..", "2024-03"],
        "after March 2024",
    );
}

#[test]
fn a_day_that_is_not_known_tells_no_weekday() {
    let from = "2024-12-18/..";
    check(
        from,
        "It came on [date:Tuesday].",
        &["XXXX-WXX-2"],
        "Tuesday",
    );
    check(
        from,
        "It came in [date:March].",
        &["2024-03", "2025-03"],
        "March",
    );
    check(
        "2024-12",
        "It came [date:last year].",
        &["2023"],
        "last year",
    );
    check("2024", "It came [date:last year].", &[], "");
    check("", "It came in [date:2003].", &["2003"], "2003");
    let state = on(
        from,
        "en",
        "They [event.other:left] on Tuesday and met in 2021.",
    );
    assert_eq!(proposed(&state).0.first().map(String::as_str), Some("2021"));
}

#[test]
fn other_languages_are_read() {
    let state = on("2024-12-18", "de", "Sie kamen am [date:Dienstag].");
    assert_eq!(
        proposed(&state).0.first().map(String::as_str),
        Some("2024-12-17")
    );
    let state = on(
        "2024-12-18",
        "ru",
        "Они [event.other:пришли] в декабре 2023 года.",
    );
    assert_eq!(proposed(&state).0, ["2023-12"]);
}
