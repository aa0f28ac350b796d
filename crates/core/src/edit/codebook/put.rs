//! Adds parts to the codebook, describes them and moves them.

use super::super::Stamp;
use super::draft::Draft;
use super::{Edit, Fault, fault};
use crate::codebook::{Home, Item};
use crate::json::{self, Json};
use crate::model::schema::{AttributeType, Label, Layer, RelationType};
use crate::state::State;
use serde_json::{Map, Value};

/// Adds a layer at the end, or gives the one of that name other fields; its labels and attributes
/// stay then, whatever the record lists. Consecutive changes of one text are undone together.
/// O(codebook).
///
/// # Errors
/// If a new layer cannot have its name.
pub fn put_layer(state: &State, mut layer: Layer, stamp: Stamp) -> Edit {
    let item = Item::Layer(layer.name.clone());
    let mut draft = Draft::new(state);
    let mut layers = draft.schema.layers.iter_mut();
    let change = match layers.find(|known| known.name == layer.name) {
        Some(known) => {
            layer.labels = std::mem::take(&mut known.labels);
            layer.attributes = std::mem::take(&mut known.attributes);
            let change = Change::of(known, &layer);
            *known = layer;
            change
        }
        None => {
            check(state, &item)?;
            draft.schema.layers.push(layer);
            Change::Added
        }
    };
    finish(draft, &item, change, stamp)
}

/// Adds a label at the end of a layer, or gives the one of that name other fields. O(codebook).
///
/// # Errors
/// If there is no such layer, or a new label cannot have its name.
pub fn put_label(state: &State, layer: &str, label: Label, stamp: Stamp) -> Edit {
    let item = Item::Label(format!("{layer}.{}", label.name));
    let mut draft = Draft::new(state);
    let mut layers = draft.schema.layers.iter_mut();
    let home = layers.find(|known| known.name == layer);
    let labels = &mut home.ok_or(Fault::Missing)?.labels;
    let change = match labels.iter_mut().find(|known| known.name == label.name) {
        Some(known) => {
            let change = Change::of(known, &label);
            *known = label;
            change
        }
        None => {
            check(state, &item)?;
            labels.push(label);
            Change::Added
        }
    };
    finish(draft, &item, change, stamp)
}

/// Adds an attribute at the end of a layer or of the clusters, or gives the one of that name other
/// fields, such as other values in another order. Marks stay as they are. O(codebook).
///
/// # Errors
/// If there is no such layer, or a new attribute cannot have its name.
pub fn put_attribute(
    state: &State,
    home: &Home,
    mut attribute: AttributeType,
    stamp: Stamp,
) -> Edit {
    let item = Item::Attribute(home.clone(), attribute.name.clone());
    // Files do not tell null from nothing.
    attribute.default = attribute.default.filter(|value| !value.is_null());
    let mut draft = Draft::new(state);
    let there = home.attributes_mut(&mut draft.schema);
    let there = there.ok_or(Fault::Missing)?;
    let change = match there.iter_mut().find(|known| known.name == attribute.name) {
        Some(known) => {
            let change = Change::of(known, &attribute);
            *known = attribute;
            change
        }
        None => {
            check(state, &item)?;
            there.push(attribute);
            Change::Added
        }
    };
    finish(draft, &item, change, stamp)
}

/// Adds a relation type at the end, or gives the one of that name other fields. Relations stay as
/// they are. O(codebook).
///
/// # Errors
/// If a new type cannot have its name.
pub fn put_relation_type(state: &State, kind: RelationType, stamp: Stamp) -> Edit {
    let item = Item::Relation(kind.name.clone());
    let mut draft = Draft::new(state);
    let mut relations = draft.schema.relations.iter_mut();
    let change = match relations.find(|known| known.name == kind.name) {
        Some(known) => {
            let change = Change::of(known, &kind);
            *known = kind;
            change
        }
        None => {
            check(state, &item)?;
            draft.schema.relations.push(kind);
            Change::Added
        }
    };
    finish(draft, &item, change, stamp)
}

/// Replaces the guidelines. Consecutive changes are undone together. O(codebook).
///
/// # Errors
/// None; other edits of the codebook have some.
pub fn set_guidelines(state: &State, guidelines: &str, stamp: Stamp) -> Edit {
    let mut draft = Draft::new(state);
    guidelines.clone_into(&mut draft.header.guidelines);
    let edit = draft.finish("change guidelines".to_owned(), stamp);
    Ok(edit.map(|edit| edit.merging("codebook guidelines")))
}

