//! The rows of the list of parts: layers with their labels and attributes, then link types, then attributes of
//! clusters.

use crate::desk::labels;
use crate::ui::form_glyph::Look;
use crate::ui::sentence::t;
use postil_core::codebook::{Home, Item};
use postil_core::model::Schema;

/// The height of a row, in pixels; the style sheet has the same number.
pub const ROW_PX: f64 = 30.0;

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A heading over parts of another kind.
    Heading(&'static str),
    /// A part.
    Part {
        /// Which one.
        item: Item,
        /// Its title.
        title: String,
        /// How its marks look, for layers and labels.
        look: Option<Look>,
        /// How deep it is.
        depth: u8,
        /// The letter that tags with it.
        key: Option<char>,
        /// The heading among the labels of its layer.
        group: String,
    },
}

impl Row {
    /// The part of the row.
    pub fn item(&self) -> Option<&Item> {
        match self {
            Self::Heading(_) => None,
            Self::Part { item, .. } => Some(item),
        }
    }
}

/// The rows of a codebook, in the order of the list. O(parts).
pub fn rows(schema: &Schema) -> Vec<Row> {
    let part = |item: Item, look, depth, key, group: &str| Row::Part {
        title: labels::brief(item.title(schema)),
        item,
        look,
        depth,
        key,
        group: group.to_owned(),
    };
    let mut rows = Vec::new();
    for layer in &schema.layers {
        let look = Look::of(layer);
        rows.push(part(
            Item::Layer(layer.name.clone()),
            Some(look),
            0,
            layer.key,
            "",
        ));
        rows.extend(layer.labels.iter().map(|label| {
            let own = Look {
                color: label.color.or(layer.color),
                ..look
            };
            let item = Item::Label(format!("{}.{}", layer.name, label.name));
            part(item, Some(own), 1, label.key, &label.group)
        }));
        let home = Home::Layer(layer.name.clone());
        rows.extend(layer.attributes.iter().map(|attribute| {
            let item = Item::Attribute(home.clone(), attribute.name.clone());
            part(item, None, 1, None, "")
        }));
    }
    if !schema.relations.is_empty() {
        rows.push(Row::Heading(t!("Link types")));
        let types = schema.relations.iter();
        rows.extend(
            types.map(|kind| part(Item::Relation(kind.name.clone()), None, 0, kind.key, "")),
        );
    }
    if !schema.cluster_attributes.is_empty() {
        rows.push(Row::Heading(t!("Attributes of clusters")));
        let attributes = schema.cluster_attributes.iter();
        rows.extend(attributes.map(|attribute| {
            part(
                Item::Attribute(Home::Clusters, attribute.name.clone()),
                None,
                0,
                None,
                "",
            )
        }));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_row() {
        let schema = Schema::bundled();
        let rows = rows(&schema);
        let items: Vec<&Item> = rows.iter().filter_map(Row::item).collect();
        let expected = schema
            .layers
            .iter()
            .map(|layer| 1 + layer.labels.len() + layer.attributes.len());
        let expected =
            expected.sum::<usize>() + schema.relations.len() + schema.cluster_attributes.len();
        assert_eq!(items.len(), expected);
        assert!(items.iter().all(|item| item.is_listed(&schema)));
    }
}
