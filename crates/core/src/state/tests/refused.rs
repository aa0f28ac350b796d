//! Refusals and their messages.

use super::*;
use crate::diagnostic::Diagnostic;
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
    let check = |op: Value, expected: Refusal| {
        let mut state = small();
        let before = state.to_project();
        let op: Op = serde_json::from_value(op).unwrap();
        let error = state.apply(&Transaction::new("", vec![op])).unwrap_err();
        assert_eq!((error.op, error.refusal), (0, expected));
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
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::NoDocument("x".into()),
        ),
    );
    check(
        annotation("id", json!("")),
        Refusal::Invalid(RecordName::Annotation("".into()), Flaw::EmptyId),
    );
    check(
        annotation("label", json!("")),
        Refusal::Invalid(RecordName::Annotation("n".into()), Flaw::NoLabel),
    );
    check(
        annotation("label", json!(".x")),
        Refusal::Invalid(RecordName::Annotation("n".into()), Flaw::NoLabel),
    );
    check(
        cut(&[]),
        Refusal::Invalid(RecordName::Annotation("n".into()), Flaw::NoFragment),
    );
    check(
        cut(&[(1, 1)]),
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::EmptyFragment {
                fragment: 0,
                start: 1,
                end: 1,
            },
        ),
    );
    check(
        cut(&[(0, 1), (5, 4)]),
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::EmptyFragment {
                fragment: 1,
                start: 5,
                end: 4,
            },
        ),
    );
    check(
        cut(&[(0, 11)]),
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::FragmentPastEnd {
                fragment: 0,
                end: 11,
                length: 10,
            },
        ),
    );
    check(
        cut(&[(0, u64::MAX)]),
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::FragmentPastEnd {
                fragment: 0,
                end: usize::MAX,
                length: 10,
            },
        ),
    );
    check(
        cut(&[(0, 3), (2, 4)]),
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::FragmentOrder {
                fragment: 1,
                start: 2,
                previous_end: 3,
            },
        ),
    );
    check(
        annotation("fragments", json!([{ "start": 0, "end": 1, "quote": "1" }])),
        Refusal::Invalid(
            RecordName::Annotation("n".into()),
            Flaw::WrongQuote {
                start: 0,
                end: 1,
                quote: "1".to_owned(),
                text: "0".to_owned(),
            },
        ),
    );
    check(
        json!({ "remove-annotation": "x" }),
        Refusal::Missing(RecordName::Annotation("x".into())),
    );
    check(
        json!({ "remove-annotation": "a" }),
        Refusal::InUse {
            record: RecordName::Annotation("a".into()),
            by: RecordName::Cluster("c".into()),
        },
    );
    check(
        json!({ "remove-annotation": "b" }),
        Refusal::InUse {
            record: RecordName::Annotation("b".into()),
            by: RecordName::Relation("r".into()),
        },
    );

    let relation = |id: &str, from: &str, to: Value| json!({ "put-relation": { "id": id, "type": "t", "from": from, "to": to } });
    check(
        relation("", "a", json!({ "annotation": "b" })),
        Refusal::Invalid(RecordName::Relation("".into()), Flaw::EmptyId),
    );
    check(
        relation("n", "x", json!({ "annotation": "b" })),
        Refusal::Invalid(RecordName::Relation("n".into()), Flaw::NoStart("x".into())),
    );
    check(
        relation("n", "a", json!({ "annotation": "x" })),
        Refusal::Invalid(
            RecordName::Relation("n".into()),
            Flaw::NoTarget(Target::Annotation("x".into())),
        ),
    );
    check(
        relation("n", "a", json!({ "cluster": "x" })),
        Refusal::Invalid(
            RecordName::Relation("n".into()),
            Flaw::NoTarget(Target::Cluster("x".into())),
        ),
    );
    check(
        json!({ "remove-relation": "x" }),
        Refusal::Missing(RecordName::Relation("x".into())),
    );

    check(
        json!({ "put-cluster": { "id": "", "name": "" } }),
        Refusal::Invalid(RecordName::Cluster("".into()), Flaw::EmptyId),
    );
    check(
        json!({ "remove-cluster": "x" }),
        Refusal::Missing(RecordName::Cluster("x".into())),
    );
    check(
        json!({ "remove-cluster": "c" }),
        Refusal::NotEmpty(RecordName::Cluster("c".into())),
    );
    check(
        json!({ "remove-cluster": "k" }),
        Refusal::InUse {
            record: RecordName::Cluster("k".into()),
            by: RecordName::Relation("r".into()),
        },
    );
    let set_cluster = |annotation: &str, cluster: Value| json!({ "set-cluster": { "annotation": annotation, "cluster": cluster } });
    check(
        set_cluster("x", json!("c")),
        Refusal::Missing(RecordName::Annotation("x".into())),
    );
    check(
        set_cluster("a", json!("x")),
        Refusal::Missing(RecordName::Cluster("x".into())),
    );

    let insert = |id: &str, sha256: &str| {
        let document = json!({ "id": id, "text": "x", "sha256": sha256 });
        json!({ "insert-document": { "at": 0, "document": document } })
    };
    check(
        insert("d", ""),
        Refusal::Exists(RecordName::Document("d".into())),
    );
    check(
        insert("", ""),
        Refusal::Invalid(RecordName::Document("".into()), Flaw::EmptyId),
    );
    check(
        insert("n", "no hash"),
        Refusal::Invalid(
            RecordName::Document("n".into()),
            Flaw::WrongHash {
                stored: "no hash".to_owned(),
                computed: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
                    .to_owned(),
            },
        ),
    );
    check(
        json!({ "remove-document": "x" }),
        Refusal::Missing(RecordName::Document("x".into())),
    );
    check(
        json!({ "remove-document": "d" }),
        Refusal::NotEmpty(RecordName::Document("d".into())),
    );
    check(
        json!({ "move-document": { "id": "x", "to": 0 } }),
        Refusal::Missing(RecordName::Document("x".into())),
    );
    check(
        json!({ "put-meta": { "id": "x" } }),
        Refusal::Missing(RecordName::Document("x".into())),
    );
    for (spans, start, end) in [
        (json!([{ "start": 2, "end": 2 }]), 2, 2),
        (json!([{ "start": 2, "end": 11 }]), 2, 11),
        (
            json!([{ "start": 2, "end": 5 }, { "start": 4, "end": 6 }]),
            4,
            6,
        ),
    ] {
        check(
            json!({ "put-meta": { "id": "d", "boilerplate": spans } }),
            Refusal::Invalid(
                RecordName::Document("d".into()),
                Flaw::Boilerplate { start, end },
            ),
        );
    }
    let project = json!({
        "name": "", "schema": {}, "annotations": [],
        "documents": [{ "id": "d", "text": "" }, { "id": "d", "text": "" }],
    });
    check(
        json!({ "put-project": project }),
        Refusal::Project(Diagnostic::error(
            "documents[1] “d”",
            Flaw::DuplicateId.to_string(),
        )),
    );
}

