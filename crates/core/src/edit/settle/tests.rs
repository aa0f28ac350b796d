//! Conflicts after a merge are listed, and settled one by one, all at once, or by keeping all
//! versions.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::edit::{merge_project, remove, remove_document};
use crate::merge::merge;
use crate::model::Project;
use crate::state::tests::assert_whole;
use crate::testing::any_project;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

const STAMP: Stamp = Stamp {
    author: "anna",
    time: "2026-01-02T00:00:00Z",
};

/// A project with an annotation in a cluster, and a copy that differs in many ways.
fn copies() -> [Project; 2] {
    let project = |label: &str, end: usize, note: &str, home: &str, modified: &str| -> Project {
        let mut clusters = json!([
            { "id": "k", "name": "Kabul", "members": [] },
            { "id": "m", "name": "Moscow", "members": ["b"] },
        ]);
        let home = usize::from(home == "m");
        clusters[home]["members"]
            .as_array_mut()
            .unwrap()
            .push("a".into());
        let project = json!({
            "name": "One",
            "schema": {},
            "documents": [{ "id": "d", "title": format!("by {label}"), "text": "A text.", "status": "done" }],
            "annotations": [
                { "id": "a", "document": "d", "label": label, "note": note, "modified": modified,
                    "fragments": [{ "start": 0, "end": end }], "attributes": { "x": label, "y": 1 } },
                { "id": "b", "document": "d", "label": "entity", "fragments": [{ "start": 2, "end": 6 }] },
            ],
            "clusters": clusters,
        });
        serde_json::from_value(project).unwrap()
    };
    [
        project("entity", 1, "", "k", "2026-01-01T00:00:00Z"),
        project("event", 2, "A note.", "m", "2025-01-01T00:00:00Z"),
    ]
}

fn merged() -> State {
    let [one, other] = copies();
    let mut state = State::open(one).unwrap();
    let (merging, _) = merge_project(&state, &other);
    state.apply(&merging.unwrap()).unwrap();
    assert_whole(&state);
    state
}

fn apply(state: &mut State, transaction: Option<Transaction>) {
    let before = state.to_project();
    let (inverse, _) = state
        .apply(&transaction.expect("there is something"))
        .expect("it fits");
    let after = state.to_project();
    assert_whole(state);
    let (forth, _) = state.apply(&inverse).expect("the inverse fits");
    assert_eq!(state.to_project(), before);
    state.apply(&forth).expect("it fits again");
    assert_eq!(state.to_project(), after);
}

fn listed(state: &State) -> Vec<(Field, Vec<Value>)> {
    let conflicts = conflicts(state).into_iter();
    conflicts
        .map(|conflict| {
            let values = conflict.values.into_iter();
            let values = values.map(|choice| choice.value.unwrap_or_default());
            (conflict.field, values.collect())
        })
        .collect()
}

#[test]
fn every_different_field_is_listed_with_the_value_in_force_first() {
    let state = merged();
    let own = |name: &str| Field::Own(name.to_owned());
    let expected = [
        (own("title"), vec![json!("by entity"), json!("by event")]),
        (
            own("fragments"),
            vec![
                json!([{ "start": 0, "end": 1 }]),
                json!([{ "start": 0, "end": 2 }]),
            ],
        ),
        (own("label"), vec![json!("entity"), json!("event")]),
        (own("note"), vec![Value::Null, json!("A note.")]),
        (
            Field::Attribute("x".to_owned()),
            vec![json!("entity"), json!("event")],
        ),
        (Field::Cluster, vec![json!("k"), json!("m")]),
    ];
    assert_eq!(listed(&state), expected);
    let conflicts = conflicts(&state);
    let times: Vec<_> = conflicts[2]
        .values
        .iter()
        .map(|c| c.modified.as_str())
        .collect();
    assert_eq!(times, ["2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z"]);
}

