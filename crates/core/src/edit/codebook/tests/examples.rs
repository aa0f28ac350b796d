//! What single edits do.

use super::*;

const STAMP: Stamp = Stamp {
    author: "ana",
    time: "2026-02-01T10:00:00Z",
};

fn at(time: &'static str) -> Stamp<'static> {
    Stamp { time, ..STAMP }
}

/// Two persons, a place and a claim that says something about one of them.
fn workspace() -> Workspace {
    let mark = |id: &str, label: &str, start: usize, attributes: Value| {
        json!({ "id": id, "document": "d", "label": label, "attributes": attributes,
            "fragments": [{ "start": start, "end": start + 2 }] })
    };
    let project = json!({
        "name": "P",
        "schema": {
            "layers": [
                { "name": "entity", "title": "Entity", "labels": [
                    { "name": "person", "title": "Person", "examples": [{ "text": "Ann" }] },
                    { "name": "human", "title": "Human" },
                    { "name": "place", "title": "Place" },
                ], "attributes": [
                    { "name": "role", "title": "Role", "kind": "choice", "values": ["one", "two"], "labels": ["person"], "required": true },
                    { "name": "note", "title": "Note" },
                ] },
                { "name": "claim", "title": "Claim", "attributes": [{ "name": "sure", "title": "Sure", "kind": "flag" }] },
            ],
            "relations": [
                { "name": "by", "title": "Said by", "from": ["claim"], "to": ["entity.person"], "values": ["x"] },
            ],
        },
        "documents": [{ "id": "d", "text": "aa bb cc dd ee" }],
        "annotations": [
            mark("a", "entity.person", 0, json!({ "role": "one" })),
            mark("b", "entity.person", 3, json!({ "role": "two", "note": "n" })),
            mark("c", "entity.place", 6, json!({})),
            mark("e", "claim", 9, json!({ "sure": true })),
        ],
        "relations": [{ "id": "r", "type": "by", "value": "x", "from": "e", "to": { "annotation": "a" } }],
        "clusters": [{ "id": "k", "name": "Ann", "members": ["a"] }],
        "unsettled": [
            { "annotation": mark("a", "entity.person", 3, json!({ "role": "one" })) },
            { "placement": { "annotation": mark("z", "entity.person", 0, json!({ "role": "two" })) } },
        ],
    });
    let project = serde_json::from_value(project).unwrap();
    Workspace::new(State::open(project).unwrap(), Default::default())
}

fn commit(workspace: &mut Workspace, edit: Edit) -> Transaction {
    let transaction = edit.unwrap().expect("something to do");
    workspace
        .perform(&Entry::Commit(transaction.clone()))
        .unwrap();
    transaction
}

fn label(workspace: &Workspace, id: &str) -> String {
    workspace
        .state()
        .annotation(&id.into())
        .unwrap()
        .label
        .clone()
}

fn file(workspace: &Workspace) -> String {
    let project = workspace.state().to_project();
    serde_json::to_string(&Project {
        // The log says what was before.
        codebook_versions: Vec::new(),
        ..project
    })
    .unwrap()
}

#[test]
fn a_renamed_label_is_named_so_everywhere() {
    let mut workspace = workspace();
    let person = Item::Label("entity.person".to_owned());
    let renaming = rename(workspace.state(), &person, "soul", STAMP);
    let renaming = commit(&mut workspace, renaming);
    assert_eq!(renaming.name, "rename label “Person” to “soul”");
    let file = file(&workspace);
    assert!(!file.contains("person"), "{file}");
    assert_eq!(file.matches("entity.soul").count(), 5);
    assert_eq!(lacks(workspace.state()), []);
}

#[test]
fn every_part_can_be_renamed() {
    for (item, was, to) in [
        (Item::Layer("entity".to_owned()), "entity", "thing"),
        (
            Item::Attribute(Home::Layer("entity".to_owned()), "role".to_owned()),
            "\"role\"",
            "part",
        ),
        (
            Item::Value(
                Home::Layer("entity".to_owned()),
                "role".to_owned(),
                "two".to_owned(),
            ),
            "\"two\"",
            "2",
        ),
        (Item::Relation("by".to_owned()), "\"by\"", "said"),
        (
            Item::RelationValue("by".to_owned(), "x".to_owned()),
            "\"x\"",
            "y",
        ),
    ] {
        let mut workspace = workspace();
        let renaming = rename(workspace.state(), &item, to, STAMP);
        commit(&mut workspace, renaming);
        let file = file(&workspace);
        assert!(!file.contains(was), "{item:?}: {file}");
        assert_eq!(lacks(workspace.state()), [], "{item:?}");
    }
}

#[test]
fn a_name_that_would_mix_things_up_is_refused() {
    let mut workspace = workspace();
    let person = Item::Label("entity.person".to_owned());
    let to =
        |workspace: &Workspace, item: &Item, name| rename(workspace.state(), item, name, STAMP);
    assert_eq!(to(&workspace, &person, ""), Err(Fault::Empty));
    assert_eq!(to(&workspace, &person, "place"), Err(Fault::Taken));
    assert_eq!(to(&workspace, &person, "person"), Ok(None));
    assert_eq!(
        to(&workspace, &Item::Layer("claim".to_owned()), "a.b"),
        Err(Fault::Dot)
    );
    assert_eq!(
        to(&workspace, &Item::Layer("event".to_owned()), "x"),
        Err(Fault::Missing)
    );
    let removal = remove_item(workspace.state(), &person, &Removal::Keep, STAMP);
    commit(&mut workspace, removal);
    let human = Item::Label("entity.human".to_owned());
    assert_eq!(to(&workspace, &human, "person"), Err(Fault::InUse));
}

#[test]
fn a_merged_label_leaves_nothing_unfit() {
    let mut workspace = workspace();
    let merging = merge_labels(workspace.state(), "entity.person", "entity.human", STAMP);
    let merging = commit(&mut workspace, merging);
    assert_eq!(merging.name, "merge label “Person” into “Human”");
    assert_eq!(label(&workspace, "b"), "entity.human");
    let file = file(&workspace);
    assert!(!file.contains("person"), "{file}");
    let schema = workspace.state().schema();
    assert_eq!(schema.layers[0].attributes[0].labels, ["human"]);
    assert_eq!(schema.relations[0].to, ["entity.human"]);
    assert_eq!(schema.label("entity.human").unwrap().examples.len(), 1);
    assert_eq!(lacks(workspace.state()), []);
    // Into another layer, the attributes in use come along.
    let merging = merge_labels(workspace.state(), "entity.human", "claim", STAMP);
    commit(&mut workspace, merging);
    assert_eq!(label(&workspace, "b"), "claim");
    assert_eq!(lacks(workspace.state()), []);
    let same = merge_labels(workspace.state(), "entity.place", "entity.place", STAMP);
    assert_eq!(same, Err(Fault::NoReplacement));
}

#[test]
fn a_split_label_allows_the_same() {
    let mut workspace = workspace();
    let new = Label {
        name: "poet".to_owned(),
        title: "Poet".to_owned(),
        ..Label::default()
    };
    let split = |workspace: &Workspace, ids: &[&str]| {
        let ids: Vec<_> = ids.iter().map(|id| (*id).into()).collect();
        split_label(workspace.state(), "entity.person", new.clone(), &ids, STAMP)
    };
    let splitting = split(&workspace, &["a", "c"]);
    commit(&mut workspace, splitting);
    assert_eq!(label(&workspace, "a"), "entity.poet");
    assert_eq!(label(&workspace, "b"), "entity.person");
    assert_eq!(label(&workspace, "c"), "entity.place");
    assert_eq!(lacks(workspace.state()), []);
    let names: Vec<_> = workspace.state().schema().layers[0]
        .labels
        .iter()
        .map(|l| l.name.as_str())
        .collect();
    assert_eq!(names, ["person", "poet", "human", "place"]);
    assert_eq!(split(&workspace, &[]), Err(Fault::Taken));
}

#[test]
fn what_is_removed_stays_on_the_marks_or_is_replaced() {
    let mut workspace = workspace();
    let person = Item::Label("entity.person".to_owned());
    let used = uses(workspace.state(), &person);
    assert_eq!((used.marks, used.relations, used.clusters), (2, 1, 1));
    assert_eq!(used.documents, [("d".into(), 2)]);
    let home = Home::Layer("entity".to_owned());
    let along = goes_along(workspace.state().schema(), &person);
    assert_eq!(along, [Item::Attribute(home, "role".to_owned())]);
    let before = workspace.state().to_project();
    let removal = remove_item(workspace.state(), &person, &Removal::Keep, STAMP);
    commit(&mut workspace, removal);
    assert_eq!(label(&workspace, "a"), "entity.person");
    // Its relations still fit, because they may end anywhere in the layer.
    assert_eq!(workspace.state().schema().relations[0].to, ["entity"]);
    let unknown = lacks(workspace.state());
    let count = |lack: Lack| unknown.iter().filter(|one| **one == lack).count();
    assert_eq!(count(Lack::UnknownLabel("entity.person".to_owned())), 2);
    assert_eq!(count(Lack::UnknownAttribute("role".to_owned())), 2);
    assert_eq!(unknown.len(), 4);
    workspace.perform(&Entry::Undo).unwrap();
    assert_eq!(workspace.state().to_project(), before);

    let to = Removal::Move("entity.place".to_owned());
    let removal = remove_item(workspace.state(), &person, &to, STAMP);
    let removal = commit(&mut workspace, removal);
    assert_eq!(removal.name, "replace label “Person” by “Place”");
    assert_eq!(label(&workspace, "a"), "entity.place");
    assert_eq!(lacks(workspace.state()), []);

    let claim = Item::Layer("claim".to_owned());
    let along = goes_along(workspace.state().schema(), &claim);
    assert_eq!(along, [Item::Relation("by".to_owned())]);
}

#[test]
fn marks_are_to_be_checked_until_somebody_does() {
    let mut workspace = workspace();
    let person = Item::Label("entity.person".to_owned());
    let change = meaning_changed(workspace.state(), &person, STAMP);
    commit(&mut workspace, change);
    let check =
        |workspace: &Workspace, id: &str| workspace.state().annotation(&id.into()).unwrap().check;
    assert_eq!(["a", "b", "c"].map(|id| check(&workspace, id)), [1, 1, 0]);
    let confirming = crate::edit::confirm(workspace.state(), &["a".into(), "c".into()], STAMP);
    commit(&mut workspace, Ok(confirming));
    let moving = crate::edit::relabel(workspace.state(), &["b".into()], "entity.place", STAMP);
    commit(&mut workspace, Ok(moving));
    assert_eq!(["a", "b", "c"].map(|id| check(&workspace, id)), [0, 0, 0]);
}

#[test]
fn typing_is_one_step_and_one_version() {
    let mut workspace = workspace();
    let before = workspace.state().to_project();
    let mut typed = workspace.state().schema().layers[0].labels[0].clone();
    for (letter, time) in "Who".chars().zip([
        "2026-02-01T10:00:00Z",
        "2026-02-01T10:00:01Z",
        "2026-02-01T10:00:02Z",
    ]) {
        typed.description.push(letter);
        let edit = put_label(workspace.state(), "entity", typed.clone(), at(time));
        commit(&mut workspace, edit);
    }
    // A step is stored as what restores the codebook, however many letters it has.
    assert_eq!(workspace.history().undo_size(), 3);
    let versions: Vec<_> = workspace.state().codebook_versions().cloned().collect();
    let [base, version] = versions.as_slice() else {
        panic!("{versions:?}");
    };
    assert_eq!((base.version, base.time.as_str()), (0, ""));
    assert_eq!(base.codebook.as_ref().unwrap().schema, before.schema);
    assert_eq!((version.version, version.author.as_str()), (1, "ana"));
    assert_eq!(version.changes, "change rule of label “Person”");
    assert_eq!(version.last_change(), "2026-02-01T10:00:02Z");
    assert_eq!(version.codebook, None);
    workspace.perform(&Entry::Undo).unwrap();
    assert_eq!(workspace.state().to_project(), before);
    assert_eq!(workspace.perform(&Entry::Undo).unwrap(), None);
}

#[test]
fn a_version_ends_when_another_person_or_time_comes() {
    let mut workspace = workspace();
    let stamps = [
        at("2026-02-01T10:00:00Z"),
        at("2026-02-01T10:30:00Z"),
        at("2026-02-01T10:59:00Z"),
        at("2026-02-01T11:30:00Z"),
        Stamp {
            author: "ben",
            time: "2026-02-01T11:31:00Z",
        },
    ];
    for (number, stamp) in stamps.into_iter().enumerate() {
        let edit = set_guidelines(workspace.state(), &format!("Rule {number}"), stamp);
        commit(&mut workspace, edit);
    }
    let state = workspace.state();
    let versions: Vec<_> = state
        .codebook_versions()
        .map(|version| {
            (
                version.version,
                codebook_of(state, version).guidelines.clone(),
            )
        })
        .collect();
    let expected = [(0, ""), (1, "Rule 2"), (2, "Rule 3"), (3, "Rule 4")];
    assert_eq!(
        versions,
        expected.map(|(number, rule)| (number, rule.to_owned()))
    );
    assert_eq!(state.schema().version, 3);
    let key = VersionKey {
        version: 1,
        time: "2026-02-01T10:00:00Z".to_owned(),
    };
    let back = go_back(state, &key, at("2026-02-01T12:30:00Z"));
    commit(&mut workspace, back);
    assert_eq!(workspace.state().header().guidelines, "Rule 2");
    assert_eq!(workspace.state().schema().version, 4);
}

#[test]
fn what_was_before_going_back_can_be_gone_back_to() {
    let mut workspace = workspace();
    for words in ["One", "Two"] {
        let edit = set_guidelines(workspace.state(), words, at("2026-02-01T10:00:00Z"));
        commit(&mut workspace, edit);
    }
    let mut back_to = |version: u32, time: &'static str| {
        let keys: Vec<VersionKey> = (workspace.state().codebook_versions())
            .map(CodebookVersion::key)
            .collect();
        let key = keys.iter().find(|key| key.version == version);
        let back = go_back(workspace.state(), key.expect("it is there"), at(time));
        commit(&mut workspace, back);
        workspace.state().header().guidelines.clone()
    };
    // A minute later, and yet a version of its own.
    assert_eq!(back_to(0, "2026-02-01T10:01:00Z"), "");
    assert_eq!(back_to(1, "2026-02-01T10:02:00Z"), "Two");
    assert_eq!(workspace.state().schema().version, 3);
}

