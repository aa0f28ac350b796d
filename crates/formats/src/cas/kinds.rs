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
    pub descriptions: Descriptions,
}

/// What a type says about itself and its parts; what is not described is not in it.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    pub whole: String,
    pub features: HashMap<String, String>,
    pub values: HashMap<String, String>,
}

impl Descriptions {
    /// A description without the indentation of the file that it is from, which would be code in Markdown.
    pub fn clean(text: &str) -> String {
        let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
        lines.join("\n")
    }

    /// Parts with their descriptions, where they have one.
    pub fn of(parts: impl Iterator<Item = (String, String)>) -> HashMap<String, String> {
        let parts = parts.map(|(name, text)| (name, Self::clean(&text)));
        parts.filter(|(_, text)| !text.is_empty()).collect()
    }
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
