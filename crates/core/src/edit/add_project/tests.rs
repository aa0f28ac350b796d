//! After adding, the records of both projects are present; after undo, only the earlier ones.
#![allow(clippy::unwrap_used)]

use super::add_project;
use crate::model::{Annotation, Project, Target};
use crate::state::State;
use crate::state::tests::assert_whole;
use crate::testing::any_project;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn project(name: &str, text: &str, label: &str) -> Project {
    let project: Value = json!({
        "name": name,
        "schema": { "layers": [{ "name": label, "title": label, "key": "e" }], "relations": [] },
        "documents": [{ "id": "d", "title": "One", "text": text }],
        "annotations": [
            { "id": "a", "document": "d", "label": label, "fragments": [{ "start": 0, "end": 2 }] },
            { "id": "b", "document": "d", "label": label, "fragments": [{ "start": 3, "end": 4 }] },
        ],
        "relations": [{ "id": "r", "type": "odd", "from": "a", "to": { "annotation": "b" } }],
        "clusters": [{ "id": "k", "name": name, "members": ["a"] }],
    });
    serde_json::from_value(project).unwrap()
}

fn added(one: &Project, other: &Project) -> (State, String) {
    let mut state = State::open(one.clone()).unwrap();
    let adding = add_project(&state, other).expect("there is something to add");
    state.apply(&adding).expect("it fits");
    assert_whole(&state);
    (state, adding.name)
}

fn ids(state: &State) -> (Vec<&str>, Vec<&str>, Vec<&str>, Vec<&str>) {
    (
        state
            .documents()
            .iter()
            .map(|d| d.meta().id.as_str())
            .collect(),
        state.annotations().map(|a| a.id.as_str()).collect(),
        state.relations().map(|r| r.id.as_str()).collect(),
        state.clusters().map(|c| c.record().id.as_str()).collect(),
    )
}

#[test]
fn ids_in_use_are_replaced() {
    let (state, name) = added(
        &project("One", "A text.", "entity"),
        &project("Two", "Another.", "event"),
    );
    assert_eq!(name, "add “Two”");
    let expected = (
        vec!["d", "d-2"],
        vec!["a", "b", "a-2", "b-2"],
        vec!["r", "r-2"],
        vec!["k", "k-2"],
    );
    assert_eq!(ids(&state), expected);
    let keys: Vec<_> = state.schema().layers.iter().map(|l| l.key).collect();
    assert_eq!(keys, [Some('e'), None]);
    assert_eq!(state.header().name, "One");
    let moved = state.relation(&"r-2".into()).unwrap();
    assert_eq!(moved.from.as_str(), "a-2");
    assert_eq!(moved.to, Target::Annotation("b-2".into()));
    let members = state.cluster(&"k-2".into()).unwrap().members();
    assert_eq!(
        members.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["a-2"]
    );
}

#[test]
fn annotations_are_added_to_a_present_article() {
    let mut other = project("Two", "A text.", "event");
    other.documents[0].meta.id = "another-name".into();
    for annotation in &mut other.annotations {
        annotation.document = "another-name".into();
    }
    let (state, _) = added(&project("One", "A text.", "entity"), &other);
    let (documents, annotations, ..) = ids(&state);
    assert_eq!(documents, ["d"]);
    assert_eq!(annotations, ["a", "a-2", "b", "b-2"]);
}

#[test]
fn identical_records_are_not_added_again() {
    let one = project("One", "A text.", "entity");
    let state = State::open(one.clone()).unwrap();
    assert_eq!(add_project(&state, &one), None);
    assert_eq!(add_project(&state, &state.to_project()), None);

    // A copy with one change: only the change is added, and the cluster is not duplicated.
    let mut copy = one.clone();
    copy.clusters[0].members.push("b".into());
    copy.annotations[0].note = "Seen.".to_owned();
    let (state, _) = added(&one, &copy);
    let (_, annotations, relations, clusters) = ids(&state);
    assert_eq!(annotations, ["a", "a-2", "b"]);
    assert_eq!(relations, ["r", "r-2"]);
    assert_eq!(clusters, ["k"]);
    assert_eq!(state.cluster(&"k".into()).unwrap().members().len(), 3);
}

