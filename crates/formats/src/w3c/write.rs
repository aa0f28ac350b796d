//! Writes a project as a graph of Web Annotations.

use super::{CONTEXT_CODE_POINTS, FORMAT, iri};
use crate::version;
use postil_core::format::{File, file_name};
use postil_core::model::{
    Annotation, Attributes, Cluster, Document, Fragment, Project, Relation, Target,
};
use postil_core::text::Text;
use serde_json::{Map, Value, json};

/// Writes the graph, one resource per line. O(n).
pub(super) fn collection(project: &Project) -> Vec<File> {
    let texts = crate::texts(project);
    let mut graph: Vec<Value> = project.documents.iter().map(document).collect();
    graph.push(json!({
        "id": iri("project", "annotations"),
        "type": "AnnotationCollection",
        "label": project.header.name,
        "total": project.annotations.len() + project.relations.len() + project.clusters.len(),
        "conformsTo": {
            "id": iri("codebook", &project.schema.version.to_string()),
            "label": version::words(project),
        },
    }));
    for one in &project.annotations {
        if let Some(text) = texts.get(&one.document) {
            graph.push(annotation(one, text));
        }
    }
    graph.extend(project.relations.iter().map(relation));
    graph.extend(project.clusters.iter().map(cluster));
    let lines: Vec<String> = graph.iter().map(Value::to_string).collect();
    let bytes = format!(
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"@graph\":[\n{}\n]}}\n",
        lines.join(",\n")
    );
    vec![File {
        name: file_name(&project.header.name, "jsonld"),
        mime: FORMAT.mime,
        bytes: bytes.into_bytes(),
    }]
}

fn document(document: &Document) -> Value {
    let meta = &document.meta;
    let mut fields = Map::new();
    fields.insert("id".into(), iri("document", meta.id.as_str()).into());
    fields.insert("type".into(), "Text".into());
    fields.insert("format".into(), "text/plain".into());
    put(&mut fields, "language", &meta.language);
    put(&mut fields, "label", &meta.title);
    put(&mut fields, "via", &meta.url);
    fields.insert("value".into(), document.text.as_str().into());
    fields.into()
}

fn put(fields: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        fields.insert(name.to_owned(), text.into());
    }
}

fn body(purpose: &str, value: impl Into<Value>) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value.into()})
}

/// The bodies of attributes and a note.
fn remarks(bodies: &mut Vec<Value>, attributes: &Attributes, note: &str) {
    for (name, value) in attributes {
        bodies.push(json!({
            "type": "TextualBody", "purpose": "describing", "label": name, "value": value,
        }));
    }
    if !note.is_empty() {
        bodies.push(body("commenting", note));
    }
}

fn envelope(id: String, motivation: &str, author: &str, created: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("id".into(), id.into());
    fields.insert("type".into(), "Annotation".into());
    fields.insert("motivation".into(), motivation.into());
    if !author.is_empty() {
        let creator = json!({"id": iri("annotator", author), "type": "Person", "nickname": author});
        fields.insert("creator".into(), creator);
    }
    put(&mut fields, "created", created);
    fields
}

fn annotation(annotation: &Annotation, text: &Text) -> Value {
    let id = iri("annotation", annotation.id.as_str());
    let mut fields = envelope(id, "tagging", &annotation.author, &annotation.created);
    put(&mut fields, "modified", &annotation.modified);
    let mut bodies = vec![body("tagging", annotation.label.as_str())];
    remarks(&mut bodies, &annotation.attributes, &annotation.note);
    fields.insert("body".into(), bodies.into());
    let source = iri("document", annotation.document.as_str());
    let piece = |fragment: &Fragment| {
        json!({
            "type": "SpecificResource",
            "source": source,
            "selector": selectors(fragment, text),
        })
    };
    let target = match &*annotation.fragments {
        [one] => piece(one),
        several => json!({
            "type": "Composite",
            "items": several.iter().map(piece).collect::<Vec<_>>(),
        }),
    };
    fields.insert("target".into(), target);
    fields.into()
}

fn selectors(fragment: &Fragment, text: &Text) -> Value {
    let (start, end) = (fragment.start, fragment.end);
    json!([
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text.slice(start..end),
            "prefix": text.slice(start.saturating_sub(CONTEXT_CODE_POINTS)..start),
            "suffix": text.slice(end..end.saturating_add(CONTEXT_CODE_POINTS)),
        },
    ])
}

fn relation(relation: &Relation) -> Value {
    let id = iri("relation", relation.id.as_str());
    let mut fields = envelope(id, "linking", &relation.author, &relation.created);
    let to = match &relation.to {
        Target::Annotation(to) => iri("annotation", to.as_str()),
        Target::Cluster(to) => iri("cluster", to.as_str()),
    };
    let mut bodies = vec![to.into(), body("tagging", relation.kind.as_str())];
    if !relation.value.is_empty() {
        bodies.push(body("classifying", relation.value.as_str()));
    }
    remarks(&mut bodies, &relation.attributes, &relation.note);
    fields.insert("body".into(), bodies.into());
    let from = iri("annotation", relation.from.as_str());
    fields.insert("target".into(), from.into());
    fields.into()
}

fn cluster(cluster: &Cluster) -> Value {
    let id = iri("cluster", cluster.id.as_str());
    let mut fields = envelope(id, "identifying", "", "");
    let mut bodies = vec![body("identifying", cluster.name.as_str())];
    bodies.extend(cluster.parts.iter().map(|part| {
        json!({
            "type": "SpecificResource",
            "purpose": "linking",
            "source": iri("cluster", part.as_str()),
        })
    }));
    remarks(&mut bodies, &cluster.attributes, &cluster.note);
    fields.insert("body".into(), bodies.into());
    let members = cluster.members.iter();
    let members: Vec<Value> = members
        .map(|id| iri("annotation", id.as_str()).into())
        .collect();
    fields.insert("target".into(), members.into());
    fields.into()
}
