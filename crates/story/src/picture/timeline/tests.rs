use super::*;
use crate::filter::Filter;
use crate::picture::Shape;
use crate::picture::testing::{HOSTILE, all, check, lines, texts, words};
use crate::proposed::{self, Proposed};
use crate::testing::{example, project};
use crate::timeline::timeline;

#[test]
fn it_has_the_events_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let timeline = timeline(&scope, &proposed::of(&state));
    for (by, name) in [
        (Lanes::Cluster, "timeline"),
        (Lanes::Article, "timeline-article"),
    ] {
        let picture = draw(&timeline, &scope, by, None);
        check(&picture, name);
        let all = all(&picture);
        assert!(
            all.contains("28 May 2024") && all.contains("Published"),
            "{all}"
        );
        assert!(all.contains(&format!("{} events without a date", timeline.undated.len())));
    }
    let range = (Day::new(2024, 3, 1), Day::new(2024, 7, 31));
    let picture = draw(&timeline, &scope, Lanes::Cluster, range.0.zip(range.1));
    check(&picture, "timeline-range");
    assert!(!all(&picture).contains("2003"), "{}", all(&picture));
}

/// The shapes of a project with one article in which events are written one after the other.
fn drawn(text: &str) -> Picture {
    let state = project(&[("2024-12-18", text)], &[], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let timeline = timeline(&scope, &Proposed::default());
    let picture = draw(&timeline, &scope, Lanes::Article, None);
    check(&picture, "timeline-small");
    picture
}

/// Fills of circles after the two of the legend.
fn discs(picture: &Picture) -> Vec<Option<Paint>> {
    let shapes = picture.shapes.iter();
    let fills = shapes.filter_map(|shape| match shape {
        Shape::Circle { fill, .. } => Some(*fill),
        _ => None,
    });
    fills.skip(2).collect()
}

#[test]
fn what_has_not_happened_is_hollow_and_what_has_no_day_is_not_placed() {
    let picture = drawn(
        "[event|realis=actual|date=2024-07-04:met] [event|realis=future|date=2024-07-05:will meet] \
         [event|realis=actual|polarity=negative|date=2024-07-06:did not meet] [event|realis=actual|date=PAST_REF:once met] \
         [event|realis=actual:also met] [event|realis=actual|date=2024-08:in August] [event|date=2024-09/..:since]",
    );
    assert_eq!(
        discs(&picture),
        [Some(Paint::Event), Some(Paint::Paper), Some(Paint::Paper)]
    );
    let lines = lines(&picture);
    let place = |line: &str| {
        lines
            .iter()
            .position(|it| it == line)
            .expect("it is written")
    };
    let undated = place("2 events without a date");
    assert!(undated < place("once met") && undated < place("also met"));
    assert!(place("met") < undated && place("4 Jul 2024") < undated && place("Aug 2024") < undated);
    assert!(place("date as given: PAST_REF") > undated && place("from Sep 2024") < undated);
}

#[test]
fn labels_of_a_lane_do_not_overlap() {
    let text: String = (1..=28)
        .map(|day| format!("[event|date=2024-07-{day:02}:the long words of day {day}] "))
        .collect();
    let picture = drawn(&text);
    let mut labels: Vec<(f64, f64, f64)> = texts(&picture)
        .filter(|text| words(text).starts_with("the long"))
        .map(|text| {
            let wide = WORDS.width(&words(text));
            let left = if text.anchor == Anchor::End {
                text.x - wide
            } else {
                text.x
            };
            (text.y, left, left + wide)
        })
        .collect();
    assert!(labels.len() > 10);
    labels.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    for pair in labels.windows(2) {
        assert!(pair[0].0 < pair[1].0 || pair[0].2 < pair[1].1, "{pair:?}");
    }
}

#[test]
fn many_events_are_said_where_they_are_not_drawn() {
    let text: String = (0..900)
        .map(|at| {
            format!(
                "[event|date=2024-{:02}-{:02}:event {at}] ",
                1 + at % 12,
                1 + at % 28
            )
        })
        .collect();
    let picture = drawn(&text);
    let drawn = lines(&picture)
        .iter()
        .filter(|line| line.starts_with("event "))
        .count();
    assert!(
        all(&picture).contains(&format!("and {} more events", 900 - drawn)),
        "{drawn}"
    );
}

#[test]
fn many_articles_are_counted_where_they_are_not_named() {
    let texts = vec![("2024-12-18", "[event|date=2024:met]"); 70];
    let marks: Vec<String> = (0..70).map(|at| format!("m{at}")).collect();
    let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
    let state = project(&texts, &[("meeting", &marks)], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let picture = draw(
        &timeline(&scope, &Proposed::default()),
        &scope,
        Lanes::Cluster,
        None,
    );
    check(&picture, "timeline-many");
    let all = all(&picture);
    assert!(
        all.contains("2024 · 70 articles") && all.contains("… and 30 more publications."),
        "{all}"
    );
}

#[test]
fn nothing_and_hostile_words_do_no_harm() {
    assert!(all(&drawn("no event")).contains("Published"));
    let state = project(
        &[("", "[event:a] [event|date=2024:b]")],
        &[(HOSTILE, &["m0", "m1"])],
        &[],
    );
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let mut timeline = timeline(&scope, &Proposed::default());
    for hostile in [HOSTILE.to_owned(), "w".repeat(50_000)] {
        timeline.events[0].words = hostile.clone();
        timeline.undated[0].given = hostile;
        check(
            &draw(&timeline, &scope, Lanes::Cluster, None),
            "timeline-hostile",
        );
    }
    timeline.events.clear();
    let none = draw(&timeline, &scope, Lanes::Cluster, None);
    check(&none, "timeline-none");
    assert!(all(&none).contains("No event has a date yet."));
}
