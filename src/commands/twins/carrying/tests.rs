#![allow(clippy::unwrap_used)]

use super::*;
use postil_core::history::History;
use postil_core::model::Schema;
use postil_core::workspace::{Entry, Workspace};
use serde_json::{Value, json};
use std::cell::Cell;

const STAMP: Stamp = Stamp {
    author: "me",
    time: "2024-12-18T09:00:00Z",
};

/// An agency text with a few words of its own.
fn text(fate: &str, held: &str) -> String {
    format!(
        "Officials from ten countries met in the capital on Monday to discuss the {fate} of the frozen \
         reserves, and the envoy Zamir Kabulov said that the talks would go on until a {held} position was \
         found by all sides."
    )
}

/// The first of so many documents with one text has these marks, the second one mark on “the capital”.
fn workspace(many: usize, marks: &[(&str, &str)]) -> Workspace {
    let texts: Vec<String> = (0..many)
        .map(|at| match at {
            0 => text("future", "common"),
            _ => text("fate", "shared"),
        })
        .collect();
    let mark = |id: &str, document: usize, words: &str, label: &str| -> Value {
        let start = texts[document].find(words).unwrap();
        json!({
            "id": id, "document": format!("{document}"), "label": label,
            "fragments": [{ "start": start, "end": start + words.len() }],
        })
    };
    let mut annotations: Vec<Value> = marks
        .iter()
        .map(|(words, label)| mark(words, 0, words, label))
        .collect();
    annotations.push(mark("there", 1, "the capital", "entity.place"));
    let documents = texts.iter().enumerate();
    let documents: Vec<Value> = documents
        .map(|(at, text)| json!({ "id": format!("{at}"), "title": format!("T{at}"), "text": text }))
        .collect();
    let project = json!({
        "name": "",
        "schema": Schema::bundled(),
        "documents": documents,
        "annotations": annotations,
        "relations": [{
            "id": "r", "type": "located-in", "from": "Zamir Kabulov", "to": { "annotation": "the capital" },
        }],
    });
    let state = State::open(serde_json::from_value(project).unwrap()).unwrap();
    Workspace::new(state, History::default())
}

const MARKS: [(&str, &str); 4] = [
    ("Zamir Kabulov", "entity.person"),
    ("ten countries", "entity.place"),
    ("the capital", "entity.place"),
    ("common position", "entity.organization"),
];

fn plan(workspace: &Workspace, only: Option<&str>, to: Option<&str>) -> Plan {
    let state = workspace.state();
    let found = Reprints::of(state);
    let wanted = Wanted {
        from: "0".into(),
        range: match only {
            Some(only) => state.annotation(&only.into()).unwrap().extent(),
            None => 0..1000,
        },
        only: only.map(Into::into),
        to: to.map(Into::into),
    };
    let mut carrying = Carrying::begin(&found, wanted);
    while carrying.step(state, &found) {}
    let next = Cell::new(0);
    let id = || {
        next.set(next.get() + 1);
        format!("n{}", next.get())
    };
    carrying.plan(
        state,
        STAMP,
        || id().as_str().into(),
        || id().as_str().into(),
    )
}

#[test]
fn certain_marks_are_made_in_one_step_and_others_told() {
    let mut workspace = workspace(2, &MARKS);
    let plan = plan(&workspace, None, None);
    assert_eq!((plan.made, plan.there, plan.gone), (2, 1, 0));
    assert_eq!(plan.twins, ["1".into()]);
    assert_eq!(plan.doubts.len(), 1);
    let doubt = &plan.doubts[0];
    assert_eq!(
        (&*doubt.was[0], &*doubt.is[0]),
        ("common position", "shared position")
    );
    let transaction = plan.transaction.unwrap();
    assert_eq!(transaction.name, "carry 2 marks to “T1”");
    let before = workspace.state().to_project();
    workspace.perform(&Entry::Commit(transaction)).unwrap();
    // The relation comes along, though its other end was there already.
    let relations = workspace.state().to_project().relations;
    assert_eq!(relations.len(), 2);
    workspace.perform(&Entry::Undo).unwrap();
    assert_eq!(workspace.state().to_project(), before);
}

#[test]
fn one_mark_is_carried_alone_to_all_articles_or_to_one() {
    let workspace = workspace(4, &MARKS);
    let all = plan(&workspace, Some("Zamir Kabulov"), None);
    assert_eq!((all.made, all.there, all.into.len()), (3, 0, 3));
    assert_eq!(all.transaction.unwrap().name, "carry 3 marks to 3 articles");
    let one = plan(&workspace, Some("Zamir Kabulov"), Some("2"));
    assert_eq!((one.made, &one.into), (1, &vec!["2".into()]));
    let known = plan(&workspace, Some("the capital"), Some("1"));
    assert_eq!((known.made, known.there), (0, 1));
    assert!(known.transaction.is_none());
}

#[test]
fn what_no_other_document_has_is_not_carried() {
    let workspace = workspace(2, &MARKS);
    let none = plan(&workspace, Some("there"), None);
    assert!(none.twins.is_empty() && none.transaction.is_none());
}

#[test]
fn one_go_is_bounded() {
    let many = MOST_MARKS / 4 + 3;
    let plan = plan(&workspace(many, &MARKS), None, None);
    assert!(plan.is_cut);
    assert!(plan.twins.len() <= MOST_MARKS / 4 + 1);
}

#[test]
fn a_place_between_two_code_points_meets_what_begins_there() {
    assert!(meets(&(3..6), &(3..3)));
    assert!(meets(&(3..6), &(5..5)));
    assert!(!meets(&(3..6), &(6..6)));
    assert!(!meets(&(3..6), &(0..3)));
    assert!(meets(&(3..6), &(0..4)));
}
