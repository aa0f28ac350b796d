//! A revised text: annotations move with it or wait to be placed, and nothing is lost.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::edit::{
    Stamp, add_project, conflicts, discard, merge_project, place, placements, remove_document,
    settle_all,
};
use crate::model::Project;
use crate::state::tests::assert_whole;
use crate::testing::any_project;
use crate::text::sha256;
use crate::text::testing::any_text;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

const STAMP: Stamp = Stamp {
    author: "me",
    time: "2026-05-05T05:05:05Z",
};

const OLD: &str = "The Ministry spoke on Tuesday.\nPutin called them allies.\nThen it was over.";
/// The second line is gone.
const NEW: &str = "A title.\nThe Ministry spoke on Tuesday.\nThen it was over.";

/// Three annotations, the second in a line that the revision removes. It has relations to the
/// others and to another article, and is in a cluster.
fn project() -> Project {
    let project = json!({
        "name": "P",
        "schema": { "name": "s", "layers": [] },
        "documents": [
            { "id": "d", "text": OLD, "sha256": "", "title": "D", "outlet": "O", "status": "done",
                "boilerplate": [{ "start": 57, "end": 74, "x": 1 }] },
            { "id": "e", "text": "Putin.", "sha256": "", "title": "E" },
        ],
        "annotations": [
            { "id": "a", "document": "d", "label": "entity", "fragments": [{ "start": 4, "end": 12 }] },
            { "id": "b", "document": "d", "label": "entity.person", "note": "N", "attributes": { "x": [1] },
                "fragments": [{ "start": 31, "end": 36, "y": 2 }] },
            { "id": "c", "document": "d", "label": "claim", "fragments": [{ "start": 44, "end": 55 }] },
            { "id": "z", "document": "e", "label": "entity", "fragments": [{ "start": 0, "end": 5 }] },
        ],
        "relations": [
            { "id": "r", "type": "near", "from": "a", "to": { "annotation": "b" } },
            { "id": "s", "type": "said-by", "from": "c", "to": { "annotation": "b" } },
            { "id": "t", "type": "near", "from": "z", "to": { "annotation": "b" } },
            { "id": "u", "type": "near", "from": "a", "to": { "cluster": "k" } },
        ],
        "clusters": [
            { "id": "k", "name": "Putin", "members": ["b"], "attributes": { "wikidata": "Q7747" } },
            { "id": "m", "name": "Ministry", "members": ["a"] },
        ],
    });
    serde_json::from_value(project).unwrap()
}

fn open() -> State {
    State::open(project()).unwrap()
}

/// Applies a transaction and checks that undo and redo are exact.
fn apply(state: &mut State, transaction: Option<Transaction>) {
    let before = state.to_project();
    let (inverse, _) = state
        .apply(&transaction.expect("something"))
        .expect("it fits");
    assert_whole(state);
    let after = state.to_project();
    let (forth, _) = state.apply(&inverse).expect("the inverse fits");
    assert_eq!(state.to_project(), before);
    assert_whole(state);
    state.apply(&forth).expect("it fits again");
    assert_eq!(state.to_project(), after);
}

fn revised(state: &mut State, id: &str, text: &str) -> Prospect {
    let revised = revise(state, &id.into(), text).expect("another text");
    apply(state, Some(revised.transaction));
    revised.prospect
}

/// Creates an event at the start of a document, with the id of an annotation without a place.
fn reuse_the_id_of_b(state: &mut State, document: &str) -> Annotation {
    let taken: Annotation = serde_json::from_value(json!({ "id": "b", "document": document,
        "label": "event", "fragments": [{ "start": 0, "end": 1 }] }))
    .unwrap();
    let put = Op::PutAnnotation(Box::new(taken.clone()));
    apply(state, Some(Transaction::new("", vec![put])));
    taken
}

fn lost(state: &State) -> Vec<String> {
    let lost = placements(state).into_iter();
    lost.map(|placement| placement.annotation.id.to_string())
        .collect()
}

fn ids<'a, T: ToString + 'a>(of: impl Iterator<Item = &'a T>) -> Vec<String> {
    of.map(T::to_string).collect()
}

fn put_back(state: &mut State, number: usize, to: Range<usize>) {
    let placement = placements(state).swap_remove(number);
    let fresh = || format!("fresh {number}").as_str().into();
    let placed = place(state, &placement, &[to], STAMP, fresh);
    apply(state, placed);
}

