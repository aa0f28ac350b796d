//! Splits a label in two.

use super::super::Stamp;
use super::draft::Draft;
use super::follow::Rewriting;
use super::{Edit, Fault, fault, merge_labels};
use crate::codebook::{Item, marks_of};
use crate::model::schema::Label;
use crate::model::{AnnotationId, label_layer};
use crate::state::State;
use std::collections::HashSet;

/// Splits a label, such as `entity.person`, or what is marked with a layer alone: adds another label
/// after it, which those of its marks get that are named. All that is allowed for the one is allowed
/// for the other. [`marks_of`] lists the marks to choose from. O(n).
///
/// # Errors
/// If the label is not listed, or the new one cannot have its name.
pub fn split_label(
    state: &State,
    label: &str,
    new: Label,
    ids: &[AnnotationId],
    stamp: Stamp,
) -> Edit {
    let (layer, name) = label.split_once('.').unwrap_or((label, ""));
    let mut draft = Draft::new(state);
    let next = format!("{layer}.{}", new.name);
    let item = Item::Label(next.clone());
    let mut layers = draft.schema.layers.iter_mut();
    let known = layers
        .find(|known| known.name == layer)
        .ok_or(Fault::Missing)?;
    let at = match label.contains('.') {
        true => {
            let at = known.labels.iter().position(|label| label.name == name);
            at.ok_or(Fault::Missing)? + 1
        }
        false => 0,
    };
    if let Some(fault) = fault(state.schema(), &item) {
        return Err(fault);
    }
    if marks_of(state, &next).next().is_some() {
        return Err(Fault::InUse);
    }
    for attribute in &mut known.attributes {
        if at > 0 && attribute.labels.iter().any(|label| label == name) {
            let required = attribute.required;
            merge_labels::allow(attribute, &new.name);
            attribute.required = required;
        }
    }
    let title = state.schema().title(label);
    let name = format!("split “{}” off “{title}”", new.title);
    known.labels.insert(at, new);
    for kind in &mut draft.schema.relations {
        for ends in [&mut kind.from, &mut kind.to] {
            if ends.iter().any(|end| end == label) && !ends.iter().any(|end| end == layer) {
                ends.push(next.clone());
            }
        }
    }
    let ids: HashSet<&AnnotationId> = ids.iter().collect();
    Rewriting {
        mark: &|mark| {
            if mark.label == label && ids.contains(&mark.id) {
                next.clone_into(&mut mark.label);
            }
        },
        ..Rewriting::new(&Item::Layer(label_layer(label).to_owned()))
    }
    .apply(&mut draft, stamp);
    Ok(draft.finish(name, stamp))
}
