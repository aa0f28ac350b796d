//! Reads and writes a CAS as JSON.

use super::structure::{Cas, Feature, Names, Structure, View};
use crate::fields::{expected, whole};
use crate::shared::Shared;
use crate::source;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

const VIEW: &str = "_InitialView";

/// Writes a CAS, one structure per line. O(n).
pub(super) fn write(cas: &Cas) -> String {
    let mut types = Map::new();
    for (name, (parent, features)) in &cas.types.0 {
        let mut record = json!({"%NAME": name, "%SUPER_TYPE": parent});
        for (feature, range) in features {
            record[feature] = json!({"%NAME": feature, "%RANGE": range});
        }
        types.insert(name.clone(), record);
    }
    let mut lines = vec![
        json!({
            "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": VIEW,
            "mimeType": "text/plain", "sofaString": cas.text(),
        })
        .to_string(),
    ];
    for structure in &cas.structures {
        let mut record = json!({"%ID": structure.id, "%TYPE": *structure.kind, "@sofa": 1});
        if let Some((begin, end)) = structure.offsets {
            record["begin"] = begin.into();
            record["end"] = end.into();
        }
        for (name, value) in &structure.features {
            match value {
                Feature::Text(text) => record[&**name] = text.as_str().into(),
                Feature::Reference(id) => record[format!("@{name}")] = (*id).into(),
                // Postil has none.
                Feature::References(_) => {}
            }
        }
        lines.push(record.to_string());
    }
    let members: Vec<usize> = cas.structures.iter().map(|s| s.id).collect();
    let views = json!({VIEW: {"%SOFA": 1, "%MEMBERS": members}});
    format!(
        "{{\"%TYPES\": {},\n\"%FEATURE_STRUCTURES\": [\n{}\n],\n\"%VIEWS\": {views}}}\n",
        Value::Object(types),
        lines.join(",\n")
    )
}

/// Reads a CAS. O(n).
pub(super) fn read(file: &File) -> Result<Cas, Diagnostic> {
    let value = source::json(file)?;
    let mut cas = Cas::default();
    cas.model.add_json(&value["%TYPES"]);
    let structures: Vec<(usize, &Value)> = match &value["%FEATURE_STRUCTURES"] {
        Value::Array(list) => list
            .iter()
            .map(|s| (whole(s.get("%ID")).unwrap_or(0), s))
            .collect(),
        // The form of earlier versions.
        Value::Object(fields) => fields
            .iter()
            .map(|(id, s)| (id.parse().unwrap_or(0), s))
            .collect(),
        other => {
            let message = expected("%FEATURE_STRUCTURES", "a list", Some(other));
            return Err(Diagnostic::error(&file.name, message));
        }
    };
    let arrays: HashMap<usize, &Value> = (structures.iter())
        .filter(|(_, record)| record.get("%ELEMENTS").is_some())
        .copied()
        .collect();
    let mut shared = Shared::of(file.bytes.len());
    let mut names = Names::default();
    cas.structures.reserve_exact(structures.len());
    for (id, record) in structures {
        let kind = record["%TYPE"].as_str().unwrap_or_default();
        if kind == "uima.cas.Sofa" {
            cas.views.push(View {
                id,
                name: record["sofaID"].as_str().unwrap_or_default().to_owned(),
                text: record["sofaString"].as_str().map(str::to_owned),
            });
            continue;
        }
        if record.get("%ELEMENTS").is_some() {
            continue;
        }
        let offsets = (whole(record.get("begin")), whole(record.get("end")));
        let mut features = Vec::new();
        for (name, value) in record.as_object().into_iter().flatten() {
            if name.starts_with('%') || matches!(name.as_str(), "begin" | "end" | "@sofa") {
                continue;
            }
            let feature = match (name.strip_prefix('@'), value) {
                (Some(name), value) => {
                    let id = whole(Some(value));
                    let feature = match id.map(|id| (id, arrays.get(&id))) {
                        None => None,
                        Some((id, None)) => Some(Feature::Reference(id)),
                        Some((_, Some(array))) => {
                            let read = elements(array, &mut shared);
                            read.map_err(|message| Diagnostic::error(&file.name, message))?
                        }
                    };
                    feature.map(|feature| (name, feature))
                }
                (None, Value::String(text)) => Some((name.as_str(), Feature::Text(text.clone()))),
                (None, Value::Null) => None,
                (None, other) => Some((name.as_str(), Feature::Text(other.to_string()))),
            };
            features.extend(feature.map(|(name, feature)| (names.get(name), feature)));
        }
        cas.structures.push(Structure {
            id,
            sofa: whole(record.get("@sofa")).unwrap_or(0),
            kind: names.get(kind),
            offsets: offsets.0.zip(offsets.1),
            features,
            ..Structure::default()
        });
    }
    Ok(cas)
}

/// The elements of an array: the ids of structures, or the values, each on a line, as in XMI; none of an
/// empty one.
///
/// # Errors
/// When too many features share it.
fn elements(array: &Value, shared: &mut Shared) -> Result<Option<Feature>, String> {
    const VALUES: [&str; 8] = [
        "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double", "String",
    ];
    let kind = array["%TYPE"].as_str().unwrap_or_default();
    let of_values = kind.strip_prefix("uima.cas.").is_some_and(|kind| {
        let kind = kind.strip_suffix("Array").or(kind.strip_suffix("[]"));
        kind.is_some_and(|kind| VALUES.contains(&kind))
    });
    let Some(elements) = array["%ELEMENTS"].as_array().filter(|all| !all.is_empty()) else {
        return Ok(None);
    };
    if !of_values {
        shared.take(elements.len() * size_of::<usize>())?;
        let ids = elements.iter().filter_map(|id| whole(Some(id)));
        return Ok(Some(Feature::References(ids.collect())));
    }
    let mut text = String::new();
    for (at, element) in elements.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        match element {
            Value::String(value) => text.push_str(value),
            Value::Null => {}
            value => text.push_str(&value.to_string()),
        }
    }
    shared.take(text.len())?;
    Ok(Some(Feature::Text(text)))
}