#[test]
fn annotations_with_a_certain_place_move_and_others_wait() {
    let mut state = open();
    let prospect = revised(&mut state, "d", NEW);
    let expected = Prospect {
        removed: 4,
        added: 2,
        kept: 0,
        reworded: 0,
        found: 1,
        least: 93,
        doubtful: 0,
        nowhere: 2,
        boilerplate: 0,
    };
    assert_eq!(prospect, expected);
    let document = state.document(&"d".into()).unwrap();
    assert_eq!(document.text().as_str(), NEW);
    assert_eq!(document.sha256(), sha256(NEW));
    let meta = document.meta();
    assert_eq!((meta.title.as_str(), meta.outlet.as_str()), ("D", "O"));
    assert_eq!(
        document
            .text()
            .slice(meta.boilerplate[0].start..meta.boilerplate[0].end),
        "Then it was over."
    );
    assert_eq!(meta.boilerplate[0].extra["x"], 1);
    assert_eq!(state.document_index(&"d".into()), Some(0));
    let a = state.annotation(&"a".into()).unwrap();
    assert_eq!(state.quote(a), "Ministry");
    assert_eq!(
        state.cluster_of(&"a".into()).unwrap().record().name,
        "Ministry"
    );
    assert_eq!(lost(&state), ["b", "c"]);
    assert_eq!(ids(state.relations().map(|r| &r.id)), ["u"]);
    assert!(state.cluster(&"k".into()).is_some(), "its name is not lost");
}

#[test]
fn placing_restores_the_whole_annotation() {
    let mut state = open();
    let before = state.to_project();
    revised(&mut state, "d", NEW);
    // The claim before its speaker: their relation waits for both.
    put_back(&mut state, 1, 0..7);
    assert_eq!(ids(state.relations().map(|r| &r.id)), ["u"]);
    put_back(&mut state, 0, 13..21);
    assert_eq!(lost(&state), [""; 0]);
    assert!(state.header().unsettled().is_empty());
    let b = state.annotation(&"b".into()).unwrap();
    assert_eq!(
        (state.quote(b).as_str(), b.note.as_str()),
        ("Ministry", "N")
    );
    assert_eq!(b.attributes["x"], json!([1]));
    assert_eq!(b.fragments[0].extra["y"], 2);
    assert_eq!(b.modified, STAMP.time);
    assert_eq!(state.to_project().relations, before.relations);
    assert_eq!(state.to_project().clusters, before.clusters);
}

#[test]
fn a_relation_waits_for_the_second_of_its_ends() {
    let mut state = open();
    revised(&mut state, "d", NEW);
    // First the person, then the claim; the ministry loses its place in between.
    revised(
        &mut state,
        "d",
        "Quite another text, of which nothing was there.",
    );
    assert_eq!(lost(&state).len(), 3);
    let at = |state: &State, id: &str| lost(state).iter().position(|own| own == id).unwrap();
    let number = at(&state, "b");
    put_back(&mut state, number, 0..5);
    let number = at(&state, "a");
    put_back(&mut state, number, 6..13);
    let number = at(&state, "c");
    put_back(&mut state, number, 14..18);
    assert_eq!(state.to_project().relations, open().to_project().relations);
}

#[test]
fn discarding_the_last_mention_removes_its_cluster() {
    let mut state = open();
    revised(&mut state, "d", NEW);
    let lost_b = placements(&state).swap_remove(0);
    let deleted = discard(&state, &lost_b);
    assert_eq!(
        deleted.as_ref().unwrap().name,
        "remove entity (entity.person)"
    );
    apply(&mut state, deleted);
    assert_eq!(lost(&state), ["c"]);
    assert_eq!(ids(state.clusters().map(|c| &c.record().id)), ["m"]);
    assert_eq!(state.relations().count(), 0);
    assert_eq!(discard(&state, &lost_b), None, "it is gone");
}

#[test]
fn a_place_outside_the_text_is_refused() {
    let mut state = open();
    revised(&mut state, "d", NEW);
    let lost = placements(&state).swap_remove(0);
    for to in [0..0, 0..1000, 1000..1001] {
        assert_eq!(place(&state, &lost, &[to], STAMP, || "x".into()), None);
    }
    assert_eq!(place(&state, &lost, &[], STAMP, || "x".into()), None);
}

