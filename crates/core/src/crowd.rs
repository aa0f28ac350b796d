//! Warns of a project that has more kinds of things than a person can choose from.

use crate::model::Schema;

/// Layers, labels of a layer, and the like, beyond which the page takes noticeably long to draw its
/// lists.
const MOST: usize = 500;

/// What there are more of in a schema than the page can show without delay, in words.
pub fn remarks(schema: &Schema) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut see = |count: usize, what: String| {
        if count > MOST {
            remarks.push(format!(
                "there are {count} {what}; more than {MOST} are not all listed at once"
            ));
        }
    };
    see(schema.layers.len(), "layers".to_owned());
    see(schema.relations.len(), "types of links".to_owned());
    let layers = &schema.layers;
    let labels = layers.iter().map(|layer| layer.labels.len());
    let attributes = layers.iter().map(|layer| layer.attributes.len());
    let values = schema.relations.iter().map(|kind| kind.values.len());
    // One remark on all layers together: there may be thousands.
    for (counts, what, place) in [
        (labels.collect::<Vec<_>>(), "labels", "layer"),
        (attributes.collect(), "attributes", "layer"),
        (values.collect(), "values", "type of link"),
    ] {
        if let Some(count) = counts.into_iter().max() {
            see(count, format!("{what} in one {place}"));
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::remarks;
    use crate::model::Schema;
    use serde_json::json;

    #[test]
    fn many_of_a_kind_are_told() {
        let told = |many: usize| {
            let layers: Vec<_> = (0..many)
                .map(|number| json!({ "name": format!("l{number}"), "title": "L" }))
                .collect();
            let schema = json!({ "layers": layers, "relations": [] });
            let schema: Schema = serde_json::from_value(schema).expect("a schema");
            remarks(&schema)
        };
        assert!(told(500).is_empty());
        assert_eq!(
            told(501),
            ["there are 501 layers; more than 500 are not all listed at once"]
        );
    }
}
