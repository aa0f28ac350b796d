use super::*;
use crate::testing::project;

#[test]
fn what_is_written_is_read_as_the_same_number() {
    for words in [
        "145",
        "over 130 people",
        "nearly 500",
        "a dozen",
        "20%",
        "$1.2 billion",
        "between 10 and 15 troops",
        "1.5 million",
        "two or three people",
        "30 to 40 percent",
    ] {
        let quantity = resolve(words, Language::English).expect(words);
        for language in Language::ALL {
            let again = resolve(&quantity.with_unit(), language).expect(words);
            assert_eq!(
                (again.low, again.high),
                (quantity.low, quantity.high),
                "{words} {language:?}"
            );
            let is_word = matches!(quantity.unit, Some(Unit::Word(_)));
            assert_eq!(
                again.unit,
                quantity.unit.clone().filter(|_| !is_word),
                "{words} {language:?}"
            );
        }
    }
}

#[test]
fn bounds_are_said_in_the_words_that_there_are() {
    let listed = ["exactly", "at least", "at most", "about"].map(str::to_owned);
    for (bound, expected) in [
        (Bound::Exact, "exactly"),
        (Bound::MoreThan, "at least"),
        (Bound::FewerThan, "at most"),
        (Bound::Nearly, "about"),
    ] {
        assert_eq!(bound.among(&listed), Some(expected));
    }
    assert_eq!(Bound::About.among(&[]), None);
}

#[test]
fn numbers_of_a_mark_are_no_dates() {
    let state = project(
        &["They [event.conflict:killed over 130 people and hurt 20% in 2021]."],
        &[],
    );
    let mark = state.annotation(&"m0".into()).expect("it is there");
    let found: Vec<_> = in_mark(&state, mark)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, ["> 130 people", "20 %"]);
    assert_eq!(
        of_mark(&state, mark).map(|it| it.bare()),
        Some("130".to_owned())
    );
}