#[test]
fn an_id_in_use_stays_with_its_new_annotation() {
    let mut state = open();
    revised(&mut state, "d", NEW);
    let taken = reuse_the_id_of_b(&mut state, "e");
    put_back(&mut state, 0, 0..1);
    assert_eq!(state.annotation(&"b".into()), Some(&taken));
    assert_eq!(state.annotation(&"fresh 0".into()).unwrap().note, "N");
    assert!(
        state
            .relations_of(&"fresh 0".into())
            .any(|r| r.id.as_str() == "r")
    );
}

#[test]
fn an_id_in_use_by_the_same_author_makes_another_version() {
    let mut state = open();
    revised(&mut state, "d", NEW);
    reuse_the_id_of_b(&mut state, "d");
    put_back(&mut state, 0, 0..2);
    assert_eq!(lost(&state), ["c"]);
    assert!(conflicts(&state).len() > 2);
}

#[test]
fn versions_and_placements_follow_the_text() {
    let mut one = project();
    let version = |id: &str, start: usize, end: usize| {
        let mut version = one
            .annotations
            .iter()
            .find(|a| a.id.as_str() == id)
            .unwrap()
            .clone();
        (version.fragments[0].start, version.fragments[0].end) = (start, end);
        Unsettled::Annotation(Box::new(version)).to_json()
    };
    let versions = [version("a", 0, 12), version("c", 37, 55)];
    one.header.set_unsettled(versions);
    let mut state = State::open(one).unwrap();
    let longer = OLD
        .replace("The Ministry", "A title.\nThe Ministry")
        .replace("allies", "partners");
    revised(&mut state, "d", &longer);
    let values: Vec<_> = conflicts(&state)
        .into_iter()
        .flat_map(|c| c.values)
        .filter_map(|v| v.value)
        .collect();
    assert_eq!(
        values,
        [
            json!([{ "start": 13, "end": 21 }]),
            json!([{ "start": 9, "end": 21 }])
        ]
    );
    // Both the claim and its version have several possible places.
    assert_eq!(lost(&state), ["c", "c"]);
    revised(&mut state, "d", OLD);
    let best: Vec<_> = placements(&state)
        .into_iter()
        .map(|lost| lost.candidates[0].clone())
        .collect();
    let range = |at: usize| (best[at].fragments[0].start, best[at].fragments[0].end);
    assert_eq!([range(0), range(1)], [(37, 55), (44, 55)]);
}

#[test]
fn placements_survive_settling_all_and_go_with_their_document() {
    let mut state = open();
    revised(&mut state, "d", NEW);
    assert_eq!(settle_all(&state, crate::edit::Which::Latest), None);
    let removed = remove_document(&state, &"d".into());
    apply(&mut state, removed);
    assert!(state.header().unsettled().is_empty());
}

#[test]
fn the_same_text_is_no_revision() {
    let state = open();
    assert_eq!(revise(&state, &"d".into(), OLD), None);
    assert_eq!(
        revise(&state, &"d".into(), &OLD.replace('\n', "\r\n")),
        None
    );
    assert_eq!(revise(&state, &"x".into(), ""), None);
}

#[test]
fn a_copy_with_the_former_text_is_merged_beside_it() {
    let mut state = open();
    let copy = state.to_project();
    revised(&mut state, "d", NEW);
    let (merging, outlook) = merge_project(&state, &copy);
    assert_eq!((outlook.revised, outlook.placements), (1, 0));
    apply(&mut state, merging);
    assert_eq!(state.documents().len(), 3);
    // An annotation without a place is still distinct from the copy's annotation with its id.
    assert_eq!(lost(&state).len(), 2);
    let (again, outlook) = merge_project(&state, &copy);
    assert_eq!(again, None, "{outlook:?}");
}