#[test]
fn conflicts_are_settled_one_by_one() {
    let mut state = merged();
    // Choose the incoming value every other time, in any order.
    for (turn, at) in [3, 4, 0, 2, 0, 0].into_iter().enumerate() {
        let conflict = conflicts(&state).swap_remove(at);
        let value = turn % 2;
        let settled = settle(&state, &conflict, value, STAMP);
        apply(&mut state, settled);
        assert_eq!(conflicts(&state).len(), 5 - turn, "{conflict:?}");
    }
    assert_eq!(
        state.header().unsettled().len(),
        0,
        "nothing is left of the versions"
    );
    let a = state.annotation(&"a".into()).unwrap();
    assert_eq!((a.label.as_str(), a.note.as_str()), ("event", ""));
    assert_eq!(a.attributes["x"], "event");
    assert_eq!(a.attributes["y"], 1);
    assert_eq!(a.extent(), 0..1);
    assert_eq!(a.modified, STAMP.time);
    assert_eq!(
        state.document(&"d".into()).unwrap().meta().title,
        "by entity"
    );
    assert_eq!(
        state.cluster_of(&"a".into()).unwrap().record().name,
        "Moscow"
    );
}

#[test]
fn moving_an_annotation_to_its_other_cluster_removes_an_empty_one() {
    let mut state = merged();
    let conflict = conflicts(&state).pop().unwrap();
    assert_eq!(conflict.field, Field::Cluster);
    let settled = settle(&state, &conflict, 1, STAMP);
    apply(&mut state, settled);
    assert_eq!(
        state.cluster_of(&"a".into()).unwrap().record().name,
        "Moscow"
    );
    assert!(state.cluster(&"k".into()).is_none());
}

#[test]
fn both_can_be_kept() {
    let mut state = merged();
    let kept = keep_all(&state, &"a".into(), &mut || "fresh".into());
    apply(&mut state, kept);
    let fresh = state.annotation(&"fresh".into()).unwrap();
    assert_eq!((fresh.label.as_str(), fresh.extent()), ("event", 0..2));
    assert_eq!(state.annotation(&"a".into()).unwrap().label, "entity");
    let left: Vec<_> = listed(&state).into_iter().map(|(field, _)| field).collect();
    assert_eq!(left, [Field::Own("title".to_owned()), Field::Cluster]);
    assert_eq!(keep_all(&state, &"a".into(), &mut || "x".into()), None);
}

#[test]
fn all_can_be_settled_at_once() {
    for (which, turned, label) in [
        (Which::Present, false, "entity"),
        (Which::Latest, false, "entity"),
        (Which::Present, true, "event"),
        (Which::Latest, true, "entity"),
    ] {
        let mut state = merged();
        if turned {
            let [one, other] = copies();
            state = State::open(merge(&other, &one).project).unwrap();
        }
        let settled = settle_all(&state, which);
        apply(&mut state, settled);
        assert_eq!(state.header().unsettled().len(), 0);
        assert_eq!(
            state.annotation(&"a".into()).unwrap().label,
            label,
            "{which:?}"
        );
        assert_eq!(settle_all(&state, which), None);
    }
}

#[test]
fn removed_records_have_no_conflicts() {
    let mut state = merged();
    let removed = remove(&state, &["a".into()]);
    apply(&mut state, removed);
    assert_eq!(listed(&state).len(), 1, "the title");
    let removed = remove_document(&state, &"d".into());
    apply(&mut state, removed);
    assert_eq!(state.header().unsettled().len(), 0);
}

proptest! {
    #[test]
    fn merging_by_a_transaction_equals_merging(one in any_project(), other in any_project()) {
        let mut state = State::open(one).unwrap();
        // Such a text is found under the id that it has here.
        let has_text = |text: &str| state.documents().iter().any(|here| here.text().as_str() == text);
        prop_assume!(!other.documents.iter().any(|document| has_text(&document.text)));
        let merged = merge(&state.to_project(), &other).project;
        let merged = State::open(merged).unwrap().to_project();
        if let Some(merging) = merge_project(&state, &other).0 {
            apply(&mut state, Some(merging));
        }
        prop_assert_eq!(state.to_project(), merged);
    }

    #[test]
    fn everything_listed_can_be_settled(
        one in any_project(),
        choices in prop::collection::vec((any::<Index>(), any::<Index>()), 40),
    ) {
        let mut state = State::open(one.clone()).unwrap();
        let mut left = conflicts(&state).len();
        for (at, value) in choices {
            let Some(conflict) = conflicts(&state).get(at.index(left.max(1))).cloned() else {
                break;
            };
            let settled = settle(&state, &conflict, value.index(conflict.values.len()), STAMP);
            apply(&mut state, settled);
            let now = conflicts(&state);
            prop_assert!(now.len() < left, "{:?} is still there", conflict);
            prop_assert!(!now.iter().any(|c| c.subject == conflict.subject && c.field == conflict.field));
            left = now.len();
        }
    }
}