#[test]
fn the_oldest_versions_go_first() {
    let mut workspace = workspace();
    for number in 0..MAX_VERSIONS + 10 {
        let time = format!("2026-02-{:02}T{:02}:00:00Z", 1 + number / 24, number % 24);
        let stamp = Stamp {
            author: "ana",
            time: &time,
        };
        let edit = set_guidelines(workspace.state(), &format!("Rule {number}"), stamp);
        commit(&mut workspace, edit);
    }
    let numbers: Vec<_> = workspace
        .state()
        .codebook_versions()
        .map(|version| version.version)
        .collect();
    assert_eq!(numbers, (11..=110).collect::<Vec<_>>());
}

#[test]
fn a_letter_does_not_rewrite_the_log() {
    let mut workspace = workspace();
    for number in 0..20 {
        let time = format!("2026-02-01T{number:02}:00:00Z");
        let stamp = Stamp {
            author: "ana",
            time: &time,
        };
        let edit = set_guidelines(workspace.state(), &"Rule. ".repeat(1000 + number), stamp);
        commit(&mut workspace, edit);
    }
    let layer = Layer {
        title: "Entities".to_owned(),
        ..workspace.state().schema().layers[0].clone()
    };
    let edit = put_layer(workspace.state(), layer, at("2026-02-01T19:00:01Z"));
    let transaction = edit.unwrap().unwrap();
    assert!(
        !transaction
            .ops
            .iter()
            .any(|op| matches!(op, Op::PutVersion(version) if version.codebook.is_some()))
    );
    assert!(serde_json::to_vec(&transaction).unwrap().len() < 2500);
}