/// Moves a part of the codebook among those of its kind in the same place; `to` is the number of
/// them before it afterwards, clamped. O(codebook).
///
/// # Errors
/// If it is not listed.
pub fn move_item(state: &State, item: &Item, to: usize, stamp: Stamp) -> Edit {
    let from = item.position(state.schema()).ok_or(Fault::Missing)?;
    let mut draft = Draft::new(state);
    let schema = &mut draft.schema;
    match item {
        Item::Layer(_) => shift(&mut schema.layers, from, to),
        Item::Label(label) => {
            let layer = label.split_once('.').map_or("", |(layer, _)| layer);
            let mut layers = schema.layers.iter_mut();
            if let Some(layer) = layers.find(|known| known.name == layer) {
                shift(&mut layer.labels, from, to);
            }
        }
        Item::Attribute(home, _) => {
            if let Some(attributes) = home.attributes_mut(schema) {
                shift(attributes, from, to);
            }
        }
        Item::Value(home, name, _) => {
            let mut attributes = home.attributes_mut(schema).into_iter().flatten();
            if let Some(attribute) = attributes.find(|known| known.name == *name) {
                shift(&mut attribute.values, from, to);
            }
        }
        Item::Relation(_) => shift(&mut schema.relations, from, to),
        Item::RelationValue(name, _) => {
            let mut relations = schema.relations.iter_mut();
            if let Some(kind) = relations.find(|known| known.name == *name) {
                shift(&mut kind.values, from, to);
            }
        }
    }
    let title = item.title(state.schema());
    Ok(draft.finish(format!("move {} “{title}”", item.kind()), stamp))
}

fn shift<T>(list: &mut [T], from: usize, to: usize) {
    let to = to.min(list.len().saturating_sub(1));
    if from < to {
        list[from..=to].rotate_left(1);
    } else if from < list.len() {
        list[to..=from].rotate_right(1);
    }
}

fn check(state: &State, item: &Item) -> Result<(), Fault> {
    fault(state.schema(), item).map_or(Ok(()), Err)
}

/// What becomes of one part.
enum Change {
    Added,
    /// One field gets another value; its name in files.
    Field(String),
    /// Any number of fields does.
    Fields,
}

impl Change {
    fn of(before: &impl Json, after: &impl Json) -> Self {
        let (before, after) = (fields(before), fields(after));
        let names = before.keys().chain(after.keys());
        let mut changed = names.filter(|name| before.get(*name) != after.get(*name));
        match changed.next() {
            Some(first) if changed.all(|name| name == first) => Self::Field(first.clone()),
            _ => Self::Fields,
        }
    }
}

/// The fields of a record, as in a file, without the lists that other edits change.
fn fields(record: &impl Json) -> Map<String, Value> {
    match json::from_slice(&json::to_vec(record)) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// What a field is called, and whether it is typed into.
fn called(field: &str) -> (&str, bool) {
    match field {
        "title" | "plural" | "group" | "examples" => (field, true),
        "description" => ("rule", true),
        "value_notes" => ("notes on values", true),
        "from" => ("starts", false),
        "to" => ("ends", false),
        field => (field, false),
    }
}

fn finish(draft: Draft, item: &Item, change: Change, stamp: Stamp) -> Edit {
    let kind = item.kind();
    let title = match &change {
        // While a title is typed, the name says what it is the title of.
        Change::Field(field) if field == "title" => item.name(),
        _ => item.title(draft.state.schema()),
    };
    Ok(match change {
        Change::Added => {
            let title = item.title(&draft.schema);
            let name = format!("add {kind} “{title}”");
            draft.finish(name, stamp)
        }
        Change::Field(field) => {
            let (called, is_typed) = called(&field);
            let edit = draft.finish(format!("change {called} of {kind} “{title}”"), stamp);
            let key = || format!("codebook {field} of {item:?}");
            edit.map(|edit| if is_typed { edit.merging(key()) } else { edit })
        }
        Change::Fields => draft.finish(format!("change {kind} “{title}”"), stamp),
    })
}
