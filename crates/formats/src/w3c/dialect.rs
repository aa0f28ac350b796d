//! Annotations that tools of the Web Annotation family keep in a form of their own: as Web Annotations.

use super::{hypothesis, recogito};
use crate::shape::{Shape, Sketch};
use serde_json::{Map, Value};

/// Whether a file has Web Annotations, or annotations of Recogito or Hypothesis: in its records, or in a list
/// of its record.
pub(super) fn is_known(shape: &Shape) -> bool {
    let has_context = |record: &Sketch| {
        let context = &record["@context"];
        let mut all = context.items().iter().chain([context]);
        all.any(|it| matches!(it, Sketch::Text(text) if text.starts_with(super::CONTEXT)))
    };
    let is =
        |record: &Sketch| has_context(record) || recogito::is(record) || hypothesis::is(record);
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