#[test]
fn another_codebook_is_taken_in() {
    let mut workspace = workspace();
    let mut other = Schema {
        version: 7,
        ..Schema::default()
    };
    other.layers.push(Layer {
        name: "entity".to_owned(),
        title: "Thing".to_owned(),
        description: "Rule".to_owned(),
        ..Layer::default()
    });
    other.relations.push(RelationType {
        name: "new".to_owned(),
        ..RelationType::default()
    });
    let uniting = take_schema(workspace.state(), &other, Some("How"), Taking::Unite, STAMP);
    commit(&mut workspace, uniting);
    let schema = workspace.state().schema();
    assert_eq!(
        (
            schema.layers[0].title.as_str(),
            schema.layers[0].description.as_str()
        ),
        ("Entity", "Rule")
    );
    assert_eq!((schema.relations.len(), schema.version), (2, 1));
    assert_eq!(lacks(workspace.state()), []);
    let replacing = take_schema(workspace.state(), &other, None, Taking::Replace, STAMP);
    commit(&mut workspace, replacing);
    assert_eq!(workspace.state().header().guidelines, "How");
    let unknown = lacks(workspace.state());
    assert!(unknown.contains(&Lack::UnknownLayer("claim".to_owned())));
    assert!(unknown.contains(&Lack::UnknownLabel("entity.person".to_owned())));
}

