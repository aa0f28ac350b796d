//! A project as tasks.

use super::{ATTRIBUTE, FORMAT, LABEL, TEXT, config};
use crate::names::join_pair;
use crate::records::{META, write_meta};
use postil_core::format::{File, file_name};
use postil_core::model::{Project, Target};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Writes the tasks and the configuration. O(n).
pub(super) fn tasks(project: &Project) -> Vec<File> {
    let texts = crate::texts(project);
    let mut results: HashMap<&str, Vec<Value>> = HashMap::new();
    let mut homes: HashMap<&str, &str> = HashMap::new();
    for annotation in &project.annotations {
        let (id, document) = (annotation.id.as_str(), annotation.document.as_str());
        homes.insert(id, document);
        let list = results.entry(document).or_default();
        let extent = annotation.extent();
        let text = texts.get(&annotation.document);
        let result = |kind: &str, from: &str, values: Value| {
            let mut value = json!({
                "start": extent.start,
                "end": extent.end,
                "text": text.map_or("", |text| text.slice(extent.clone())),
            });
            value[if kind == "textarea" { "text" } else { kind }] = values;
            json!({"id": id, "type": kind, "from_name": from, "to_name": TEXT, "value": value})
        };
        let mut region = result("labels", LABEL, json!([annotation.label]));
        if !annotation.note.is_empty() {
            region["meta"] = json!({"text": [annotation.note]});
        }
        list.push(region);
        for (name, value) in &annotation.attributes {
            let word = value.as_str().unwrap_or_default();
            let (kind, from) = match config::is_choice(project, annotation, name, word) {
                true => ("choices", format!("{ATTRIBUTE}{name}")),
                false => ("textarea", format!("{ATTRIBUTE}text-{name}")),
            };
            list.push(result(kind, &from, json!([value])));
        }
    }
    for relation in &project.relations {
        let home = homes.get(relation.from.as_str());
        if let (Some(document), Target::Annotation(to)) = (home, &relation.to) {
            results.entry(document).or_default().push(json!({
                "type": "relation", "from_id": relation.from.as_str(), "to_id": to.as_str(),
                "direction": "right", "labels": [join_pair(&relation.kind, &relation.value)],
            }));
        }
    }
    let mut tasks = Vec::new();
    for (number, document) in (1..).zip(&project.documents) {
        let meta = &document.meta;
        let mut data = json!({"id": meta.id.as_str()});
        write_meta(&mut data, meta, META);
        data[TEXT] = document.text.as_str().into();
        let results = results.remove(meta.id.as_str()).unwrap_or_default();
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
            bytes: config::view(project).into_bytes(),
        },
    ]
}
