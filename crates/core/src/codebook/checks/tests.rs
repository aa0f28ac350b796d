#![allow(clippy::unwrap_used)]

use super::*;
use crate::codebook::Checks;
use crate::state::State;
use crate::testing::{any_project, any_transaction};
use crate::workspace::{Entry, Workspace};
use proptest::prelude::*;
use serde_json::{Value, json};

fn attribute(kind: &str) -> Schema {
    let schema = json!({ "layers": [{ "name": "l", "title": "L", "labels": [{ "name": "n", "title": "N" }, { "name": "m", "title": "M" }], "attributes": [
        { "name": "a", "title": "A", "kind": kind, "values": ["x", "y"] },
        { "name": "must", "title": "M", "required": true, "labels": ["n"] },
    ] }] });
    serde_json::from_value(schema).unwrap()
}

fn mark(label: &str, attributes: Value) -> Annotation {
    let mark = json!({ "id": "m", "document": "d", "label": label, "attributes": attributes,
        "fragments": [{ "start": 0, "end": 1 }] });
    serde_json::from_value(mark).unwrap()
}

fn lacks(schema: &Schema, mark: &Annotation) -> Vec<Lack> {
    let mut found = Vec::new();
    Rules::new(schema).mark(mark, &mut |lack| found.push(lack));
    found
}

#[test]
fn values_are_held_against_their_kind() {
    for (kind, good, bad) in [
        ("text", json!("any"), json!(1)),
        ("choice", json!("x"), json!(true)),
        ("flag", json!(false), json!("yes")),
        ("date", json!("2024-12"), json!("last week")),
        ("choices", json!(["x", "y"]), json!("x")),
        ("choices", json!([]), json!(["x", 1])),
        ("number", json!(-1.5), json!("1")),
        (
            "link",
            json!("https://example.org/a?b"),
            json!("example.org"),
        ),
        ("link", json!("http://x"), json!("https://")),
        ("link", json!("https://x:1/"), json!("https://a b")),
    ] {
        let schema = attribute(kind);
        let check = |value: &Value| lacks(&schema, &mark("l.m", json!({ "a": value })));
        assert_eq!(check(&good), [], "{kind}");
        let wrong = check(&bad);
        assert!(
            matches!(wrong.as_slice(), [Lack::WrongKind { attribute, .. }] if attribute == "a"),
            "{kind}: {wrong:?}"
        );
    }
    for value in [json!("z"), json!(["x", "z"])] {
        let kind = if value.is_string() {
            "choice"
        } else {
            "choices"
        };
        let found = lacks(&attribute(kind), &mark("l.m", json!({ "a": value })));
        let unlisted = Lack::UnlistedValue {
            attribute: "a".to_owned(),
            value: "z".to_owned(),
        };
        assert_eq!(found, [unlisted]);
    }
}

#[test]
fn names_are_held_against_the_codebook() {
    let schema = attribute("text");
    let check = |label: &str, attributes: Value| lacks(&schema, &mark(label, attributes));
    let missing = || Lack::MissingAttribute("must".to_owned());
    assert_eq!(check("l.n", json!({ "must": "x" })), []);
    assert_eq!(check("l.n", json!({ "must": "" })), [missing()]);
    assert_eq!(check("l.n", json!({})), [missing()]);
    assert_eq!(check("l", json!({})), []);
    assert_eq!(
        check("l.m", json!({ "must": "x" })),
        [Lack::UnknownAttribute("must".to_owned())]
    );
    assert_eq!(
        check("l.o", json!({})),
        [Lack::UnknownLabel("l.o".to_owned())]
    );
    assert_eq!(
        check("k.n", json!({ "z": 1 })),
        [Lack::UnknownLayer("k".to_owned())]
    );
    let mut old = mark("l.m", json!({}));
    old.check = 4;
    assert_eq!(lacks(&schema, &old), [Lack::ToCheck(4)]);
}

