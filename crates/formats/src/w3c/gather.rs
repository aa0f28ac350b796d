//! The resources in files: those of graphs, collections, lists and lines, and what tools export.

use super::dialect::{Dialects, LISTS};
use crate::shape::{Arrangement, Shape};
use crate::source::{json, json_lines, utf8};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use serde_json::Value;

/// Gathers the resources of a file, or of each of its lines; tells what is wrong with it.
pub(super) fn gather(
    file: &File,
    resources: &mut Vec<Value>,
    dialects: &mut Dialects,
    tell: &mut dyn FnMut(Diagnostic),
) {
    if Shape::of(&file.bytes).arrangement != Arrangement::Lines {
        return match json(file) {
            Ok(value) => flatten(value, resources, dialects),
            Err(problem) => tell(problem),
        };
    }
    let text = match utf8(file) {
        Ok(text) => text,
        Err(problem) => return tell(problem),
    };
    for (number, value) in json_lines(text) {
        match value {
            Ok(value) => flatten(value, resources, dialects),
            Err(message) => {
                let place = format!("{}, line {number}", file.name);
                tell(Diagnostic::left_out(place, message));
            }
        }
    }
}

/// Flattens what holds annotations: lists, graphs, collections and pages, and what tools export.
fn flatten(value: Value, resources: &mut Vec<Value>, dialects: &mut Dialects) {
    match value {
        Value::Array(items) => {
            for item in items {
                flatten(item, resources, dialects);
            }
        }
        Value::Object(mut fields) => {
            for name in ["@graph", "items", "first"] {
                // The items of a target are not annotations.
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = fields.remove(name) {
                    flatten(inner, resources, dialects);
                }
            }
            let mut exported = Vec::new();
            for name in LISTS {
                if fields.get(name).is_some_and(Value::is_array) {
                    exported.extend(fields.remove(name));
                }
            }
            if exported.is_empty() {
                resources.extend(dialects.translate(fields));
            }
            for inner in exported {
                flatten(inner, resources, dialects);
            }
        }
        _ => {}
    }
}
