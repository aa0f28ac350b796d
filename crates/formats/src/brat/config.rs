//! `annotation.conf` and `visual.conf`: the types that brat offers, and their names.

use super::{names, prepare};
use crate::version;
use postil_core::model::Project;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// `annotation.conf`, with every type that the project uses.
pub(super) fn annotation(project: &Project) -> String {
    let events = prepare::events(project);
    let (mut entities, mut triggers) = (BTreeSet::new(), BTreeMap::new());
    for annotation in &project.annotations {
        let form = names::encode(&annotation.label);
        if events.contains(annotation.id.as_str()) {
            triggers.entry(form).or_insert_with(BTreeSet::new);
        } else {
            entities.insert(form);
        }
    }
    let labels: BTreeMap<&str, String> = (project.annotations.iter())
        .map(|a| (a.id.as_str(), names::encode(&a.label)))
        .collect();
    let mut relations = BTreeSet::new();
    for relation in &project.relations {
        if prepare::is_role(relation) {
            let label = labels.get(relation.from.as_str());
            if let Some(roles) = label.and_then(|label| triggers.get_mut(label)) {
                roles.insert(names::encode_role(&relation.value));
            }
        } else {
            relations.insert(names::encode_pair(&relation.kind, &relation.value));
        }
    }
    let mut attributes: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in project.annotations.iter().flat_map(|a| &a.attributes) {
        let values = match value {
            Value::String(word) if names::is_word(word) => Some(word.as_str()),
            Value::Bool(true) => None,
            _ => continue,
        };
        let known = attributes.entry(names::encode(name)).or_default();
        known.extend(values);
    }
    let mark = super::dialect::MARK;
    let mut conf = format!("{mark}# {}\n[entities]\n", version::words(project));
    for label in entities {
        conf.push_str(&format!("{label}\n"));
    }
    conf.push_str("\n[relations]\n<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n");
    for kind in relations {
        conf.push_str(&format!("{kind} Arg1:<ANY>, Arg2:<ANY>\n"));
    }
    conf.push_str("Equiv Arg1:<ANY>, Arg2:<ANY>, <REL-TYPE>:symmetric-transitive\n");
    conf.push_str("\n[events]\n");
    for (label, roles) in triggers {
        let roles: Vec<_> = roles.iter().map(|role| format!("{role}*:<ANY>")).collect();
        conf.push_str(format!("{label} {}", roles.join(", ")).trim_end());
        conf.push('\n');
    }
    conf.push_str("\n[attributes]\n");
    for (name, values) in attributes {
        let values: Vec<_> = values.into_iter().collect();
        if values.is_empty() {
            conf.push_str(&format!("{name} Arg:<ANY>\n"))
        } else {
            conf.push_str(&format!("{name} Arg:<ANY>, Value:{}\n", values.join("|")))
        }
    }
    conf
}

/// `visual.conf`, with the names and colours of types on brat's screen.
pub(super) fn visual(project: &Project) -> String {
    let title = |name: &str, title: &str| {
        let shown: String = title
            .chars()
            .map(|c| if c.is_control() || c == '|' { ' ' } else { c })
            .collect();
        format!("{} | {}\n", names::encode(name), shown.trim())
    };
    let labels: BTreeSet<&str> = (project.annotations.iter())
        .map(|a| a.label.as_str())
        .collect();
    let mut conf = String::from("[labels]\n");
    for label in labels {
        conf.push_str(&title(label, project.schema.title(label)));
    }
    conf.push_str("\n[drawing]\n");
    let colours = [
        ("entity", "#cfe3f5"),
        ("event", "#fde3c0"),
        ("claim", "#e6dcf3"),
    ];
    let labels: BTreeSet<&str> = (project.annotations.iter())
        .map(|a| a.label.as_str())
        .collect();
    for label in labels {
        let layer = postil_core::model::label_layer(label);
        if let Some((_, colour)) = colours.iter().find(|(name, _)| *name == layer) {
            conf.push_str(&format!("{} bgColor:{colour}\n", names::encode(label)));
        }
    }
    conf
}
