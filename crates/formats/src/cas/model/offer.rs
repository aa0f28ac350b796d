//! What a type system offers to annotators, as a schema.

use super::said::Said;
use super::{Kind, LABELS, Model, RELATION_VALUES, short};
use crate::cas::structure::decode;
use crate::declared::Declared;
use crate::shared::Shared;
use postil_core::model::Project;
use postil_core::model::schema::AttributeKind;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Packages whose types every type system has, used or not.
const GENERAL: [&str; 4] = ["uima.", "de.tudarmstadt.ukp.", "org.dkpro.", "org.apache."];
/// The features of relations.
const ENDS: [&str; 2] = ["Governor", "Dependent"];

/// The features of a type and its ancestors, with their ranges and the types of their elements.
type Features<'a> = BTreeMap<&'a str, &'a (String, String)>;
/// What is said about the features of a type.
type Told<'a> = HashMap<&'a str, &'a str>;

/// A schema while it is declared.
pub(super) struct Offer<'a> {
    pub model: &'a Model,
    pub declared: Declared,
    pub said: Said<'a>,
    /// Types may share their ancestors' features, and features their values.
    pub shared: &'a mut Shared,
}

impl<'a> Offer<'a> {
    /// Declares each layer that is one of the project's: one that INCEpTION lists, that has tags, or that
    /// is of no general package. O(n log n).
    ///
    /// # Errors
    /// When that is too much.
    pub fn declare(&mut self, project: &Project) -> Result<(), String> {
        let mut used: HashSet<(&str, &str)> = HashSet::new();
        for annotation in &project.annotations {
            let names = annotation.attributes.keys();
            used.extend(names.map(|name| (annotation.layer(), name.as_str())));
        }
        let model = self.model;
        for name in model.kinds.keys() {
            let is_general = GENERAL.iter().any(|package| name.starts_with(package));
            let is_listed = model.layers.contains_key(name) || model.tags.contains_key(name);
            let segments = matches!(short(name), "Token" | "Sentence" | "Paragraph");
            let lies = |(kind, _): (&str, Option<&Kind>)| kind == "uima.tcas.Annotation";
            if (is_general && !is_listed) || segments || !model.lineage(name).any(lies) {
                continue;
            }
            // Those of the type itself go before those of its ancestors.
            let (mut features, mut told) = (Features::new(), Told::new());
            for kind in model.lineage(name).filter_map(|(_, kind)| kind) {
                for (feature, range) in &kind.features {
                    self.shared.take(name.len() + feature.len())?;
                    if let Entry::Vacant(new) = features.entry(feature) {
                        new.insert(range);
                        if let Some(text) = kind.descriptions.features.get(feature) {
                            self.shared.take(text.len())?;
                            told.insert(feature, text);
                        }
                    }
                }
            }
            if ENDS.iter().all(|end| features.contains_key(end)) {
                self.relation(name, &features, &told)?;
            } else {
                self.span(name, &features, &told, &used)?;
            }
        }
        Ok(())
    }

    /// The values that a feature allows, each of which will be copied.
    fn values(&mut self, features: &Features<'a>, feature: &str) -> Result<&'a [String], String> {
        let range = features.get(feature).map(|(range, _)| range.as_str());
        let kind = range.and_then(|range| self.model.kinds.get(range));
        let values = kind.map(|kind| kind.values.as_slice()).unwrap_or_default();
        self.shared.take(values.iter().map(String::len).sum())?;
        Ok(values)
    }

    /// The tags of a type.
    fn tags(&self, name: &str) -> &'a [String] {
        let tags = self.model.tags.get(name);
        tags.map(Vec::as_slice).unwrap_or_default()
    }

    /// What a type says about itself, and about a feature that is read as a part of it.
    fn described(&self, name: &str, told: &Told<'a>, part: Option<&&str>) -> [&'a str; 2] {
        let kind = self.model.kinds.get(name);
        let whole = kind.map_or("", |kind| kind.descriptions.whole.as_str());
        let of_part = part.and_then(|part| told.get(*part).copied());
        [whole, of_part.unwrap_or_default()]
    }

