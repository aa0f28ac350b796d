use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};
use crate::{proposed, when::Part, when::Precision};
use postil_core::state::State;

/// Calls a test with the timeline of a project and its scope.
fn check(state: &State, proposed: &Proposed, test: impl Fn(&Timeline, &Scope)) {
    let filter = Filter::default();
    let scope = Scope::new(state, &filter, None);
    test(&timeline(&scope, proposed), &scope);
}

fn event<'a>(timeline: &'a Timeline, id: &str) -> &'a Event {
    let mut events = timeline.events.iter().chain(&timeline.undated);
    events
        .find(|event| event.mark.as_str() == id)
        .expect("it is there")
}

#[test]
fn events_of_the_example_are_in_the_order_of_time() {
    let state = example();
    check(&state, &Proposed::default(), |timeline, _| {
        assert_eq!(timeline.events.len() + timeline.undated.len(), 221);
        let dates = state.annotations().filter(|mark| {
            let date = mark.attributes.get("date").and_then(|date| date.as_str());
            date.is_some_and(|date| date != "PAST_REF")
        });
        assert_eq!(timeline.events.len(), dates.count());
        let first: Vec<&str> = timeline
            .events
            .iter()
            .map(|event| event.mark.as_str())
            .collect();
        // The Soviet era, 1979, about 1989.
        assert_eq!(first[..3], ["m102", "m106", "m111"]);
        let ticks: Vec<&str> = timeline
            .articles
            .iter()
            .map(|article| article.date.as_str())
            .collect();
        let expected = [
            "2024-04-01/..",
            "2024-05-28",
            "2024-07/..",
            "2024-12-18",
            "2024-12-22/..",
        ];
        assert_eq!(ticks, expected);
    });
}

#[test]
fn an_interval_says_how_exact_it_is() {
    check(&example(), &Proposed::default(), |timeline, _| {
        let when = |id: &str| event(timeline, id).when.map(|(when, _)| when);
        let late = when("m266").expect("it has a date");
        assert_eq!(
            (late.precision, late.part),
            (Precision::Year, Some(Part::End))
        );
        assert_eq!(
            late.narrowed().0.map(|day| day.to_string()),
            Some("2023-07-02".to_owned())
        );
        assert_eq!(
            when("m124").map(|when| when.precision),
            Some(Precision::Month)
        );
        assert_eq!(
            when("m630").map(|when| when.precision),
            Some(Precision::Day)
        );
        assert_eq!(event(timeline, "m119").given, "PAST_REF");
        assert!(
            timeline
                .undated
                .iter()
                .any(|event| event.mark.as_str() == "m119")
        );
    });
}

#[test]
fn what_has_not_happened_is_hollow() {
    check(&example(), &Proposed::default(), |timeline, _| {
        assert!(!event(timeline, "m559").is_hollow());
        assert!(event(timeline, "m580").is_hollow());
        // Not recognized.
        assert!(event(timeline, "m410").is_hollow());
    });
}

#[test]
fn lanes_hold_each_event_once() {
    check(&example(), &Proposed::default(), |timeline, scope| {
        for by in [Lanes::Article, Lanes::Cluster] {
            let lanes = timeline.lanes(scope, by);
            let mut all: Vec<usize> = lanes.iter().flat_map(|lane| lane.events.clone()).collect();
            assert!(lanes.iter().all(|lane| lane.events.is_sorted()));
            all.sort_unstable();
            assert_eq!(all, (0..timeline.events.len()).collect::<Vec<_>>());
        }
        let lanes = timeline.lanes(scope, Lanes::Cluster);
        let power = lanes
            .iter()
            .find(|lane| lane.title.starts_with("The Taliban take power"));
        assert_eq!(power.map(|lane| lane.events.len()), Some(3));
        assert_eq!(lanes.last().map(|lane| lane.title.as_str()), Some(""));
        assert_eq!(timeline.lanes(scope, Lanes::Article).len(), 5);
    });
}

#[test]
fn proposed_dates_count_where_nobody_has_given_one() {
    let state = example();
    let proposed = proposed::of(&state);
    check(&state, &proposed, |timeline, _| {
        let proposed = timeline.events.iter().filter(|event| {
            event
                .when
                .is_some_and(|(_, basis)| basis == Basis::Proposed)
        });
        let undated = timeline
            .undated
            .iter()
            .filter(|event| event.given.is_empty());
        assert!(proposed.clone().count() > 10 && undated.count() > 100);
        assert!(proposed.clone().all(|event| event.given.is_empty()));
        // The withdrawal of August 2021 has its date from the seizure of power in the same sentence.
        let withdrawal = event(timeline, "m034").when.expect("it has a date");
        assert_eq!(
            (withdrawal.0.to_string().as_str(), withdrawal.1),
            ("2021-08-01/2021-08-31", Basis::Proposed)
        );
        assert_eq!(event(timeline, "m119").when, None);
    });
}

#[test]
fn the_table_has_a_line_for_each_event() {
    let text = "They [event.other|realis=actual|date=2023|date-part=END:met] and [event.other|polarity=negative:left].";
    let state = project(&[("2024-03-13", text)], &[], &[]);
    check(&state, &Proposed::default(), |timeline, _| {
        let rows = timeline.rows();
        let met = [
            "2023-01-01",
            "2023-12-31",
            "year",
            "END",
            "attribute",
            "2023",
            "m0",
            "met",
            "event.other",
            "",
            "d0",
            "2024-03-13",
            "actual",
            "",
        ];
        assert_eq!(rows[1], met);
        assert_eq!(
            (
                rows[2][0].as_str(),
                rows[2][7].as_str(),
                rows[2][13].as_str()
            ),
            ("", "left", "negative")
        );
    });
}
