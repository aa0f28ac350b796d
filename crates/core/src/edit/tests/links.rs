//! Tests of edits of relations and clusters.

use super::*;

#[test]
fn joining_moves_mentions_and_relations_of_emptied_clusters() {
    let cluster = |id: &str| Cluster {
        members: ids(&["nobody"]),
        ..Cluster::new(id.into(), "New")
    };
    let check = |annotations: &[&str], into: &str, name: &str, expected: &str| {
        let state = story();
        let transaction = join(&state, &ids(annotations), cluster(into));
        let (state, said) = done(state, transaction);
        assert_eq!((outline(&state).as_str(), said.as_str()), (expected, name));
    };
    let links = "r1:b→*k r2:b→*m r3:d→c r4:b→b";
    check(
        &["b"],
        "x",
        "link to “New”",
        &format!("a b c d | {links} | k(a c) m(d) n() x(b)"),
    );
    check(
        &["b"],
        "k",
        "link to “Kabulov”",
        &format!("a b c d | {links} | k(a b c) m(d) n()"),
    );
    check(
        &["a"],
        "m",
        "link to “Meeting”",
        &format!("a b c d | {links} | k(c) m(a d) n()"),
    );
    check(
        &["a", "a"],
        "m",
        "link to “Meeting”",
        &format!("a b c d | {links} | k(c) m(a d) n()"),
    );
    check(
        &["c", "a", "d"],
        "n",
        "link to “Nobody”",
        "a b c d | r1:b→*n r2:b→*n r3:d→c r4:b→b | n(a c d)",
    );
    assert_eq!(join(&story(), &ids(&["a", "c"]), cluster("k")), None);
    assert_eq!(join(&story(), &ids(&["x"]), cluster("k")), None);
    assert_eq!(join(&story(), &[], cluster("x")), None);

    // Relations that become equal when two clusters merge are kept once.
    let again = Relation {
        id: "r5".into(),
        to: Target::Cluster("m".into()),
        ..story().relation(&"r1".into()).unwrap().clone()
    };
    let state = story();
    let transaction = relate(&state, again);
    let (state, _) = done(state, transaction);
    let transaction = join(&state, &ids(&["a", "c", "d"]), cluster("n"));
    let (state, _) = done(state, transaction);
    assert_eq!(
        outline(&state),
        "a b c d | r1:b→*n r2:b→*n r3:d→c r4:b→b | n(a c d)"
    );
}

#[test]
fn the_last_mention_removes_its_cluster() {
    let check = |annotation: &str, name: &str, expected: &str| {
        let state = story();
        let transaction = leave(&state, &annotation.into());
        let (state, said) = done(state, transaction);
        assert_eq!((outline(&state).as_str(), said.as_str()), (expected, name));
    };
    let kabulov = "unlink from “Kabulov”";
    check(
        "a",
        kabulov,
        "a b c d | r1:b→*k r2:b→*m r3:d→c r4:b→b | k(c) m(d) n()",
    );
    check(
        "d",
        "unlink from “Meeting”",
        "a b c d | r1:b→*k r3:d→c r4:b→b | k(a c) n()",
    );
    assert_eq!(leave(&story(), &"b".into()), None);
    assert_eq!(leave(&story(), &"x".into()), None);
}

#[test]
fn relations_are_added_once_changed_and_removed() {
    let state = story();
    let old = state.relation(&"r3".into()).unwrap().clone();
    let twin = Relation {
        id: "r9".into(),
        ..old.clone()
    };
    assert_eq!(relate(&state, twin.clone()), None);
    let other = Relation {
        value: "target".to_owned(),
        ..twin
    };
    let transaction = relate(&state, other);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "link “Role”");
    assert!(state.relation(&"r9".into()).is_some());

    assert_eq!(set_value(&state, &"r3".into(), "agent"), None);
    assert_eq!(set_value(&state, &"x".into(), "agent"), None);
    let transaction = set_value(&state, &"r3".into(), "place");
    let (state, name) = done(state, transaction);
    assert_eq!(name, "set role");
    let now = state.relation(&"r3".into()).unwrap().clone();
    assert_eq!(
        now,
        Relation {
            value: "place".to_owned(),
            ..old
        }
    );

    let transaction = unrelate(&state, &"r3".into());
    let (state, name) = done(state, transaction);
    assert_eq!(name, "unlink “Role”");
    assert!(state.relation(&"r3".into()).is_none());
    assert_eq!(unrelate(&state, &"r3".into()), None);
}

#[test]
fn clusters_are_renamed_and_edited() {
    let state = story();
    assert_eq!(rename_cluster(&state, &"k".into(), "Kabulov"), None);
    assert_eq!(rename_cluster(&state, &"x".into(), "K."), None);
    let transaction = rename_cluster(&state, &"k".into(), "K.");
    let (state, name) = done(state, transaction);
    assert_eq!(
        (
            name.as_str(),
            state.cluster(&"k".into()).unwrap().record().name.as_str()
        ),
        ("rename cluster", "K.")
    );
    let mut next = state.cluster(&"k".into()).unwrap().record().clone();
    next.members = ids(&["b"]);
    assert_eq!(set_cluster(&state, next.clone()), None);
    next.note = "note".to_owned();
    let transaction = set_cluster(&state, next);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "edit cluster");
    assert_eq!(outline(&state), WHOLE);
}
