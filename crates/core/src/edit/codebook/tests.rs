#![allow(clippy::unwrap_used)]

use super::*;
use crate::codebook::{Checks, Found, Home, Item, Lack, Rules, uses};
use crate::edit::{Stamp, confirm, merge_project};
use crate::format::postil;
use crate::model::schema::{AttributeKind, AttributeType, Label, Layer, RelationType};
use crate::model::{
    Annotation, AnnotationId, Attributes, CodebookVersion, Fragment, MAX_VERSIONS, Project,
    Relation, Schema, Target, VersionKey,
};
use crate::state::State;
use crate::testing::{any_project, any_schema};
use crate::transaction::{Op, Transaction};
use crate::workspace::{Entry, Workspace};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

mod examples;

/// All that a schema lists.
fn items(schema: &Schema) -> Vec<Item> {
    let mut all = Vec::new();
    let attributes = |all: &mut Vec<Item>, home: Home, list: &[AttributeType]| {
        for attribute in list {
            all.push(Item::Attribute(home.clone(), attribute.name.clone()));
            let values = attribute.values.iter().cloned();
            let name = || attribute.name.clone();
            all.extend(values.map(|value| Item::Value(home.clone(), name(), value)));
        }
    };
    for layer in &schema.layers {
        all.push(Item::Layer(layer.name.clone()));
        let labels = layer.labels.iter();
        all.extend(labels.map(|label| Item::Label(format!("{}.{}", layer.name, label.name))));
        attributes(&mut all, Home::Layer(layer.name.clone()), &layer.attributes);
    }
    attributes(&mut all, Home::Clusters, &schema.cluster_attributes);
    for kind in &schema.relations {
        all.push(Item::Relation(kind.name.clone()));
        let values = kind.values.iter().cloned();
        all.extend(values.map(|value| Item::RelationValue(kind.name.clone(), value)));
    }
    all
}

/// Names that the schema uses and does not list.
fn dangling(schema: &Schema) -> usize {
    let rules = Rules::new(schema);
    let ends = schema
        .relations
        .iter()
        .flat_map(|kind| kind.from.iter().chain(&kind.to));
    let ends = ends.filter(|end| !rules.lists(end)).count();
    let labels = schema.layers.iter().flat_map(|layer| {
        let named = layer
            .attributes
            .iter()
            .flat_map(|attribute| &attribute.labels);
        named.filter(|name| !layer.labels.iter().any(|label| label.name == **name))
    });
    ends + labels.count()
}

/// A project whose schema uses no name that it does not list, and whose marks mostly have what it
/// lists.
fn any_tidy_project() -> impl Strategy<Value = Project> {
    let draws = prop::collection::vec(any::<Index>(), 64);
    let project = any_project().prop_filter("a mark", |project| !project.annotations.is_empty());
    (project, draws).prop_map(|(mut project, draws)| {
        tidy(&mut project.schema);
        let mut draws = draws.iter();
        let schema = &project.schema;
        let labels = labels(&items(schema));
        for mark in &mut project.annotations {
            let Some(label) = draws.next().and_then(|draw| pick(&labels, draw)) else {
                break;
            };
            mark.label = label;
            let available: Vec<_> = schema.attributes(&mark.label).collect();
            fill(&mut mark.attributes, &available, &mut draws);
        }
        let available: Vec<_> = schema.cluster_attributes.iter().collect();
        for cluster in &mut project.clusters {
            fill(&mut cluster.attributes, &available, &mut draws);
        }
        for relation in &mut project.relations {
            let kind = draws.next().and_then(|draw| pick(&schema.relations, draw));
            if let Some(kind) = kind {
                relation.value = kind.values.first().cloned().unwrap_or_default();
                relation.kind = kind.name;
            }
        }
        project
    })
}

/// Takes out the names that a schema does not list.
fn tidy(schema: &mut Schema) {
    for layer in &mut schema.layers {
        let labels = &layer.labels;
        for attribute in &mut layer.attributes {
            (attribute.labels).retain(|name| labels.iter().any(|label| label.name == *name));
        }
    }
    let listed = schema.clone();
    let rules = Rules::new(&listed);
    for kind in &mut schema.relations {
        kind.from.retain(|end| rules.lists(end));
        kind.to.retain(|end| rules.lists(end));
    }
}

/// Gives a record one of the attributes that are available for it.
fn fill<'a>(
    attributes: &mut Attributes,
    available: &[&AttributeType],
    draws: &mut impl Iterator<Item = &'a Index>,
) {
    let Some(attribute) = draws.next().and_then(|draw| pick(available, draw)) else {
        return;
    };
    let first = attribute.values.first().cloned().unwrap_or_default();
    let value = match attribute.kind {
        AttributeKind::Choices => json!([first]),
        AttributeKind::Flag => json!(true),
        AttributeKind::Number => json!(1),
        _ => json!(first),
    };
    attributes.insert(attribute.name.clone(), value);
}

