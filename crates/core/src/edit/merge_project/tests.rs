#![allow(clippy::unwrap_used)]

use super::{is_all_here, is_copy, merge_project};
use crate::edit::{add_project, conflicts, insert_documents, placements, revise};
use crate::model::{Document, DocumentId, DocumentMeta, Project};
use crate::state::State;
use crate::testing::any_project;
use crate::transaction::Transaction;
use proptest::prelude::*;
use serde_json::json;

const OLD: &str = "One two three four.";
const NEW: &str = "Nothing is left of it, but four.";

fn apply(state: &mut State, transaction: Option<Transaction>) {
    if let Some(transaction) = transaction {
        state.apply(&transaction).unwrap();
    }
}

/// A project with an article that was revised, so that marks have lost their places.
fn revised() -> Project {
    let marks: Vec<_> = [(0, 3), (4, 7), (14, 18)]
        .iter()
        .enumerate()
        .map(|(number, (start, end))| {
            json!({
                "id": format!("a{number}"), "document": "10450", "label": "entity",
                "author": "ann", "fragments": [{ "start": start, "end": end }],
            })
        })
        .collect();
    let whole = json!({
        "name": "One",
        "schema": { "layers": [{ "name": "entity", "title": "Entity", "key": "e" }], "relations": [] },
        "documents": [{ "id": "10450", "title": "One", "text": OLD }],
        "annotations": marks,
        "relations": [],
        "clusters": [{ "id": "c", "name": "Four", "members": ["a2"] }],
    });
    let mut state = State::open(serde_json::from_value(whole).unwrap()).unwrap();
    let revision = revise(&state, &"10450".into(), NEW).unwrap();
    apply(&mut state, Some(revision.transaction));
    assert_eq!(placements(&state).len(), 2);
    assert_eq!(state.header().placement_count(), 2);
    state.to_project()
}

#[test]
fn a_file_that_was_added_beside_a_text_of_its_name_is_here() {
    let project = revised();
    let mut state = State::default();
    let other = Document::new(DocumentMeta::new("10450".into(), "One"), OLD);
    let adding = insert_documents(&state, vec![other]);
    apply(&mut state, adding);
    assert!(!is_copy(&state, &project), "the texts differ");
    let adding = add_project(&state, &project);
    apply(&mut state, adding);
    assert_eq!(state.documents().len(), 2);
    assert!(is_all_here(&state, &project));
    let (merging, outlook) = merge_project(&state, &project);
    assert_eq!(merging, None, "{outlook:?}");
    assert_eq!(placements(&state).len(), 2);
    assert_eq!(conflicts(&state), []);
}

#[test]
fn a_changed_title_is_not_here_yet() {
    let mut project = revised();
    let state = State::open(project.clone()).unwrap();
    assert!(is_copy(&state, &project) && is_all_here(&state, &project));
    project.documents[0].meta.title = "Another".to_owned();
    assert!(!is_all_here(&state, &project));
}

#[test]
fn texts_that_have_exchanged_their_ids_are_found() {
    let project = |ids: [&str; 3]| {
        let texts = ["one", "two", "three"].iter().zip(ids);
        let documents = texts
            .filter(|(_, id)| !id.is_empty())
            .map(|(text, id)| Document::new(DocumentMeta::new(id.into(), *text), *text));
        Project {
            documents: documents.collect(),
            ..Project::default()
        }
    };
    let state = State::open(project(["a", "b", ""])).unwrap();
    assert_eq!(merge_project(&state, &project(["b", "a", ""])).0, None);
    assert_eq!(merge_project(&state, &project(["x", "y", ""])).0, None);
    // The third loses its id to the first.
    let (merging, outlook) = merge_project(&state, &project(["x", "", "a"]));
    assert_eq!((outlook.documents, outlook.others), (1, 0));
    let mut state = state;
    apply(&mut state, merging);
    let texts: Vec<_> = state
        .documents()
        .iter()
        .map(|d| d.text().as_str())
        .collect();
    assert_eq!(texts, ["one", "two", "three"]);
    assert_eq!(merge_project(&state, &project(["x", "", "a"])).0, None);
}

/// A project, and another one with some of its records, some of them changed.
fn any_two() -> impl Strategy<Value = (Project, Project)> {
    let how = (any::<[bool; 4]>(), 0_usize..4);
    (any_project(), any_project(), how).prop_map(|(one, stranger, (how, turn))| {
        let [is_strange, loses_authors, renames, has_marks] = how;
        let mut other = if is_strange { stranger } else { one.clone() };
        if renames {
            // Every document gets the id of another one, or a new one.
            let ids: Vec<DocumentId> = (other.documents.iter().map(|it| it.meta.id.clone()))
                .chain(["new".into(), "newer".into()])
                .collect();
            let next = |id: &DocumentId| {
                let at = ids.iter().position(|known| known == id)?;
                Some(ids[(at + turn) % ids.len()].clone())
            };
            let becomes = |id: &mut DocumentId| *id = next(id).unwrap_or_else(|| id.clone());
            for document in &mut other.documents {
                becomes(&mut document.meta.id);
            }
            for annotation in &mut other.annotations {
                becomes(&mut annotation.document);
            }
            other.header.set_unsettled([]);
        }
        if loses_authors {
            other
                .annotations
                .iter_mut()
                .for_each(|it| it.author.clear());
        }
        if !has_marks {
            for annotation in &mut other.annotations {
                annotation.label = "other".to_owned();
            }
        }
        (one, other)
    })
}

proptest! {
    #[test]
    fn merging_twice_changes_nothing_more((one, other) in any_two(), adds in any::<bool>()) {
        let mut state = State::open(one).unwrap();
        let other = State::open(other).unwrap().to_project();
        if adds {
            let adding = add_project(&state, &other);
            apply(&mut state, adding);
        }
        let merging = merge_project(&state, &other).0;
        apply(&mut state, merging);
        prop_assert_eq!(merge_project(&state, &other).0, None);
    }
}
