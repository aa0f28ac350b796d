//! Writes a project as tasks.

use super::{ATTRIBUTE, FORMAT, LABEL, TEXT, config};
use crate::by_document::ByDocument;
use crate::pair::join_pair;
use crate::records::{META, write_meta};
use crate::version;
use postil_core::format::{File, file_name};
use postil_core::model::{Annotation, Project, Relation, Target};
use postil_core::text::Text;
use serde_json::{Value, json};

/// Writes the tasks and the configuration. O(n).
pub(super) fn tasks(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let choices = config::Choices::of(project);
    let mut tasks = Vec::new();
    for (number, document) in (1..).zip(&project.documents) {
        let meta = &document.meta;
        let own = by_document.remove(&meta.id);
        let text = Text::from_frozen(document.text.as_str());
        let mut results = Vec::new();
        for annotation in &own.annotations {
            region(&choices, annotation, &text, &mut results);
        }
        results.extend(own.relations.iter().filter_map(relation));
        let mut data = json!({"id": meta.id.as_str()});
        write_meta(&mut data, meta, META);
        data[version::FIELD] = project.schema.version.into();
        data[TEXT] = document.text.as_str().into();
        let annotations = json!([{"id": number, "result": results}]);
        tasks.push(json!({"id": number, "annotations": annotations, "data": data}).to_string());
    }
    vec![
        File {
            name: file_name(&project.header.name, "label-studio.json"),
            mime: FORMAT.mime,
            bytes: format!("[\n{}\n]\n", tasks.join(",\n")).into_bytes(),
        },
        File {
            name: file_name(&project.header.name, "label-studio.xml"),
            mime: "application/xml",
            bytes: config::view(project, &choices).into_bytes(),
        },
    ]
}

/// Adds an annotation: a region, and a result for each of its attributes.
fn region(
    choices: &config::Choices,
    annotation: &Annotation,
    text: &Text,
    results: &mut Vec<Value>,
) {
    let (id, extent) = (annotation.id.as_str(), annotation.extent());
    let result = |kind: &str, from: &str, values: Value| {
        let mut value = json!({
            "start": extent.start,
            "end": extent.end,
            "text": text.slice(extent.clone()),
        });
        value[if kind == "textarea" { "text" } else { kind }] = values;
        json!({"id": id, "type": kind, "from_name": from, "to_name": TEXT, "value": value})
    };
    let mut region = result("labels", LABEL, json!([annotation.label]));
    if !annotation.note.is_empty() {
        region["meta"] = json!({"text": [annotation.note]});
    }
    results.push(region);
    for (name, value) in &annotation.attributes {
        let word = value.as_str().unwrap_or_default();
        let (kind, from) = if choices.has(annotation, name, word) {
            ("choices", format!("{ATTRIBUTE}{name}"))
        } else {
            ("textarea", format!("{ATTRIBUTE}text-{name}"))
        };
        results.push(result(kind, &from, json!([value])));
    }
}

fn relation(relation: &&Relation) -> Option<Value> {
    let Target::Annotation(to) = &relation.to else {
        return None;
    };
    Some(json!({
        "type": "relation", "from_id": relation.from.as_str(), "to_id": to.as_str(),
        "direction": "right", "labels": [join_pair(&relation.kind, &relation.value)],
    }))
}
