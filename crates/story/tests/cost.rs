//! What each view costs in a large project:
//! `cargo test --profile bench -p postil-story --test cost -- --ignored --nocapture --test-threads=1`.

mod large;

use large::{MARKS, SENTENCES};
use postil_core::state::State;
use postil_propose::reprint::Reprints;
use postil_story::coverage::coverage;
use postil_story::dossier::dossier;
use postil_story::filter::Filter;
use postil_story::overview::overview;
use postil_story::picture::{self, Picture};
use postil_story::proposed;
use postil_story::report::Report;
use postil_story::sayings::sayings;
use postil_story::scope::Scope;
use postil_story::tensions::tensions;
use postil_story::timeline::{Lanes, timeline};
use postil_story::wording::{Wording, Wordings};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn project(articles: usize, crowded: bool) -> State {
    State::open(large::project(articles, crowded)).expect("the project is sound")
}

/// The wordings of the claim that has the most.
fn longest(scope: &Scope) -> Option<Wording> {
    let wordings = Wordings::new(scope);
    let all = (0..wordings.len()).max_by_key(|at| wordings.mentions(*at));
    wordings.wording(all?)
}

/// The least of several measurements.
fn time(run: impl Fn()) -> Duration {
    let measured = (0..15).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    measured.min().unwrap_or_default()
}

/// What each view costs.
fn costs(state: &State) -> Vec<(&'static str, Duration)> {
    let filter = Filter::default();
    let scope = Scope::new(state, &filter, None);
    let dates = proposed::Proposed::default();
    let largest = state
        .clusters()
        .max_by_key(|cluster| cluster.members().len());
    let largest = largest.expect("there are clusters").record().id.clone();
    vec![
        (
            "scope",
            time(|| drop(black_box(Scope::new(state, &filter, None)))),
        ),
        ("coverage", time(|| drop(black_box(coverage(&scope))))),
        ("sayings", time(|| drop(black_box(sayings(&scope))))),
        (
            "timeline",
            time(|| drop(black_box(timeline(&scope, &dates)))),
        ),
        ("wordings", time(|| drop(black_box(Wordings::new(&scope))))),
        ("wording", time(|| drop(black_box(longest(&scope))))),
        ("tensions", time(|| drop(black_box(tensions(&scope))))),
        (
            "dossier",
            time(|| drop(black_box(dossier(&scope, &largest)))),
        ),
        ("overview", time(|| drop(black_box(overview(&scope))))),
    ]
}

/// What looks at a way to draw the picture of a view of that name.
type Look<'l> = dyn FnMut(&'static str, &dyn Fn() -> Picture) + 'l;

/// Hands out how the picture of each view is drawn, the view itself being there.
fn pictures(state: &State, look: &mut Look) {
    let filter = Filter::default();
    let reprints = Reprints::of(state);
    let scope = Scope::new(state, &filter, Some(&reprints));
    let coverage = coverage(&scope);
    let sayings = sayings(&scope);
    let timeline = timeline(&scope, &proposed::of(state));
    let wordings = Wordings::new(&scope);
    let tensions = tensions(&scope);
    let largest = state
        .clusters()
        .max_by_key(|cluster| cluster.members().len());
    let largest = largest.expect("there are clusters").record().id.clone();
    let dossier = dossier(&scope, &largest).expect("it is there");
    let overview = overview(&scope);
    let in_lanes = |lanes| picture::timeline::draw(&timeline, &scope, lanes, None);
    look("coverage", &|| picture::coverage::draw(&coverage, &scope));
    look("sayings", &|| picture::sayings::draw(&sayings, &scope));
    look("clusters in time", &|| in_lanes(Lanes::Cluster));
    look("articles in time", &|| in_lanes(Lanes::Article));
    look("claims", &|| picture::claims::draw(&wordings, &scope));
    look("tensions", &|| picture::tensions::draw(&tensions, &scope));
    look("dossier", &|| picture::dossier::draw(&dossier, &scope));
    look("overview", &|| picture::overview::draw(&overview, &scope));
}

/// On a machine that does nothing else.
#[test]
#[ignore = "measures"]
fn each_picture_takes_less_than_100_ms() {
    for crowded in [false, true] {
        pictures(&project(200, crowded), &mut |view, draw| {
            let time = time(|| drop(black_box(draw().to_svg())));
            println!("{view:18} {:6.2} ms", time.as_secs_f64() * 1e3);
            assert!(time < Duration::from_millis(100), "{view} takes {time:?}");
        });
    }
}

