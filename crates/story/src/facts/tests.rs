use super::*;
use crate::filter::Filter;
use crate::testing::example;

/// The facts of a claim of the example.
fn check(id: &str, test: impl Fn(&Facts)) {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let claim = state.annotation(&id.into()).expect("it is there");
    let facts = Facts::of(&scope, &[claim]);
    test(&facts[0]);
}

#[test]
fn what_a_claim_is_about_comes_before_what_else_is_in_it() {
    check("m554", |facts| {
        let events = facts.events.iter();
        let events: Vec<_> = events
            .map(|event| (event.mark.id.as_str(), event.is_main))
            .collect();
        assert_eq!(
            events,
            [
                ("m559", true),
                ("m563", false),
                ("m566", false),
                ("m569", false)
            ]
        );
        assert_eq!(facts.events[0].is_actual, Some(true));
    });
    check("m311", |facts| {
        assert_eq!(facts.events[0].is_actual, Some(false));
        let (putin, courts) = ("c001".into(), "m315".into());
        let agents = BTreeSet::from([Who::Cluster(&putin), Who::Mark(&courts)]);
        assert_eq!(facts.events[0].agents, agents);
    });
}

#[test]
fn numbers_have_their_bounds() {
    check("m450", |facts| {
        let number = &facts.numbers[0];
        assert_eq!(number.quantity.low.to_string(), "130");
        assert_eq!(number.quantity.bound, Bound::AtLeast);
    });
}

#[test]
fn a_mark_is_in_a_claim_if_one_fragment_has_all_of_it() {
    let fragments = [Fragment::new(0..4), Fragment::new(10..20)];
    for (range, is_in) in [
        (0..4, true),
        (2..11, false),
        (10..20, true),
        (5..6, false),
        (19..21, false),
    ] {
        assert_eq!(holds(&fragments, &range), is_in, "{range:?}");
    }
    assert!(!holds(&[], &(0..1)));
}

#[test]
fn a_number_in_digits_is_read_as_any_other() {
    for words in ["0", "145", "007", "999999999"] {
        assert_eq!(
            plain(words),
            resolve(words, postil_propose::numbers::Language::English),
            "{words}"
        );
    }
    for words in ["", "1,000", "+5", "1234567890", "over 130", "٣"] {
        assert_eq!(plain(words), None, "{words}");
    }
}
