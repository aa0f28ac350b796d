//! A code book by itself, `.qdc` (REFI-QDA standard 1.5, `Codebook.xsd`): the codes of a project, and
//! sets of codes, which are the groups of labels.

use super::ORIGIN;
use super::codes::Codebook as Codes;
use super::guid::{derived, normal};
use crate::carry::Losses;
use crate::found::Found;
use crate::shared::Shared;
use crate::unknown;
use crate::xml::tree::{Element, parse};
use crate::xml::{clean, escape};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Written, file_name};
use postil_core::model::schema::Schema;
use postil_core::model::{Codebook, Project};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The namespace of the XML.
const NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";

/// Whether a file is a code book, by its beginning.
pub(crate) fn is_codebook(head: &str) -> bool {
    unknown::root(head) == Some("CodeBook")
}

/// Writes a code book. O(n log n).
pub(crate) fn write(project: &str, codebook: &Codebook) -> Written {
    let schema = &codebook.schema;
    let codes = Codes::of(&Project {
        schema: schema.clone(),
        ..Project::default()
    });
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- codebook version {} -->\n<CodeBook xmlns=\"{NAMESPACE}\" \
         origin=\"{ORIGIN}\">",
        schema.version
    );
    let guids = codes.write_codes(&mut xml);
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for layer in &schema.layers {
        for label in layer.labels.iter().filter(|label| !label.group.is_empty()) {
            let name = super::codes::label_of(&layer.name, &label.name);
            if let Some(guid) = guids.get(&name) {
                groups.entry(clean(&label.group)).or_default().insert(guid);
            }
        }
    }
    if !groups.is_empty() {
        xml.push_str("\n<Sets>\n");
        for (name, members) in groups {
            let guid = derived("group", &name);
            xml.push_str(&format!("<Set guid=\"{guid}\" name=\"{}\">", escape(&name)));
            for guid in members {
                xml.push_str(&format!("<MemberCode guid=\"{guid}\"/>"));
            }
            xml.push_str("</Set>\n");
        }
        xml.push_str("</Sets>");
    }
    xml.push_str("\n</CodeBook>\n");
    let file = File {
        name: file_name(project, "qdc"),
        mime: "application/xml",
        bytes: xml.into_bytes(),
    };
    Written {
        files: vec![file],
        losses: losses(codebook).into_list(),
    }
}

/// What a code book has no room for.
fn losses(codebook: &Codebook) -> Losses {
    let schema = &codebook.schema;
    let mut losses = Losses::default();
    let labels = || schema.layers.iter().flat_map(|layer| &layer.labels);
    let keys = schema.layers.iter().filter_map(|layer| layer.key);
    let keys = keys.chain(labels().filter_map(|label| label.key)).count();
    let attributes = schema
        .layers
        .iter()
        .map(|layer| layer.attributes.len())
        .sum();
    losses.add("forms of layers", schema.layers.len());
    losses.add("keys", keys);
    losses.add("examples", labels().map(|label| label.examples.len()).sum());
    losses.add("attributes of marks", attributes);
    losses.add("attributes of clusters", schema.cluster_attributes.len());
    losses.add("link types", schema.relations.len());
    losses.add("guidelines", usize::from(!codebook.guidelines.is_empty()));
    losses
}

/// Reads code books. O(n log n).
pub(crate) fn codebook(files: &[&File], found: &mut Found) -> Codebook {
    let mut codes = Codes::default();
    let mut labels = HashMap::new();
    let mut shared = Shared::default();
    let mut sets = Vec::new();
    for file in files {
        shared.add(file.bytes.len());
        let root = match parse(file) {
            Ok(root) => root,
            Err(error) => {
                found.add(error);
                continue;
            }
        };
        for list in root.elements() {
            match list.local() {
                "Codes" => {
                    let mut no_notes = |code: &Element| {
                        let notes = code.elements().filter(|e| e.local() == "NoteRef").count();
                        if notes > 0 {
                            let name = clip(code.get("name").unwrap_or_default());
                            let place = format!("{}, line {}", file.name, code.line);
                            found.left_out(place, format!("notes of the code “{name}”: {notes}"));
                        }
                        Vec::new()
                    };
                    let read = codes.read(list, None, &mut labels, &mut shared, &mut no_notes);
                    if let Err(message) = read {
                        found.error(format!("{}, line {}", file.name, list.line), message);
                    }
                }
                "Sets" => sets.extend(list.elements().map(|set| (&file.name, set.clone()))),
                other => {
                    let place = format!("{}, line {}", file.name, list.line);
                    found.left_out(
                        place,
                        format!("<{}> is no part of a code book", clip(other)),
                    );
                }
            }
        }
    }
    let mut schema = Schema {
        layers: codes.layers(&Schema::default()),
        ..Schema::default()
    };
    groups(&mut schema, &sets, &labels, found);
    Codebook {
        schema,
        ..Codebook::default()
    }
}

/// Gives labels the groups that they are in.
fn groups(
    schema: &mut Schema,
    sets: &[(&String, Element)],
    labels: &HashMap<String, String>,
    found: &mut Found,
) {
    // The groups of labels, by their whole names.
    let mut known: HashMap<&str, &str> = HashMap::new();
    for (file, set) in sets {
        let place = || format!("{file}, line {}", set.line);
        let name = set.get("name").unwrap_or_default();
        let mut others = 0;
        for member in set.elements() {
            let guid = normal(
                member
                    .get("guid")
                    .or(member.get("targetGUID"))
                    .unwrap_or_default(),
            );
            match (member.local(), labels.get(&guid)) {
                ("MemberCode", Some(label)) if label.contains('.') => {
                    // A label is in one group.
                    others += usize::from(*known.entry(label).or_insert(name) != name);
                }
                ("Description", _) => {
                    found.left_out(
                        place(),
                        format!("the description of the set “{}”", clip(name)),
                    );
                }
                _ => others += 1,
            }
        }
        if others > 0 {
            let name = clip(name);
            let message = format!(
                "members of the set “{name}” that are in another one, or no labels of a layer: {others}"
            );
            found.left_out(place(), message);
        }
    }
    for layer in &mut schema.layers {
        for label in &mut layer.labels {
            let name = super::codes::label_of(&layer.name, &label.name);
            if let Some(group) = known.get(name.as_str()) {
                (*group).clone_into(&mut label.group);
            }
        }
    }
}
