//! Tests of edits of documents.

use super::*;

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
