//! Tests of edits of annotations.

use super::*;
use crate::model::schema::AttributeType;
use crate::transaction::Op;

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
fn an_edge_that_moves_into_a_gap_goes_on_to_the_fragment() {
    let state = story();
    let annotation = state.annotation(&"b".into()).expect("b");
    // The annotation covers 4–8, 10–12 and 14–16.
    for (extent, expected) in [
        (4..15, 4..15),
        (4..14, 4..12),
        (4..13, 4..12),
        (4..10, 4..8),
        (4..9, 4..8),
        (8..16, 10..16),
        (9..16, 10..16),
        (12..16, 14..16),
        (2..20, 2..20),
        (9..13, 10..12),
    ] {
        assert_eq!(off_gaps(annotation, extent.clone()), expected, "{extent:?}");
    }
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
}

#[test]
fn defaults_come_and_go_with_the_label() {
    let mut state = story();
    let mut schema = state.schema().clone();
    let entity = schema
        .layers
        .iter_mut()
        .find(|layer| layer.name == "entity");
    let attribute = |name: &str, labels: &[&str], default| AttributeType {
        name: name.to_owned(),
        labels: labels.iter().map(|&label| label.to_owned()).collect(),
        default: Some(default),
        ..AttributeType::default()
    };
    entity.unwrap().attributes = vec![
        attribute("stage", &["person"], json!("first")),
        attribute("sure", &[], json!("yes")),
    ];
    let op = Op::PutSchema(Box::new(schema));
    state
        .apply(&Transaction::new("codebook", vec![op]))
        .unwrap();
    let new = NewAnnotation {
        id: "n".into(),
        document: "d1".into(),
        fragments: std::iter::once(0..3).collect(),
        label: "entity".to_owned(),
    };
    let transaction = annotate(&state, new, STAMP);
    let (state, _) = done(state, Some(transaction));
    let values = |state: &State| {
        let made = state.annotation(&"n".into()).unwrap();
        Value::Object(made.attributes.clone())
    };
    assert_eq!(values(&state), json!({"sure":"yes"}));
    let relabelled = |state: State, label| {
        let transaction = relabel(&state, &ids(&["n"]), label, STAMP);
        done(state, transaction).0
    };
    let state = relabelled(state, "entity.person");
    assert_eq!(values(&state), json!({"stage":"first","sure":"yes"}));
    let state = relabelled(state, "entity.place");
    assert_eq!(values(&state), json!({"sure":"yes"}));

    // What a person has set stays, to be checked.
    let state = relabelled(state, "entity.person");
    let second = set_attribute(&state, &"n".into(), "stage", Some(json!("second")), STAMP);
    let state = relabelled(done(state, second).0, "entity.place");
    assert_eq!(values(&state), json!({"stage":"second","sure":"yes"}));
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

    let both = vec![
        ("role".to_owned(), None),
        ("date".to_owned(), Some(json!("2023"))),
        ("date-part".to_owned(), Some(json!("END"))),
    ];
    let transaction = set_attributes(&state, &"a".into(), both.clone(), STAMP);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "set date");
    let attributes = &state.annotation(&"a".into()).unwrap().attributes;
    assert_eq!(
        (&attributes["date"], &attributes["date-part"]),
        (&json!("2023"), &json!("END"))
    );
    assert_eq!(set_attributes(&state, &"a".into(), both, STAMP), None);
    let neither = ["date", "date-part"].map(|name| (name.to_owned(), None));
    let transaction = set_attributes(&state, &"a".into(), neither.into(), STAMP);
    let (state, _) = done(state, transaction);

    assert_eq!(set_note(&state, &"a".into(), "", STAMP), None);
    let transaction = set_note(&state, &"a".into(), "hm", STAMP);
    let (state, name) = done(state, transaction);
    assert_eq!(name, "write note");
    assert_eq!(state.annotation(&"a".into()).unwrap().note, "hm");
}
