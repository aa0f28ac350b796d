//! The labelling configuration: what Label Studio offers and shows.

use super::{ATTRIBUTE, LABEL, TEXT};
use crate::pair::join_pair;
use crate::xml::escape;
use postil_core::model::schema::{AttributeKind, AttributeType};
use postil_core::model::{Annotation, Project};
use std::collections::{BTreeMap, BTreeSet};

const COLOURS: &[(&str, &str)] = &[
    ("entity", "#2f6fb0"),
    ("event", "#b4690e"),
    ("claim", "#7a4fb0"),
];

/// Whether an attribute is a choice with this value.
pub(super) fn is_choice(
    project: &Project,
    annotation: &Annotation,
    name: &str,
    value: &str,
) -> bool {
    let kind = |a: &&AttributeType| a.name == name;
    let known = project.schema.attributes(&annotation.label).find(kind);
    known.is_some_and(|a| a.kind == AttributeKind::Choice && a.values.iter().any(|v| v == value))
}

/// The configuration for everything that a project uses, in XML.
pub(super) fn view(project: &Project) -> String {
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
            if is_choice(project, annotation, name, value) {
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
