//! Merging is a union: order, grouping and repetition do not matter.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::state::State;
use crate::testing::any_project;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A project as sets, without the version in force and the order of lists. Does not use the merging
/// code.
#[derive(Debug, PartialEq)]
struct Sets {
    /// The content of each version, by kind and id.
    versions: BTreeMap<(String, String), BTreeSet<String>>,
    texts: BTreeMap<String, String>,
    homes: BTreeMap<String, BTreeSet<String>>,
    modified: BTreeMap<(String, String), String>,
    status: BTreeMap<String, u8>,
    guidelines: BTreeSet<String>,
    annotators: BTreeSet<String>,
    names: BTreeSet<String>,
    lost: BTreeSet<String>,
}

/// The JSON of a value with sorted fields and normalized numbers.
fn plain(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields.iter().collect();
            let field = |(name, value): (&String, &Value)| format!("{name:?}:{}", plain(value));
            let fields: Vec<String> = sorted.into_iter().map(field).collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            format!("[{}]", items.join(","))
        }
        Value::Number(number) if number.is_f64() && number.as_f64() == Some(0.0) => {
            "0.0".to_owned()
        }
        leaf => leaf.to_string(),
    }
}

fn sets(project: &Project) -> Sets {
    let mut sets = Sets {
        versions: BTreeMap::new(),
        texts: BTreeMap::new(),
        homes: BTreeMap::new(),
        modified: BTreeMap::new(),
        status: BTreeMap::new(),
        guidelines: unite::paragraphs(&project.header.guidelines)
            .map(str::to_owned)
            .collect(),
        annotators: (project.header.annotators.iter())
            .map(|a| a.id.clone())
            .collect(),
        names: BTreeSet::new(),
        lost: BTreeSet::new(),
    };
    for layer in &project.schema.layers {
        sets.names.insert(layer.name.clone());
        let labels = layer.labels.iter().map(|l| &l.name);
        let attributes = layer.attributes.iter().map(|a| &a.name);
        let below = labels.chain(attributes);
        sets.names
            .extend(below.map(|name| format!("{}.{name}", layer.name)));
    }
    for kind in &project.schema.relations {
        sets.names.insert(format!("-> {}", kind.name));
    }
    let mut say = |kind: &str, id: &str, mut value: Value, aside: &[&str]| {
        let fields = value.as_object_mut().unwrap();
        let modified = fields.get("modified").map(Value::to_string);
        for name in aside {
            fields.remove(*name);
        }
        if let Some(fragments) = fields.get_mut("fragments") {
            for fragment in fragments.as_array_mut().unwrap() {
                fragment.as_object_mut().unwrap().remove("quote");
            }
        }
        let said = plain(&value);
        let when = sets.modified.entry((id.to_owned(), said.clone()));
        let when = when.or_default();
        *when = when.clone().max(modified.unwrap_or_default());
        let key = (kind.to_owned(), id.to_owned());
        sets.versions.entry(key).or_default().insert(said);
    };
    let value = |record: Vec<u8>| -> Value { serde_json::from_slice(&record).unwrap() };
    for d in &project.documents {
        let meta = value(serde_json::to_vec(&d.meta).unwrap());
        say("document", d.meta.id.as_str(), meta, &["status"]);
        sets.texts.insert(d.meta.id.to_string(), d.text.clone());
        sets.status
            .insert(d.meta.id.to_string(), d.meta.status as u8);
    }
    for a in &project.annotations {
        let record = value(serde_json::to_vec(a).unwrap());
        say("annotation", a.id.as_str(), record, &["modified", "check"]);
    }
    for r in &project.relations {
        let record = value(serde_json::to_vec(r).unwrap());
        say("relation", r.id.as_str(), record, &[]);
    }
    for c in &project.clusters {
        let record = value(serde_json::to_vec(c).unwrap());
        say("cluster", c.id.as_str(), record, &["members"]);
        for member in &c.members {
            let homes = sets.homes.entry(member.to_string()).or_default();
            homes.insert(c.id.to_string());
        }
    }
    for item in project.header.unsettled() {
        match &Unsettled::from_json(item.clone()).unwrap() {
            Unsettled::Annotation(a) => {
                let record = value(serde_json::to_vec(a).unwrap());
                say("annotation", a.id.as_str(), record, &["modified", "check"]);
            }
            Unsettled::Relation(r) => {
                let record = value(serde_json::to_vec(r).unwrap());
                say("relation", r.id.as_str(), record, &[]);
            }
            Unsettled::Cluster(c) => {
                let record = value(serde_json::to_vec(c).unwrap());
                say("cluster", c.id.as_str(), record, &["members"]);
            }
            Unsettled::Document(d) => {
                let record = value(serde_json::to_vec(d).unwrap());
                say("document", d.id.as_str(), record, &["status"]);
            }
            Unsettled::Member {
                annotation,
                cluster,
            } => {
                let homes = sets.homes.entry(annotation.to_string()).or_default();
                homes.insert(cluster.to_string());
            }
            Unsettled::Placement(_) | Unsettled::Reworded(_) => {
                sets.lost.insert(plain(item));
            }
        }
    }
    sets
}

