//! The worked example in `articles/` opens, fits its codebook and its texts, and is written as it stands.

use postil_core::codebook::Checks;
use postil_core::format::postil::{read, write};
use postil_core::model::{Annotation, Project, Schema, Target};
use postil_core::state::State;
use postil_core::text::Text;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &[u8] = include_bytes!("../../../articles/worked-example.json");
const MANIFEST: &str = include_str!("../../../articles/manifest.json");
const DESCRIPTION: &str = include_str!("../../../docs/worked-example.md");

/// What becomes of a claim that contradicts another.
const TENSIONS: [&str; 4] = ["update", "only apparent", "real", "open"];

fn example() -> Project {
    let (project, remarks) = read(FILE).expect("the example reads");
    assert_eq!(remarks, []);
    project
}

fn open() -> State {
    State::open(example()).expect("the example opens")
}

/// Every mark by its id.
fn marks(project: &Project) -> BTreeMap<&str, &Annotation> {
    let marks = project.annotations.iter();
    marks.map(|mark| (mark.id.as_str(), mark)).collect()
}

#[test]
fn it_is_written_as_it_stands() {
    let written = write(&open().to_project());
    assert_eq!(written.losses, []);
    assert_eq!(written.files.len(), 1);
    let bytes = &written.files[0].bytes;
    let line = FILE
        .split(|byte| *byte == b'\n')
        .zip(bytes.split(|byte| *byte == b'\n'))
        .find(|(here, there)| here != there);
    let line = line.map(|(here, there)| [here, there].map(String::from_utf8_lossy));
    assert_eq!(line, None, "the first line that differs");
    assert_eq!(bytes.len(), FILE.len());
}

#[test]
fn it_lacks_nothing_that_its_codebook_demands() {
    let state = open();
    let checks = Checks::new(&state);
    for document in state.documents() {
        let found: Vec<_> = checks.of(&document.meta().id).collect();
        assert!(found.is_empty(), "{found:?}");
    }
    assert_eq!(checks.clusters(), []);
    assert_eq!(checks.total(), 0);
}

#[test]
fn its_codebook_is_that_of_a_new_project() {
    assert_eq!(example().schema, Schema::bundled());
}

#[test]
fn its_articles_are_the_bundled_ones() {
    let manifest: serde_json::Value = serde_json::from_str(MANIFEST).expect("the manifest is JSON");
    let bundled: Vec<_> = manifest["articles"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|article| {
            let about = article["about"].clone();
            (about["id"].clone(), article["sha256"].clone(), about)
        })
        .collect();
    let project = example();
    assert_eq!(project.documents.len(), bundled.len());
    for (document, (id, sha256, about)) in project.documents.iter().zip(bundled) {
        assert_eq!(document.meta.id.as_str(), id);
        assert_eq!(document.sha256, sha256);
        assert_eq!(document.meta.title, about["title"]);
        assert_eq!(document.meta.published.date, about["published"]["date"]);
        let lines = about["boilerplate"].as_array().map_or(0, Vec::len);
        assert_eq!(document.meta.boilerplate.len(), lines);
    }
}

#[test]
fn marks_keep_to_words_and_out_of_boilerplate() {
    let project = example();
    let texts: BTreeMap<_, _> = project
        .documents
        .iter()
        .map(|document| {
            let text = Text::from_frozen(document.text.as_str());
            (document.meta.id.as_str(), (&document.meta, text))
        })
        .collect();
    let mut seen = BTreeSet::new();
    for mark in &project.annotations {
        let (meta, text) = &texts[mark.document.as_str()];
        for fragment in &mark.fragments {
            let range = fragment.range();
            let quote = text.slice(range.clone());
            let place = format!("{} “{quote}”", mark.id);
            assert_eq!(quote, fragment.quote, "{place}");
            assert!(!meta.is_boilerplate(range.clone()), "{place}");
            let loose = |c: char| c.is_whitespace() || ",.;:".contains(c);
            assert_eq!(quote.trim_matches(loose), quote, "{place}");
            let letter = |at: usize| text.slice(at..at + 1).chars().all(char::is_alphanumeric);
            assert!(range.start == 0 || !letter(range.start - 1), "{place}");
            assert!(range.end == text.len() || !letter(range.end), "{place}");
            let extent = (mark.document.as_str(), range.start, range.end);
            assert!(seen.insert((extent, mark.label.as_str())), "twice: {place}");
        }
    }
}

#[test]
fn claims_and_events_are_marked_as_the_guidelines_say() {
    let project = example();
    let relations = |mark: &Annotation, kind: &str| {
        let all = project.relations.iter();
        all.filter(|relation| relation.from == mark.id && relation.kind == kind)
            .count()
    };
    for mark in &project.annotations {
        let given = |name: &str| mark.attributes.contains_key(name);
        let place = format!("{} “{}”", mark.id, mark.fragments[0].quote);
        match mark.layer() {
            "claim" => {
                let said = relations(mark, "said-by") > 0;
                assert_eq!(mark.attributes["quoting"] != "none", said, "{place}");
                assert!(given("certainty") && given("polarity"), "{place}");
                assert!(relations(mark, "about") > 0, "{place}");
            }
            "event" => assert!(given("realis") && given("polarity"), "{place}"),
            _ => match mark.label.as_str() {
                "entity.date" => assert!(given("value"), "{place}"),
                "entity.number" => assert!(given("number") && given("bound"), "{place}"),
                _ => assert!(given("mention"), "{place}"),
            },
        }
    }
}

#[test]
fn clusters_hold_marks_of_one_layer_and_each_is_named_once() {
    let project = example();
    let marks = marks(&project);
    let mut names = BTreeSet::new();
    for cluster in &project.clusters {
        let members = cluster.members.iter();
        let layers: BTreeSet<_> = members.map(|id| marks[id.as_str()].layer()).collect();
        assert_eq!(layers.len(), 1, "{}", cluster.name);
        let name = (layers, cluster.name.as_str());
        assert!(names.insert(name), "twice: {}", cluster.name);
    }
}

#[test]
fn every_tension_has_its_reason_and_what_becomes_of_it() {
    let project = example();
    let marks = marks(&project);
    let mut found = BTreeSet::new();
    for relation in &project.relations {
        match relation.kind.as_str() {
            "contradicts" => {
                assert!(!relation.note.is_empty(), "{}", relation.id);
                assert!(
                    TENSIONS.contains(&relation.value.as_str()),
                    "{}",
                    relation.id
                );
                found.insert(relation.value.as_str());
            }
            "updates" => assert!(!relation.note.is_empty(), "{}", relation.id),
            "repeats" => {
                let Target::Annotation(to) = &relation.to else {
                    panic!("{} ends at a cluster", relation.id);
                };
                let (from, to) = (marks[relation.from.as_str()], marks[to.as_str()]);
                assert_ne!(from.document, to.document, "{}", relation.id);
            }
            _ => {}
        }
    }
    assert_eq!(found, BTreeSet::from(TENSIONS));
}

#[test]
fn its_description_has_the_right_counts() {
    let project = example();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in &project.annotations {
        *counts.entry(mark.label.as_str()).or_default() += 1;
        *counts.entry("all marks").or_default() += 1;
    }
    for relation in &project.relations {
        *counts.entry(relation.kind.as_str()).or_default() += 1;
    }
    let mut told = BTreeMap::new();
    for row in DESCRIPTION.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0].trim_matches('`');
        let numbers: Vec<usize> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
        if let (true, [.., all]) = (counts.contains_key(name), &*numbers) {
            told.insert(name, *all);
        }
    }
    assert_eq!(told, counts);
}
