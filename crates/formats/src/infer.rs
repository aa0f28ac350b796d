//! A schema for a project from a format without one, inferred from use.

use postil_core::model::schema::{
    AttributeKind, AttributeType, Form, Label, Layer, RelationType, Schema,
};
use postil_core::model::{Attributes, Project};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Values of a choice; an attribute with more is free text.
const MAX_CHOICES: usize = 10;

/// Code points in a value of a choice.
const MAX_CHOICE_CODE_POINTS: usize = 24;

#[derive(Default)]
struct Seen {
    count: usize,
    flags: usize,
    words: BTreeSet<String>,
}

type Names = BTreeMap<String, Seen>;

fn see(names: &mut Names, attributes: &Attributes) {
    for (name, value) in attributes {
        let seen = match names.get_mut(name) {
            Some(seen) => seen,
            None => names.entry(name.clone()).or_default(),
        };
        seen.count += 1;
        match value {
            Value::Bool(_) => seen.flags += 1,
            Value::String(word)
                if seen.words.len() <= MAX_CHOICES && !seen.words.contains(word) =>
            {
                seen.words.insert(word.clone());
            }
            _ => {}
        }
    }
}

fn types(names: Names) -> Vec<AttributeType> {
    let kind = |seen: &Seen| {
        let short = seen
            .words
            .iter()
            .all(|word| word.chars().count() <= MAX_CHOICE_CODE_POINTS);
        if seen.flags == seen.count {
            AttributeKind::Flag
        } else if short && seen.words.len() <= MAX_CHOICES && seen.count >= 2 * seen.words.len() {
            AttributeKind::Choice
        } else {
            AttributeKind::Text
        }
    };
    let one = |(name, seen): (String, Seen)| {
        let kind = kind(&seen);
        AttributeType {
            title: name.clone(),
            name,
            kind,
            values: match kind {
                AttributeKind::Choice => seen.words.into_iter().collect(),
                _ => Vec::new(),
            },
            ..AttributeType::default()
        }
    };
    names.into_iter().map(one).collect()
}

/// Infers a schema from what a project uses. A layer of the bundled schema is used as it is if it
/// lists all labels of that layer. The order of records does not matter. O(n log n).
pub fn schema(project: &Project) -> Schema {
    let bundled = Schema::bundled();
    let mut layers: BTreeMap<&str, (BTreeSet<&str>, Names)> = BTreeMap::new();
    for annotation in &project.annotations {
        let (labels, names) = layers.entry(annotation.layer()).or_default();
        if let Some((_, label)) = annotation.label.split_once('.') {
            labels.insert(label);
        }
        see(names, &annotation.attributes);
    }
    let mut relations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for relation in &project.relations {
        let values = relations.entry(&relation.kind).or_default();
        if !relation.value.is_empty() {
            values.insert(&relation.value);
        }
    }
    let mut of_clusters = Names::new();
    for cluster in &project.clusters {
        see(&mut of_clusters, &cluster.attributes);
    }
    let forms = [Form::Fill, Form::Dash, Form::Bracket];
    let layer = |(number, (name, (labels, names))): (usize, (&str, (BTreeSet<&str>, Names)))| {
        let known = bundled.layer(name).filter(|layer| {
            (labels.iter()).all(|label| layer.labels.iter().any(|l| l.name == *label))
        });
        known.cloned().unwrap_or_else(|| Layer {
            name: name.to_owned(),
            title: name.to_owned(),
            plural: name.to_owned(),
            form: forms[number % forms.len()],
            labels: (labels.into_iter())
                .map(|label| Label {
                    name: label.to_owned(),
                    title: label.to_owned(),
                    ..Label::default()
                })
                .collect(),
            attributes: types(names),
            ..Layer::default()
        })
    };
    let relation = |(name, values): (&str, BTreeSet<&str>)| {
        let known = bundled.relation(name).filter(|kind| {
            (values.iter()).all(|value| kind.values.iter().any(|known| known == value))
        });
        known.cloned().unwrap_or_else(|| RelationType {
            name: name.to_owned(),
            title: name.to_owned(),
            values: values.into_iter().map(str::to_owned).collect(),
            ..RelationType::default()
        })
    };
    Schema {
        layers: layers.into_iter().enumerate().map(layer).collect(),
        relations: relations.into_iter().map(relation).collect(),
        cluster_attributes: types(of_clusters),
        ..Schema::default()
    }
}