#[test]
fn pictures_of_a_large_project_have_a_bound() {
    for crowded in [false, true] {
        pictures(&project(32, crowded), &mut |view, draw| {
            let Picture {
                width,
                height,
                shapes,
                ..
            } = draw();
            assert!(shapes.len() <= 6_000, "{view}: {}", shapes.len());
            assert!(
                width <= 4_000.0 && height <= 10_000.0,
                "{view}: {width} by {height}"
            );
        });
    }
}

#[test]
fn a_report_of_a_large_project_has_a_bound() {
    for crowded in [false, true] {
        let state = project(32, crowded);
        let filter = Filter::default();
        let scope = Scope::new(&state, &filter, None);
        let report = Report::new(&scope, &proposed::of(&state));
        let (html, markdown) = (report.to_html(), report.to_markdown());
        assert!(
            html.len() < 1_500_000 && markdown.len() < 600_000,
            "{} {}",
            html.len(),
            markdown.len()
        );
        assert!(markdown.contains("… and "));
    }
}

/// On a machine that does nothing else.
#[test]
#[ignore = "measures"]
fn a_report_takes_less_than_300_ms() {
    let state = project(200, false);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let dates = proposed::of(&state);
    let time = time(|| {
        let report = Report::new(&scope, &dates);
        drop(black_box((report.to_html(), report.to_markdown())));
    });
    println!("report {:6.2} ms", time.as_secs_f64() * 1e3);
    assert!(time < Duration::from_millis(300), "{time:?}");
}

#[test]
fn every_view_takes_a_large_project() {
    for crowded in [false, true] {
        let state = project(20, crowded);
        let filter = Filter::default();
        let reprints = Reprints::of(&state);
        let scope = Scope::new(&state, &filter, Some(&reprints));
        let lengths = [
            coverage(&scope).rows().len(),
            sayings(&scope).rows(&state).len(),
            timeline(&scope, &proposed::of(&state)).rows().len(),
            Wordings::new(&scope).rows().len(),
            tensions(&scope).rows(&state).len(),
            overview(&scope).rows().len(),
        ];
        assert!(lengths.iter().all(|length| *length > 1), "{lengths:?}");
    }
}

/// On a machine that does nothing else.
#[test]
#[ignore = "measures"]
fn each_view_takes_less_than_30_ms() {
    let state = project(200, false);
    let marks = state.annotation_count();
    assert_eq!(
        (marks, state.clusters().count()),
        (200 * SENTENCES * MARKS, 2_000)
    );
    let costs = costs(&state);
    for (view, time) in &costs {
        println!("{view:10} {:6.2} ms", time.as_secs_f64() * 1e3);
    }
    let start = Instant::now();
    let dates = proposed::of(&state).len();
    println!("{dates} dates proposed in {:?}", start.elapsed());
    let filter = Filter::default();
    let pairs = tensions(&Scope::new(&state, &filter, None)).pairs;
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in pairs.iter().flat_map(|pair| &pair.reasons) {
        *reasons.entry(reason.name()).or_default() += 1;
    }
    println!("{} pairs of claims that differ: {reasons:?}", pairs.len());
    let start = Instant::now();
    let reprints = Reprints::of(&state);
    println!(
        "reprints in {:?}, with {} accounts",
        start.elapsed(),
        reprints.accounts().len()
    );
    for (view, time) in costs {
        assert!(time < Duration::from_millis(30), "{view} takes {time:?}");
    }
}

/// Eight times the project takes less than forty times as long, with what caches cost: it would be sixty-four times with
/// the square. What takes less than 10 ms is not measured well enough.
#[test]
#[ignore = "measures"]
fn no_view_takes_the_square_of_the_marks() {
    for crowded in [false, true] {
        let (small, large) = (costs(&project(100, crowded)), costs(&project(800, crowded)));
        for ((view, one), (_, eight)) in small.into_iter().zip(large) {
            let factor = eight.as_secs_f64() / one.as_secs_f64();
            println!("{view:10} {one:?} {eight:?} {factor:.1}");
            assert!(eight < Duration::from_millis(10) || factor < 40.0, "{view}");
        }
    }
}
