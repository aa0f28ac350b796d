//! What each view costs in a large project:
//! `cargo test --profile bench -p postil-story --test cost -- --ignored --nocapture --test-threads=1`.

use postil_core::model::{
    Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Published, Relation, Schema,
    Target,
};
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

/// Marks of a sentence: a claim with what is in it.
const MARKS: usize = 5;
/// Sentences of an article.
const SENTENCES: usize = 20;

/// Numbers that look as if they were random, the same on every run (xorshift64 of G. Marsaglia: “Xorshift RNGs”,
/// Journal of Statistical Software 8, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// Small numbers are more frequent, as names are in a story.
    fn skewed(&mut self, bound: usize) -> usize {
        let one = self.below(bound);
        self.below(one + 1)
    }
}

/// A project of articles with 100 marks each and ten clusters for each: five of entities, three of events and two of
/// claims. With `crowded`, there is one cluster of each layer, and every claim is about one event.
fn project(articles: usize, crowded: bool) -> State {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    let count = |each: usize| if crowded { 1 } else { each * articles };
    let sizes = [
        ("entity", count(5)),
        ("event", count(3)),
        ("claim", count(2)),
    ];
    for (layer, size) in sizes {
        for at in 0..size {
            let id = format!("{layer}{at}");
            project.clusters.push(Cluster::new(
                id.as_str().into(),
                format!("The {layer} of number {at}"),
            ));
        }
    }
    let mut members: Vec<Vec<String>> = vec![Vec::new(); project.clusters.len()];
    let mut relations = 0;
    let mut claims: Vec<String> = Vec::new();
    for article in 0..articles {
        let document = format!("d{article}");
        let mut text = String::new();
        let mut length = 0;
        for sentence in 0..SENTENCES {
            let id = |name: &str| format!("{document}-{sentence}-{name}");
            let start = length;
            // Ends of the words that are marked, in code points.
            let mut places = Vec::new();
            // Whoever acts does so in one event, of which most claims say the same.
            let who = numbers.skewed(sizes[1].1);
            let is_odd = numbers.below(20) == 0;
            let toll = 100 + who + usize::from(is_odd);
            for (name, words) in [
                ("who", format!("Minister {who}")),
                ("", " said “on 3 March” that over ".to_owned()),
                ("number", format!("{toll}")),
                ("", " people of the north ".to_owned()),
                (
                    "event",
                    ["left", "decided", "met", "agreed"][who % 4].to_owned(),
                ),
                ("", " again near the old ".to_owned()),
                ("where", format!("town {}", numbers.skewed(900))),
                (
                    "",
                    format!(", with the word {} and others", numbers.below(5_000)),
                ),
            ] {
                let begin = length;
                length += words.chars().count();
                text.push_str(&words);
                if !name.is_empty() {
                    places.push((name, begin..length));
                }
            }
            places.push(("claim", start..length));
            text.push_str(if sentence % 4 == 3 { ".\n" } else { ". " });
            length += 2;
            for (name, range) in places {
                let label = match name {
                    "who" => "entity.person",
                    "where" => "entity.place",
                    "number" => "entity.number",
                    "event" => "event.policy",
                    _ => "claim.fact",
                };
                let mut mark = Annotation::new(
                    id(name).as_str().into(),
                    document.as_str().into(),
                    label,
                    vec![Fragment::new(range)],
                );
                let mut give = |name: &str, values: &[&str]| {
                    let value = values[numbers.below(values.len())];
                    mark.attributes.insert(name.to_owned(), value.into());
                };
                match name {
                    "event" => {
                        give("realis", &[if is_odd { "future" } else { "actual" }]);
                        give("polarity", &["positive"]);
                        give("date", &["2024", "2024-03", "2024-03-04", "", ""]);
                    }
                    "claim" => {
                        give("quoting", &["direct", "mixed", "indirect", "none"]);
                        give("certainty", &[if is_odd { "possible" } else { "certain" }]);
                        give("polarity", &[if is_odd { "negative" } else { "positive" }]);
                    }
                    "who" => give("role", &["Minister", "envoy", "head of the office"]),
                    _ => {}
                }
                let layer = match name {
                    "event" => Some((sizes[0].1, sizes[1].1)),
                    "claim" => Some((sizes[0].1 + sizes[1].1, sizes[2].1)),
                    "number" => None,
                    _ => Some((0, sizes[0].1)),
                };
                // Half of the claims are in clusters.
                if let Some((first, size)) = layer
                    && (name != "claim" || sentence % 2 == 0)
                    && let at = match name {
                        "who" | "event" => who,
                        "claim" => who % size,
                        _ => numbers.skewed(size),
                    }
                    && let Some(members) = members.get_mut(first + at)
                {
                    members.push(id(name));
                }
                project.annotations.push(mark);
            }
            let mut relate = |kind: &str, value: &str, from: String, to: String| {
                let name = format!("r{relations}");
                relations += 1;
                let to = Target::Annotation(to.as_str().into());
                let relation = Relation::new(name.as_str().into(), kind, from.as_str().into(), to);
                project.relations.push(Relation {
                    value: value.to_owned(),
                    ..relation
                });
            };
            relate("said-by", "", id("claim"), id("who"));
            relate("about", "", id("claim"), id("event"));
            relate("role", "agent", id("event"), id("who"));
            relate("role", "place", id("event"), id("where"));
            if let Some(earlier) = claims.get(numbers.below(claims.len().max(1) * 5)) {
                relate("repeats", "", id("claim"), earlier.clone());
            }
            if let Some(earlier) = claims.get(numbers.below(claims.len().max(1) * 50)) {
                relate("contradicts", "open", id("claim"), earlier.clone());
            }
            claims.push(id("claim"));
        }
        let mut meta = DocumentMeta::new(document.as_str().into(), format!("Article {article}"));
        let date = format!("2024-{:02}-{:02}", 1 + article % 12, 1 + article % 28);
        meta.published = Published {
            date,
            ..Published::default()
        };
        meta.language = "en".to_owned();
        project.documents.push(Document::new(meta, text));
    }
    for (cluster, members) in project.clusters.iter_mut().zip(members) {
        cluster.members = members.iter().map(|id| id.as_str().into()).collect();
    }
    State::open(project).expect("the project is sound")
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
    let dates = proposed::Proposed::new();
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