    fn relation(
        &mut self,
        name: &str,
        features: &Features<'a>,
        told: &Told<'a>,
    ) -> Result<(), String> {
        let ends = ENDS.map(|end| features.get(end).and_then(|(range, _)| layer_of(range)));
        let [from, to] = ends.each_ref().map(Option::as_deref);
        self.declared.relation(short(name), from, to, None)?;
        let held = RELATION_VALUES
            .iter()
            .find(|held| features.contains_key(**held));
        let texts = self.described(name, told, held);
        let known = self.said.relations.entry(short(name).to_owned());
        known.or_default().extend(texts);
        let values = held.map(|held| self.values(features, held)).transpose()?;
        for value in values.unwrap_or_default().iter().chain(self.tags(name)) {
            self.declared.relation(short(name), from, to, Some(value))?;
        }
        Ok(())
    }

    fn span(
        &mut self,
        name: &str,
        features: &Features<'a>,
        told: &Told<'a>,
        used: &HashSet<(&str, &str)>,
    ) -> Result<(), String> {
        let layer = short(name);
        self.declared.label(layer)?;
        let label = LABELS.iter().find(|label| features.contains_key(**label));
        let texts = self.described(name, told, label);
        let known = self.said.layers.entry(layer.to_owned());
        known.or_default().extend(texts);
        for tag in self.tags(name).iter().filter(|tag| !tag.is_empty()) {
            self.declared.label(&format!("{layer}.{tag}"))?;
        }
        for (feature, (range, element)) in features {
            let text = told.get(feature).copied();
            if self.model.refers(name, feature) == Some(true) {
                self.slot(
                    layer,
                    feature,
                    if element.is_empty() { range } else { element },
                )?;
                let known = self.said.relations.entry((*feature).to_owned());
                known.or_default().extend(text);
                continue;
            }
            let values = self.values(features, feature)?;
            let decoded = decode(feature);
            let notes = self
                .model
                .kinds
                .get(range)
                .map(|kind| &kind.descriptions.values);
            let notes: HashMap<&str, &str> = (notes.into_iter().flatten())
                .map(|(value, text)| (value.as_str(), text.as_str()))
                .collect();
            self.shared
                .take(notes.values().map(|text| text.len()).sum())?;
            if label == Some(feature) {
                for value in values.iter().filter(|value| !value.is_empty()) {
                    self.declared.label(&format!("{layer}.{value}"))?;
                }
                let known = self.said.labels.entry(layer.to_owned());
                known.or_default().extend(notes);
                continue;
            }
            let key = (layer.to_owned(), decoded.clone());
            self.said
                .values
                .entry(key.clone())
                .or_default()
                .extend(notes);
            self.said.attributes.entry(key).or_default().extend(text);
            if !values.is_empty() {
                let values = values.iter().map(String::as_str);
                let choice = AttributeKind::Choice;
                self.declared.attribute(layer, &decoded, choice, values)?;
            } else if !used.contains(&(layer, decoded.as_str())) {
                // What is used tells best of what kind it is.
                let kind = kind_of(range);
                self.declared.attribute(layer, &decoded, kind, [])?;
            }
        }
        Ok(())
    }

    /// Declares the relation that a link feature is read as, by the type of its links.
    fn slot(&mut self, layer: &str, feature: &str, link: &str) -> Result<(), String> {
        let link = self.model.kinds.get(link);
        let Some((link, (target, _))) =
            link.and_then(|link| Some((link, link.features.get("target")?)))
        else {
            return Ok(());
        };
        let (from, to) = ([layer.to_owned()], layer_of(target));
        let (from, to) = (Some(from.as_slice()), to.as_deref());
        self.declared.relation(feature, from, to, None)?;
        let own = link
            .features
            .iter()
            .map(|(name, range)| (name.as_str(), range));
        for role in self.values(&own.collect(), "role")? {
            self.declared.relation(feature, from, to, Some(role))?;
        }
        Ok(())
    }
}

/// The kind of an attribute, by the range of its feature.
fn kind_of(range: &str) -> AttributeKind {
    match range.strip_prefix("uima.cas.") {
        Some("Boolean") => AttributeKind::Flag,
        Some("Byte" | "Short" | "Integer" | "Long" | "Float" | "Double") => AttributeKind::Number,
        _ => AttributeKind::Text,
    }
}

/// The layer at which a relation ends, by the range of its end; none where it may end at anything.
fn layer_of(range: &str) -> Option<Vec<String>> {
    let any = range.is_empty() || range.starts_with("uima.") || short(range) == "Token";
    (!any).then(|| vec![short(range).to_owned()])
}
