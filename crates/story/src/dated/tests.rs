use super::*;
use crate::links::Links;
use crate::testing::{example, project};
use crate::when::Precision;

/// The first day, the last one and what they are known from.
fn date_of(state: &State, id: &str) -> Option<(String, String, Precision, Basis)> {
    let roles = Links::new(state, &["role"]);
    let event = state.annotation(&id.into()).expect("it is there");
    let of_event = roles.of(&event.id);
    let (when, basis) = dated(state, event, of_event)?;
    let (first, last) = when.narrowed();
    let show = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    Some((show(first), show(last), when.precision, basis))
}

#[test]
fn the_attribute_goes_before_the_role() {
    let state = example();
    let late = (
        "2023-07-02".to_owned(),
        "2023-12-31".to_owned(),
        Precision::Year,
        Basis::Attribute,
    );
    assert_eq!(date_of(&state, "m266"), Some(late));
    // Two decades are no days, and nor is what is only past.
    assert_eq!(date_of(&state, "m037"), None);
    assert_eq!(date_of(&state, "m119"), None);
    assert_eq!(date_of(&state, "m005"), None);
}

#[test]
fn a_role_gives_its_value_or_else_what_its_words_mean() {
    let text = "[event.other:met] on [entity.date|value=2024-03-02:Saturday], [event.other:left] on \
                [entity.date:Monday], [event.other|date=2024-01:came] on [entity.date:Tuesday]";
    let time = |from: &'static str, to: &'static str| ("role", "time", from, to);
    let links = [
        time("m0", "m1"),
        time("m2", "m3"),
        time("m4", "m5"),
        ("role", "agent", "m0", "m3"),
    ];
    let state = project(&[("2024-03-05", text)], &[], &links);
    let day = |day: &str, basis| Some((day.to_owned(), day.to_owned(), Precision::Day, basis));
    assert_eq!(date_of(&state, "m0"), day("2024-03-02", Basis::Role));
    assert_eq!(date_of(&state, "m2"), day("2024-03-04", Basis::Words));
    assert_eq!(
        date_of(&state, "m4").map(|found| found.3),
        Some(Basis::Attribute)
    );
}
