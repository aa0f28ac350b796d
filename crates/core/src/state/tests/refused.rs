//! Refusals and their messages.

use super::*;
use crate::format::postil;
use crate::history::History;
use crate::model::{Annotator, Extra, Span};
use crate::workspace::{Entry, Workspace};
use serde_json::{Value, json};

fn small() -> State {
    let project = json!({
        "name": "", "schema": {},
        "documents": [{ "id": "d", "text": "0123456789" }, { "id": "e", "text": "" }],
        "annotations": [
            { "id": "a", "document": "d", "label": "l", "fragments": [{ "start": 0, "end": 2 }] },
            { "id": "b", "document": "d", "label": "l", "fragments": [{ "start": 3, "end": 5 }] },
        ],
        "clusters": [
            { "id": "c", "name": "", "members": ["a"] },
            { "id": "k", "name": "", "members": [] },
        ],
        "relations": [
            { "id": "r", "type": "t", "from": "b", "to": { "cluster": "k" } },
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

#[test]
fn an_operation_that_does_not_fit_says_why() {
    let check = |op: Value, expected: &str| {
        let mut state = small();
        let before = state.to_project();
        let op: Op = serde_json::from_value(op).unwrap();
        let error = state.apply(&Transaction::new("", vec![op])).unwrap_err();
        assert_eq!((error.op, error.message.as_str()), (0, expected));
        assert_eq!(state.to_project(), before);
    };
    let annotation = |field: &str, value: Value| {
        let mut annotation = json!({
            "id": "n", "document": "d", "label": "l", "fragments": [{ "start": 0, "end": 1 }],
        });
        annotation[field] = value;
        json!({ "put-annotation": annotation })
    };
    let cut = |ranges: &[(u64, u64)]| {
        let fragments = ranges
            .iter()
            .map(|(start, end)| json!({ "start": start, "end": end }));
        annotation("fragments", fragments.collect())
    };
    check(
        annotation("document", json!("x")),
        "annotation “n” is in document “x”, which is not there",
    );
    check(
        annotation("id", json!("")),
        "annotation “”: the id is empty",
    );
    check(
        annotation("label", json!("")),
        "annotation “n”: it has no label",
    );
    check(
        annotation("label", json!(".x")),
        "annotation “n”: it has no label",
    );
    check(cut(&[]), "annotation “n”: it has no fragment");
    check(
        cut(&[(1, 1)]),
        "annotation “n”: fragment 0 runs from 1 to 1; the end must come after the start",
    );
    check(
        cut(&[(0, 1), (5, 4)]),
        "annotation “n”: fragment 1 runs from 5 to 4; the end must come after the start",
    );
    check(
        cut(&[(0, 11)]),
        "annotation “n”: fragment 0 ends at 11, but the text has 10 code points",
    );
    check(
        cut(&[(0, u64::MAX)]),
        "annotation “n”: fragment 0 ends at 18446744073709551615, but the text has 10 code points",
    );
    check(
        cut(&[(0, 3), (2, 4)]),
        "annotation “n”: fragment 1 begins at 2, before the one in front of it ends at 3",
    );
    check(
        annotation("fragments", json!([{ "start": 0, "end": 1, "quote": "1" }])),
        "annotation “n”: the quote is “1”, but the text at 0–1 reads “0”",
    );
    check(
        json!({ "remove-annotation": "x" }),
        "annotation “x” is not there",
    );
    check(
        json!({ "remove-annotation": "a" }),
        "cluster “c” still holds annotation “a”",
    );
    check(
        json!({ "remove-annotation": "b" }),
        "relation “r” still holds annotation “b”",
    );

    let relation = |id: &str, from: &str, to: Value| json!({ "put-relation": { "id": id, "type": "t", "from": from, "to": to } });
    check(
        relation("", "a", json!({ "annotation": "b" })),
        "relation “”: the id is empty",
    );
    check(
        relation("n", "x", json!({ "annotation": "b" })),
        "relation “n”: it begins at annotation “x”, which is not there",
    );
    check(
        relation("n", "a", json!({ "annotation": "x" })),
        "relation “n”: it ends at annotation “x”, which is not there",
    );
    check(
        relation("n", "a", json!({ "cluster": "x" })),
        "relation “n”: it ends at cluster “x”, which is not there",
    );
    check(
        json!({ "remove-relation": "x" }),
        "relation “x” is not there",
    );

    check(
        json!({ "put-cluster": { "id": "", "name": "" } }),
        "cluster “”: the id is empty",
    );
    check(json!({ "remove-cluster": "x" }), "cluster “x” is not there");
    check(
        json!({ "remove-cluster": "c" }),
        "cluster “c” still has members",
    );
    check(
        json!({ "remove-cluster": "k" }),
        "relation “r” still ends at cluster “k”",
    );
    let set_cluster = |annotation: &str, cluster: Value| json!({ "set-cluster": { "annotation": annotation, "cluster": cluster } });
    check(set_cluster("x", json!("c")), "annotation “x” is not there");
    check(set_cluster("a", json!("x")), "cluster “x” is not there");

    let insert = |id: &str, sha256: &str| {
        let document = json!({ "id": id, "text": "x", "sha256": sha256 });
        json!({ "insert-document": { "at": 0, "document": document } })
    };
    check(insert("d", ""), "there is a document “d” already");
    check(insert("", ""), "document “”: the id is empty");
    check(
        insert("n", "no hash"),
        "document “n”: the text does not match its sha256: expected no hash, the text gives 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    );
    check(
        json!({ "remove-document": "x" }),
        "document “x” is not there",
    );
    check(
        json!({ "remove-document": "d" }),
        "document “d” still holds annotations",
    );
    check(
        json!({ "move-document": { "id": "x", "to": 0 } }),
        "document “x” is not there",
    );
    check(
        json!({ "put-meta": { "id": "x" } }),
        "document “x” is not there",
    );
    for (spans, shown) in [
        (json!([{ "start": 2, "end": 2 }]), "2–2"),
        (json!([{ "start": 2, "end": 11 }]), "2–11"),
        (
            json!([{ "start": 2, "end": 5 }, { "start": 4, "end": 6 }]),
            "4–6",
        ),
    ] {
        check(
            json!({ "put-meta": { "id": "d", "boilerplate": spans } }),
            &format!(
                "document “d”: the boilerplate {shown} is empty, out of order or outside the text"
            ),
        );
    }
    let project = json!({
        "name": "", "schema": {}, "annotations": [],
        "documents": [{ "id": "d", "text": "" }, { "id": "d", "text": "" }],
    });
    check(
        json!({ "put-project": project }),
        "documents[1] “d”: the id is used twice; ids must differ",
    );
}

/// A value with that many levels of lists.
fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |inner, _| Value::from([inner]))
}

/// For every record with foreign fields or attributes, an operation that sets them.
fn puts(extra: &Extra) -> Vec<(&'static str, Op)> {
    let state = small();
    let mut header = state.header().clone();
    header.extra = extra.clone();
    let annotator = Header {
        annotators: vec![Annotator {
            id: "i".to_owned(),
            name: String::new(),
            extra: extra.clone(),
        }],
        ..Header::default()
    };
    let mut schemas = Vec::new();
    let bundled = Schema::bundled();
    let places: [fn(&mut Schema) -> &mut Extra; 6] = [
        |s| &mut s.extra,
        |s| &mut s.layers[1].extra,
        |s| &mut s.layers[1].labels[1].extra,
        |s| &mut s.layers[1].attributes[1].extra,
        |s| &mut s.cluster_attributes[0].extra,
        |s| &mut s.relations[1].extra,
    ];
    for place in places {
        let mut schema = bundled.clone();
        *place(&mut schema) = extra.clone();
        schemas.push(("the schema", Op::PutSchema(Box::new(schema))));
    }
    let meta = state.documents[0].meta().clone();
    let mut whole = meta.clone();
    whole.extra = extra.clone();
    let mut published = meta.clone();
    published.published.extra = extra.clone();
    let mut marked = meta;
    marked.boilerplate = vec![Span {
        extra: extra.clone(),
        ..Span::from(0..1)
    }];
    let annotation = state.annotation(&"a".into()).unwrap();
    let mut foreign = annotation.clone();
    foreign.extra = extra.clone();
    let mut fragment = annotation.clone();
    fragment.fragments[0].extra = extra.clone();
    let mut relation = state.relation(&"r".into()).unwrap().clone();
    relation.extra = extra.clone();
    let mut cluster = state.cluster(&"c".into()).unwrap().record().clone();
    cluster.extra = extra.clone();
    let mut ops = vec![
        ("the project", Op::PutHeader(Box::new(header))),
        ("the project", Op::PutHeader(Box::new(annotator))),
        ("document “d”", Op::PutMeta(Box::new(whole))),
        ("document “d”", Op::PutMeta(Box::new(published))),
        ("document “d”", Op::PutMeta(Box::new(marked))),
        ("annotation “a”", Op::PutAnnotation(Box::new(foreign))),
        ("annotation “a”", Op::PutAnnotation(Box::new(fragment))),
        ("relation “r”", Op::PutRelation(Box::new(relation))),
        ("cluster “c”", Op::PutCluster(Box::new(cluster))),
    ];
    ops.append(&mut schemas);
    ops
}

#[test]
fn a_foreign_field_with_the_name_of_an_own_one_is_refused() {
    let own = ["name", "id", "start", "date", "layers", "title"];
    for (number, (place, _)) in puts(&Extra::new()).into_iter().enumerate() {
        let mut refused = 0;
        for name in own {
            let extra = Extra::from_iter([(name.to_owned(), Value::from(1))]);
            let (_, op) = puts(&extra).swap_remove(number);
            let Err(error) = small().apply(&Transaction::new("", vec![op])) else {
                continue;
            };
            refused += 1;
            assert_eq!(
                error.message,
                format!(
                    "{place}: a field of another program is called “{name}”, which is the name of a field of its own"
                )
            );
        }
        assert!(refused > 0, "{place}, {number}");
    }
}

#[test]
fn the_deepest_value_that_is_taken_can_be_stored_and_read() {
    let deepest = (0..).find(|&levels| {
        let extra = Extra::from_iter([("x".to_owned(), nested(levels + 1))]);
        let (_, op) = puts(&extra).swap_remove(0);
        small().apply(&Transaction::new("", vec![op])).is_err()
    });
    let deepest = deepest.expect("there is an end to it");
    let extra = Extra::from_iter([("x".to_owned(), nested(deepest))]);
    for (place, op) in puts(&extra) {
        let mut workspace = Workspace::new(small(), History::default());
        let entry = Entry::Commit(Transaction::new("", vec![op]));
        workspace.perform(&entry).expect(place);
        // The whole project has the deepest nesting in a history.
        let project = workspace.state().to_project();
        let whole = Op::PutProject(Box::new(project.clone()));
        let entry = Entry::Commit(Transaction::new("", vec![whole]));
        workspace.perform(&entry).expect(place);
        let json = serde_json::to_vec(&(&project, workspace.history(), &entry)).unwrap();
        let read: (Project, History, Entry) = serde_json::from_slice(&json).expect(place);
        assert_eq!(
            (&read.0, &read.1, &read.2),
            (&project, workspace.history(), &entry)
        );
        let file = postil::write(&project).files.remove(0);
        let (read, _) = postil::read(&file.bytes).expect(place);
        assert_eq!(read, project);
    }
    let extra = Extra::from_iter([("x".to_owned(), nested(deepest + 1))]);
    for (place, op) in puts(&extra) {
        let error = small().apply(&Transaction::new("", vec![op])).unwrap_err();
        assert_eq!(
            error.message,
            format!("{place}: the value of “x” is nested more than {deepest} levels deep")
        );
    }
}

#[test]
fn what_is_wrong_beyond_a_hundred_is_counted() {
    let annotations = (0..130).map(|number| {
        json!({ "id": number.to_string(), "document": "x", "label": "l", "fragments": [] })
    });
    let project = json!({
        "name": "", "schema": {}, "documents": [],
        "annotations": annotations.collect::<Value>(),
    });
    let found = State::open(serde_json::from_value(project).unwrap()).unwrap_err();
    assert_eq!(found.len(), 101);
    assert_eq!(
        found[99].to_string(),
        "annotations[99] “99”: it is in document “x”, which is not there"
    );
    assert_eq!(found[100].to_string(), "and 30 more");
}
