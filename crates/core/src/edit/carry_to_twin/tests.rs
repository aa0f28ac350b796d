#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::Schema;
use crate::state::tests::assert_whole;
use crate::testing::any_project;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

const STAMP: Stamp = Stamp {
    author: "me",
    time: "2024-12-18T09:00:00Z",
};

/// Two documents with one text; a claim, its speaker and a place are marked in the first, the speaker
/// and another one in the second.
fn story() -> State {
    let text = "Kabulov said in Kabul that the list would change, Muttaqi said.";
    let annotation = |id: &str, document: &str, label: &str, start: usize, end: usize| -> Value {
        json!({
            "id": id, "document": document, "label": label,
            "fragments": [{ "start": start, "end": end }],
            "attributes": { "mention": id }, "note": "mine", "author": "other", "check": 3,
        })
    };
    let project = json!({
        "name": "Story",
        "schema": Schema::bundled(),
        "documents": [
            { "id": "d1", "title": "One", "text": text },
            { "id": "d2", "title": "Two", "text": text },
        ],
        "annotations": [
            annotation("speaker", "d1", "entity.person", 0, 7),
            annotation("place", "d1", "entity.place", 16, 21),
            annotation("claim", "d1", "claim", 27, 48),
            annotation("there", "d2", "entity.person", 0, 7),
            annotation("other", "d2", "entity.person", 50, 57),
        ],
        "clusters": [
            { "id": "kabulov", "name": "Kabulov", "members": ["speaker"] },
            { "id": "muttaqi", "name": "Muttaqi", "members": ["other"] },
            { "id": "kabul", "name": "Kabul", "members": ["place"] },
        ],
        "relations": [
            { "id": "r1", "type": "said-by", "from": "claim", "to": { "annotation": "speaker" } },
            { "id": "r2", "type": "said-by", "from": "claim", "to": { "cluster": "kabulov" } },
            { "id": "r3", "type": "about", "from": "claim", "to": { "cluster": "muttaqi" } },
            { "id": "r4", "type": "role", "value": "place", "note": "mine",
              "from": "claim", "to": { "annotation": "place" } },
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

fn carry(original: &str, id: &str, range: Range<usize>) -> Carry {
    Carry {
        original: original.into(),
        id: id.into(),
        fragments: vec![range],
    }
}

fn carried(state: &State, marks: &[Carry]) -> Option<Transaction> {
    let mut number = 0;
    carry_to_twin(state, marks.to_vec(), &"d2".into(), STAMP, || {
        number += 1;
        format!("n{number}").into()
    })
}

/// The relations of the second document.
fn relations(state: &State) -> Vec<String> {
    let new = state.relations().filter(|r| r.id.as_str().starts_with('n'));
    let line = |relation: &Relation| {
        let to = match &relation.to {
            Target::Annotation(to) => to.as_str(),
            Target::Cluster(to) => to.as_str(),
        };
        format!(
            "{} {} {} {to}",
            relation.from, relation.kind, relation.value
        )
    };
    new.map(line).collect()
}

#[test]
fn marks_are_made_with_their_clusters_and_relations_in_one_step() {
    let before = story();
    let marks = [
        carry("claim", "claim2", 27..48),
        carry("place", "place2", 16..21),
        carry("speaker", "speaker2", 0..7),
    ];
    let transaction = carried(&before, &marks).unwrap();
    assert_eq!(transaction.name, "carry 2 marks to “Two”");
    let mut state = before.clone();
    let (inverse, _) = state.apply(&transaction).unwrap();
    assert_whole(&state);
    // The speaker is marked there already.
    assert!(state.annotation(&"speaker2".into()).is_none());
    let claim = state.annotation(&"claim2".into()).unwrap();
    assert_eq!((claim.extent(), claim.label.as_str()), (27..48, "claim"));
    assert_eq!(claim.attributes["mention"], "claim");
    assert_eq!(
        (claim.author.as_str(), claim.note.as_str(), claim.check),
        ("me", "", 3)
    );
    assert_eq!(
        (claim.created.as_str(), claim.modified.as_str()),
        (STAMP.time, STAMP.time)
    );
    let home = |id: &str| state.cluster_of(&id.into()).map(|c| c.record().id.clone());
    assert_eq!(home("place2"), Some("kabul".into()));
    assert_eq!((home("claim2"), home("there")), (None, None));
    assert_eq!(
        relations(&state),
        [
            "claim2 said-by  there",
            "claim2 about  muttaqi",
            "claim2 role place place2",
        ]
    );
    let role = state.relation(&"n3".into()).unwrap();
    assert_eq!(
        (role.author.as_str(), role.created.as_str()),
        ("me", STAMP.time)
    );
    assert_eq!(role.note, "");
    state.apply(&inverse).unwrap();
    assert_eq!(state.to_project(), before.to_project());
    state.apply(&transaction).unwrap();
    assert_eq!(carried(&state, &marks), None);
}

#[test]
fn a_relation_to_a_cluster_waits_for_a_mention() {
    let state = story();
    let transaction = carried(&state, &[carry("claim", "c", 27..48)]).unwrap();
    assert_eq!(transaction.name, "carry claim to “Two”");
    let mut alone = state.clone();
    alone.apply(&transaction).unwrap();
    assert_eq!(relations(&alone), ["c about  muttaqi"]);
    let marks = [carry("claim", "c", 27..48), carry("speaker", "s", 50..51)];
    let mut both = state.clone();
    both.apply(&carried(&state, &marks).unwrap()).unwrap();
    assert_eq!(
        relations(&both),
        ["c said-by  s", "c said-by  kabulov", "c about  muttaqi"]
    );
}

#[test]
fn what_does_not_fit_is_left_out() {
    let state = story();
    for marks in [
        vec![carry("claim", "c", 60..90)],
        vec![carry("claim", "c", 5..5)],
        vec![carry("nobody", "c", 5..8)],
        vec![carry("claim", "there", 27..48)],
        vec![],
    ] {
        assert_eq!(carried(&state, &marks), None, "{marks:?}");
    }
    // One id twice, one mark twice, and two marks that would be equal.
    let mut equal = state.clone();
    let twice = carry_to_twin(
        &state,
        vec![carry("place", "p", 16..21), carry("place", "q", 16..21)],
        &"d1".into(),
        STAMP,
        || "n".into(),
    );
    assert_eq!(twice, None);
    let marks = [
        carry("claim", "c", 27..48),
        carry("claim", "x", 0..3),
        carry("place", "c", 16..21),
    ];
    equal.apply(&carried(&state, &marks).unwrap()).unwrap();
    assert_whole(&equal);
    assert_eq!(equal.annotation_count(), state.annotation_count() + 1);
    let unknown = carry_to_twin(&state, marks.to_vec(), &"d9".into(), STAMP, || "n".into());
    assert_eq!(unknown, None);
}

#[test]
fn a_used_id_of_a_relation_is_numbered() {
    let before = story();
    let marks = vec![carry("claim", "c", 27..48), carry("place", "p", 16..21)];
    let transaction = carry_to_twin(&before, marks, &"d2".into(), STAMP, || "r1".into());
    let mut state = before.clone();
    state.apply(&transaction.unwrap()).unwrap();
    assert_whole(&state);
    assert_eq!(state.relation(&"r1".into()), before.relation(&"r1".into()));
    let count = |state: &State| state.relations().count();
    assert_eq!(count(&state), count(&before) + 2);
}

proptest! {
    #[test]
    fn carrying_in_any_project_is_one_step_and_can_be_undone(
        project in any_project(),
        marks in prop::collection::vec((any::<Index>(), 0..24_usize, 0..24_usize), 0..6),
        to in any::<Index>(),
    ) {
        let before = State::open(project).unwrap();
        let ids: Vec<AnnotationId> = before.annotations().map(|a| a.id.clone()).collect();
        prop_assume!(!ids.is_empty());
        let to = to.get(before.documents()).meta().id.clone();
        let marks: Vec<Carry> = marks
            .into_iter()
            .enumerate()
            .map(|(id, (original, one, other))| {
                let range = one.min(other)..one.max(other);
                carry(original.get(&ids).as_str(), &format!("new {id}"), range)
            })
            .collect();
        let fresh = || "relation".into();
        let Some(transaction) = carry_to_twin(&before, marks.clone(), &to, STAMP, fresh) else {
            return Ok(());
        };
        let mut state = before.clone();
        let (inverse, _) = state.apply(&transaction).unwrap();
        assert_whole(&state);
        for annotation in before.annotations() {
            prop_assert_eq!(state.annotation(&annotation.id), Some(annotation));
        }
        for annotation in state.annotations() {
            if before.annotation(&annotation.id).is_none() {
                prop_assert_eq!(&annotation.document, &to);
                prop_assert!(twin(&state, annotation).is_none());
            }
        }
        let again = marks.into_iter().map(|mark| Carry {
            id: format!("again {}", mark.id.as_str()).into(),
            ..mark
        });
        prop_assert_eq!(carry_to_twin(&state, again.collect(), &to, STAMP, fresh), None);
        state.apply(&inverse).unwrap();
        prop_assert_eq!(state.to_project(), before.to_project());
    }
}
