//! The labelling configuration that comes along with tasks: which labels, relations and attributes
//! there are, also where nothing has them (<https://labelstud.io/tags/>), and which fields of the data
//! are shown.

use super::ATTRIBUTE;
use crate::declared::Declared;
use crate::found::Found;
use crate::pair::split_pair;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::model::schema::AttributeKind;
use postil_core::model::{Project, Schema};
use std::collections::{HashMap, HashSet};

/// Controls that label regions of a text.
const LABELS: [&str; 3] = ["Labels", "HyperTextLabels", "ParagraphLabels"];

/// Controls that say more about a region.
const MORE: [&str; 5] = ["Choices", "TextArea", "Number", "Rating", "Taxonomy"];

/// A control whose values are not read from results; a codebook alone has it all the same.
const MOMENT: &str = "DateTime";

/// Tags that show a text.
const TEXTS: [&str; 3] = ["Text", "HyperText", "Paragraphs"];

/// Fields that a configuration may show; they are looked for in each task.
const MAX_FIELDS: usize = 100;

/// A configuration.
#[derive(Debug, Default)]
pub(super) struct View {
    labels: Vec<String>,
    relations: Vec<(String, String)>,
    /// Fields of the data that are shown as texts, and whether as web pages.
    pub fields: Vec<(String, bool)>,
    attributes: Vec<Attribute>,
    /// What labels look like, by their names.
    pub looks: Vec<(String, String)>,
    /// What labels are called where results have another name for them, by that name.
    pub titles: Vec<(String, String)>,
    /// Controls that say something about a whole text.
    pub for_texts: usize,
}

/// What is said about regions.
#[derive(Debug)]
struct Attribute {
    name: String,
    /// The labels of the regions; none means all.
    labels: Vec<String>,
    /// Those to choose from; none means any.
    values: Vec<String>,
    /// Of what kind it is if nothing has been marked with it yet.
    kind: AttributeKind,
    is_required: bool,
    /// The value that is chosen at first.
    default: Option<String>,
}

impl View {
    /// Reads the configurations among files, and says which of them cannot be read. O(n).
    pub fn of(files: &[File]) -> (Self, Vec<Diagnostic>) {
        let (mut view, mut found) = (Self::default(), Vec::new());
        let is_xml = |file: &&File| crate::has_extension(&file.name, &["xml"]);
        for file in files.iter().filter(is_xml) {
            match parse(file) {
                Ok(root) if root.name == "View" => view.add(&root),
                Ok(_) => {}
                Err(error) => found.push(Diagnostic::left_out(error.place, error.message)),
            }
            let mut seen = HashSet::new();
            view.fields.retain(|field| seen.insert(field.clone()));
            if view.fields.len() > MAX_FIELDS {
                view.fields.truncate(MAX_FIELDS);
                let message =
                    format!("it shows more than {MAX_FIELDS} fields; the rest is left out");
                found.push(Diagnostic::left_out(&file.name, message));
            }
        }
        (view, found)
    }

    /// Adds what an element and those in it declare; as deep as [`parse`] goes.
    fn add(&mut self, element: &Element) {
        let name = element.name.as_str();
        if LABELS.contains(&name) {
            values(element, "Label", &mut self.labels);
            self.looks(element);
        } else if name == "Relation" {
            let value = element.get("value").unwrap_or_default();
            if !value.is_empty() {
                self.relations.push(split_pair(value));
            }
        } else if TEXTS.contains(&name) {
            let value = element.get("value").unwrap_or_default();
            if let Some(field) = value.strip_prefix('$') {
                self.fields.push((field.to_owned(), name == "HyperText"));
            }
        } else if (MORE.contains(&name) || name == MOMENT)
            && element.get("perRegion") != Some("true")
        {
            self.for_texts += 1;
        } else if MORE.contains(&name) || name == MOMENT {
            let control = element.get("name").unwrap_or_default();
            // Our own are as they are used, for each layer by itself.
            if !control.is_empty() && !control.starts_with(ATTRIBUTE) {
                let labels = element.get("whenLabelValue").unwrap_or_default();
                let labels = labels.split(',').filter(|label| !label.is_empty());
                let mut attribute = Attribute {
                    name: control.to_owned(),
                    labels: labels.map(str::to_owned).collect(),
                    values: Vec::new(),
                    kind: match name {
                        "Number" | "Rating" => AttributeKind::Number,
                        MOMENT => AttributeKind::Date,
                        "Choices" if element.get("choice") == Some("multiple") => {
                            AttributeKind::Choices
                        }
                        "Choices" | "Taxonomy" => AttributeKind::Choice,
                        _ => AttributeKind::Text,
                    },
                    is_required: element.get("required") == Some("true"),
                    default: None,
                };
                values(element, "Choice", &mut attribute.values);
                attribute.default = selected(element);
                self.attributes.push(attribute);
            }
        }
        for inner in element.elements() {
            self.add(inner);
        }
    }

