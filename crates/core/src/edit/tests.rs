//! Each edit does what its name says.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, Document, DocumentMeta, Header, Relation,
    RelationId, Span, Target,
};
use crate::state::tests::assert_whole;
use crate::state::{RecordName, Refusal, State};
use crate::testing::{
    any_cluster, any_document, any_header, any_id, any_label, any_meta, any_project, any_relation,
    any_value,
};
use crate::transaction::Transaction;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::{Value, json};
use std::ops::Range;

const STAMP: Stamp = Stamp {
    author: "me",
    time: "2024-12-18T09:00:00Z",
};

/// Two documents of 20 code points with two annotations each, two clusters and four relations.
fn story() -> State {
    let text = "0123456789👍👍👍👍👍👍👍👍👍👍";
    let annotation = |id: &str, document: &str, label: &str, at: &[(usize, usize)]| {
        let fragments: Vec<Value> = at
            .iter()
            .map(|(start, end)| json!({ "start": start, "end": end }))
            .collect();
        json!({ "id": id, "document": document, "label": label, "fragments": fragments })
    };
    let project = json!({
        "name": "Story",
        "schema": crate::model::Schema::bundled(),
        "documents": [
            { "id": "d1", "title": "One", "text": text, "boilerplate": [{ "start": 2, "end": 5 }] },
            { "id": "d2", "title": "Two", "text": text },
        ],
        "annotations": [
            annotation("a", "d1", "entity.person", &[(0, 2)]),
            annotation("b", "d1", "claim", &[(4, 8), (10, 12), (14, 16)]),
            annotation("c", "d2", "entity.person", &[(0, 2)]),
            annotation("d", "d2", "event", &[(3, 9)]),
        ],
        "clusters": [
            { "id": "k", "name": "Kabulov", "members": ["a", "c"] },
            { "id": "m", "name": "Meeting", "members": ["d"] },
            { "id": "n", "name": "Nobody", "members": [] },
        ],
        "relations": [
            { "id": "r1", "type": "said-by", "from": "b", "to": { "cluster": "k" } },
            { "id": "r2", "type": "about", "from": "b", "to": { "cluster": "m" } },
            { "id": "r3", "type": "role", "value": "agent", "from": "d", "to": { "annotation": "c" } },
            { "id": "r4", "type": "odd", "from": "b", "to": { "annotation": "b" } },
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

fn done(mut state: State, transaction: Option<Transaction>) -> (State, String) {
    let transaction = transaction.expect("there is something to do");
    state.apply(&transaction).expect("it fits");
    assert_whole(&state);
    (state, transaction.name)
}

fn ids(list: &[&str]) -> Vec<AnnotationId> {
    list.iter().map(|&id| id.into()).collect()
}

/// The ids of annotations, relations and clusters, and the members, on one line.
fn outline(state: &State) -> String {
    let annotations: Vec<_> = state.annotations().map(|a| a.id.as_str()).collect();
    let relations: Vec<_> = state
        .relations()
        .map(|r| match &r.to {
            Target::Annotation(to) => format!("{}:{}→{to}", r.id, r.from),
            Target::Cluster(to) => format!("{}:{}→*{to}", r.id, r.from),
        })
        .collect();
    let clusters: Vec<_> = state
        .clusters()
        .map(|c| {
            let members: Vec<_> = c.members().iter().map(|id| id.as_str()).collect();
            format!("{}({})", c.record().id, members.join(" "))
        })
        .collect();
    [
        annotations.join(" "),
        relations.join(" "),
        clusters.join(" "),
    ]
    .join(" | ")
}

const WHOLE: &str = "a b c d | r1:b→*k r2:b→*m r3:d→c r4:b→b | k(a c) m(d) n()";

#[test]
fn removing_an_annotation_removes_its_links_only() {
    let check = |remove: &[&str], name: &str, expected: &str| {
        let state = story();
        assert_eq!(outline(&state), WHOLE);
        let transaction = super::remove(&state, &ids(remove));
        let (state, said) = done(state, transaction);
        assert_eq!((outline(&state).as_str(), said.as_str()), (expected, name));
    };
    let person = "remove entity (person)";
    check(
        &["a"],
        person,
        "b c d | r1:b→*k r2:b→*m r3:d→c r4:b→b | k(c) m(d) n()",
    );
    check(&["b"], "remove claim", "a c d | r3:d→c | k(a c) m(d) n()");
    check(
        &["c"],
        person,
        "a b d | r1:b→*k r2:b→*m r4:b→b | k(a) m(d) n()",
    );
    check(
        &["d"],
        "remove event",
        "a b c | r1:b→*k r4:b→b | k(a c) n()",
    );
    check(
        &["a", "c"],
        "remove 2 marks",
        "b d | r2:b→*m r4:b→b | m(d) n()",
    );
    check(
        &["a", "a", "x"],
        person,
        "b c d | r1:b→*k r2:b→*m r3:d→c r4:b→b | k(c) m(d) n()",
    );
    check(&["a", "b", "c", "d"], "remove 4 marks", " |  | n()");
    assert_eq!(super::remove(&story(), &ids(&["x"])), None);
    assert_eq!(super::remove(&story(), &[]), None);
}

#[test]
fn removing_a_document_removes_its_annotations_and_their_links() {
    let check = |document: &str, name: &str, expected: &str| {
        let state = story();
        let transaction = remove_document(&state, &document.into());
        let (state, said) = done(state, transaction);
        assert_eq!((outline(&state).as_str(), said.as_str()), (expected, name));
        assert_eq!(state.documents().len(), 1);
    };
    check("d1", "remove “One”", "c d | r3:d→c | k(c) m(d) n()");
    check("d2", "remove “Two”", "a b | r1:b→*k r4:b→b | k(a) n()");
    assert_eq!(remove_document(&story(), &"x".into()), None);
}

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

fn ranges(annotation: &Annotation) -> Vec<(usize, usize)> {
    annotation
        .fragments
        .iter()
        .map(|f| (f.start, f.end))
        .collect()
}

fn fragments_after(transaction: Option<Transaction>) -> Option<Vec<(usize, usize)>> {
    transaction.as_ref()?;
    let (state, _) = done(story(), transaction);
    state.annotation(&"b".into()).map(ranges)
}

#[test]
fn edges_move_and_fragments_between_them_stay() {
    // The annotation covers 4–8, 10–12 and 14–16.
    let check = |extent: Range<usize>, expected: Option<&[(usize, usize)]>| {
        let after = fragments_after(set_extent(&story(), &"b".into(), extent.clone(), STAMP));
        assert_eq!(after.as_deref(), expected, "{extent:?}");
    };
    check(2..16, Some(&[(2, 8), (10, 12), (14, 16)]));
    check(5..16, Some(&[(5, 8), (10, 12), (14, 16)]));
    check(4..20, Some(&[(4, 8), (10, 12), (14, 20)]));
    check(4..13, Some(&[(4, 8), (10, 13)]));
    check(9..13, Some(&[(9, 13)]));
    check(11..15, Some(&[(11, 12), (14, 15)]));
    check(5..6, Some(&[(5, 6)]));
    check(8..10, Some(&[(8, 10)]));
    check(0..1, Some(&[(0, 1)]));
    check(4..16, None);
    check(5..5, None);
    #[allow(clippy::reversed_empty_ranges)]
    check(9..5, None);
    assert_eq!(set_extent(&story(), &"x".into(), 0..1, STAMP), None);
}

#[test]
fn fragments_are_added_joined_and_removed() {
    let check = |range: Range<usize>, expected: Option<&[(usize, usize)]>| {
        let after = fragments_after(add_fragment(&story(), &"b".into(), range.clone(), STAMP));
        assert_eq!(after.as_deref(), expected, "{range:?}");
    };
    check(0..2, Some(&[(0, 2), (4, 8), (10, 12), (14, 16)]));
    check(18..20, Some(&[(4, 8), (10, 12), (14, 16), (18, 20)]));
    check(8..9, Some(&[(4, 9), (10, 12), (14, 16)]));
    check(8..10, Some(&[(4, 12), (14, 16)]));
    check(0..20, Some(&[(0, 20)]));
    check(5..7, None);
    check(9..9, None);
    let check = |fragment: usize, expected: Option<&[(usize, usize)]>| {
        let after = fragments_after(remove_fragment(&story(), &"b".into(), fragment, STAMP));
        assert_eq!(after.as_deref(), expected, "{fragment}");
    };
    check(0, Some(&[(10, 12), (14, 16)]));
    check(2, Some(&[(4, 8), (10, 12)]));
    check(3, None);
    check(usize::MAX, None);
    assert_eq!(remove_fragment(&story(), &"a".into(), 0, STAMP), None);
}

#[test]
fn a_fragment_that_stays_keeps_the_fields_of_other_programs() {
    let mut project = story().to_project();
    let b = project
        .annotations
        .iter_mut()
        .find(|a| a.id == "b".into())
        .unwrap();
    for (number, fragment) in b.fragments.iter_mut().enumerate() {
        fragment.extra.insert("number".to_owned(), number.into());
    }
    let state = State::open(project).unwrap();
    assert_eq!(add_fragment(&state, &"b".into(), 4..8, STAMP), None);
    let transaction = add_fragment(&state, &"b".into(), 12..13, STAMP);
    let (state, _) = done(state, transaction);
    let numbers: Vec<_> = state
        .annotation(&"b".into())
        .unwrap()
        .fragments
        .iter()
        .map(|f| f.extra.get("number").and_then(Value::as_u64))
        .collect();
    assert_eq!(numbers, [Some(0), None, Some(2)]);
}

#[test]
fn boilerplate_is_marked_joined_and_unmarked() {
    // Of 20 code points, 2–5 are boilerplate.
    let check = |range: Range<usize>, name: &str, expected: &[(usize, usize)]| {
        let state = story();
        let transaction = toggle_boilerplate(&state, &"d1".into(), range.clone());
        let (state, said) = done(state, transaction);
        let spans: Vec<_> = state.documents()[0]
            .meta()
            .boilerplate
            .iter()
            .map(|span| (span.start, span.end))
            .collect();
        assert_eq!(
            (spans.as_slice(), said.as_str()),
            (expected, name),
            "{range:?}"
        );
    };
    let (mark, unmark) = ("mark boilerplate", "unmark boilerplate");
    check(7..9, mark, &[(2, 5), (7, 9)]);
    check(0..1, mark, &[(0, 1), (2, 5)]);
    check(5..9, mark, &[(2, 9)]);
    check(0..2, mark, &[(0, 5)]);
    check(0..20, mark, &[(0, 20)]);
    check(4..6, mark, &[(2, 6)]);
    check(2..5, unmark, &[]);
    check(3..4, unmark, &[(2, 3), (4, 5)]);
    check(2..3, unmark, &[(3, 5)]);
    check(19..usize::MAX, mark, &[(2, 5), (19, 20)]);
    for nothing in [3..3, 20..30, usize::MAX..usize::MAX] {
        assert_eq!(toggle_boilerplate(&story(), &"d1".into(), nothing), None);
    }
    assert_eq!(toggle_boilerplate(&story(), &"x".into(), 0..1), None);
}

#[test]
fn spans_that_touch_are_one_range_of_boilerplate() {
    let mut project = story().to_project();
    project.documents[0].meta.boilerplate = vec![(2..5).into(), (5..9).into()];
    let state = State::open(project).unwrap();
    let transaction = toggle_boilerplate(&state, &"d1".into(), 2..9);
    let (state, _) = done(state, transaction);
    assert_eq!(state.documents()[0].meta().boilerplate, []);
}

#[test]
fn annotations_are_made_stamped_and_relabelled() {
    let state = story();
    let new = NewAnnotation {
        id: "n".into(),
        document: "d1".into(),
        fragments: vec![9..12, 3..3, 0..4, 2..6],
        label: "entity.law".to_owned(),
    };
    let transaction = annotate(&state, new, STAMP);
    let (state, name) = done(state, Some(transaction));
    assert_eq!(name, "tag entity (law or document)");
    let made = state.annotation(&"n".into()).unwrap();
    assert_eq!(ranges(made), [(0, 6), (9, 12)]);
    assert_eq!(
        (
            made.author.as_str(),
            made.created.as_str(),
            made.modified.as_str()
        ),
        (STAMP.author, STAMP.time, STAMP.time)
    );

    let transaction = relabel(&state, &ids(&["a", "a", "b", "x"]), "claim", STAMP);
    assert_eq!(transaction.as_ref().map(|t| t.ops.len()), Some(1));
    let (state, name) = done(state, transaction);
    assert_eq!(name, "label as claim");
    let a = state.annotation(&"a".into()).unwrap();
    assert_eq!(
        (a.label.as_str(), a.modified.as_str()),
        ("claim", STAMP.time)
    );
    assert_eq!(relabel(&state, &ids(&["a", "b"]), "claim", STAMP), None);

    let places = vec![
        ("p".into(), "d2".into(), 5..6),
        ("q".into(), "d1".into(), 6..7),
    ];
    assert_eq!(
        mark_everywhere(&state, &"x".into(), places.clone(), STAMP),
        None
    );
    assert_eq!(
        mark_everywhere(&state, &"n".into(), Vec::new(), STAMP),
        None
    );
    let transaction = mark_everywhere(&state, &"n".into(), places, STAMP);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "mark entity (law or document) everywhere");
    assert_eq!(state.annotation(&"p".into()).unwrap().label, "entity.law");
    assert_eq!(state.annotation_count(), 7);
}

#[test]
fn attributes_and_notes_are_set_and_removed() {
    let state = story();
    let set = |state: &State, value| set_attribute(state, &"a".into(), "role", value, STAMP);
    assert_eq!(set(&state, None), None);
    let transaction = set(&state, Some(json!("envoy")));
    let (state, name) = done(state, transaction);
    assert_eq!(name, "set role");
    assert_eq!(
        state.annotation(&"a".into()).unwrap().attributes["role"],
        "envoy"
    );
    assert_eq!(set(&state, Some(json!("envoy"))), None);
    let transaction = set(&state, None);
    let (state, _) = done(state, transaction);
    assert!(state.annotation(&"a".into()).unwrap().attributes.is_empty());

    assert_eq!(set_note(&state, &"a".into(), "", STAMP), None);
    let transaction = set_note(&state, &"a".into(), "hm", STAMP);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "write note");
    assert_eq!(state.annotation(&"a".into()).unwrap().note, "hm");
}

#[test]
fn documents_are_added_moved_and_changed() {
    let document =
        |id: &str| Document::new(DocumentMeta::new(id.into(), id.to_uppercase()), "text");
    let order = |state: &State| -> Vec<String> {
        state
            .documents()
            .iter()
            .map(|d| d.meta().id.to_string())
            .collect()
    };
    let state = story();
    assert_eq!(insert_documents(&state, Vec::new()), None);
    let transaction = insert_documents(&state, vec![document("x")]);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "add “X”");
    let transaction = insert_documents(&state, vec![document("y"), document("z")]);
    let (mut state, name) = done(state, transaction);
    assert_eq!(name, "add 2 articles");
    assert_eq!(order(&state), ["d1", "d2", "x", "y", "z"]);
    let twice = insert_documents(&state, vec![document("w"), document("x")]).unwrap();
    let error = state.apply(&twice).unwrap_err();
    assert_eq!(
        (error.op, error.refusal),
        (1, Refusal::Exists(RecordName::Document("x".into())))
    );
    assert_eq!(order(&state), ["d1", "d2", "x", "y", "z"]);

    for (id, to, expected) in [
        ("d1", 0, None),
        ("d1", 5, None),
        ("d1", usize::MAX, None),
        ("nobody", 0, None),
        ("d1", 2, Some("d2 x d1 y z")),
        ("z", 0, Some("z d1 d2 x y")),
    ] {
        let transaction = move_document(&state, &id.into(), to);
        assert_eq!(transaction.is_some(), expected.is_some());
        if let Some(expected) = expected {
            let (state, name) = done(state.clone(), transaction);
            assert_eq!(name, "move article");
            assert_eq!(order(&state).join(" "), expected);
        }
    }

    let meta = state.documents()[0].meta().clone();
    assert_eq!(set_meta(&state, meta.clone(), "x"), None);
    let next = DocumentMeta {
        outlet: "Outlet".to_owned(),
        ..meta
    };
    let transaction = set_meta(&state, next, "set outlet");
    let (state, name) = done(state, transaction);
    assert_eq!(
        (name.as_str(), state.documents()[0].meta().outlet.as_str()),
        ("set outlet", "Outlet")
    );

    assert_eq!(set_header(&state, state.header().clone()), None);
    let transaction = set_header(&state, Header::default());
    let (state, name) = done(state, transaction);
    assert_eq!(
        (name.as_str(), state.header()),
        ("edit project", &Header::default())
    );
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

/// An edit of a random project; its numbers may be out of range.
#[derive(Clone, Debug)]
enum Deed {
    Annotate(Vec<Range<usize>>, String),
    MarkEverywhere(Range<usize>),
    Remove(Vec<usize>),
    Relabel(Vec<usize>, String),
    SetExtent(Range<usize>),
    AddFragment(Range<usize>),
    RemoveFragment(usize),
    SetAttribute(String, Option<Value>),
    SetNote(String),
    Relate(Relation, bool),
    Unrelate,
    SetValue(String),
    Join(Vec<usize>, Cluster),
    Leave,
    Rename(String),
    Insert(Vec<Document>),
    RemoveDocument,
    Move(usize),
    SetMeta(DocumentMeta),
    SetHeader(Header),
    Toggle(Range<usize>),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let range = || (0..24usize, 0..24usize).prop_map(|(a, b)| a.min(b)..a.max(b));
    let some = || subsequence((0..8).collect::<Vec<usize>>(), 0..4);
    let documents = prop::collection::vec(any_id().prop_flat_map(any_document), 0..3);
    prop_oneof![
        (prop::collection::vec(range(), 1..3), any_label()).prop_map(|(r, l)| Deed::Annotate(r, l)),
        range().prop_map(Deed::MarkEverywhere),
        some().prop_map(Deed::Remove),
        (some(), any_label()).prop_map(|(a, l)| Deed::Relabel(a, l)),
        range().prop_map(Deed::SetExtent),
        range().prop_map(Deed::AddFragment),
        (0..4usize).prop_map(Deed::RemoveFragment),
        (any_id(), any::<Option<bool>>(), any_value())
            .prop_map(|(name, set, value)| Deed::SetAttribute(name, set.map(|_| value))),
        any_id().prop_map(Deed::SetNote),
        (any_relation(), any::<bool>()).prop_map(|((r, _), c)| Deed::Relate(r, c)),
        Just(Deed::Unrelate),
        any_id().prop_map(Deed::SetValue),
        (some(), any_cluster()).prop_map(|(a, c)| Deed::Join(a, c)),
        Just(Deed::Leave),
        any_id().prop_map(Deed::Rename),
        documents.prop_map(Deed::Insert),
        Just(Deed::RemoveDocument),
        (0..5usize).prop_map(Deed::Move),
        any_id()
            .prop_flat_map(|id| any_meta(id, 0))
            .prop_map(Deed::SetMeta),
        any_header().prop_map(Deed::SetHeader),
        range().prop_map(Deed::Toggle),
    ]
}

/// The transaction of an edit on records chosen by number. Offsets past the text and used ids are
/// mistakes of the caller and are corrected here.
fn transaction(state: &State, deed: Deed, at: Index, other: Index) -> Option<Transaction> {
    let annotations: Vec<AnnotationId> = state.annotations().map(|a| a.id.clone()).collect();
    let pick = |n: &usize| {
        annotations
            .get(*n)
            .cloned()
            .unwrap_or_else(|| "nobody".into())
    };
    let some = |list: &[usize]| list.iter().map(pick).collect::<Vec<_>>();
    let documents = state.documents();
    let document = documents.get(at.index(documents.len().max(1)))?;
    let within = |range: Range<usize>, of: &crate::state::DocumentState| {
        let len = of.text().len();
        range.start.min(len)..range.end.min(len)
    };
    let id = document.meta().id.clone();
    let fresh: AnnotationId = (0..)
        .map(|n| AnnotationId::from(format!("fresh{n}")))
        .find(|id| state.annotation(id).is_none())?;
    let here = pick(&at.index(annotations.len().max(1)));
    let there = pick(&other.index(annotations.len().max(1)));
    let held = |id: &AnnotationId| state.document(&state.annotation(id)?.document);
    let relation: Option<RelationId> = state.relations().next().map(|r| r.id.clone());
    let cluster: Option<ClusterId> = state.clusters().next().map(|c| c.record().id.clone());
    match deed {
        Deed::Annotate(fragments, label) => {
            let fragments: Vec<_> = fragments.into_iter().map(|r| within(r, document)).collect();
            let new = NewAnnotation {
                id: fresh,
                document: id,
                fragments: fragments.clone(),
                label,
            };
            fragments
                .iter()
                .any(|r| !r.is_empty())
                .then(|| annotate(state, new, STAMP))
        }
        Deed::MarkEverywhere(range) => {
            let range = within(range, document);
            let places = vec![(fresh, id, range.clone())];
            mark_everywhere(state, &here, places, STAMP).filter(|_| !range.is_empty())
        }
        Deed::Remove(list) => remove(state, &some(&list)),
        Deed::Relabel(list, label) => relabel(state, &some(&list), &label, STAMP),
        Deed::SetExtent(range) => set_extent(state, &here, within(range, held(&here)?), STAMP),
        Deed::AddFragment(range) => add_fragment(state, &here, within(range, held(&here)?), STAMP),
        Deed::RemoveFragment(n) => remove_fragment(state, &here, n, STAMP),
        Deed::SetAttribute(name, value) => set_attribute(state, &here, &name, value, STAMP),
        Deed::SetNote(note) => set_note(state, &here, &note, STAMP),
        Deed::Relate(mut relation, to_cluster) => {
            state.annotation(&here)?;
            relation.from = here;
            relation.to = match cluster.filter(|_| to_cluster) {
                Some(cluster) => Target::Cluster(cluster),
                None => Target::Annotation(there),
            };
            relate(state, relation)
        }
        Deed::Unrelate => unrelate(state, &relation?),
        Deed::SetValue(value) => set_value(state, &relation?, &value),
        Deed::Join(list, cluster) => join(state, &some(&list), cluster),
        Deed::Leave => leave(state, &here),
        Deed::Rename(name) => rename_cluster(state, &cluster?, &name),
        Deed::Insert(mut new) => {
            new.retain(|d| state.document(&d.meta.id).is_none());
            new.dedup_by(|a, b| a.meta.id == b.meta.id);
            insert_documents(state, new)
        }
        Deed::RemoveDocument => remove_document(state, &id),
        Deed::Move(to) => move_document(state, &id, to),
        Deed::SetMeta(meta) => set_meta(state, meta, "set"),
        Deed::SetHeader(header) => set_header(state, header),
        Deed::Toggle(range) => toggle_boilerplate(state, &id, range),
    }
}

/// For each code point, whether it is boilerplate.
fn greyed(spans: &[Span], len: usize) -> Vec<bool> {
    (0..len)
        .map(|at| spans.iter().any(|s| s.start <= at && at < s.end))
        .collect()
}

proptest! {
    #[test]
    fn every_edit_fits_and_changes_something(
        project in any_project(),
        deeds in prop::collection::vec((any_deed(), any::<Index>(), any::<Index>()), 1..12),
    ) {
        let mut state = State::open(project).unwrap();
        for (deed, at, other) in deeds {
            let Some(transaction) = transaction(&state, deed, at, other) else {
                continue;
            };
            let before = state.to_project();
            let (inverse, _) = state.apply(&transaction).expect("an edit fits the state it was made for");
            assert_whole(&state);
            prop_assert_ne!(state.to_project(), before.clone(), "{:?}", transaction);
            let mut back = state.clone();
            back.apply(&inverse).unwrap();
            prop_assert_eq!(back.to_project(), before);
        }
    }

    #[test]
    fn toggling_marks_or_unmarks_a_range(
        project in any_project(),
        range in (0..30usize, 0..30usize),
        again in (0..30usize, 0..30usize),
    ) {
        let mut state = State::open(project).unwrap();
        for range in [range.0..range.1, again.0..again.1] {
            let Some(document) = state.documents().first() else {
                return Ok(());
            };
            let (id, len) = (document.meta().id.clone(), document.text().len());
            let before = greyed(&document.meta().boilerplate, len);
            let range = range.start..range.end.min(len);
            let Some(transaction) = toggle_boilerplate(&state, &id, range.clone()) else {
                prop_assert!(range.start >= range.end);
                continue;
            };
            state.apply(&transaction).unwrap();
            let spans = &state.documents()[0].meta().boilerplate;
            prop_assert!(spans.windows(2).all(|pair| pair[0].end < pair[1].start));
            let after = greyed(spans, len);
            let marked = before[range.clone()].iter().all(|&grey| grey);
            for at in 0..len {
                prop_assert_eq!(after[at], if range.contains(&at) { !marked } else { before[at] });
            }
        }
    }

    #[test]
    fn no_number_is_too_large(project in any_project(), a in any::<usize>(), b in any::<usize>()) {
        let mut state = State::open(project).unwrap();
        let annotation = state.annotations().next().map(|a| a.id.clone());
        let document = state.documents().first().map(|d| d.meta().id.clone());
        let (Some(annotation), Some(document)) = (annotation, document) else {
            return Ok(());
        };
        for range in [a..b, b..a, a..usize::MAX, 0..usize::MAX, usize::MAX - 1..usize::MAX] {
            let new = NewAnnotation {
                id: "fresh".into(),
                document: document.clone(),
                fragments: vec![range.clone()],
                label: "entity".to_owned(),
            };
            let deeds = [
                set_extent(&state, &annotation, range.clone(), STAMP),
                add_fragment(&state, &annotation, range.clone(), STAMP),
                remove_fragment(&state, &annotation, range.start, STAMP),
                toggle_boilerplate(&state, &document, range.clone()),
                move_document(&state, &document, range.start),
                Some(annotate(&state, new, STAMP)),
            ];
            for deed in deeds.into_iter().flatten() {
                let before = state.to_project();
                match state.apply(&deed) {
                    Ok((inverse, _)) => drop(state.apply(&inverse).unwrap()),
                    Err(error) => prop_assert!(!error.to_string().is_empty()),
                }
                prop_assert_eq!(state.to_project(), before);
            }
            let open = &state.documents()[0];
            prop_assert!(state.marks_in(open, range.clone()).len() <= 100);
            prop_assert!(state.stack_at(open, range.start).len() <= 100);
            prop_assert!(open.rank_of_offset(&state, range.end) <= 100);
        }
    }
}