/// Clears what an open project does not store.
fn held(project: &Project) -> Project {
    State::open(project.clone())
        .unwrap_or_else(|found| panic!("{found:?}"))
        .to_project()
}

fn merged(one: &Project, other: &Project) -> Project {
    held(&merge(one, other).project)
}

/// A project with few authors, and a copy of it that diverged.
fn any_copies() -> impl Strategy<Value = [Project; 3]> {
    let edits = prop::collection::vec((any::<Index>(), any::<u8>(), "[ab]{0,2}"), 0..6);
    let own = any_project();
    (
        any_project(),
        own,
        prop::array::uniform3(edits),
        any::<[bool; 3]>(),
    )
        .prop_map(|(common, stranger, edits, strange)| {
            let mut copies = [common.clone(), common.clone(), common];
            for (at, edits) in edits.into_iter().enumerate() {
                if strange[at] && at == 2 {
                    copies[at] = stranger.clone();
                }
                for edit in edits {
                    apply(&mut copies[at], edit);
                }
                few_authors(&mut copies[at]);
            }
            copies
        })
}

/// Authors shared by the copies.
fn few_authors(project: &mut Project) {
    let few =
        |author: &mut String| author.truncate(author.chars().next().map_or(0, char::len_utf8));
    for a in &mut project.annotations {
        few(&mut a.author);
    }
    for r in &mut project.relations {
        few(&mut r.author);
    }
    let mut items = project.header.unsettled().to_vec();
    for item in &mut items {
        if let Some(Value::String(author)) = item.pointer_mut("/annotation/author") {
            few(author);
        }
    }
    project.header.set_unsettled(items);
}

