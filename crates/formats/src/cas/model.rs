//! The type system of CASes, as their files declare it: what could be annotated, also where nothing is.
//! JSON has it in `%TYPES`, an export of XMI in a descriptor beside the documents
//! (<https://uima.apache.org/d/uimaj-current/references.html#ugr.ref.xml.component_descriptor.type_system>).
//! INCEpTION adds the names of its layers and features as structures. The tags of its tag sets are in
//! neither; tag sets of DKPro Core and types with a list of allowed values have theirs.

mod offer;
mod said;
#[cfg(test)]
mod tests;

use super::kinds::{Descriptions, Kind, Model};
use super::structure::{Cas, Feature, Structure, decode};
use crate::declared::Declared;
use crate::found::Found;
use crate::shared::Shared;
use crate::xml::tree::{Element, parse};
use offer::Offer;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::model::{Project, Schema};
use said::Said;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The package of Postil's own types, which say no more than is used.
const OWN: &str = "postil.";

/// The features that hold the value of a relation, in the order in which they are asked.
pub(super) const RELATION_VALUES: [&str; 3] = ["value", "label", "DependencyType"];
/// The features that hold the label of an annotation, in the order in which they are asked.
pub(super) const LABELS: [&str; 5] = ["label", "value", "PosValue", "identifier", "referenceType"];
/// Parents beyond which a type is not followed.
const MAX_PARENTS: usize = 50;

/// The part of a name after its package.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

impl Model {
    /// Adds the types of `%TYPES`. O(n).
    pub fn add_json(&mut self, types: &Value) {
        let types = types.as_object().into_iter().flatten();
        for (name, record) in types.filter(|(name, _)| !name.starts_with(OWN)) {
            let text =
                |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
            let fields = record.as_object().into_iter().flatten();
            let features = fields.filter(|(name, _)| !name.starts_with('%'));
            let said = (features.clone())
                .map(|(name, feature)| (name.clone(), text(feature, "%DESCRIPTION")));
            let descriptions = Descriptions {
                whole: Descriptions::clean(&text(record, "%DESCRIPTION")),
                features: Descriptions::of(said),
                ..Descriptions::default()
            };
            let features = features.map(|(name, feature)| {
                let range = text(feature, "%RANGE");
                let element = range.strip_suffix("[]").unwrap_or_default().to_owned();
                (name.clone(), (range, element))
            });
            let kind = Kind {
                parent: text(record, "%SUPER_TYPE"),
                features: features.collect(),
                values: Vec::new(),
                descriptions,
            };
            self.kinds.entry(name.clone()).or_insert(kind);
        }
    }

    /// Adds the types of another model, which are the same where they have the same names. O(n log n).
    pub fn merge(&mut self, other: Self) {
        for (name, kind) in other.kinds {
            self.kinds.entry(name).or_insert(kind);
        }
    }

    /// Adds the types of a descriptor; other files are nothing to it. O(n).
    ///
    /// # Errors
    /// When it is not XML.
    pub fn add_descriptor(&mut self, file: &File) -> Result<(), Diagnostic> {
        if !crate::head(&file.bytes).contains("typeSystemDescription") {
            return Ok(());
        }
        let root = parse(file)?;
        let inside = |element: &Element, name: &str| {
            let found = element.elements().find(|inner| inner.local() == name);
            found.cloned().unwrap_or_default()
        };
        let text = |element: &Element, name: &str| inside(element, name).text().trim().to_owned();
        for kind in inside(&root, "types").elements() {
            let (mut features, mut said) = (BTreeMap::new(), Vec::new());
            for feature in inside(kind, "features").elements() {
                said.push((text(feature, "name"), text(feature, "description")));
                let range = (text(feature, "rangeTypeName"), text(feature, "elementType"));
                features.insert(text(feature, "name"), range);
            }
            let allowed = inside(kind, "allowedValues");
            let values = allowed.elements().map(|value| text(value, "string"));
            let of_values = (allowed.elements())
                .map(|value| (text(value, "string"), text(value, "description")));
            let descriptions = Descriptions {
                whole: Descriptions::clean(&text(kind, "description")),
                features: Descriptions::of(said.into_iter()),
                values: Descriptions::of(of_values),
            };
            let new = Kind {
                parent: text(kind, "supertypeName"),
                features,
                values: values.collect(),
                descriptions,
            };
            let name = text(kind, "name");
            if !name.starts_with(OWN) {
                self.kinds.entry(name).or_insert(new);
            }
        }
        Ok(())
    }