#[test]
fn narrowing_touches_no_mark() {
    let mut workspace = workspace();
    let home = Home::Layer("entity".to_owned());
    let attribute = AttributeType {
        kind: AttributeKind::Number,
        ..home
            .attribute(workspace.state().schema(), "note")
            .unwrap()
            .clone()
    };
    let edit = put_attribute(workspace.state(), &home, attribute, STAMP);
    let edit = commit(&mut workspace, edit);
    assert!(!edit.ops.iter().any(|op| matches!(op, Op::PutAnnotation(_))));
    let expected = Lack::WrongKind {
        attribute: "note".to_owned(),
        expected: AttributeKind::Number,
        value: "n".to_owned(),
    };
    assert_eq!(lacks(workspace.state()), [expected]);
    let checks = Checks::new(workspace.state());
    let found: Vec<&Found> = checks.of(&"d".into()).collect();
    assert_eq!(
        (found.len(), checks.count(&"d".into()), checks.total()),
        (1, 1, 1)
    );
}

#[test]
fn a_new_mark_has_the_values_that_the_codebook_gives_it() {
    let mut workspace = workspace();
    let home = Home::Layer("entity".to_owned());
    let known = home.attribute(workspace.state().schema(), "role");
    let attribute = AttributeType {
        default: Some(json!("two")),
        ..known.unwrap().clone()
    };
    let edit = put_attribute(workspace.state(), &home, attribute, STAMP);
    commit(&mut workspace, edit);
    for (id, label, expected) in [
        ("x", "entity.person", json!({ "role": "two" })),
        ("y", "entity.place", json!({})),
    ] {
        let new = crate::edit::NewAnnotation {
            id: id.into(),
            document: "d".into(),
            fragments: vec![0..2, 3..5],
            label: label.to_owned(),
        };
        let made = crate::edit::annotate(workspace.state(), new, STAMP);
        commit(&mut workspace, Ok(Some(made)));
        let mark = workspace.state().annotation(&id.into()).unwrap();
        assert_eq!(json!(mark.attributes), expected);
    }
    let example = crate::codebook::example(workspace.state(), &"x".into()).unwrap();
    assert_eq!(example.text, "aa … bb");
    assert_eq!(example.annotation, Some("x".into()));
}