#[test]
fn relations_are_held_against_their_types() {
    let mark = |id: &str, label: &str, start: usize| json!({ "id": id, "document": "d", "label": label, "fragments": [{ "start": start, "end": start + 1 }] });
    let relation = |id: &str, kind: &str, from: &str, to: Value| json!({ "id": id, "type": kind, "from": from, "to": to });
    let project = json!({
        "name": "P",
        "schema": { "layers": [
            { "name": "e", "title": "E", "labels": [{ "name": "p", "title": "P" }] }, { "name": "c", "title": "C" }],
            "relations": [
                { "name": "by", "title": "By", "from": ["c"], "to": ["e.p"], "values": ["x"], "required": true },
                { "name": "like", "title": "Like", "from": ["e.p"], "required": true, "symmetric": true },
            ],
            "cluster_attributes": [{ "name": "wd", "title": "W", "required": true }] },
        "documents": [{ "id": "d", "text": "abcdef" }],
        "annotations": [mark("a", "e.p", 0), mark("b", "e.p", 1), mark("c", "c", 2), mark("e", "e", 3)],
        "relations": [
            relation("r1", "by", "c", json!({ "annotation": "a" })),
            relation("r2", "by", "a", json!({ "annotation": "e" })),
            relation("r3", "what", "c", json!({ "annotation": "a" })),
            relation("r4", "by", "c", json!({ "cluster": "k" })),
            relation("r5", "by", "c", json!({ "cluster": "l" })),
            relation("r6", "like", "a", json!({ "annotation": "b" })),
        ],
        "clusters": [
            { "id": "k", "name": "K", "members": ["a", "e"], "attributes": { "wd": "Q1" } },
            { "id": "l", "name": "L", "members": ["c"] },
        ],
    });
    let mut project: crate::model::Project = serde_json::from_value(project).unwrap();
    project.relations[0].value = "y".to_owned();
    let state = State::open(project.clone()).unwrap();
    let found: Vec<_> = Checks::new(&state).of(&"d".into()).cloned().collect();
    let relation = |id: &str, lack: Lack| Found {
        subject: Subject::Relation(id.into()),
        lack,
    };
    let wrong = |label: &str| (("by").to_owned(), label.to_owned());
    let start = |label: &str| {
        let (kind, label) = wrong(label);
        Lack::WrongStart { kind, label }
    };
    let end = |label: &str| {
        let (kind, label) = wrong(label);
        Lack::WrongEnd { kind, label }
    };
    assert_eq!(
        found,
        [
            relation("r2", start("e.p")),
            relation("r2", end("e")),
            relation(
                "r1",
                Lack::UnlistedValue {
                    attribute: String::new(),
                    value: "y".to_owned()
                }
            ),
            relation("r3", Lack::UnknownRelation("what".to_owned())),
            relation("r5", end("c")),
        ]
    );
    let clusters = Checks::new(&state).clusters().to_vec();
    let lack = Lack::MissingAttribute("wd".to_owned());
    assert_eq!(
        clusters,
        [Found {
            subject: Subject::Cluster("l".into()),
            lack
        }]
    );
    // Without its relations, a claim lacks one, and so do both ends of what is symmetric.
    project.relations.clear();
    let state = State::open(project).unwrap();
    let found: Vec<_> = Checks::new(&state)
        .of(&"d".into())
        .map(|found| found.lack.clone())
        .collect();
    let missing = ["like", "like", "by"].map(|kind| Lack::MissingRelation(kind.to_owned()));
    assert_eq!(found, missing);
}

#[test]
fn the_index_follows_a_label_into_the_documents_that_link_to_it() {
    let mark = |id: &str, document: &str, label: &str| json!({ "id": id, "document": document, "label": label, "fragments": [{ "start": 0, "end": 1 }] });
    let project = json!({
        "name": "P",
        "schema": { "layers": [{ "name": "e", "title": "E" }, { "name": "c", "title": "C" }],
            "relations": [{ "name": "by", "title": "By", "from": ["c"], "to": ["e"] }] },
        "documents": [{ "id": "one", "text": "a" }, { "id": "two", "text": "b" }, { "id": "three", "text": "c" }],
        "annotations": [mark("a", "one", "c"), mark("b", "two", "e"), mark("m", "three", "e")],
        "relations": [
            { "id": "r", "type": "by", "from": "a", "to": { "annotation": "b" } },
            { "id": "s", "type": "by", "from": "a", "to": { "cluster": "k" } },
        ],
        "clusters": [{ "id": "k", "name": "K", "members": ["m"] }],
    });
    let state = State::open(serde_json::from_value(project).unwrap()).unwrap();
    let mut workspace = Workspace::new(state, Default::default());
    let mut checks = Checks::new(workspace.state());
    let stamp = crate::edit::Stamp {
        author: "",
        time: "",
    };
    for (number, id) in [(1, "b"), (2, "m")] {
        let relabelled = crate::edit::relabel(workspace.state(), &[id.into()], "c", stamp).unwrap();
        let change = workspace
            .perform(&Entry::Commit(relabelled))
            .unwrap()
            .unwrap();
        checks.follow(workspace.state(), &change);
        assert_eq!(checks.count(&"one".into()), number);
        assert_eq!(checks, Checks::new(workspace.state()));
    }
}

proptest! {
    /// The index that follows all changes is the one that would be made anew.
    #[test]
    fn the_index_follows(project in any_project(), steps in prop::collection::vec(any_transaction(), 1..12)) {
        let mut workspace = Workspace::new(State::open(project).unwrap(), Default::default());
        let mut checks = Checks::new(workspace.state());
        let follow = |checks: &mut Checks, workspace: &mut Workspace, entry: Entry| {
            if let Ok(Some(change)) = workspace.perform(&entry) {
                checks.follow(workspace.state(), &change);
            }
            prop_assert_eq!(&*checks, &Checks::new(workspace.state()));
            Ok(())
        };
        for step in steps {
            follow(&mut checks, &mut workspace, Entry::Commit(step))?;
        }
        for _ in 0..3 {
            follow(&mut checks, &mut workspace, Entry::Undo)?;
        }
        follow(&mut checks, &mut workspace, Entry::Redo)?;
    }
}
