//! Tests that each codebook to start from goes out in every format.

use postil_codebook::template::TEMPLATES;
use postil_core::model::schema::{AttributeKind, AttributeType};
use postil_core::model::{
    Annotation, Attributes, Cluster, Document, DocumentMeta, Fragment, Header, Project, Relation,
    Schema, Target,
};
use postil_core::state::State;
use postil_formats::{FORMATS, Options};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A value of an attribute's kind.
fn value(attribute: &AttributeType) -> Value {
    let first = attribute.values.first().map_or("", String::as_str);
    match attribute.kind {
        AttributeKind::Text => json!("some words"),
        AttributeKind::Choice => json!(first),
        AttributeKind::Choices => json!([first]),
        AttributeKind::Flag => json!(true),
        AttributeKind::Number => json!(7),
        AttributeKind::Date => json!("2026-11-30"),
        AttributeKind::Link => json!("https://example.org/"),
    }
}

fn values<'a>(attributes: impl Iterator<Item = &'a AttributeType>) -> Attributes {
    attributes
        .map(|attribute| (attribute.name.clone(), value(attribute)))
        .collect()
}

/// A project in which each layer and label of a codebook has a mark with all of its attributes, each link type a
/// link where it may be, and a cluster its attributes.
fn used(schema: Schema) -> Project {
    let mut labels = Vec::new();
    for layer in &schema.layers {
        labels.push(layer.name.clone());
        let own = layer.labels.iter();
        labels.extend(own.map(|label| format!("{}.{}", layer.name, label.name)));
    }
    let mut project = Project {
        header: Header::new("Used"),
        ..Project::default()
    };
    let mut text = String::new();
    for (at, label) in labels.iter().enumerate() {
        let start = text.chars().count();
        text.push_str(&format!("word{at}"));
        let end = text.chars().count();
        text.push(' ');
        let mut mark = Annotation::new(
            format!("m{at}").into(),
            "d".into(),
            label.as_str(),
            vec![Fragment::new(start..end)],
        );
        mark.attributes = values(schema.attributes(label));
        project.annotations.push(mark);
    }
    project.documents = vec![Document::new(DocumentMeta::new("d".into(), "D"), text)];
    for (at, kind) in schema.relations.iter().enumerate() {
        let mut marks = project.annotations.iter();
        let from = marks.clone().find(|mark| kind.starts_at(&mark.label));
        let to = marks.rfind(|mark| kind.ends_at(&mark.label));
        if let (Some(from), Some(to)) = (from, to) {
            project.relations.push(Relation {
                value: kind.values.first().cloned().unwrap_or_default(),
                ..Relation::new(
                    format!("r{at}").into(),
                    kind.name.as_str(),
                    from.id.clone(),
                    Target::Annotation(to.id.clone()),
                )
            });
        }
    }
    let mut cluster = Cluster::new("c".into(), "One");
    cluster.attributes = values(schema.cluster_attributes.iter());
    cluster.members = project
        .annotations
        .iter()
        .take(2)
        .map(|mark| mark.id.clone())
        .collect();
    project.clusters = vec![cluster];
    project.schema = schema;
    State::open(project).expect("it opens").to_project()
}

/// How many marks have each label.
fn counts(project: &Project) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for mark in &project.annotations {
        *counts.entry(mark.label.as_str()).or_default() += 1;
    }
    counts
}

#[test]
fn every_template_goes_out_in_every_format_and_comes_back() {
    let options = Options::default();
    for template in TEMPLATES {
        let codebook = template.codebook();
        let mut project = used(codebook.schema);
        project.header.guidelines = codebook.guidelines;
        for format in FORMATS {
            let at = format!("{} as {}", template.title, format.id);
            let written = format.write(&project, &options);
            for loss in &written.losses {
                assert!(loss.count > 0 && !loss.what.is_empty(), "{at}: {loss:?}");
            }
            if !format.reads() {
                continue;
            }
            let (read, remarks) = format
                .read(&written.files)
                .unwrap_or_else(|found| panic!("{at}: {found:?}"));
            assert_eq!(remarks, [], "{at}");
            let carried = format.carried(&project, &options);
            assert_eq!(
                State::open(read.clone()).expect("it opens").to_project(),
                State::open(carried.clone()).expect("it opens").to_project(),
                "{at}"
            );
            // Every mark is there with its label, whatever else is lost.
            assert_eq!(counts(&read), counts(&project), "{at}");
            let is_whole = carried == project;
            assert_eq!(
                is_whole,
                written.losses.is_empty(),
                "{at}: {:?}",
                written.losses
            );
        }
    }
}
