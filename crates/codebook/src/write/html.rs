//! A codebook as a page that stands alone (<https://html.spec.whatwg.org/>): it loads and runs nothing.

mod nodes;

use super::words;
use crate::Named;
use crate::markdown::{lower, parse};
use nodes::nodes;
use postil_core::format::html::escape;
use postil_core::model::Schema;
use postil_core::model::schema::{AttributeType, Form, Label, Layer, RelationType};

/// The only style is its own, and there is no script.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n";

/// Its style.
const STYLE: &str = include_str!("html/style.css");

/// See [`html`](super::html).
pub(super) fn page(named: &Named) -> String {
    let schema = &named.codebook.schema;
    let (title, version) = (escape(&words::title(named)), escape(&words::version(named)));
    let mut guidelines = parse(&named.codebook.guidelines);
    lower(&mut guidelines, 2);
    let mut out = format!(
        "{HEAD}<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1><bdi>{title}</bdi></h1>\n<p class=\"facts\">{version}</p>\n"
    );
    contents(schema, !guidelines.is_empty(), &mut out);
    if !schema.layers.is_empty() {
        out.push_str("<h2>Layers</h2>\n");
    }
    for (at, layer) in schema.layers.iter().enumerate() {
        of_layer(schema, at, layer, &mut out);
    }
    if !schema.relations.is_empty() {
        out.push_str("<h2 id=\"links\">Links</h2>\n");
    }
    for (at, kind) in schema.relations.iter().enumerate() {
        of_relation(schema, at, kind, &mut out);
    }
    if !schema.cluster_attributes.is_empty() {
        out.push_str("<section>\n<h2 id=\"clusters\">Attributes of clusters</h2>\n");
        attributes(schema, "", &schema.cluster_attributes, &mut out);
        out.push_str("</section>\n");
    }
    if !guidelines.is_empty() {
        out.push_str("<section>\n<h2 id=\"guidelines\">Guidelines</h2>\n");
        nodes(&guidelines, &mut out);
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn entry(id: &str, title: &str, out: &mut String) {
    out.push_str(&format!(
        "<li><a href=\"#{id}\"><bdi>{}</bdi></a>",
        escape(title)
    ));
}

/// The table of contents.
fn contents(schema: &Schema, guidelines: bool, out: &mut String) {
    out.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for (at, layer) in schema.layers.iter().enumerate() {
        entry(
            &format!("layer-{at}"),
            words::or_name(&layer.title, &layer.name),
            out,
        );
        if !layer.labels.is_empty() {
            out.push_str("\n<ul>\n");
            for (number, label) in layer.labels.iter().enumerate() {
                let title = words::or_name(&label.title, &label.name);
                entry(&format!("label-{at}-{number}"), title, out);
                out.push_str("</li>\n");
            }
            out.push_str("</ul>\n");
        }
        out.push_str("</li>\n");
    }
    for (is_there, id, title) in [
        (!schema.relations.is_empty(), "links", "Links"),
        (
            !schema.cluster_attributes.is_empty(),
            "clusters",
            "Attributes of clusters",
        ),
        (guidelines, "guidelines", "Guidelines"),
    ] {
        if is_there {
            entry(id, title, out);
            out.push_str("</li>\n");
        }
    }
    out.push_str("</ul>\n</nav>\n");
}

/// What is written in Markdown, under a heading of that level.
fn said(markdown: &str, under: u8, out: &mut String) {
    let mut parsed = parse(markdown);
    lower(&mut parsed, under);
    nodes(&parsed, out);
}

/// A title in the form and the color of its marks.
fn sample(title: &str, label: &str, layer: &Layer, schema: &Schema) -> String {
    let form = match layer.form {
        Form::Fill => "fill",
        Form::Dash => "dash",
        Form::Bracket => "bracket",
    };
    let color = schema.color(label);
    let color = color.map(|color| format!(" style=\"--own: {color}\""));
    let color = color.unwrap_or_default();
    format!("<bdi class=\"mark {form}\"{color}>{}</bdi>", escape(title))
}

/// A name, and what else is to be known in short.
fn facts(name: &str, key: Option<char>, known: &[String], out: &mut String) {
    out.push_str(&format!(
        "<p class=\"facts\"><code><bdi>{}</bdi></code>",
        escape(name)
    ));
    for fact in known {
        out.push_str(&format!("; <bdi>{}</bdi>", escape(fact)));
    }
    if let Some(key) = key {
        out.push_str(&format!("; key <kbd>{}</kbd>", escape(&words::key(key))));
    }
    out.push_str("</p>\n");
}

fn of_layer(schema: &Schema, at: usize, layer: &Layer, out: &mut String) {
    let title = words::or_name(&layer.title, &layer.name);
    let shown = sample(title, &layer.name, layer, schema);
    out.push_str(&format!("<section>\n<h3 id=\"layer-{at}\">{shown}</h3>\n"));
    let known = [words::form(layer.form).to_owned()];
    facts(&layer.name, layer.key, &known, out);
    said(&layer.description, 3, out);
    for (number, label) in layer.labels.iter().enumerate() {
        of_label(schema, layer, label, &format!("label-{at}-{number}"), out);
    }
    if !layer.attributes.is_empty() {
        out.push_str(&format!(
            "<h4>Attributes of <bdi>{}</bdi></h4>\n",
            escape(title)
        ));
        attributes(schema, &layer.name, &layer.attributes, out);
    }
    out.push_str("</section>\n");
}

fn of_label(schema: &Schema, layer: &Layer, label: &Label, id: &str, out: &mut String) {
    let title = words::or_name(&label.title, &label.name);
    let name = format!("{}.{}", layer.name, label.name);
    let shown = sample(title, &name, layer, schema);
    out.push_str(&format!(
        "<section class=\"label\">\n<h4 id=\"{id}\">{shown}</h4>\n"
    ));
    let group = match label.group.as_str() {
        "" => None,
        group => Some(format!("group {group}")),
    };
    facts(&name, label.key, group.as_slice(), out);
    said(&label.description, 4, out);
    if !label.examples.is_empty() {
        out.push_str("<ul class=\"examples\">\n");
        for example in &label.examples {
            out.push_str(&format!(
                "<li><span class=\"words\" dir=\"auto\">{}</span>",
                escape(&words::quoted(&example.text))
            ));
            if !example.note.trim().is_empty() {
                out.push_str(&format!(" <bdi>– {}</bdi>", escape(example.note.trim())));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn attributes(schema: &Schema, layer: &str, attributes: &[AttributeType], out: &mut String) {
    out.push_str("<dl>\n");
    for attribute in attributes {
        let title = words::or_name(&attribute.title, &attribute.name);
        out.push_str(&format!("<dt><bdi>{}</bdi></dt>\n<dd>\n", escape(title)));
        facts(
            &attribute.name,
            None,
            &words::attribute(schema, layer, attribute),
            out,
        );
        said(&attribute.description, 5, out);
        values(
            &attribute.values,
            |value| attribute.value_notes.get(value),
            out,
        );
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
}

/// Values, with what is said of them.
fn values<'a>(values: &[String], note: impl Fn(&str) -> Option<&'a String>, out: &mut String) {
    if values.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for value in values {
        out.push_str(&format!("<li><bdi class=\"value\">{}</bdi>", escape(value)));
        if let Some(note) = note(value) {
            out.push('\n');
            said(note, 5, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn of_relation(schema: &Schema, at: usize, kind: &RelationType, out: &mut String) {
    let title = escape(words::or_name(&kind.title, &kind.name));
    out.push_str(&format!(
        "<section>\n<h3 id=\"link-{at}\"><bdi>{title}</bdi></h3>\n"
    ));
    facts(&kind.name, kind.key, &words::relation(schema, kind), out);
    said(&kind.description, 3, out);
    values(&kind.values, |_| None, out);
    out.push_str("</section>\n");
}
