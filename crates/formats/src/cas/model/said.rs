//! What a type system says in words about what it offers.

use postil_core::model::Schema;
use std::collections::{HashMap, HashSet};

/// Descriptions, by the names that the schema has. What is described at several places has all of them.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub layers: HashMap<String, Vec<&'a str>>,
    pub relations: HashMap<String, Vec<&'a str>>,
    /// By layers and attributes.
    pub attributes: HashMap<(String, String), Vec<&'a str>>,
    /// Those of labels, by layers.
    pub labels: HashMap<String, HashMap<&'a str, &'a str>>,
    /// Those of values, by layers and attributes.
    pub values: HashMap<(String, String), HashMap<&'a str, &'a str>>,
}

impl Said<'_> {
    /// Gives a schema the descriptions. O(n).
    pub fn describe(&self, schema: &mut Schema) {
        for layer in &mut schema.layers {
            layer.description = paragraphs(self.layers.get(&layer.name));
            if let Some(texts) = self.labels.get(&layer.name) {
                for label in &mut layer.labels {
                    let text = texts.get(label.name.as_str()).copied();
                    label.description = text.unwrap_or_default().to_owned();
                }
            }
            for attribute in &mut layer.attributes {
                let key = (layer.name.clone(), attribute.name.clone());
                attribute.description = paragraphs(self.attributes.get(&key));
                if let Some(texts) = self.values.get(&key) {
                    let known = attribute.values.iter();
                    let notes = known.filter_map(|value| {
                        let text = texts.get(value.as_str())?;
                        Some((value.clone(), (*text).to_owned()))
                    });
                    attribute.value_notes = notes.collect();
                }
            }
        }
        for relation in &mut schema.relations {
            relation.description = paragraphs(self.relations.get(&relation.name));
        }
    }
}

/// Texts that differ, one below the other.
fn paragraphs(texts: Option<&Vec<&str>>) -> String {
    let mut seen = HashSet::new();
    let texts = texts.into_iter().flatten().copied();
    let texts: Vec<&str> = texts
        .filter(|text| !text.is_empty() && seen.insert(*text))
        .collect();
    texts.join("\n\n")
}
