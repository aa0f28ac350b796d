//! Writes a project as CASes, one per document.

use super::structure::{
    ANNOTATION, CHAIN, CODEBOOK, Cas, Feature, LINK, METADATA, Name, SPAN, STRING, Structure,
    Types, View, encode,
};
use super::{Form, JSON};
use crate::archive;
use crate::by_document::{ByDocument, Own};
use crate::steps;
use postil_core::format::{File, file_name};
use postil_core::model::{Annotation, Document, Project, Relation, Target};
use postil_core::text::Text;
use std::collections::HashMap;

/// Writes the archive. O(n): each document costs what it holds, however many there are.
pub(super) fn archive(project: &Project, form: &Form) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let mut files = Vec::new();
    let version = project.schema.version;
    if let Some(write) = form.types {
        let annotations: Vec<&Annotation> = project.annotations.iter().collect();
        let relations: Vec<&Relation> = project.relations.iter().collect();
        files.push(File {
            name: "TypeSystem.xml".to_owned(),
            mime: "application/xml",
            bytes: write(&types(&annotations, &relations), version).into_bytes(),
        });
    }
    for document in &project.documents {
        let id = document.meta.id.as_str();
        let own = by_document.remove(&document.meta.id);
        let cas = cas(document, &own, version);
        files.push(File {
            name: format!("{id}.{}", form.extension),
            mime: "",
            bytes: (form.write)(&cas).into_bytes(),
        });
    }
    vec![File {
        name: file_name(&project.header.name, form.archive),
        mime: JSON.mime,
        bytes: archive::pack(&files),
    }]
}

fn span_type(annotation: &Annotation) -> String {
    format!("{SPAN}{}", encode(annotation.layer()))
}

fn relation_type(relation: &Relation) -> String {
    format!("postil.relation.{}", encode(&relation.kind))
}

/// The types that these records need. O(n).
fn types(annotations: &[&Annotation], relations: &[&Relation]) -> Types {
    let mut types = Types::known();
    for annotation in annotations {
        steps::step();
        let name = span_type(annotation);
        types.add(&name, ANNOTATION);
        for feature in ["id", "label", "note"] {
            types.feature(&name, feature, STRING);
        }
        for attribute in annotation.attributes.keys() {
            types.feature(&name, &encode(attribute), STRING);
        }
    }
    for relation in relations {
        steps::step();
        let name = relation_type(relation);
        types.add(&name, ANNOTATION);
        for feature in ["Governor", "Dependent"] {
            types.feature(&name, feature, ANNOTATION);
        }
        for feature in ["id", "kind", "value", "note"] {
            types.feature(&name, feature, STRING);
        }
    }
    types
}

fn put(features: &mut Vec<(Name, Feature)>, name: &str, text: &str) {
    if !text.is_empty() {
        features.push((name.into(), Feature::Text(text.to_owned())));
    }
}

/// A document as a CAS, with the types that it needs, and the version of the codebook. O(n log n) of what the
/// document holds.
fn cas(document: &Document, own: &Own, version: u32) -> Cas {
    let text = Text::from_frozen(document.text.as_str());
    let meta = &document.meta;
    let mut about = Vec::new();
    put(
        &mut about,
        "language",
        match meta.language.as_str() {
            "" => "x-unspecified",
            language => language,
        },
    );
    put(&mut about, "documentTitle", &meta.title);
    put(&mut about, "documentId", meta.id.as_str());
    put(&mut about, "documentUri", &meta.url);
    let mut structures = vec![Structure {
        // The text itself is structure 1.
        id: 2,
        kind: METADATA.into(),
        offsets: Some((0, text.len_utf16())),
        features: about,
        ..Structure::default()
    }];
    let mut ids: HashMap<&str, (usize, (usize, usize))> = HashMap::new();
    for annotation in &own.annotations {
        steps::step();
        let id = structures.len() + 2;
        let extent = annotation.extent();
        let offsets = (text.to_utf16(extent.start), text.to_utf16(extent.end));
        ids.insert(annotation.id.as_str(), (id, offsets));
        let mut features = Vec::new();
        put(&mut features, "id", annotation.id.as_str());
        put(&mut features, "label", &annotation.label);
        put(&mut features, "note", &annotation.note);
        for (name, value) in &annotation.attributes {
            let value = value.as_str().unwrap_or_default().to_owned();
            features.push((encode(name).into(), Feature::Text(value)));
        }
        structures.push(Structure {
            id,
            kind: span_type(annotation).into(),
            offsets: Some(offsets),
            features,
            ..Structure::default()
        });
    }
    for relation in &own.relations {
        steps::step();
        let Target::Annotation(to) = &relation.to else {
            continue;
        };
        let ends = (ids.get(relation.from.as_str()), ids.get(to.as_str()));
        if let (Some(&(from, _)), Some(&(to, offsets))) = ends {
            let mut features = vec![
                ("Governor".into(), Feature::Reference(from)),
                ("Dependent".into(), Feature::Reference(to)),
            ];
            put(&mut features, "id", relation.id.as_str());
            features.push(("kind".into(), Feature::Text(relation.kind.clone())));
            put(&mut features, "value", &relation.value);
            put(&mut features, "note", &relation.note);
            structures.push(Structure {
                id: structures.len() + 2,
                kind: relation_type(relation).into(),
                offsets: Some(offsets),
                features,
                ..Structure::default()
            });
        }
    }
    for (cluster, members) in &own.clusters {
        steps::step();
        let members: Vec<_> = (members.iter())
            .filter_map(|id| ids.get(id.as_str()))
            .collect();
        let id = structures.len() + 2;
        let mut features = vec![("first".into(), Feature::Reference(id + 1))];
        put(&mut features, "id", cluster.id.as_str());
        put(&mut features, "name", &cluster.name);
        structures.push(Structure {
            id,
            kind: CHAIN.into(),
            offsets: None,
            features,
            ..Structure::default()
        });
        for (number, &&(mention, offsets)) in (1..).zip(&members) {
            let mut features = vec![(Name::from("mention"), Feature::Reference(mention))];
            put(&mut features, "referenceType", &cluster.name);
            if number < members.len() {
                features.push(("next".into(), Feature::Reference(id + number + 1)));
            }
            structures.push(Structure {
                id: id + number,
                kind: LINK.into(),
                offsets: Some(offsets),
                features,
                ..Structure::default()
            });
        }
    }
    structures.push(Structure {
        id: structures.len() + 2,
        kind: CODEBOOK.into(),
        features: vec![("version".into(), Feature::Text(version.to_string()))],
        ..Structure::default()
    });
    Cas {
        views: vec![View::only(document.text.clone())],
        structures,
        types: types(&own.annotations, &own.relations),
        ..Cas::default()
    }
}
