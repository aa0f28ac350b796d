//! Takes parts out of a schema, with all that names them.

use crate::codebook::{Home, Item};
use crate::model::{Schema, label_layer};
use serde_json::Value;

/// What the removal of a layer or label takes out of the codebook with it, if its marks keep it:
/// attributes that were for that label only, and relation types that could start or end only there.
/// O(schema).
pub fn goes_along(schema: &Schema, item: &Item) -> Vec<Item> {
    take_out(&mut schema.clone(), item)
}

/// Takes a part out of a schema, with all that names it. Returns what goes along.
pub(super) fn take_out(schema: &mut Schema, item: &Item) -> Vec<Item> {
    let mut along = Vec::new();
    match item {
        Item::Layer(name) => {
            schema.layers.retain(|layer| layer.name != *name);
            // A list of ends that becomes empty would allow all ends.
            let cut = |ends: &mut Vec<String>| {
                let before = ends.len();
                ends.retain(|end| label_layer(end) != name);
                ends.is_empty() && before > 0
            };
            schema.relations.retain_mut(|kind| {
                let gone = cut(&mut kind.from) | cut(&mut kind.to);
                if gone {
                    along.push(Item::Relation(kind.name.clone()));
                }
                !gone
            });
        }
        Item::Label(full) => {
            let Some((layer, name)) = full.split_once('.') else {
                return along;
            };
            for known in schema.layers.iter_mut().filter(|known| known.name == layer) {
                known.labels.retain(|label| label.name != name);
                known.attributes.retain_mut(|attribute| {
                    let before = attribute.labels.len();
                    attribute.labels.retain(|label| label != name);
                    // An empty list would make it available for all labels.
                    let gone = attribute.labels.is_empty() && before > 0;
                    if gone {
                        let home = Home::Layer(layer.to_owned());
                        along.push(Item::Attribute(home, attribute.name.clone()));
                    }
                    !gone
                });
            }
            for kind in &mut schema.relations {
                for ends in [&mut kind.from, &mut kind.to] {
                    let before = ends.len();
                    ends.retain(|end| end != full);
                    // The marks stay in the layer, and an empty list would allow all ends.
                    if ends.is_empty() && before > 0 {
                        ends.push(layer.to_owned());
                    }
                }
            }
        }
        Item::Attribute(home, name) => {
            if let Some(attributes) = home.attributes_mut(schema) {
                attributes.retain(|attribute| attribute.name != *name);
            }
        }
        Item::Value(home, name, value) => {
            let attributes = home.attributes_mut(schema).into_iter().flatten();
            for attribute in attributes.filter(|attribute| attribute.name == *name) {
                attribute.values.retain(|known| known != value);
                attribute.value_notes.remove(value);
                attribute.default = match attribute.default.take() {
                    Some(Value::String(text)) if text == *value => None,
                    Some(Value::Array(mut several)) => {
                        several.retain(|one| one != value);
                        (!several.is_empty()).then_some(Value::Array(several))
                    }
                    default => default,
                };
            }
        }
        Item::Relation(name) => schema.relations.retain(|kind| kind.name != *name),
        Item::RelationValue(name, value) => {
            for kind in schema
                .relations
                .iter_mut()
                .filter(|kind| kind.name == *name)
            {
                kind.values.retain(|known| known != value);
            }
        }
    }
    along
}