    /// Notes the colors and titles of the labels in an element.
    fn looks(&mut self, element: &Element) {
        for inner in element.elements() {
            let name = inner.get("alias").or_else(|| inner.get("value"));
            if let (Some(name), Some(color)) = (name, inner.get("background")) {
                self.looks.push((name.to_owned(), color.to_owned()));
            }
            if let (Some(name), Some(title)) = (inner.get("alias"), inner.get("value")) {
                self.titles.push((name.to_owned(), title.to_owned()));
            }
            self.looks(inner);
        }
    }

    /// Reads configurations, each by itself. O(n).
    pub fn of_all(files: &[&File], found: &mut Found) -> Self {
        let mut view = Self::default();
        for file in files {
            match parse(file) {
                Ok(root) => view.add(&root),
                Err(error) => found.add(error),
            }
        }
        view
    }

    /// The schema of what is declared, without texts.
    ///
    /// # Errors
    /// When too much is declared; what came before is in the schema.
    pub fn declared(&self) -> (Schema, Result<(), String>) {
        let mut declared = Declared::default();
        let all = self.declare(&mut declared, true);
        let mut schema = declared.complete(&Project::default());
        let controls: HashMap<&str, &Attribute> = (self.attributes.iter())
            .map(|control| (control.name.as_str(), control))
            .collect();
        for layer in &mut schema.layers {
            for attribute in &mut layer.attributes {
                let Some(control) = controls.get(attribute.name.as_str()) else {
                    continue;
                };
                attribute.required = control.is_required;
                attribute.default = control.default.as_ref().map(|value| match control.kind {
                    AttributeKind::Choices => vec![value.clone()].into(),
                    _ => value.clone().into(),
                });
            }
        }
        (schema, all)
    }

    /// The schema of a project with what is declared beyond it; `None` if that is nothing. O(n log n).
    ///
    /// # Errors
    /// When too much is declared; what came before is in the schema.
    pub fn schema(&self, project: &Project) -> Option<(Schema, Result<(), String>)> {
        let mut declared = Declared::default();
        let all = self.declare(&mut declared, false);
        if declared.is_empty() || self.is_used(project) {
            return None;
        }
        Some((declared.complete(project), all))
    }

    /// Whether a project uses all that is declared.
    fn is_used(&self, project: &Project) -> bool {
        let annotations = project.annotations.iter();
        let labels: HashSet<&str> = annotations.map(|a| a.label.as_str()).collect();
        let relations = project.relations.iter();
        let relations: HashSet<(&str, &str)> = relations
            .map(|it| (it.kind.as_str(), it.value.as_str()))
            .collect();
        let mut declared = self.relations.iter();
        self.attributes.is_empty()
            && self.labels.iter().all(|it| labels.contains(it.as_str()))
            && declared.all(|(kind, value)| relations.contains(&(kind.as_str(), value.as_str())))
    }

    /// `alone` says whether there are no texts with values that could be of another kind.
    fn declare(&self, declared: &mut Declared, alone: bool) -> Result<(), String> {
        let titles = self.titles.iter();
        let by_title: HashMap<&str, &String> =
            titles.map(|(name, title)| (title.as_str(), name)).collect();
        for label in &self.labels {
            declared.label(label)?;
        }
        for (kind, value) in &self.relations {
            let value = Some(value.as_str()).filter(|value| !value.is_empty());
            declared.relation(kind, None, None, value)?;
        }
        let is_read = |attribute: &&Attribute| alone || attribute.kind != AttributeKind::Date;
        for attribute in self.attributes.iter().filter(is_read) {
            let labels = match attribute.labels.is_empty() {
                true => &self.labels,
                false => &attribute.labels,
            };
            let kind = match attribute.values.is_empty() {
                _ if alone => attribute.kind,
                true => AttributeKind::Text,
                false => AttributeKind::Choice,
            };
            for label in labels {
                // It may be named by what people read.
                let label = by_title.get(label.as_str()).copied().unwrap_or(label);
                let values = attribute.values.iter().map(String::as_str);
                declared.attribute(label, &attribute.name, kind, values)?;
            }
        }
        Ok(())
    }
}

/// The choice in a control that is made before a person makes one; the last, if there are several.
fn selected(element: &Element) -> Option<String> {
    let mut found = None;
    for inner in element.elements() {
        if inner.get("selected") == Some("true") {
            let value = inner.get("alias").or_else(|| inner.get("value"));
            found = value.map(str::to_owned).or(found);
        }
        found = selected(inner).or(found);
    }
    found
}

/// The values of all elements of a name in another, as results have them.
fn values(element: &Element, name: &str, list: &mut Vec<String>) {
    for inner in element.elements() {
        if inner.name == name {
            let value = inner.get("alias").or_else(|| inner.get("value"));
            let value = value.filter(|value| !value.is_empty());
            list.extend(value.map(str::to_owned));
        }
        values(inner, name, list);
    }
}
