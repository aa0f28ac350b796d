//! Tests of marking matches.

use super::*;
use crate::model::Attributes;

fn marking(matches: &[(&str, &str, Range<usize>)], label: &str, cluster: Option<&str>) -> Marking {
    let matches = matches.iter().cloned();
    Marking {
        matches: matches
            .map(|(id, document, range)| (id.into(), document.into(), range))
            .collect(),
        label: label.to_owned(),
        attributes: Attributes::from_iter([("mention".to_owned(), json!("name"))]),
        cluster: cluster.map(|id| Cluster::new(id.into(), "New")),
    }
}

#[test]
fn matches_are_marked_labelled_and_put_into_a_cluster_in_one_step() {
    let before = story();
    let matches = [
        ("p", "d1", 6..7),
        ("q", "d2", 9..11),
        // These are marked already.
        ("r", "d1", 0..2),
        ("s", "d2", 0..2),
        // A second time the same, an empty one, and one in an unknown document.
        ("t", "d1", 6..7),
        ("u", "d1", 8..8),
        ("v", "x", 0..1),
    ];
    let wanted = marking(&matches, "entity.group", Some("x"));
    let transaction = mark_matches(&before, wanted, STAMP);
    let inverse = {
        let mut state = before.clone();
        state.apply(transaction.as_ref().unwrap()).unwrap().0
    };
    let (mut state, name) = done(before.clone(), transaction);
    assert_eq!(name, "mark 4 matches as entity (group)");
    assert_eq!(
        outline(&state),
        "a b p c d q | r1:b→*x r2:b→*m r3:d→c r4:b→b | m(d) n() x(a c p q)"
    );
    for id in ["a", "c", "p", "q"] {
        assert_eq!(state.annotation(&id.into()).unwrap().label, "entity.group");
    }
    assert_eq!(
        state.annotation(&"p".into()).unwrap().attributes["mention"],
        "name"
    );
    assert!(state.annotation(&"a".into()).unwrap().attributes.is_empty());
    state.apply(&inverse).unwrap();
    assert_eq!(state.to_project(), before.to_project());
}

#[test]
fn what_is_marked_already_only_joins_the_cluster() {
    let there = [("p", "d1", 0..2)];
    let person = "entity.person";
    assert_eq!(
        mark_matches(&story(), marking(&there, person, None), STAMP),
        None
    );
    assert_eq!(
        mark_matches(&story(), marking(&there, person, Some("k")), STAMP),
        None
    );
    assert_eq!(
        mark_matches(&story(), marking(&[], person, Some("k")), STAMP),
        None
    );
    let joins = mark_matches(&story(), marking(&there, person, Some("m")), STAMP);
    let (state, name) = done(story(), joins);
    assert_eq!(name, "put matches into a cluster");
    assert!(outline(&state).ends_with("k(c) m(a d) n()"));
}

#[test]
fn a_mark_of_another_layer_or_in_pieces_is_left_alone() {
    let found = [("p", "d1", 4..16), ("q", "d1", 0..2)];
    let (state, _) = done(
        story(),
        mark_matches(&story(), marking(&found, "claim", None), STAMP),
    );
    assert_eq!(state.annotation_count(), 6);
    assert_eq!(
        state.annotation(&"a".into()).unwrap().label,
        "entity.person"
    );
}
