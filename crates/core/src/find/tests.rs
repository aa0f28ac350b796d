//! What is found, in which lines it is listed, and what is ticked.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::Schema;
use crate::testing::{any_label, any_project};
use crate::text::Wanted;
use proptest::prelude::*;
use serde_json::json;

const TEXT: &str =
    "Home newsTaliban\nThe Taliban and the taliban met Taliban’s men. Talibanized Taliban.";

fn story() -> State {
    let mark = |id: &str, label: &str, start: usize, end: usize| {
        json!({
            "id": id, "document": "d1", "label": label, "fragments": [{ "start": start, "end": end }]
        })
    };
    let project = json!({
        "name": "Story",
        "schema": Schema::bundled(),
        "documents": [
            { "id": "d1", "text": TEXT, "boilerplate": [{ "start": 0, "end": 16 }] },
            { "id": "d2", "text": "Nobody." },
            { "id": "d3", "text": "The Taliban. The Taliban." },
        ],
        "annotations": [
            // “The Taliban”, “Taliban” of “Taliban’s”, and the last one.
            mark("a", "entity.group", 17, 28),
            mark("b", "entity.group", 49, 56),
            mark("c", "entity.person", 76, 83),
            mark("e", "claim", 33, 60),
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

fn search(state: &State, query: &str, label: Option<&str>, only: Option<&str>) -> Finding {
    let wanted = Wanted {
        query: query.to_owned(),
        ..Wanted::default()
    };
    let pattern = Pattern::new(&wanted).unwrap();
    let only = only.map(DocumentId::from);
    let mut finding = Finding::new(state, pattern, only.as_ref(), label.map(str::to_owned));
    while finding.step(state) {}
    finding
}

#[test]
fn hits_are_told_apart() {
    let state = story();
    let found = search(&state, "taliban", Some("entity.group"), None);
    let standings: Vec<_> = found.hits().iter().map(|hit| hit.standing).collect();
    use Standing::*;
    assert_eq!(
        standings,
        [Boilerplate, Inside, Clear, Same, Glued, Other, Clear, Clear]
    );
    let lines: Vec<_> = (0..found.line_count())
        .map(|at| found.line(at).unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            Line::Document(0, 1),
            Line::Hit(2),
            Line::Document(2, 2),
            Line::Hit(6),
            Line::Hit(7),
            Line::Doubtful(4),
            Line::Hit(0),
            Line::Hit(1),
            Line::Hit(4),
            Line::Hit(5),
            Line::Same(1),
            Line::Hit(3),
        ]
    );
    assert_eq!(found.line(12), None);
    assert_eq!(
        (
            found.count(),
            found.documents_with_hits(),
            found.ticked_count()
        ),
        (8, 2, 3)
    );
    let larger = search(&state, "the taliban and", Some("entity.group"), None);
    assert_eq!(larger.hits()[0].standing, Overlaps);
}

#[test]
fn without_a_label_all_are_listed_by_document() {
    let found = search(&story(), "taliban", None, None);
    assert_eq!(found.line_count(), 10);
    assert_eq!(found.line(0), Some(Line::Document(0, 6)));
    let found = search(&story(), "taliban", None, Some("d3"));
    assert_eq!(found.count(), 2);
    assert_eq!(search(&story(), "taliban", None, Some("gone")).count(), 0);
}

#[test]
fn ticks_are_of_hits_and_of_groups() {
    let mut found = search(&story(), "taliban", Some("entity.group"), None);
    assert_eq!(
        (found.tick(0), found.tick(5), found.tick(6)),
        (Some(true), Some(false), Some(false))
    );
    assert!(found.toggle(6));
    assert_eq!((found.tick(5), found.ticked_count()), (None, 4));
    assert!(found.toggle(5));
    assert_eq!((found.tick(5), found.ticked_count()), (Some(true), 7));
    assert!(!found.toggle(2));
    let ticked: Vec<_> = found
        .ticked()
        .map(|hit| (hit.document, hit.range.start))
        .collect();
    assert_eq!(ticked, [(0, 9), (0, 21), (0, 37), (0, 64), (0, 76)]);
    found.tick_all(false);
    assert_eq!(found.ticked_count(), 0);
    found.tick_all(true);
    assert_eq!(found.ticked_count(), 8);
}

#[test]
fn more_is_counted_than_kept() {
    let text = "a ".repeat(MAX_HITS + 10);
    let project = json!({
        "name": "Long", "schema": Schema::bundled(), "documents": [{ "id": "d", "text": text }], "annotations": [],
    });
    let state = State::open(serde_json::from_value(project).unwrap()).unwrap();
    let found = search(&state, "a", None, None);
    assert_eq!(
        (found.count(), found.hits().len()),
        (MAX_HITS + 10, MAX_HITS)
    );
    assert_eq!(found.line_count(), MAX_HITS + 1);
}

proptest! {
    /// Every hit has one line; the counts agree with what they count; nothing that is marked clearly
    /// exists already or lies in boilerplate.
    #[test]
    fn lines_and_ticks_agree(
        project in any_project(),
        query in "[a-z ]{1,2}",
        label in any_label(),
        toggles in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let state = State::open(project).unwrap();
        let mut found = search(&state, &query, Some(&label), None);
        for at in toggles {
            if found.line_count() > 0 {
                let line = at.index(found.line_count());
                let now = found.toggle(line);
                prop_assert_eq!(found.tick(line), Some(now));
            }
        }
        prop_assert_eq!(found.ticked_count(), found.ticked().count());
        let mut seen = BTreeSet::new();
        let (mut announced, mut under) = (0, 0);
        for at in 0..found.line_count() {
            match found.line(at).unwrap() {
                Line::Document(_, many) | Line::Doubtful(many) | Line::Same(many) => announced += many,
                Line::Hit(hit) => {
                    under += 1;
                    prop_assert!(seen.insert(hit));
                }
            }
        }
        prop_assert_eq!((announced, under), (found.hits().len(), found.count()));
        for hit in found.hits() {
            let document = &state.documents()[hit.document];
            let there = exactly(&state, document, &hit.range, &label).is_some_and(|a| a.label == label);
            prop_assert_eq!(there, hit.standing == Standing::Same);
        }
    }
}
