//! Annotations that tools of the Web Annotation family keep in a form of their own: as Web Annotations.

use super::values::each;
use super::{hypothesis, recogito};
use crate::shape::{Shape, Sketch};
use serde_json::{Map, Value};

/// The field of a Web Annotation that names the tool whose form it had. Offsets of these tools count
/// UTF-16 units.
pub(super) const DIALECT: &str = "urn:postil:dialect";

/// Whether a file has annotations of Recogito or Hypothesis: in its records, or in a list of its record.
pub(super) fn is_known(shape: &Shape) -> bool {
    let is = |record: &Sketch| recogito::is(record) || hypothesis::is(record);
    let holds = |record: &Sketch| {
        let lists = LISTS.iter().map(|name| record[*name].items());
        lists.flatten().any(is)
    };
    shape.any(|record| is(record) || holds(record))
}

/// The fields that hold annotations: of Hypothesis' API, and of exports.
pub(super) const LISTS: [&str; 2] = ["rows", "annotations"];

/// What tools made of their annotations before they were Web Annotations.
#[derive(Debug, Default)]
pub(super) struct Dialects {
    /// Answers to other annotations, each with the id of the one that began the conversation.
    pub replies: Vec<(String, Value)>,
    /// How many notes are on a page as a whole.
    pub page_notes: usize,
}

impl Dialects {
    /// The Web Annotation that an annotation of a tool is; anything else as it is. Keeps answers and
    /// notes on pages back.
    pub fn translate(&mut self, mut fields: Map<String, Value>) -> Option<Value> {
        if recogito::is_annotation(&fields) {
            recogito::translate(&mut fields);
        } else if hypothesis::is_annotation(&fields) {
            if let Some(root) = hypothesis::root(&fields) {
                self.replies.push((root, fields.into()));
                return None;
            }
            if !hypothesis::selects(&fields) {
                self.page_notes += 1;
                return None;
            }
            hypothesis::translate(&mut fields);
        }
        Some(fields.into())
    }

    /// Adds the answers to the notes of what they answer. Returns how many there were, and how many
    /// answer nothing that is there.
    pub fn join(&mut self, resources: &mut [Value]) -> (usize, usize) {
        let all = self.replies.len();
        if all == 0 {
            return (0, 0);
        }
        let mut indexes = std::collections::HashMap::new();
        for (at, resource) in resources.iter().enumerate() {
            if let Some(id) = resource["id"].as_str() {
                indexes.entry(id.to_owned()).or_insert(at);
            }
        }
        let mut lost = 0;
        for (root, reply) in self.replies.drain(..) {
            let home = indexes.get(&root).and_then(|&at| resources.get_mut(at));
            let Some(bodies) = home.and_then(|it| it["body"].as_array_mut()) else {
                lost += 1;
                continue;
            };
            bodies.push(hypothesis::reply(&reply));
        }
        (all - lost, lost)
    }
}

/// A body of text.
pub(super) fn body(purpose: &str, value: String) -> Value {
    serde_json::json!({"type": "TextualBody", "purpose": purpose, "value": value})
}

/// What a person says, beginning with the name if it is known.
pub(super) fn said(who: &str, what: &str) -> String {
    match who {
        "" => what.to_owned(),
        who => format!("{who}: {what}"),
    }
}

/// Whether one of the targets has a selector.
pub(super) fn selects(target: &Value) -> bool {
    each(target)
        .iter()
        .any(|target| !each(&target["selector"]).is_empty())
}
