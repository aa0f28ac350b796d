//! Annotations whose words changed are noted until a person has looked at them.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::edit::{Revised, add_project, conflicts, merge_project, remove, revise, settle_all};
use crate::edit::{Which, placements};
use crate::state::tests::assert_whole;
use serde_json::json;

const OLD: &str = "In the square, about 4,200 people waited for two hours before the doors of the hall \
    were opened. “Nobody left”, the mayor said. In May it was over.";

/// Marks on a number, a sentence, a quote and a word.
fn open() -> State {
    let mark = |id: &str, words: &str| {
        let start = OLD.find(words).unwrap();
        let start = OLD[..start].chars().count();
        json!({ "id": id, "document": "d", "label": "entity",
            "fragments": [{ "start": start, "end": start + words.chars().count() }] })
    };
    let project = json!({
        "name": "P",
        "schema": { "layers": [] },
        "documents": [{ "id": "d", "text": OLD }],
        "annotations": [
            mark("a", "4,200 people"),
            mark("b", "people waited for two hours before the doors of the hall were opened"),
            mark("c", "“Nobody left”"),
            mark("e", "May"),
            mark("f", "square"),
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

fn apply(state: &mut State, transaction: &Transaction) {
    let before = state.to_project();
    let (inverse, _) = state.apply(transaction).expect("it fits");
    let after = state.to_project();
    let (forth, _) = state.apply(&inverse).expect("the inverse fits");
    assert_eq!(state.to_project(), before, "one step of undo");
    state.apply(&forth).expect("it fits again");
    assert_eq!(state.to_project(), after);
    assert_whole(state);
}

fn revised(state: &mut State, text: &str) -> Revised {
    let revised = revise(state, &"d".into(), text).expect("another text");
    apply(state, &revised.transaction);
    revised
}

fn noted(state: &State) -> Vec<(String, String, String)> {
    let noted = rewordings(state).into_iter();
    noted
        .map(|r| (r.annotation.to_string(), r.was.join(" "), r.is.join(" ")))
        .collect()
}

fn changed() -> String {
    OLD.replace("4,200", "4,350")
        .replace("two hours", "one hour")
        .replace("“Nobody left”", "\"Nobody left\"")
}

#[test]
fn changed_words_are_noted_and_the_mark_stays_on_them() {
    let mut state = open();
    let revised = revised(&mut state, &changed());
    assert_eq!(revised.prospect.reworded, 2);
    assert_eq!(state.annotation_count(), 5);
    assert!(placements(&state).is_empty());
    let noted = noted(&state);
    assert_eq!(
        noted[0],
        (
            "a".to_owned(),
            "4,200 people".to_owned(),
            "4,350 people".to_owned()
        )
    );
    assert_eq!(noted[1].0, "b");
    assert!(noted[1].1.contains("two hours") && noted[1].2.contains("one hour"));
    assert_eq!(noted.len(), 2, "other quotation marks are not other words");
    let listed: Vec<_> = revised
        .rewordings
        .iter()
        .map(|r| r.annotation.as_str())
        .collect();
    assert_eq!(listed, ["a", "b"], "the preview lists the same");
    // They are no conflicts, and stay when all of those are settled.
    assert!(conflicts(&state).is_empty());
    assert!(settle_all(&state, Which::Latest).is_none());
}

#[test]
fn letter_case_is_a_change() {
    let mut state = open();
    revised(&mut state, &OLD.replace("In May it", "In may it"));
    assert_eq!(
        noted(&state),
        [("e".to_owned(), "May".to_owned(), "may".to_owned())]
    );
}

#[test]
fn a_later_revision_keeps_the_first_words_or_brings_them_back() {
    let mut state = open();
    revised(&mut state, &changed());
    revised(&mut state, &changed().replace("4,350", "4,370"));
    let words = noted(&state);
    assert_eq!(
        (words[0].1.as_str(), words[0].2.as_str()),
        ("4,200 people", "4,370 people")
    );
    revised(&mut state, OLD);
    assert!(noted(&state).is_empty(), "it covers what it covered");
}

#[test]
fn they_are_confirmed_or_removed() {
    let mut state = open();
    revised(&mut state, &changed());
    let keep = keep_words(&state, &["a".into()]).expect("it is noted");
    assert_eq!(keep.name, "keep entity");
    apply(&mut state, &keep);
    assert_eq!(noted(&state).len(), 1);
    assert!(keep_words(&state, &["a".into()]).is_none());
    let gone = remove(&state, &["b".into()]).expect("it is there");
    apply(&mut state, &gone);
    assert!(state.header().unsettled().is_empty());
}

#[test]
fn copies_bring_what_is_noted_and_a_part_takes_it_along() {
    let mut state = open();
    revised(&mut state, &changed());
    let copy = state.to_part(&"d".into()).project;
    assert_eq!(copy.header.unsettled().len(), 2);
    assert_eq!(
        merge_project(&state, &copy).0,
        None,
        "the same adds nothing"
    );
    assert_eq!(add_project(&state, &copy), None);
    let mut other = State::default();
    let added = add_project(&other, &copy).expect("all of it");
    apply(&mut other, &added);
    assert_eq!(noted(&other), noted(&state));
}