    /// Adds what the structures of a document say about layers, features and tags. O(n log n).
    pub fn add_definitions(&mut self, cas: &Cas) {
        let is_long =
            |s: &&Structure| s.kind.ends_with("Definition") || s.kind.ends_with("Description");
        let all: Vec<&Structure> = cas.structures.iter().filter(is_long).collect();
        let by_id: HashMap<usize, &Structure> = all.iter().map(|s| (s.id, *s)).collect();
        for s in all {
            let text = |name: &str| s.text(name).unwrap_or_default().to_owned();
            match s.short() {
                "LayerDefinition" => {
                    self.layers.entry(text("name")).or_insert(text("uiName"));
                }
                "FeatureDefinition" => {
                    let layer = s.reference("layer").and_then(|id| by_id.get(&id));
                    if let Some(layer) = layer.and_then(|layer| layer.text("name")) {
                        let key = (layer.to_owned(), text("name"));
                        self.features.entry(key).or_insert(text("uiName"));
                    }
                }
                "TagsetDescription" => {
                    let tags = s.features.iter().find(|(name, _)| **name == *"tags");
                    let ids = tags.and_then(|(_, tags)| tags.ids()).unwrap_or_default();
                    let tags = ids.iter().filter_map(|id| by_id.get(id)?.text("name"));
                    let tags: Vec<String> = tags.map(str::to_owned).collect();
                    if !tags.is_empty() {
                        self.tags.entry(text("layer")).or_insert(tags);
                    }
                }
                _ => {}
            }
        }
    }

    /// A type and its ancestors.
    fn lineage<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a Kind>)> {
        let parent = move |(_, kind): &(&'a str, Option<&'a Kind>)| {
            let parent = kind.map(|kind| kind.parent.as_str())?;
            Some((parent, self.kinds.get(parent)))
        };
        let first = Some((name, self.kinds.get(name)));
        std::iter::successors(first, parent).take(MAX_PARENTS)
    }

    /// Whether a feature of a type refers to structures; none if that is not known.
    pub fn refers(&self, kind: &str, feature: &str) -> Option<bool> {
        let mut lineage = self.lineage(kind);
        let (range, _) = lineage.find_map(|(_, kind)| kind?.features.get(feature))?;
        let root = self.lineage(range).last().map_or("", |(root, _)| root);
        let of_values = [
            "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double", "String",
        ];
        let value = root.strip_prefix("uima.cas.").unwrap_or_default();
        let value = value.strip_suffix("Array").unwrap_or(value);
        let value = value.strip_suffix("List").unwrap_or(value);
        Some(!of_values.contains(&value.trim_end_matches("[]")))
    }

    /// The schema of a project: the types, and what it uses beyond them; none where they say nothing that
    /// is not Postil's own. O(n log n).
    pub fn schema(
        &self,
        found: &mut Found,
        project: &Project,
        shared: &mut Shared,
    ) -> Option<Schema> {
        if self.kinds.is_empty() {
            return None;
        }
        let mut offer = Offer {
            model: self,
            declared: Declared::default(),
            said: Said::default(),
            shared,
        };
        if let Err(message) = offer.declare(project) {
            found.left_out("", format!("not all types: {message}"));
        }
        let Offer { declared, said, .. } = offer;
        if declared.is_empty() {
            return None;
        }
        let mut schema = declared.complete(project);
        self.entitle(&mut schema);
        said.describe(&mut schema);
        Some(schema)
    }

    /// Gives layers, attributes and relations the names that they have in INCEpTION.
    fn entitle(&self, schema: &mut Schema) {
        let layers = self.layers.iter().filter(|(_, title)| !title.is_empty());
        let titles: HashMap<&str, &str> = layers
            .map(|(name, title)| (short(name), &**title))
            .collect();
        let features = self.features.iter().filter(|(_, title)| !title.is_empty());
        let of_features: HashMap<(&str, String), &str> = features
            .map(|((layer, name), title)| ((short(layer), decode(name)), &**title))
            .collect();
        for layer in &mut schema.layers {
            if let Some(title) = titles.get(layer.name.as_str()) {
                layer.title = (*title).to_owned();
                layer.plural = (*title).to_owned();
            }
            for attribute in &mut layer.attributes {
                let key = (layer.name.as_str(), attribute.name.clone());
                if let Some(title) = of_features.get(&key) {
                    attribute.title = (*title).to_owned();
                }
            }
        }
        for relation in &mut schema.relations {
            if let Some(title) = titles.get(relation.name.as_str()) {
                relation.title = (*title).to_owned();
            }
        }
    }
}

/// Makes references of what looks like numbers, where a model tells. O(n).
pub(super) fn tell_references(model: &Model, cas: &mut Cas) {
    let mut known = HashMap::new();
    for s in cas
        .structures
        .iter_mut()
        .filter(|s| !s.kind.starts_with(OWN))
    {
        for (name, value) in &mut s.features {
            let key = (s.kind.clone(), name.clone());
            let refers = known
                .entry(key)
                .or_insert_with(|| model.refers(&s.kind, name));
            let ids = value.ids().filter(|_| *refers == Some(true));
            match ids.as_deref() {
                Some([id]) => *value = Feature::Reference(*id),
                Some(ids) => *value = Feature::References(ids.to_vec()),
                None => {}
            }
        }
    }
}
