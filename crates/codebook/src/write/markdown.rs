//! A codebook in CommonMark (<https://spec.commonmark.org/>).

use super::words;
use crate::Named;
use crate::markdown::{Node, lower, parse, write};
use postil_core::model::schema::{AttributeType, Example, Label, Layer, RelationType};
use postil_core::model::{Color, Schema};

/// See [`markdown`](super::markdown).
pub(super) fn document(named: &Named) -> String {
    let schema = &named.codebook.schema;
    let mut out = vec![
        heading(1, &words::title(named)),
        Node::Paragraph(vec![text(words::version(named))]),
    ];
    if !schema.layers.is_empty() {
        out.push(heading(2, "Layers"));
    }
    for layer in &schema.layers {
        of_layer(schema, layer, &mut out);
    }
    if !schema.relations.is_empty() {
        out.push(heading(2, "Links"));
    }
    for kind in &schema.relations {
        of_relation(schema, kind, &mut out);
    }
    if !schema.cluster_attributes.is_empty() {
        out.push(heading(2, "Attributes of clusters"));
        out.push(attributes(schema, "", &schema.cluster_attributes));
    }
    let guidelines = said(&named.codebook.guidelines, 2);
    if !guidelines.is_empty() {
        out.push(heading(2, "Guidelines"));
        out.extend(guidelines);
    }
    write(&out)
}

fn text(words: impl Into<String>) -> Node {
    Node::Text(words.into())
}

fn heading(level: u8, title: &str) -> Node {
    Node::Heading {
        level,
        content: vec![text(title)],
    }
}

/// What is written in Markdown, under a heading of that level.
fn said(markdown: &str, under: u8) -> Vec<Node> {
    let mut nodes = parse(markdown);
    lower(&mut nodes, under);
    nodes
}

/// A name, and what else is to be known in short.
fn facts(name: &str, facts: Vec<String>) -> Node {
    let mut content = vec![Node::Code(name.to_owned())];
    for fact in facts {
        content.push(text(format!("; {fact}")));
    }
    Node::Paragraph(content)
}

fn look(color: Option<Color>, key: Option<char>) -> impl Iterator<Item = String> {
    let color = color.map(|color| format!("color {color}"));
    let key = key.map(|key| format!("key {}", words::key(key)));
    color.into_iter().chain(key)
}

fn of_layer(schema: &Schema, layer: &Layer, out: &mut Vec<Node>) {
    let title = words::or_name(&layer.title, &layer.name);
    out.push(heading(3, title));
    let mut known = vec![words::form(layer.form).to_owned()];
    known.extend(look(layer.color, layer.key));
    out.push(facts(&layer.name, known));
    out.extend(said(&layer.description, 3));
    for label in &layer.labels {
        of_label(layer, label, out);
    }
    if !layer.attributes.is_empty() {
        out.push(heading(4, &format!("Attributes of {title}")));
        out.push(attributes(schema, &layer.name, &layer.attributes));
    }
}

fn of_label(layer: &Layer, label: &Label, out: &mut Vec<Node>) {
    out.push(heading(4, words::or_name(&label.title, &label.name)));
    let mut known = Vec::new();
    if !label.group.is_empty() {
        known.push(format!("group {}", label.group));
    }
    known.extend(look(label.color, label.key));
    out.push(facts(&format!("{}.{}", layer.name, label.name), known));
    out.extend(said(&label.description, 4));
    if !label.examples.is_empty() {
        out.push(Node::Paragraph(vec![text("Examples:")]));
        out.push(list(label.examples.iter().map(of_example)));
    }
}

fn of_example(example: &Example) -> Vec<Node> {
    let mut content = vec![text(words::quoted(&example.text))];
    if !example.note.trim().is_empty() {
        content.push(text(format!(" – {}", example.note.trim())));
    }
    content
}

fn list(items: impl Iterator<Item = Vec<Node>>) -> Node {
    Node::List {
        start: None,
        items: items.collect(),
    }
}

fn attributes(schema: &Schema, layer: &str, attributes: &[AttributeType]) -> Node {
    list(attributes.iter().map(|attribute| {
        let title = words::or_name(&attribute.title, &attribute.name);
        let known = words::attribute(schema, layer, attribute).join("; ");
        let mut content = vec![
            Node::Strong(vec![text(title)]),
            text(" ("),
            Node::Code(attribute.name.clone()),
            text(format!("): {known}")),
        ];
        content.extend(said(&attribute.description, 4));
        if !attribute.values.is_empty() {
            content.push(list(attribute.values.iter().map(|value| {
                let mut content = vec![Node::Code(value.clone())];
                if let Some(note) = attribute.value_notes.get(value) {
                    content.extend(said(note, 4));
                }
                content
            })));
        }
        content
    }))
}

fn of_relation(schema: &Schema, kind: &RelationType, out: &mut Vec<Node>) {
    out.push(heading(3, words::or_name(&kind.title, &kind.name)));
    let mut known = words::relation(schema, kind);
    known.extend(look(None, kind.key));
    out.push(facts(&kind.name, known));
    out.extend(said(&kind.description, 3));
    if !kind.values.is_empty() {
        out.push(Node::Paragraph(vec![text("Values:")]));
        let values = kind.values.iter();
        out.push(list(values.map(|value| vec![Node::Code(value.clone())])));
    }
}