#[test]
fn a_relation_brings_along_what_the_codebook_lacks_of_its_type() {
    let mut workspace = workspace();
    let before = workspace.state().to_project();
    let named = |name: &str| RelationType {
        name: name.to_owned(),
        title: name.to_owned(),
        ..RelationType::default()
    };
    let kind = RelationType {
        values: ["x", "y"].map(str::to_owned).to_vec(),
        ..named("by")
    };
    let relation = |kind: &str, value: &str| {
        let to = Target::Annotation("b".into());
        let mut relation = Relation::new("s".into(), kind, "e".into(), to);
        value.clone_into(&mut relation.value);
        relation
    };
    let put = |workspace: &Workspace, kind: &RelationType, relation: Relation| {
        put_relation(workspace.state(), kind, relation, "say who", STAMP)
    };
    let edit = put(&workspace, &kind, relation("by", "y"));
    commit(&mut workspace, edit);
    let listed = workspace.state().schema().relation("by").unwrap();
    assert_eq!(listed.values, ["x", "y"]);
    assert_eq!((&*listed.title, listed.from.len()), ("Said by", 1));
    assert_eq!(put(&workspace, &kind, relation("by", "y")), Ok(None));
    // Nothing but the relation changes once all is listed.
    let edit = put(&workspace, &kind, relation("by", "x"));
    assert_eq!(commit(&mut workspace, edit).ops.len(), 1);
    let other = named("Against");
    let edit = put(&workspace, &other, relation("Against", ""));
    commit(&mut workspace, edit);
    let schema = workspace.state().schema();
    assert_eq!(schema.relation("Against").unwrap().title, "Against");
    for _ in 0..3 {
        workspace.perform(&Entry::Undo).unwrap();
    }
    assert_eq!(workspace.state().to_project(), before);
    let unnamed = named("");
    let edit = put(&workspace, &unnamed, relation("", ""));
    assert_eq!(edit, Err(Fault::Empty));
}