fn apply(project: &mut Project, (at, kind, words): (Index, u8, String)) {
    let annotations = project.annotations.len();
    if kind % 8 == 7
        && let Some(document) = project.documents.first_mut()
    {
        document.meta.title = words;
        return;
    }
    if kind % 8 == 6
        && let Some(cluster) = project.clusters.first_mut()
    {
        cluster.name = words;
        return;
    }
    if annotations == 0 {
        return;
    }
    let annotation = &mut project.annotations[at.index(annotations)];
    let id = annotation.id.clone();
    match kind % 8 {
        0 => annotation.note = words.clone(),
        1 => annotation.label = format!("entity.{words}"),
        2 => annotation.modified = words.clone(),
        3 => annotation.author = words.clone(),
        4 => annotation.id = format!("{}~{words}", annotation.id).into(),
        _ => {}
    }
    match kind % 8 {
        4 => {
            let next = annotation.id.clone();
            let taken = project.annotations.iter().filter(|a| a.id == next).count() > 1;
            let new = if taken { id.clone() } else { next };
            project.annotations[at.index(annotations)].id = new.clone();
            let rename = |there: &mut crate::model::AnnotationId| {
                if *there == id {
                    *there = new.clone();
                }
            };
            for cluster in &mut project.clusters {
                cluster.members.iter_mut().for_each(rename);
            }
            for relation in &mut project.relations {
                rename(&mut relation.from);
                if let crate::model::Target::Annotation(to) = &mut relation.to {
                    rename(to);
                }
            }
        }
        5 => {
            for cluster in &mut project.clusters {
                cluster.members.retain(|member| *member != id);
            }
            if let Some(cluster) = project.clusters.last_mut().filter(|_| words.len() > 1) {
                cluster.members.push(id);
            }
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn merging_is_idempotent([one, other, _] in any_copies()) {
        let once = merged(&one, &one);
        prop_assert_eq!(sets(&once), sets(&merged(&once, &once)));
        prop_assert_eq!(&merged(&once, &once), &once);
        let both = merged(&one, &other);
        prop_assert_eq!(&merged(&both, &other), &both);
        prop_assert_eq!(&merged(&both, &one), &both);
        prop_assert_eq!(merge(&both, &other).outlook.annotations, 0);
    }

    #[test]
    fn merging_a_settled_project_with_itself_changes_nothing(mut one in any_project()) {
        one.header.set_unsettled([]);
        let again = merge(&one, &one);
        prop_assert!(!again.renamed);
        prop_assert_eq!(held(&again.project), held(&one));
        let same = Outlook { same: one.annotations.len(), ..Outlook::default() };
        prop_assert_eq!(again.outlook, same);
    }

    #[test]
    fn merging_is_commutative([one, other, third] in any_copies()) {
        prop_assert_eq!(sets(&merged(&one, &other)), sets(&merged(&other, &one)));
        prop_assert_eq!(sets(&merged(&one, &third)), sets(&merged(&third, &one)));
    }

    #[test]
    fn merging_is_associative([one, other, third] in any_copies()) {
        let left = merged(&merged(&one, &other), &third);
        let right = merged(&one, &merged(&other, &third));
        prop_assert_eq!(sets(&left), sets(&right));
    }

    #[test]
    fn nothing_is_lost([one, _, third] in any_copies()) {
        let all = sets(&merged(&one, &third));
        for project in [&one, &third] {
            for annotation in &project.annotations {
                let said = |(kind, id): &(String, String)| {
                    kind == "annotation" && id.starts_with(annotation.id.as_str())
                };
                let versions = all.versions.iter().filter(|(key, _)| said(key));
                let note = plain(&Value::from(annotation.note.as_str()));
                let label = plain(&Value::from(annotation.label.as_str()));
                let found = versions.flat_map(|(_, versions)| versions).any(|version| {
                    version.contains(&label)
                        && (annotation.note.is_empty() || version.contains(&note))
                });
                prop_assert!(found, "{annotation:?} is not in {all:?}");
            }
        }
    }
}

fn project(annotations: Value) -> Project {
    let project = json!({
        "name": "One",
        "schema": { "layers": [], "relations": [] },
        "documents": [{ "id": "d", "text": "A text." }],
        "annotations": annotations,
    });
    serde_json::from_value(project).unwrap()
}

fn mark(id: &str, author: &str, label: &str) -> Value {
    json!({ "id": id, "document": "d", "label": label, "author": author,
        "fragments": [{ "start": 0, "end": 1 }] })
}

fn labels(project: &Project) -> Vec<(&str, &str, &str)> {
    let annotations = project.annotations.iter();
    annotations
        .map(|a| (a.id.as_str(), a.author.as_str(), a.label.as_str()))
        .collect()
}

#[test]
fn authors_coexist_and_versions_wait() {
    let one = project(json!([
        mark("a", "anna", "entity"),
        mark("b", "anna", "event")
    ]));
    let other = project(json!([
        mark("a", "ben", "entity"),
        mark("b", "anna", "claim")
    ]));
    let Merged {
        project,
        renamed,
        outlook,
    } = merge(&one, &other);
    assert!(!renamed);
    let expected = [
        ("a", "anna", "entity"),
        ("b", "anna", "event"),
        ("a~ben", "ben", "entity"),
    ];
    assert_eq!(labels(&project), expected);
    assert_eq!(project.header.unsettled().len(), 1);
    assert_eq!(
        project.header.unsettled()[0]["annotation"]["label"],
        "claim"
    );
    let expected = Outlook {
        annotations: 1,
        beside: 1,
        differing: 1,
        ..Outlook::default()
    };
    assert_eq!(outlook, expected);
    let back = merge(&other, &one);
    assert!(back.renamed, "the other author has the id");
    assert_eq!(labels(&back.project)[0], ("a~ben", "ben", "entity"));
    assert_eq!(sets(&back.project), sets(&project));
}

#[test]
fn two_texts_under_one_id_are_two_documents() {
    let one = project(json!([mark("a", "", "entity")]));
    let mut other = one.clone();
    other.documents[0].text = "Another text.".to_owned();
    let merged = merge(&one, &other);
    assert_eq!((merged.outlook.documents, merged.outlook.revised), (1, 1));
    let documents = &merged.project.documents;
    let ids: Vec<_> = documents.iter().map(|d| d.meta.id.as_str()).collect();
    let hash = |at: usize| crate::text::sha256(documents[at].text.as_str())[..8].to_owned();
    let expected = if merged.renamed {
        [format!("d~{}", hash(0)), "d".to_owned()]
    } else {
        ["d".to_owned(), format!("d~{}", hash(1))]
    };
    assert_eq!(ids, expected);
    // Annotations of different texts are different.
    let marks: Vec<_> = merged.project.annotations.iter().collect();
    assert_eq!(marks.len(), 2);
    assert!(marks[0].document == documents[0].meta.id && marks[1].document == documents[1].meta.id);
    assert_eq!(merged.outlook.differing, 0);
}
