//! Undo, redo, merging and replaying.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::history::MAX_REVISIONS;
use crate::model::{DocumentMeta, Header, Project};
use crate::state::tests::assert_whole;
use crate::state::{RecordName, Refusal};
use crate::testing::{any_project, any_transaction};
use crate::transaction::Op;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    let entry = prop_oneof![
        5 => any_transaction().prop_map(Entry::Commit),
        2 => Just(Entry::Undo),
        1 => Just(Entry::Redo),
    ];
    prop::collection::vec(entry, 0..16)
}

fn open(project: Project) -> Workspace {
    Workspace::new(State::open(project).unwrap(), History::default())
}

fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_slice(&serde_json::to_vec(value).unwrap()).unwrap()
}

/// A model of the history: a list of whole projects.
#[derive(Default)]
struct Model {
    done: Vec<Step>,
    undone: Vec<Step>,
}

struct Step {
    merge: Option<String>,
    before: Project,
    after: Project,
}

impl Model {
    fn commit(&mut self, merge: Option<String>, before: Project, after: Project) {
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if merge.is_some() && last.merge == merge => last.after = after,
            _ => self.done.push(Step {
                merge,
                before,
                after,
            }),
        }
    }
}

proptest! {
    #[test]
    fn undo_and_redo_follow_the_model(project in any_project(), entries in any_entries()) {
        let mut workspace = open(project);
        let mut model = Model::default();
        for entry in &entries {
            let before = workspace.state().to_project();
            let performed = workspace.perform(entry);
            let now = workspace.state().to_project();
            let step = match entry {
                Entry::Commit(transaction) => {
                    match performed {
                        Ok(change) => {
                            prop_assert!(change.is_some());
                            model.commit(transaction.merge.clone(), before, now);
                        }
                        Err(_) => prop_assert_eq!(before, now),
                    }
                    continue;
                }
                Entry::Undo => model.done.pop().map(|step| {
                    let back = step.before.clone();
                    model.undone.push(step);
                    back
                }),
                Entry::Redo => model.undone.pop().map(|step| {
                    let forth = step.after.clone();
                    model.done.push(step);
                    forth
                }),
            };
            let change = performed.expect("what was done can be undone and done again");
            prop_assert_eq!(change.is_some(), step.is_some());
            prop_assert_eq!(now, step.unwrap_or(before));
        }
        assert_whole(workspace.state());
        prop_assert_eq!(undoable(&workspace).len(), model.done.len());
    }

    #[test]
    fn replaying_a_journal_gives_the_same_workspace(
        project in any_project(),
        entries in any_entries(),
        cut in any::<Index>(),
    ) {
        let mut workspace = open(project);
        let cut = cut.index(entries.len() + 1);
        let (early, late) = entries.split_at(cut);
        for entry in early {
            let _ = workspace.perform(entry);
        }
        let snapshot = through_json(&workspace.state().to_project());
        let history = through_json(workspace.history());
        prop_assert_eq!(&history, workspace.history());
        let mut replayed = Workspace::new(State::open(snapshot).unwrap(), history);
        for entry in late {
            // A failed entry is not written to the journal.
            if let Ok(change) = workspace.perform(entry) {
                let read = through_json(entry);
                prop_assert_eq!(&read, entry);
                prop_assert_eq!(replayed.perform(&read), Ok(change));
            }
        }
        prop_assert_eq!(workspace.state().to_project(), replayed.state().to_project());
        prop_assert_eq!(workspace.history(), replayed.history());
        // Steps from before the snapshot can be undone.
        while workspace.perform(&Entry::Undo).unwrap().is_some() {
            prop_assert!(replayed.perform(&Entry::Undo).unwrap().is_some());
        }
        prop_assert_eq!(workspace.state().to_project(), replayed.state().to_project());
    }
}

/// The names of the steps that can be undone, oldest first.
fn undoable(workspace: &Workspace) -> Vec<String> {
    let history = serde_json::to_value(workspace.history()).unwrap();
    let steps = history["done"].as_array().unwrap().iter();
    let names = steps.map(|step| step["name"].as_str().unwrap().to_owned());
    names.collect()
}

fn put_header(name: &str) -> Op {
    Op::PutHeader(Box::new(Header::new(name)))
}

fn commit(workspace: &mut Workspace, name: &str, merge: Option<&str>) {
    let mut transaction = Transaction::new(name, vec![put_header(name)]);
    transaction.merge = merge.map(str::to_owned);
    workspace.perform(&Entry::Commit(transaction)).unwrap();
}

