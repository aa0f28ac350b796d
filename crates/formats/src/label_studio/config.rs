//! The labelling configuration: what Label Studio offers and shows.

use super::{ATTRIBUTE, LABEL, TEXT};
use crate::pair::join_pair;
use crate::xml::escape;
use postil_core::model::schema::AttributeKind;
use postil_core::model::{Annotation, Project};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const COLOURS: &[(&str, &str)] = &[
    ("entity", "#2f6fb0"),
    ("event", "#b4690e"),
    ("claim", "#7a4fb0"),
];

/// The attributes of a schema that are choices, by their layers and names.
pub(super) struct Choices<'p>(HashMap<(&'p str, &'p str), Vec<Choice<'p>>>);

/// An attribute of some labels of a layer, or of all if none is named.
struct Choice<'p> {
    labels: HashSet<&'p str>,
    /// None if it is no choice.
    values: HashSet<&'p str>,
}

impl<'p> Choices<'p> {
    /// Those of a project. O(n) in its schema.
    pub fn of(project: &'p Project) -> Self {
        let mut all: HashMap<_, Vec<Choice>> = HashMap::new();
        for layer in &project.schema.layers {
            for attribute in &layer.attributes {
                let is_choice = attribute.kind == AttributeKind::Choice;
                let values = attribute.values.iter().filter(|_| is_choice);
                let key = (layer.name.as_str(), attribute.name.as_str());
                all.entry(key).or_default().push(Choice {
                    labels: attribute.labels.iter().map(String::as_str).collect(),
                    values: values.map(String::as_str).collect(),
                });
            }
        }
        Self(all)
    }

    /// Whether an attribute is a choice with this value. O(1), as a layer's attributes differ in their
    /// names.
    pub fn has(&self, annotation: &Annotation, name: &str, value: &str) -> bool {
        let label = annotation
            .label
            .split_once('.')
            .map_or("", |(_, name)| name);
        let mut known = self
            .0
            .get(&(annotation.layer(), name))
            .into_iter()
            .flatten();
        let choice = known.find(|it| it.labels.is_empty() || it.labels.contains(label));
        choice.is_some_and(|it| it.values.contains(value))
    }
}

/// The configuration for everything that a project uses, in XML.
pub(super) fn view(project: &Project, known: &Choices) -> String {
    let labels: BTreeSet<&str> = (project.annotations.iter())
        .map(|a| a.label.as_str())
        .collect();
    let mut xml = format!("<View>\n  <Labels name=\"{LABEL}\" toName=\"{TEXT}\">\n");
    for label in labels {
        let layer = postil_core::model::label_layer(label);
        let colour = COLOURS.iter().find(|(name, _)| *name == layer);
        let colour = colour.map_or("#666666", |(_, colour)| colour);
        let label = escape(label);
        xml.push_str(&format!(
            "    <Label value=\"{label}\" background=\"{colour}\"/>\n"
        ));
    }
    xml.push_str(&format!(
        "  </Labels>\n  <Text name=\"{TEXT}\" value=\"$text\" granularity=\"symbol\"/>\n"
    ));
    let kinds: BTreeSet<String> = (project.relations.iter())
        .map(|r| join_pair(&r.kind, &r.value))
        .collect();
    if !kinds.is_empty() {
        xml.push_str("  <Relations>\n");
        for kind in kinds {
            xml.push_str(&format!("    <Relation value=\"{}\"/>\n", escape(&kind)));
        }
        xml.push_str("  </Relations>\n");
    }
    let mut choices: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut texts = BTreeSet::new();
    for annotation in &project.annotations {
        for (name, value) in &annotation.attributes {
            let value = value.as_str().unwrap_or_default();
            if known.has(annotation, name, value) {
                choices.entry(name).or_default().insert(value);
            } else {
                texts.insert(name.as_str());
            }
        }
    }
    for (name, values) in choices {
        let name = escape(name);
        xml.push_str(&format!(
            "  <Choices name=\"{ATTRIBUTE}{name}\" toName=\"{TEXT}\" perRegion=\"true\">\n"
        ));
        for value in values {
            xml.push_str(&format!("    <Choice value=\"{}\"/>\n", escape(value)));
        }
        xml.push_str("  </Choices>\n");
    }
    for name in texts {
        let name = escape(name);
        xml.push_str(&format!(
            "  <TextArea name=\"{ATTRIBUTE}text-{name}\" toName=\"{TEXT}\" perRegion=\"true\"/>\n"
        ));
    }
    xml.push_str("</View>\n");
    xml
}