/// The layers and labels among parts of a schema.
fn labels(items: &[Item]) -> Vec<String> {
    let names = items.iter().filter_map(|item| match item {
        Item::Layer(label) | Item::Label(label) => Some(label.clone()),
        _ => None,
    });
    names.collect()
}

/// What is done, with random choices.
#[derive(Clone, Debug)]
enum Act {
    Rename(Index, &'static str),
    Remove(Index, Option<Index>),
    Move(Index, usize),
    Merge(Index, Index),
    Split(Index, &'static str, u8),
    Put(Index, &'static str, Box<Schema>),
    Guidelines(&'static str),
    Take(Box<Schema>, bool),
    GoBack(Index),
    Meaning(Index),
    Confirm(u8),
    Undo,
    Redo,
}

const NEW: &[&str] = &[
    "new", "person", "place", "a", "b", "odd", "entity", "x.y", "",
];

fn any_act() -> impl Strategy<Value = Act> {
    let name = || select(NEW);
    let index = any::<Index>;
    prop_oneof![
        6 => (index(), name()).prop_map(|(at, name)| Act::Rename(at, name)),
        4 => (index(), prop::option::of(index())).prop_map(|(at, to)| Act::Remove(at, to)),
        2 => (index(), 0..4_usize).prop_map(|(at, to)| Act::Move(at, to)),
        4 => (index(), index()).prop_map(|(at, to)| Act::Merge(at, to)),
        4 => (index(), name(), any::<u8>()).prop_map(|(at, name, which)| Act::Split(at, name, which)),
        4 => (index(), name(), any_schema())
            .prop_map(|(at, name, schema)| Act::Put(at, name, Box::new(schema))),
        1 => select(&["", "One\n\nTwo", "Three"][..]).prop_map(Act::Guidelines),
        1 => (any_schema(), any::<bool>()).prop_map(|(schema, all)| Act::Take(Box::new(schema), all)),
        1 => index().prop_map(Act::GoBack),
        2 => index().prop_map(Act::Meaning),
        1 => any::<u8>().prop_map(Act::Confirm),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn pick<T: Clone>(list: &[T], at: &Index) -> Option<T> {
    list.get(at.index(list.len().max(1))).cloned()
}

/// The edit of an act; none if there is nothing to choose from.
fn edit(state: &State, act: &Act, stamp: Stamp) -> Option<Edit> {
    let schema = state.schema();
    let all = items(schema);
    let labels = || labels(&all);
    Some(match act {
        Act::Rename(at, name) => rename(state, &pick(&all, at)?, name, stamp),
        Act::Remove(at, to) => {
            let item = pick(&all, at)?;
            let removal = match (&item, to) {
                (_, None) => Removal::Keep,
                (Item::Layer(_) | Item::Label(_), Some(to)) => Removal::Move(pick(&labels(), to)?),
                (_, Some(to)) => Removal::Move(pick(&all, to)?.name().to_owned()),
            };
            remove_item(state, &item, &removal, stamp)
        }
        Act::Move(at, to) => move_item(state, &pick(&all, at)?, *to, stamp),
        Act::Merge(at, to) => {
            let (from, into) = (pick(&labels(), at)?, pick(&labels(), to)?);
            merge_labels(state, &from, &into, stamp)
        }
        Act::Split(at, name, which) => {
            let ids = marks(state, *which);
            let new = Label {
                name: (*name).to_owned(),
                title: "New".to_owned(),
                ..Label::default()
            };
            split_label(state, &pick(&labels(), at)?, new, &ids, stamp)
        }
        Act::Put(at, name, other) => {
            let layer = pick(&other.layers, at);
            let home = pick(&schema.layers, at).map(|layer| layer.name);
            let home = home.unwrap_or_default();
            match at.index(5) {
                0 => {
                    let mut layer = layer?;
                    if at.index(2) == 0 {
                        layer.name = (*name).to_owned();
                    }
                    put_layer(state, layer, stamp)
                }
                1 => {
                    let label = pick(&layer?.labels, at)?;
                    put_label(state, &home, label, stamp)
                }
                2 => {
                    let attribute = pick(&layer?.attributes, at)?;
                    put_attribute(state, &Home::Layer(home), attribute, stamp)
                }
                3 => {
                    let attribute = pick(&other.cluster_attributes, at)?;
                    put_attribute(state, &Home::Clusters, attribute, stamp)
                }
                _ => put_relation_type(state, pick(&other.relations, at)?, stamp),
            }
        }
        Act::Guidelines(words) => set_guidelines(state, words, stamp),
        Act::Take(other, all) => {
            let how = if *all { Taking::Unite } else { Taking::Replace };
            take_schema(state, other, Some("Two\n\nFour"), how, stamp)
        }
        Act::GoBack(at) => {
            let keys: Vec<_> = state
                .codebook_versions()
                .map(CodebookVersion::key)
                .collect();
            go_back(state, &pick(&keys, at)?, stamp)
        }
        Act::Meaning(at) => meaning_changed(state, &pick(&all, at)?, stamp),
        Act::Confirm(which) => Ok(confirm(state, &marks(state, *which), stamp)),
        Act::Undo | Act::Redo => return None,
    })
}

/// Some of all marks.
fn marks(state: &State, which: u8) -> Vec<AnnotationId> {
    let marks = state.annotations().zip(0_u8..);
    let some = marks.filter(|(_, number)| which >> (number % 8) & 1 == 1);
    some.map(|(mark, _)| mark.id.clone()).collect()
}

/// Checks that labels which the codebook does not list are reported, and no others.
fn check_reports(state: &State) -> Result<(), TestCaseError> {
    let rules = Rules::new(state.schema());
    for mark in state.annotations() {
        let mut unknown = false;
        rules.mark(mark, &mut |lack| {
            unknown |= matches!(lack, Lack::UnknownLayer(_) | Lack::UnknownLabel(_));
        });
        let listed = match mark.label.split_once('.') {
            None => state.schema().layer(&mark.label).is_some(),
            Some(_) => state.schema().label(&mark.label).is_some(),
        };
        prop_assert_eq!(listed, !unknown, "{}", mark.label);
    }
    Ok(())
}

/// What of a mark no edit of the codebook changes: all but its label and the names and values of its
/// attributes.
fn kept(project: &Project) -> Value {
    let marks = project.annotations.iter().map(|mark| {
        json!([
            mark.id,
            mark.document,
            mark.fragments,
            mark.note,
            mark.author,
            mark.created,
            mark.extra,
            mark.attributes.len()
        ])
    });
    let relations = project.relations.iter().map(|one| {
        json!([
            one.id,
            one.from,
            one.to,
            one.note,
            one.attributes,
            one.extra,
            one.value.is_empty()
        ])
    });
    let clusters = project.clusters.iter().map(|one| {
        json!([
            one.id,
            one.name,
            one.members,
            one.note,
            one.extra,
            one.attributes.len()
        ])
    });
    json!([
        marks.collect::<Vec<_>>(),
        relations.collect::<Vec<_>>(),
        clusters.collect::<Vec<_>>(),
        project.documents,
        project.header.unsettled().len(),
    ])
}

/// What the checks find in a project, without names.
fn lacks(state: &State) -> Vec<Lack> {
    let rules = Rules::new(state.schema());
    let documents = state.documents().iter();
    let of_documents = documents.flat_map(|document| rules.document(state, document));
    let all = of_documents.chain(rules.clusters(state));
    let all = all.map(|found| found.lack);
    all.filter(|lack| !matches!(lack, Lack::ToCheck(_)))
        .collect()
}

/// Whether a lack says that something does not fit, and not that something is missing.
fn is_misfit(lack: &Lack) -> bool {
    !matches!(lack, Lack::MissingAttribute(_) | Lack::MissingRelation(_))
}

fn check_act(workspace: &mut Workspace, act: &Act, stamp: Stamp) -> Result<(), TestCaseError> {
    let before = workspace.state().clone();
    let entry = match act {
        Act::Undo => Entry::Undo,
        Act::Redo => Entry::Redo,
        act => match edit(&before, act, stamp) {
            Some(Ok(Some(transaction))) => Entry::Commit(transaction),
            _ => return Ok(()),
        },
    };
    let done = workspace.perform(&entry);
    prop_assert!(done.is_ok(), "{done:?}");
    let after = workspace.state();
    let (was, is) = (before.to_project(), after.to_project());
    // Nothing of any mark, relation or cluster is lost.
    prop_assert_eq!(kept(&was), kept(&is));
    check_reports(after)?;
    if matches!(act, Act::Undo | Act::Redo | Act::Confirm(_)) {
        return Ok(());
    }
    let found = [lacks(&before), lacks(after)];
    let misfits = found
        .each_ref()
        .map(|lacks| lacks.iter().filter(|lack| is_misfit(lack)).count());
    match act {
        Act::Rename(..) | Act::Split(..) => {
            prop_assert_eq!(found[0].len(), found[1].len(), "{:?}", found);
        }
        // In another layer, an attribute of another kind may be in the way.
        Act::Merge(..) if before.schema().layers.len() < 2 => {
            prop_assert!(misfits[1] <= misfits[0], "{:?}", found);
        }
        _ => {}
    }
    if !matches!(act, Act::Put(..) | Act::Take(..) | Act::GoBack(..)) {
        prop_assert!(dangling(after.schema()) <= dangling(before.schema()));
    }
    // The log grows as it should.
    prop_assert!(is.codebook_versions.len() <= MAX_VERSIONS);
    prop_assert!(after.schema().version >= before.schema().version);
    let latest = is.codebook_versions.last();
    prop_assert_eq!(
        latest.map(|version| version.version),
        Some(after.schema().version)
    );
    prop_assert_eq!(latest.and_then(|version| version.codebook.as_ref()), None);
    // A file holds all of it.
    let file = &postil::write(&is).files[0].bytes;
    prop_assert_eq!(&postil::read(file).unwrap().0, &is);
    Ok(())
}

/// Performs acts one after another, each some minutes after the one before, and returns the state after each.
fn perform(
    workspace: &mut Workspace,
    acts: &[(Act, u32, bool)],
) -> Result<Vec<Project>, TestCaseError> {
    let (mut minute, mut states) = (0, vec![workspace.state().to_project()]);
    for (act, minutes, other) in acts {
        minute += minutes;
        let time = format!("2026-02-01T{:02}:{:02}:00Z", minute / 60, minute % 60);
        let author = if *other { "ana" } else { "ben" };
        check_act(
            workspace,
            act,
            Stamp {
                author,
                time: &time,
            },
        )?;
        states.push(workspace.state().to_project());
    }
    Ok(states)
}

fn any_acts() -> impl Strategy<Value = Vec<(Act, u32, bool)>> {
    prop::collection::vec((any_act(), 0..40_u32, any::<bool>()), 1..8)
}

fn opened(project: &Project) -> Workspace {
    Workspace::new(State::open(project.clone()).unwrap(), Default::default())
}

/// Leaves room for versions: those before number one of thousands of millions count on.
fn with_room(mut project: Project) -> Project {
    project
        .codebook_versions
        .retain(|version| version.version < u32::MAX);
    project.schema.version = project.schema.version.min(9);
    State::open(project).unwrap().to_project()
}

proptest! {
    #[test]
    fn edits_of_the_codebook_lose_nothing(project in any_tidy_project(), acts in any_acts()) {
        let mut workspace = opened(&with_room(project));
        let mut states = perform(&mut workspace, &acts)?;
        // Steps that are undone together count once.
        states.dedup();
        let last = states[states.len() - 1].clone();
        let mut steps = 0;
        while workspace.perform(&Entry::Undo).unwrap().is_some() {
            prop_assert!(states.contains(&workspace.state().to_project()));
            steps += 1;
        }
        prop_assert_eq!(workspace.state().to_project(), states[0].clone());
        for _ in 0..steps {
            workspace.perform(&Entry::Redo).unwrap();
        }
        prop_assert_eq!(workspace.state().to_project(), last);
    }

    /// Two people change the codebook of a copy each, and merge.
    #[test]
    fn merged_copies_with_different_codebooks_lose_nothing(
        project in any_tidy_project(),
        acts in any_acts(),
        others in any_acts(),
    ) {
        let project = with_room(project);
        let (mut here, mut there) = (opened(&project), opened(&project));
        perform(&mut here, &acts)?;
        perform(&mut there, &others)?;
        let before = here.state().to_project();
        let copy = there.state().to_project();
        let bounds = dangling(here.state().schema()) + dangling(there.state().schema());
        let (Some(merging), _) = merge_project(here.state(), &copy) else {
            return Ok(());
        };
        here.perform(&Entry::Commit(merging)).unwrap();
        let state = here.state();
        for mark in project.annotations.iter() {
            let ranges = |mark: &Annotation| mark.fragments.iter().map(Fragment::range).collect::<Vec<_>>();
            prop_assert_eq!(state.annotation(&mark.id).map(ranges), Some(ranges(mark)));
        }
        for relation in &project.relations {
            let merged = state.relation(&relation.id);
            prop_assert_eq!(merged.map(|merged| (&merged.from, &merged.to)), Some((&relation.from, &relation.to)));
        }
        for cluster in &project.clusters {
            for member in &cluster.members {
                prop_assert!(state.cluster_of(member).is_some());
            }
        }
        check_reports(state)?;
        prop_assert!(dangling(state.schema()) <= bounds);
        // What one of the copies lists is listed.
        for schema in [&before.schema, &copy.schema] {
            for item in items(schema) {
                prop_assert!(item.is_listed(state.schema()), "{item:?}");
            }
        }
        let numbers = [&before, &copy].map(|project| project.schema.version);
        prop_assert!(numbers.iter().all(|number| state.schema().version >= *number));
        prop_assert!(state.to_project().codebook_versions.len() <= 2 * MAX_VERSIONS);
        // Merging again adds nothing, and all of it is one step.
        prop_assert_eq!(merge_project(here.state(), &copy).0, None);
        here.perform(&Entry::Undo).unwrap();
        prop_assert_eq!(here.state().to_project(), before);
    }
}
