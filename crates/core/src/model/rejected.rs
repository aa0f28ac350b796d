//! What a person has rejected, so that it is not proposed again.

use super::{AnnotationId, ClusterId, Header};
use crate::json::{Json, record};
use serde_json::Value;
use std::collections::BTreeMap;

/// The header field that holds all rejected proposals. Only what proposes, rejects and merges them uses it; all other
/// code treats it as a foreign field and keeps it unchanged.
pub const REJECTED: &str = "rejected";

/// Mentions and clusters of which no two are one thing, or two claims that are in no tension. Those that no longer exist
/// mean nothing.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Rejection {
    /// Mentions.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub annotations: Vec<AnnotationId>,
    /// Clusters.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub clusters: Vec<ClusterId>,
    /// Two claims that are in no tension, or none.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub claims: Vec<AnnotationId>,
}

record!(Rejection {
    annotations: sparse,
    clusters: sparse,
    claims: sparse,
});

impl Header {
    /// The rejected proposals, as far as they are in a known form. O(rejected).
    pub fn rejected(&self) -> impl Iterator<Item = Rejection> {
        let list = self.extra.get(REJECTED).and_then(Value::as_array);
        let all = list.into_iter().flatten();
        all.filter_map(|item| Rejection::from_json(item.clone()).ok())
    }

    /// Adds rejected proposals in whatever form, each once and in a canonical order. O(n log n) in all.
    pub fn add_rejected(&mut self, items: impl IntoIterator<Item = Value>) {
        let there = self.extra.get(REJECTED).and_then(Value::as_array).cloned();
        let all = there.into_iter().flatten().chain(items);
        let sorted: BTreeMap<String, Value> = all.map(|item| (item.to_string(), item)).collect();
        if !sorted.is_empty() {
            let list: Vec<Value> = sorted.into_values().collect();
            self.extra.insert(REJECTED.to_owned(), list.into());
        }
    }

    /// Forgets some of the rejected proposals, of those in a known form. O(n).
    pub fn drop_rejected(&mut self, drops: impl Fn(&Rejection) -> bool) {
        let Some(list) = self.extra.get_mut(REJECTED).and_then(Value::as_array_mut) else {
            return;
        };
        list.retain(|item| {
            let known = Rejection::from_json(item.clone());
            !known.is_ok_and(|rejection| drops(&rejection))
        });
        if list.is_empty() {
            self.extra.shift_remove(REJECTED);
        }
    }
}
