//! Which colors of a codebook are hard to tell apart.

use super::Item;
use crate::model::{Color, Schema, Sight};

/// The other layers and labels whose color is hard to tell from the one that a layer or label has or
/// is to get, each with the sight for which that is so. A layer and its own labels may look alike.
/// O(labels).
pub fn alike(schema: &Schema, item: &Item, color: Color) -> Vec<(Item, Sight)> {
    let mut found = Vec::new();
    let mut see = |other: Item, its: Option<Color>| {
        let own = match (item, &other) {
            (Item::Layer(layer), Item::Label(label)) | (Item::Label(label), Item::Layer(layer)) => {
                label.split_once('.').is_some_and(|(home, _)| home == layer)
            }
            _ => *item == other,
        };
        if let Some(sight) = its.and_then(|its| color.confused_with(its))
            && !own
        {
            found.push((other, sight));
        }
    };
    for layer in &schema.layers {
        see(Item::Layer(layer.name.clone()), layer.color);
        for label in layer.labels.iter().filter(|label| label.color.is_some()) {
            see(
                Item::Label(format!("{}.{}", layer.name, label.name)),
                label.color,
            );
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_looks_alike_is_told_but_for_a_layer_and_its_labels() {
        let schema = json!({ "layers": [
            { "name": "a", "title": "A", "color": "#3366cc", "labels": [
                { "name": "x", "title": "X", "color": "#3366cd" }, { "name": "y", "title": "Y" }] },
            { "name": "b", "title": "B", "color": "#3366cc" },
            { "name": "c", "title": "C", "color": "#c85a3c" },
        ] });
        let schema = serde_json::from_value(schema).unwrap();
        let check = |item: Item, color: &str| alike(&schema, &item, color.parse().unwrap());
        let layer = |name: &str| Item::Layer(name.to_owned());
        let label = |name: &str| Item::Label(name.to_owned());
        assert_eq!(check(layer("a"), "#3366cc"), [(layer("b"), Sight::Full)]);
        assert_eq!(check(label("a.x"), "#3366cd"), [(layer("b"), Sight::Full)]);
        let found = [(layer("a"), Sight::Full), (label("a.x"), Sight::Full)];
        assert_eq!(check(layer("b"), "#3366cc"), found);
        assert_eq!(
            check(label("a.y"), "#8c7d32"),
            [(layer("c"), Sight::Deuteranopia)]
        );
    }
}
