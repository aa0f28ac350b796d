//! Renames parts of the codebook.

use super::super::Stamp;
use super::draft::Draft;
use super::follow::{Rewriting, rename_attribute, replace_value};
use super::{Edit, Fault};
use crate::codebook::{Home, Item, uses};
use crate::model::Schema;
use crate::model::schema::AttributeType;
use crate::state::State;
use serde_json::Value;

/// Why a part of the codebook cannot be given a name, or a part of that name cannot be added; `item`
/// is the part under its new name. None: it can. O(schema).
pub fn fault(schema: &Schema, item: &Item) -> Option<Fault> {
    let name = item.name();
    if name.is_empty() {
        Some(Fault::Empty)
    } else if matches!(item, Item::Layer(_)) && name.contains('.') {
        Some(Fault::Dot)
    } else if item.is_listed(schema) {
        Some(Fault::Taken)
    } else {
        None
    }
}

/// Gives a part of the codebook another internal name. All that has the old name gets the new one.
/// O(n).
///
/// # Errors
/// If it is not listed, or cannot have that name.
pub fn rename(state: &State, item: &Item, to: &str, stamp: Stamp) -> Edit {
    if !item.is_listed(state.schema()) {
        return Err(Fault::Missing);
    }
    if item.name() == to {
        return Ok(None);
    }
    let next = item.renamed(to);
    if let Some(fault) = fault(state.schema(), &next) {
        return Err(fault);
    }
    if !uses(state, &next).is_empty() || has_unsettled(state, &next) {
        return Err(Fault::InUse);
    }
    let title = item.title(state.schema());
    let name = format!("rename {} “{title}” to “{to}”", item.kind());
    let mut draft = Draft::new(state);
    in_schema(&mut draft.schema, item, to);
    records(&mut draft, item, &next, stamp);
    Ok(draft.finish(name, stamp))
}

/// Whether an unsettled item has a name, which no rename must make another's.
fn has_unsettled(state: &State, item: &Item) -> bool {
    use crate::model::Unsettled;
    super::super::unsettled::items(state).any(|(_, unsettled)| match &unsettled {
        Unsettled::Annotation(mark) => item.is_of_mark(mark),
        Unsettled::Relation(relation) => item.is_of_relation(relation),
        Unsettled::Cluster(cluster) => item.is_of_cluster(cluster),
        Unsettled::Placement(lost) => {
            item.is_of_mark(&lost.annotation)
                || lost.relations.iter().any(|one| item.is_of_relation(one))
                || lost
                    .cluster
                    .as_ref()
                    .is_some_and(|one| item.is_of_cluster(one))
        }
        _ => false,
    })
}

/// Lets marks, relations and clusters follow from one name to the other. O(n).
pub(super) fn records(draft: &mut Draft, item: &Item, next: &Item, stamp: Stamp) {
    let (from, to) = (item.name(), next.name());
    let rewriting = Rewriting::new(item);
    match (item, next) {
        (Item::Layer(layer), _) => Rewriting {
            mark: &|mark| {
                let rest = mark.label.get(layer.len()..).unwrap_or_default();
                mark.label = format!("{to}{rest}");
            },
            ..rewriting
        }
        .apply(draft, stamp),
        (Item::Attribute(..), _) => Rewriting {
            mark: &|mark| rename_attribute(&mut mark.attributes, from, to),
            cluster: &|cluster| rename_attribute(&mut cluster.attributes, from, to),
            ..rewriting
        }
        .apply(draft, stamp),
        (Item::Value(_, attribute, _), _) => Rewriting {
            mark: &|mark| replace_value(&mut mark.attributes, attribute, from, to),
            cluster: &|cluster| replace_value(&mut cluster.attributes, attribute, from, to),
            ..rewriting
        }
        .apply(draft, stamp),
        (Item::Relation(_), _) => Rewriting {
            relation: &|relation| to.clone_into(&mut relation.kind),
            ..rewriting
        }
        .apply(draft, stamp),
        (Item::RelationValue(..), _) => Rewriting {
            relation: &|relation| to.clone_into(&mut relation.value),
            ..rewriting
        }
        .apply(draft, stamp),
        (Item::Label(_), Item::Label(label)) => Rewriting {
            mark: &|mark| label.clone_into(&mut mark.label),
            ..rewriting
        }
        .apply(draft, stamp),
        (Item::Label(_), _) => {}
    }
}

fn in_schema(schema: &mut Schema, item: &Item, to: &str) {
    let from = item.name();
    match item {
        Item::Layer(name) => {
            let mut layers = schema.layers.iter_mut();
            if let Some(layer) = layers.find(|layer| layer.name == *name) {
                to.clone_into(&mut layer.name);
            }
            ends(schema, &|end| match end.split_once('.') {
                None if end == name => Some(to.to_owned()),
                Some((layer, label)) if layer == name => Some(format!("{to}.{label}")),
                _ => None,
            });
        }
        Item::Label(full) => {
            let (layer, name) = full.split_once('.').unwrap_or((full, ""));
            let mut layers = schema.layers.iter_mut();
            let Some(known) = layers.find(|known| known.name == layer) else {
                return;
            };
            if let Some(label) = known.labels.iter_mut().find(|label| label.name == name) {
                to.clone_into(&mut label.name);
            }
            for attribute in &mut known.attributes {
                replace(&mut attribute.labels, name, to);
            }
            ends(schema, &|end| {
                (end == full).then(|| format!("{layer}.{to}"))
            });
        }
        Item::Attribute(home, name) => {
            if let Some(attribute) = attribute(schema, home, name) {
                to.clone_into(&mut attribute.name);
            }
        }
        Item::Value(home, name, _) => {
            if let Some(attribute) = attribute(schema, home, name) {
                replace(&mut attribute.values, from, to);
                if let Some(note) = attribute.value_notes.remove(from) {
                    attribute.value_notes.insert(to.to_owned(), note);
                }
                replace_default(attribute, from, to);
            }
        }
        Item::Relation(name) => {
            let mut relations = schema.relations.iter_mut();
            if let Some(kind) = relations.find(|kind| kind.name == *name) {
                to.clone_into(&mut kind.name);
            }
        }
        Item::RelationValue(name, _) => {
            let mut relations = schema.relations.iter_mut();
            if let Some(kind) = relations.find(|kind| kind.name == *name) {
                replace(&mut kind.values, from, to);
            }
        }
    }
}

/// Lets the value that a new mark has follow a change of a value.
pub(super) fn replace_default(attribute: &mut AttributeType, from: &str, to: &str) {
    match &mut attribute.default {
        Some(Value::String(value)) if value == from => to.clone_into(value),
        Some(Value::Array(several)) => {
            for one in several.iter_mut().filter(|one| *one == from) {
                *one = to.into();
            }
        }
        _ => {}
    }
}

fn attribute<'a>(schema: &'a mut Schema, home: &Home, name: &str) -> Option<&'a mut AttributeType> {
    let mut attributes = home.attributes_mut(schema)?.iter_mut();
    attributes.find(|attribute| attribute.name == name)
}

fn replace(names: &mut [String], from: &str, to: &str) {
    for name in names.iter_mut().filter(|name| *name == from) {
        to.clone_into(name);
    }
}

/// Gives the ends of relation types other names.
fn ends(schema: &mut Schema, next: &dyn Fn(&str) -> Option<String>) {
    for kind in &mut schema.relations {
        for end in kind.from.iter_mut().chain(&mut kind.to) {
            if let Some(next) = next(end) {
                *end = next;
            }
        }
    }
}
