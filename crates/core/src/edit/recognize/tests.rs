#![allow(clippy::unwrap_used)]

use crate::edit::{add_project, merge_project};
use crate::model::{AnnotationId, ClusterId, Project, RelationId, Target};
use crate::state::State;
use crate::testing::any_project;
use crate::transaction::Op;
use proptest::prelude::*;
use serde_json::{Value, json};

fn project(annotation: Value) -> Project {
    let whole = json!({
        "name": "One",
        "schema": { "layers": [{ "name": "entity", "title": "Entity", "key": "e" }], "relations": [] },
        "documents": [{ "id": "d", "title": "One", "text": "A text." }],
        "annotations": [annotation],
        "relations": [],
        "clusters": [],
    });
    serde_json::from_value(whole).unwrap()
}

/// A mark over the first two characters, with more fields.
fn mark(id: &str, more: Value) -> Project {
    let mut mark = json!({
        "id": id, "document": "d", "label": "entity", "fragments": [{ "start": 0, "end": 2 }],
    });
    for (name, value) in more.as_object().unwrap() {
        mark[name] = value.clone();
    }
    project(mark)
}

fn new_marks(state: &State, other: &Project) -> usize {
    let Some(adding) = add_project(state, other) else {
        return 0;
    };
    let is_new = |op: &&Op| matches!(op, Op::PutAnnotation(_));
    adding.ops.iter().filter(is_new).count()
}

#[test]
fn a_mark_that_says_nothing_new_is_the_present_one() {
    let here = json!({ "author": "ann", "note": "sure", "attributes": { "type": "person" } });
    let state = State::open(mark("a", here)).unwrap();
    for (other, new) in [
        (json!({}), 0),
        (json!({ "note": "sure" }), 0),
        (json!({ "attributes": { "type": "person" } }), 0),
        (
            json!({ "author": "ann", "created": "2024-01-01T00:00:00Z" }),
            0,
        ),
        (json!({ "author": "ben" }), 1),
        (json!({ "note": "not so sure" }), 1),
        (json!({ "attributes": { "type": "place" } }), 1),
        (json!({ "fragments": [{ "start": 0, "end": 3 }] }), 1),
    ] {
        let copy = mark("T1", other.clone());
        assert_eq!(new_marks(&state, &copy), new, "{other}");
        assert_eq!(merge_project(&state, &copy).1.annotations, new, "{other}");
    }
}

#[test]
fn an_id_of_another_tool_means_nothing() {
    let marks = |ids: &[(&str, usize)]| {
        let mut whole = mark("x", json!({}));
        let one = whole.annotations.remove(0);
        for (id, start) in ids {
            let mut next = one.clone();
            next.id = AnnotationId::from(*id);
            (next.fragments[0].start, next.fragments[0].end) = (*start, start + 1);
            whole.annotations.push(next);
        }
        whole
    };
    // The marks of a file are numbered by their order; here, one was added between them.
    let state = State::open(marks(&[("T1", 0), ("own", 2), ("T2", 4)])).unwrap();
    let back = marks(&[("T1", 0), ("T2", 2), ("T3", 4)]);
    assert_eq!(new_marks(&state, &back), 0);
}

proptest! {
    /// Other tools give records ids of their own, and know no authors.
    #[test]
    fn a_project_under_other_ids_adds_nothing(project in any_project()) {
        let state = State::open(project).unwrap();
        let mut copy = state.to_project();
        copy.header.set_unsettled([]);
        let other = |id: &mut AnnotationId| *id = format!("{id}-other").as_str().into();
        for annotation in &mut copy.annotations {
            other(&mut annotation.id);
            annotation.author = String::new();
        }
        for cluster in &mut copy.clusters {
            cluster.members.iter_mut().for_each(other);
            // A cluster without mentions has nothing to be recognized by.
            if !cluster.members.is_empty() {
                cluster.id = ClusterId::from(format!("{}-other", cluster.id).as_str());
            }
        }
        let renamed: Vec<_> = copy.clusters.iter().map(|it| it.id.clone()).collect();
        for relation in &mut copy.relations {
            relation.id = RelationId::from(format!("{}-other", relation.id).as_str());
            relation.author = String::new();
            other(&mut relation.from);
            match &mut relation.to {
                Target::Annotation(to) => other(to),
                Target::Cluster(to) => {
                    let next = ClusterId::from(format!("{to}-other").as_str());
                    if renamed.contains(&next) {
                        *to = next;
                    }
                }
            }
        }
        let adding = add_project(&state, &copy);
        let ops = adding.map(|adding| adding.ops).unwrap_or_default();
        let ops: Vec<_> = ops.iter().filter(|op| !matches!(op, Op::PutHeader(_))).collect();
        prop_assert!(ops.is_empty(), "{ops:?}");
    }
}
