//! The types that the files of CASes declare.

use std::collections::{BTreeMap, HashMap};

/// A type.
#[derive(Debug, Default)]
pub(super) struct Kind {
    pub parent: String,
    /// The range of each feature, and the type of the elements of an array.
    pub features: BTreeMap<String, (String, String)>,
    /// The values that a type of texts allows.
    pub values: Vec<String>,
}

/// The types of all documents.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub kinds: BTreeMap<String, Kind>,
    /// The names of layers in INCEpTION, by their types.
    pub layers: BTreeMap<String, String>,
    /// Those of features, by their types and features.
    pub features: HashMap<(String, String), String>,
    /// The tags of layers, by their types.
    pub tags: BTreeMap<String, Vec<String>>,
}