/// The content of an annotation, without its id and that of its document.
fn said(project: &Project, annotation: &Annotation) -> String {
    let document = project
        .documents
        .iter()
        .find(|d| d.meta.id == annotation.document);
    let text = document.map(|document| document.text.as_str());
    let mut annotation = annotation.clone();
    annotation.id = "-".into();
    annotation.document = "-".into();
    format!("{text:?} {annotation:?}")
}

/// The content of all records of a project without their ids, and how often each occurs.
fn all_said(project: &Project) -> BTreeMap<String, usize> {
    let annotations: BTreeMap<_, _> = (project.annotations.iter())
        .map(|a| (a.id.clone(), said(project, a)))
        .collect();
    let mut all = BTreeMap::new();
    let mut say = |said: String| *all.entry(said).or_default() += 1;
    for document in &project.documents {
        say(document.text.clone());
    }
    annotations.values().cloned().for_each(&mut say);
    for relation in &project.relations {
        let mut plain = relation.clone();
        plain.id = "-".into();
        plain.from = "-".into();
        plain.to = Target::Cluster("-".into());
        let to = match &relation.to {
            Target::Annotation(to) => annotations[to].clone(),
            Target::Cluster(to) => {
                let cluster = project.clusters.iter().find(|c| c.id == *to).unwrap();
                cluster.name.clone()
            }
        };
        say(format!("{plain:?} {} {to}", annotations[&relation.from]));
    }
    for cluster in &project.clusters {
        for member in &cluster.members {
            say(format!("{} {}", cluster.name, annotations[member]));
        }
        for part in &cluster.parts {
            let part = project.clusters.iter().find(|c| c.id == *part).unwrap();
            say(format!("{} of {}", part.name, cluster.name));
        }
    }
    all
}

proptest! {
    #[test]
    fn both_projects_are_present(one in any_project(), other in any_project(), copied in any::<bool>()) {
        let mut other = other;
        if copied {
            // Texts and records that are already present, with the same ids and with others.
            other = one.clone();
            for (at, annotation) in other.annotations.iter_mut().enumerate() {
                if at % 3 == 1 {
                    annotation.note.push('!');
                }
            }
            other.clusters.truncate(1);
            let kept: Vec<_> = other.clusters.iter().map(|c| c.id.clone()).collect();
            for cluster in &mut other.clusters {
                cluster.parts.retain(|part| kept.contains(part));
            }
            other.relations.retain(|r| match &r.to {
                Target::Annotation(_) => true,
                Target::Cluster(to) => other.clusters.iter().any(|c| c.id == *to),
            });
        }
        let mut state = State::open(one).unwrap();
        let before = state.to_project();
        let other = State::open(other).unwrap().to_project();
        let Some(adding) = add_project(&state, &other) else {
            return Ok(());
        };
        let (inverse, _) = state.apply(&adding).map_err(|e| TestCaseError::fail(e.to_string()))?;
        assert_whole(&state);
        let after = state.to_project();

        // The earlier records keep their ids.
        let kept: BTreeSet<_> = after.annotations.iter().map(|a| &a.id).collect();
        prop_assert!(before.annotations.iter().all(|a| kept.contains(&a.id)));
        let (had, has) = (all_said(&before), all_said(&after));
        for (said, count) in had {
            prop_assert!(has.get(&said) >= Some(&count), "{said} of the first");
        }
        for (said, count) in all_said(&other) {
            // Each text is present once, however often it was added.
            let count = if other.documents.iter().any(|d| d.text == said) { 1 } else { count };
            prop_assert!(has.get(&said) >= Some(&count), "{said} of the second");
        }
        for layer in &other.schema.layers {
            let there = state.schema().layer(&layer.name);
            let labels = there.map_or(&[][..], |there| &there.labels);
            let known = |name: &str| labels.iter().any(|label| label.name == name);
            let all = layer.labels.iter().all(|label| known(&label.name));
            prop_assert!(there.is_some() && all);
        }
        for kind in &other.schema.relations {
            prop_assert!(state.schema().relation(&kind.name).is_some());
        }

        state.apply(&inverse).map_err(|e| TestCaseError::fail(e.to_string()))?;
        assert_whole(&state);
        prop_assert_eq!(state.to_project(), before);
    }
}