#[test]
fn a_revised_copy_adds_its_placements() {
    let mut other = open();
    revised(&mut other, "d", NEW);
    for add in [false, true] {
        let mut state = open();
        let project = other.to_project();
        let joining = if add {
            add_project(&state, &project)
        } else {
            merge_project(&state, &project).0
        };
        apply(&mut state, joining);
        assert_eq!(state.documents().len(), 3);
        let lost = placements(&state);
        assert_eq!(lost.len(), 2, "{add}");
        let document = state.document(&lost[0].annotation.document).unwrap();
        assert_eq!(document.text().as_str(), NEW);
        put_back(&mut state, 1, 0..1);
        put_back(&mut state, 0, 0..1);
        let all = state.to_project();
        let quotes = all
            .annotations
            .iter()
            .map(|a| a.fragments[0].quote.as_str());
        assert_eq!(quotes.filter(|quote| *quote == "A").count(), 2);
        // Both added annotations have their relation to each other and the one to the other added
        // record.
        let near = all.relations.iter().filter(|r| r.kind == "near");
        assert!(near.count() >= 4, "{add} {:?}", all.relations);
        // Records already present are not added again.
        let again = if add {
            add_project(&other, &project)
        } else {
            merge_project(&other, &project).0
        };
        assert_eq!(again, None, "{add}");
    }
}

proptest! {
    #[test]
    fn nothing_is_lost(one in any_project(), at in any::<Index>(), text in any_text(), kept in any::<bool>()) {
        let mut state = State::open(one).unwrap();
        prop_assume!(!state.documents().is_empty());
        let document = &state.documents()[at.index(state.documents().len())];
        let id = document.meta().id.clone();
        let text = if kept { format!("{text} {}", document.text().as_str()) } else { text };
        let before = state.to_project();
        let already = placements(&state).len();
        let Some(revised) = revise(&state, &id, &text) else {
            return Ok(());
        };
        apply(&mut state, Some(revised.transaction));
        let prospect = revised.prospect;
        let versions = before.header.unsettled().len();
        let counted = prospect.kept + prospect.found + prospect.doubtful + prospect.nowhere;
        let own = before.annotations.iter().filter(|a| a.document == id).count();
        prop_assert!((own..=own + versions).contains(&counted));
        let lost = placements(&state);
        prop_assert_eq!(lost.len(), already + prospect.doubtful + prospect.nowhere);
        // Every record is present or unsettled, with everything attached to it.
        let home_of = |id: &AnnotationId| {
            let home = before.clusters.iter().find(|c| c.members.contains(id));
            home.map(|home| home.id.clone())
        };
        for annotation in &before.annotations {
            let id = &annotation.id;
            let there = state.annotation(id);
            let home = there.and_then(|_| state.cluster_of(id)).map(|home| home.record().id.clone());
            let mut all = vec![(there.cloned(), home)];
            for lost in lost.iter().filter(|lost| lost.annotation.id == *id) {
                let home = lost.cluster.as_ref().map(|home| home.id.clone());
                all.push((Some(lost.annotation.clone()), home));
            }
            let says = |(there, home): &(Option<Annotation>, _)| {
                let fragments = annotation.fragments.clone();
                let place = |there: &Annotation| Annotation { fragments: fragments.clone(), ..there.clone() };
                there.as_ref().is_some_and(|there| place(there) == *annotation) && *home == home_of(id)
            };
            prop_assert!(all.iter().any(says), "{:?}", all);
        }
        for relation in &before.relations {
            let held = lost.iter().any(|lost| lost.relations.contains(relation));
            prop_assert!(held || state.relation(&relation.id) == Some(relation));
        }
        // Placing restores the annotations.
        let length = state.document(&id).unwrap().text().len();
        prop_assume!(length > 0 && already == 0);
        let mut number = 0;
        while let Some(next) = placements(&state).first() {
            number += 1;
            let fresh = || format!("fresh{number}").as_str().into();
            let placed = place(&state, next, &[Range { start: 0, end: length }], STAMP, fresh);
            apply(&mut state, placed);
        }
        for annotation in &before.annotations {
            // Another version may have been placed first.
            let version = |item: &Value| item.pointer("/annotation/note").is_some_and(|note| *note == *annotation.note);
            let there = state.annotation(&annotation.id).expect("it is there");
            prop_assert!(there.note == annotation.note || state.header().unsettled().iter().any(version));
            let now = state.cluster_of(&annotation.id).map(|c| c.record().id.clone());
            prop_assert_eq!(now, home_of(&annotation.id));
        }
        let relations: BTreeSet<_> = state.relations().map(|r| r.id.clone()).collect();
        prop_assert_eq!(relations, before.relations.iter().map(|r| r.id.clone()).collect());
    }
}