/// A value with that many levels of lists.
fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |inner, _| Value::from([inner]))
}

/// For every record with foreign fields or attributes, an operation that sets them.
fn puts(extra: &Extra) -> Vec<(RecordName, Op)> {
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
        schemas.push((RecordName::Schema, Op::PutSchema(Box::new(schema))));
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
        (RecordName::Project, Op::PutHeader(Box::new(header))),
        (RecordName::Project, Op::PutHeader(Box::new(annotator))),
        (
            RecordName::Document("d".into()),
            Op::PutMeta(Box::new(whole)),
        ),
        (
            RecordName::Document("d".into()),
            Op::PutMeta(Box::new(published)),
        ),
        (
            RecordName::Document("d".into()),
            Op::PutMeta(Box::new(marked)),
        ),
        (
            RecordName::Annotation("a".into()),
            Op::PutAnnotation(Box::new(foreign)),
        ),
        (
            RecordName::Annotation("a".into()),
            Op::PutAnnotation(Box::new(fragment)),
        ),
        (
            RecordName::Relation("r".into()),
            Op::PutRelation(Box::new(relation)),
        ),
        (
            RecordName::Cluster("c".into()),
            Op::PutCluster(Box::new(cluster)),
        ),
    ];
    ops.append(&mut schemas);
    ops
}

