//! Merges a label into another one.

use super::super::Stamp;
use super::draft::Draft;
use super::follow::Rewriting;
use super::take_out::take_out;
use super::{Edit, Fault};
use crate::codebook::{Home, Item, Rules};
use crate::model::schema::AttributeType;
use crate::model::{Schema, label_layer};
use crate::state::State;
use std::collections::BTreeSet;

/// Merges a label, such as `entity.person`, into another label or into a layer: its marks get the
/// other label, and the codebook no longer lists it. Its examples become those of the other label.
///
/// What only the one allowed is widened to the other, so that no mark becomes unfit: attributes,
/// their values, and the ends of relation types. What was required there and is widened is required
/// no longer. In another layer, that goes for the attributes that the marks use; where the layer has
/// an attribute of that name and another kind, it stays as it is, and the checks tell. O(n).
///
/// # Errors
/// If one of them is not listed, or both are the same.
pub fn merge_labels(state: &State, from: &str, into: &str, stamp: Stamp) -> Edit {
    let item = Item::Label(from.to_owned());
    let schema = state.schema();
    let title = item.title(schema);
    let name = format!("merge label “{title}” into “{}”", schema.title(into));
    merge(state, &item, into, name, stamp)
}

/// Merges a label, or a layer with all its labels, into a label.
pub(super) fn merge(state: &State, item: &Item, into: &str, name: String, stamp: Stamp) -> Edit {
    let schema = state.schema();
    if !item.is_listed(schema) || !Rules::new(schema).lists(into) {
        return Err(Fault::Missing);
    }
    if within(item, into) {
        return Err(Fault::NoReplacement);
    }
    let mut draft = Draft::new(state);
    widen_attributes(state, &mut draft.schema, item, into);
    widen_ends(&mut draft.schema, item, into);
    examples(&mut draft.schema, item, into);
    Rewriting {
        mark: &|mark| into.clone_into(&mut mark.label),
        ..Rewriting::new(item)
    }
    .apply(&mut draft, stamp);
    take_out(&mut draft.schema, item);
    Ok(draft.finish(name, stamp))
}

/// Whether a label is the one, or in the layer, that goes.
fn within(item: &Item, label: &str) -> bool {
    match item {
        Item::Layer(layer) => label_layer(label) == layer,
        Item::Label(gone) => gone == label,
        _ => false,
    }
}

/// Makes the attributes of the marks that move available for their new label.
fn widen_attributes(state: &State, schema: &mut Schema, item: &Item, into: &str) {
    let (layer, name) = into.split_once('.').unwrap_or((into, ""));
    let old = match item {
        Item::Layer(layer) => layer,
        Item::Label(label) => label_layer(label),
        _ => return,
    };
    if old == layer {
        let gone = item.name();
        let Some(attributes) = Home::Layer(layer.to_owned()).attributes_mut(schema) else {
            return;
        };
        for attribute in attributes {
            if attribute.labels.iter().any(|label| label == gone) {
                allow(attribute, name);
            }
        }
        return;
    }
    // By label, the attributes that its marks use.
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    for mark in state.annotations().filter(|mark| item.is_of_mark(mark)) {
        used.extend(
            mark.attributes
                .keys()
                .map(|key| (mark.label.as_str(), key.as_str())),
        );
    }
    for (label, key) in used {
        let mut available = state.schema().attributes(label);
        let Some(known) = available.find(|attribute| attribute.name == key) else {
            continue;
        };
        let Some(there) = Home::Layer(layer.to_owned()).attributes_mut(schema) else {
            return;
        };
        match there.iter_mut().find(|attribute| attribute.name == key) {
            Some(attribute) if attribute.kind == known.kind => {
                allow(attribute, name);
                for value in &known.values {
                    if !attribute.values.contains(value) {
                        attribute.values.push(value.clone());
                    }
                }
            }
            Some(_) => {}
            None => there.push(AttributeType {
                labels: match name {
                    "" => Vec::new(),
                    name => vec![name.to_owned()],
                },
                required: false,
                ..known.clone()
            }),
        }
    }
}

/// Makes an attribute available for another label of its layer, or for the layer itself.
pub(super) fn allow(attribute: &mut AttributeType, label: &str) {
    // A file may list a label without a name; what is for it is not for the layer alone.
    let is_listed = !label.is_empty() && attribute.labels.iter().any(|known| known == label);
    if attribute.labels.is_empty() || is_listed {
        return;
    }
    attribute.required = false;
    match label {
        // Only what is for all labels is for the layer alone.
        "" => attribute.labels.clear(),
        label => attribute.labels.push(label.to_owned()),
    }
}

/// Lets the relations of what goes start and end at another label too.
fn widen_ends(schema: &mut Schema, item: &Item, into: &str) {
    let reaches = |ends: &[String]| {
        let mut ends = ends.iter();
        match item {
            Item::Label(label) => ends.any(|end| end == label || end == label_layer(label)),
            _ => ends.any(|end| within(item, end)),
        }
    };
    for kind in &mut schema.relations {
        if reaches(&kind.from) && !kind.starts_at(into) {
            kind.from.push(into.to_owned());
            kind.required = false;
        }
        if reaches(&kind.to) && !kind.ends_at(into) {
            kind.to.push(into.to_owned());
        }
    }
}

/// Adds the examples of the labels that go to those of the other one.
fn examples(schema: &mut Schema, item: &Item, into: &str) {
    let Some((layer, name)) = into.split_once('.') else {
        return;
    };
    let mut taken = Vec::new();
    for layer in &schema.layers {
        for label in &layer.labels {
            if within(item, &format!("{}.{}", layer.name, label.name)) {
                taken.extend(label.examples.iter().cloned());
            }
        }
    }
    let mut layers = schema.layers.iter_mut();
    let labels = layers.find(|known| known.name == layer);
    let mut labels = labels.into_iter().flat_map(|layer| &mut layer.labels);
    if let Some(label) = labels.find(|label| label.name == name) {
        taken.retain(|example| !label.examples.contains(example));
        label.examples.append(&mut taken);
    }
}