#[test]
fn only_neighbours_of_one_key_are_undone_together() {
    let check = |keys: &[Option<&str>], expected: &[&str]| {
        let mut workspace = Workspace::default();
        for (number, key) in (1..).zip(keys) {
            commit(&mut workspace, &number.to_string(), *key);
        }
        let mut names = Vec::new();
        while workspace.perform(&Entry::Undo).unwrap().is_some() {
            names.push(workspace.state().header().name.clone());
        }
        assert_eq!(names, expected, "{keys:?}");
    };
    let (a, b) = (Some("a"), Some("b"));
    check(&[None, None, None], &["2", "1", ""]);
    check(&[a, a, a], &[""]);
    check(&[a, a, b, b, a], &["4", "2", ""]);
    check(&[a, None, a, a], &["2", "1", ""]);
}

#[test]
fn typing_into_one_field_takes_the_room_of_one_edit() {
    let typed = |ops: &dyn Fn(usize) -> Vec<Op>| {
        let mut workspace = open(
            serde_json::from_value(json!({
                "name": "", "schema": {}, "annotations": [],
                "documents": [{ "id": "d", "text": "x" }, { "id": "e", "text": "x" }],
            }))
            .unwrap(),
        );
        let before = workspace.state().to_project();
        for letters in 0..50 {
            let transaction = Transaction::new("type", ops(letters)).merging("field");
            workspace.perform(&Entry::Commit(transaction)).unwrap();
        }
        let after = workspace.state().to_project();
        let room = workspace.history().to_undo().unwrap().ops.len();
        workspace.perform(&Entry::Undo).unwrap();
        assert_eq!(workspace.state().to_project(), before);
        workspace.perform(&Entry::Redo).unwrap();
        assert_eq!(workspace.state().to_project(), after);
        assert_eq!(undoable(&workspace).len(), 1);
        room
    };
    let meta = |id: &str, letters: usize| {
        Op::PutMeta(Box::new(DocumentMeta::new(
            id.into(),
            "x".repeat(letters + 1),
        )))
    };
    let annotation = |letters: usize| {
        Op::PutAnnotation(Box::new(
            serde_json::from_value(json!({
                "id": "a", "document": "d", "label": "l",
                "fragments": [{ "start": 0, "end": 1 }], "note": "x".repeat(letters),
            }))
            .unwrap(),
        ))
    };
    let name = |letters: usize| put_header(&"x".repeat(letters + 1));
    assert_eq!(typed(&|n| vec![meta("d", n)]), 1);
    assert_eq!(typed(&|n| vec![annotation(n)]), 1);
    assert_eq!(typed(&|n| vec![name(n)]), 1);
    assert_eq!(typed(&|n| vec![meta("d", n), annotation(n)]), 2);
    // A step that puts other records is kept.
    assert_eq!(typed(&|n| vec![meta(["d", "e"][n % 2], n)]), 50);
}

#[test]
fn the_oldest_revision_is_dropped_first() {
    let mut workspace = Workspace::default();
    for number in 0..MAX_REVISIONS + 5 {
        commit(&mut workspace, &number.to_string(), None);
    }
    let mut undone = 0;
    while workspace.perform(&Entry::Undo).unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, MAX_REVISIONS);
    assert_eq!(workspace.state().header().name, "4");
    while workspace.perform(&Entry::Redo).unwrap().is_some() {}
    assert_eq!(
        workspace.state().header().name,
        (MAX_REVISIONS + 4).to_string()
    );
}

#[test]
fn a_commit_after_undo_clears_redo() {
    let mut workspace = Workspace::default();
    commit(&mut workspace, "1", None);
    commit(&mut workspace, "2", None);
    workspace.perform(&Entry::Undo).unwrap();
    assert_eq!(workspace.history().last_undone(), Some("2"));
    commit(&mut workspace, "3", None);
    assert!(workspace.history().last_undone().is_none());
    assert_eq!(workspace.perform(&Entry::Redo), Ok(None));
    assert_eq!(undoable(&workspace), ["1", "3"]);
}

#[test]
fn a_failed_commit_leaves_the_history_unchanged() {
    let mut workspace = Workspace::default();
    commit(&mut workspace, "1", None);
    workspace.perform(&Entry::Undo).unwrap();
    let before = workspace.history().clone();
    let wrong = Transaction::new("", vec![put_header("x"), Op::RemoveRelation("r".into())]);
    let error = workspace.perform(&Entry::Commit(wrong)).unwrap_err();
    assert_eq!(
        (error.op, error.refusal),
        (1, Refusal::Missing(RecordName::Relation("r".into())))
    );
    assert_eq!(*workspace.history(), before);
    assert_eq!(workspace.state().header().name, "");
}