#[test]
fn a_foreign_field_named_like_an_own_one_is_refused() {
    let own = ["name", "id", "start", "date", "layers", "title"];
    for (number, (record, _)) in puts(&Extra::new()).into_iter().enumerate() {
        let mut refused = 0;
        for name in own {
            let extra = Extra::from_iter([(name.to_owned(), Value::from(1))]);
            let (_, op) = puts(&extra).swap_remove(number);
            let Err(error) = small().apply(&Transaction::new("", vec![op])) else {
                continue;
            };
            refused += 1;
            assert_eq!(
                error.refusal,
                Refusal::Invalid(record.clone(), Flaw::OwnField(name.to_owned()))
            );
        }
        assert!(refused > 0, "{record}, {number}");
    }
}

#[test]
fn the_deepest_accepted_value_can_be_stored_and_read() {
    let deepest = (0..).find(|&levels| {
        let extra = Extra::from_iter([("x".to_owned(), nested(levels + 1))]);
        let (_, op) = puts(&extra).swap_remove(0);
        small().apply(&Transaction::new("", vec![op])).is_err()
    });
    let deepest = deepest.expect("nesting is limited");
    let extra = Extra::from_iter([("x".to_owned(), nested(deepest))]);
    for (record, op) in puts(&extra) {
        let place = record.to_string();
        let mut workspace = Workspace::new(small(), History::default());
        let entry = Entry::Commit(Transaction::new("", vec![op]));
        workspace.perform(&entry).expect(&place);
        // The whole project has the deepest nesting in a history.
        let project = workspace.state().to_project();
        let whole = Op::PutProject(Box::new(project.clone()));
        let entry = Entry::Commit(Transaction::new("", vec![whole]));
        workspace.perform(&entry).expect(&place);
        let json = serde_json::to_vec(&(&project, workspace.history(), &entry)).unwrap();
        let read: (Project, History, Entry) = serde_json::from_slice(&json).expect(&place);
        assert_eq!(
            (&read.0, &read.1, &read.2),
            (&project, workspace.history(), &entry)
        );
        let file = postil::write(&project).files.remove(0);
        let (read, _) = postil::read(&file.bytes).expect(&place);
        assert_eq!(read, project);
    }
    let extra = Extra::from_iter([("x".to_owned(), nested(deepest + 1))]);
    for (record, op) in puts(&extra) {
        let error = small().apply(&Transaction::new("", vec![op])).unwrap_err();
        assert_eq!(
            error.refusal,
            Refusal::Invalid(record, Flaw::TooDeep("x".to_owned()))
        );
    }
}

#[test]
fn errors_beyond_a_hundred_are_counted() {
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
        "annotations[99] “99”: its document “x” does not exist"
    );
    assert_eq!(found[100].to_string(), "and 30 more");
}

#[test]
fn refusals_have_messages() {
    let record = || RecordName::Annotation("a".into());
    let by = RecordName::Relation("r".into());
    for (refusal, message) in [
        (
            Refusal::Invalid(record(), Flaw::NoLabel),
            "annotation “a”: it has no label",
        ),
        (
            Refusal::Invalid(RecordName::Schema, Flaw::TooDeep("x".to_owned())),
            "the schema: the value of “x” is nested more than 100 levels deep",
        ),
        (Refusal::Missing(record()), "annotation “a” does not exist"),
        (Refusal::Exists(record()), "annotation “a” already exists"),
        (
            Refusal::InUse {
                record: record(),
                by,
            },
            "relation “r” refers to annotation “a”",
        ),
        (
            Refusal::NotEmpty(RecordName::Document("d".into())),
            "document “d” has annotations",
        ),
    ] {
        assert_eq!(refusal.to_string(), message);
    }
}
