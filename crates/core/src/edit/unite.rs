//! Unites the schemas and headers of two projects: the first one stays, and what it lacks is added.

use crate::model::schema::{AttributeType, Label, Layer, RelationType};
use crate::model::{Extra, Header, REJECTED, Schema, UNSETTLED};

/// Unites two schemas. An added layer loses its key if that key is in use. Of what both have, rules,
/// colors and the like are those of the first one, and those of the other where it has none.
pub fn schema(there: &Schema, added: &Schema) -> Schema {
    let mut all = there.clone();
    for layer in &added.layers {
        match all.layers.iter_mut().find(|known| known.name == layer.name) {
            Some(known) => unite_layer(known, layer),
            None => {
                let in_use = all.layers.iter().any(|known| known.key == layer.key);
                let key = layer.key.filter(|_| !in_use);
                all.layers.push(Layer {
                    key,
                    ..layer.clone()
                });
            }
        }
    }
    for kind in &added.relations {
        let mut known = all.relations.iter_mut();
        match known.find(|known| known.name == kind.name) {
            Some(known) => unite_relation(known, kind),
            None => all.relations.push(kind.clone()),
        }
    }
    unite_attributes(&mut all.cluster_attributes, &added.cluster_attributes);
    all.version = all.version.max(added.version);
    unite_extra(&mut all.extra, &added.extra);
    all
}

/// Unites two headers. The name is that of the first; paragraphs missing from its guidelines are
/// appended.
pub fn header(there: &Header, added: &Header) -> Header {
    let mut all = there.clone();
    for paragraph in paragraphs(&added.guidelines) {
        if paragraphs(&all.guidelines).any(|known| known == paragraph) {
            continue;
        }
        if !all.guidelines.is_empty() {
            all.guidelines.push_str("\n\n");
        }
        all.guidelines.push_str(paragraph);
    }
    for annotator in &added.annotators {
        if !all.annotators.iter().any(|known| known.id == annotator.id) {
            all.annotators.push(annotator.clone());
        }
    }
    // Both refer to records that may get other ids here.
    let mut extra = added.extra.clone();
    extra.shift_remove(UNSETTLED);
    extra.shift_remove(REJECTED);
    unite_extra(&mut all.extra, &extra);
    all
}

/// Splits a text at blank lines.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split("\n\n").map(|piece| piece.trim_matches('\n'));
    pieces.filter(|piece| !piece.is_empty())
}

fn unite_layer(known: &mut Layer, added: &Layer) {
    for label in &added.labels {
        match known.labels.iter_mut().find(|l| l.name == label.name) {
            Some(there) => unite_label(there, label),
            None => known.labels.push(label.clone()),
        }
    }
    known.color = known.color.or(added.color);
    unite_text(&mut known.description, &added.description);
    unite_attributes(&mut known.attributes, &added.attributes);
    unite_extra(&mut known.extra, &added.extra);
}

fn unite_label(known: &mut Label, added: &Label) {
    known.color = known.color.or(added.color);
    unite_text(&mut known.description, &added.description);
    unite_text(&mut known.group, &added.group);
    for example in &added.examples {
        if !known.examples.contains(example) {
            known.examples.push(example.clone());
        }
    }
    unite_extra(&mut known.extra, &added.extra);
}

fn unite_attributes(known: &mut Vec<AttributeType>, added: &[AttributeType]) {
    for kind in added {
        match known.iter_mut().find(|there| there.name == kind.name) {
            Some(there) => {
                unite_values(&mut there.values, &kind.values);
                unite_limits(&mut there.labels, &kind.labels);
                for (value, note) in kind.value_notes.iter() {
                    if there.value_notes.get(value).is_none() {
                        there.value_notes.insert(value.to_owned(), note.clone());
                    }
                }
                if there.default.is_none() {
                    there.default.clone_from(&kind.default);
                }
                unite_text(&mut there.description, &kind.description);
                unite_extra(&mut there.extra, &kind.extra);
            }
            None => known.push(kind.clone()),
        }
    }
}

fn unite_relation(known: &mut RelationType, added: &RelationType) {
    unite_values(&mut known.values, &added.values);
    unite_limits(&mut known.from, &added.from);
    unite_limits(&mut known.to, &added.to);
    unite_text(&mut known.description, &added.description);
    unite_extra(&mut known.extra, &added.extra);
}

fn unite_values(known: &mut Vec<String>, added: &[String]) {
    for value in added {
        if !known.contains(value) {
            known.push(value.clone());
        }
    }
}

/// Unites two lists of allowed names, where an empty list allows all.
fn unite_limits(known: &mut Vec<String>, added: &[String]) {
    if known.is_empty() || added.is_empty() {
        known.clear()
    } else {
        unite_values(known, added)
    }
}

fn unite_text(known: &mut String, added: &str) {
    if known.is_empty() {
        added.clone_into(known);
    }
}

fn unite_extra(known: &mut Extra, added: &Extra) {
    for (name, value) in added {
        if !known.contains_key(name) {
            known.insert(name.clone(), value.clone());
        }
    }
}
