//! The schema: the layers, labels, attributes and relation types of a project. It is stored in
//! every project. Unlisted names are kept, not refused.

#[cfg(feature = "json-schema")]
use super::is_zero;
use super::{AnnotationId, Attributes, Color, DocumentId, Extra, Notes, label_layer};
use crate::json::{self, choice, record};
use serde_json::Value;

/// Layers and relation types.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Schema {
    /// In the order in which they are offered.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub layers: Vec<Layer>,
    /// In the order in which they are offered.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub relations: Vec<RelationType>,
    /// Attributes that a cluster can have.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub cluster_attributes: Vec<AttributeType>,
    /// Counts the versions of the codebook that were made by edits; 0 if there were none.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "is_zero")
    )]
    pub version: u32,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Schema {
    layers: optional,
    relations: optional,
    cluster_attributes: sparse,
    version: sparse,
    extra: rest,
});

impl Schema {
    /// The schema of a new project.
    pub fn bundled() -> Self {
        // The text is part of the program, and a test reads it.
        json::from_str(include_str!("../schema/default.json")).unwrap_or_default()
    }

    /// The layer with that name.
    pub fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.name == name)
    }

    /// The relation type with that name.
    pub fn relation(&self, name: &str) -> Option<&RelationType> {
        self.relations.iter().find(|kind| kind.name == name)
    }

    /// The title of a label: that of the label, or that of the layer if there is no label, or the
    /// label itself if the schema does not list it.
    pub fn title<'a>(&'a self, label: &'a str) -> &'a str {
        let Some(layer) = self.layer(label_layer(label)) else {
            return label;
        };
        match label.split_once('.') {
            None => &layer.title,
            Some((_, name)) => layer
                .labels
                .iter()
                .find(|candidate| candidate.name == name)
                .map_or(name, |label| &label.title),
        }
    }

    /// The label of that full name, such as `entity.person`.
    pub fn label(&self, label: &str) -> Option<&Label> {
        let (layer, name) = label.split_once('.')?;
        let mut labels = self.layer(layer)?.labels.iter();
        labels.find(|label| label.name == name)
    }

    /// The color of a label: its own, else that of its layer.
    pub fn color(&self, label: &str) -> Option<Color> {
        let own = self.label(label).and_then(|label| label.color);
        own.or_else(|| self.layer(label_layer(label))?.color)
    }

    /// The values that a new annotation with that label has.
    pub fn defaults(&self, label: &str) -> Attributes {
        let attributes = self.attributes(label);
        let given = attributes.filter_map(|kind| Some((kind.name.clone(), kind.default.clone()?)));
        given.collect()
    }

    /// The attributes available for annotations with that label.
    pub fn attributes<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a AttributeType> {
        let name = label.split_once('.').map(|(_, name)| name);
        self.layer(label_layer(label))
            .into_iter()
            .flat_map(|layer| &layer.attributes)
            .filter(move |attribute| {
                let mut labels = attribute.labels.iter();
                attribute.labels.is_empty() || labels.any(|label| name == Some(label.as_str()))
            })
    }
}

/// A kind of annotation, drawn in one form.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Layer {
    /// The first part of its labels.
    pub name: String,
    /// The title on screen.
    pub title: String,
    /// The plural of the title.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub plural: String,
    /// The key that tags a selection with this layer.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub key: Option<char>,
    /// How the layer is drawn.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub form: Form,
    /// In the order of their digits, from 1.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub labels: Vec<Label>,
    /// Attributes of the annotations in this layer.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub attributes: Vec<AttributeType>,
    /// Its colour; none: the page chooses one.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub color: Option<Color>,
    /// The rule: what to mark in this layer, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub description: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Layer {
    name: required,
    title: required,
    plural: optional,
    key: sparse,
    form: optional,
    labels: optional,
    attributes: optional,
    color: sparse,
    description: sparse,
    extra: rest,
});

/// How a layer is drawn; layers differ in form, not only in colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "lowercase"))]
pub enum Form {
    /// A tinted fill with a solid underline.
    #[default]
    Fill,
    /// A dashed underline.
    Dash,
    /// Half brackets, a faint wash and a bar in the margin, for long spans.
    Bracket,
}

choice!(Form {
    "fill" => Fill,
    "dash" => Dash,
    "bracket" => Bracket,
});

/// One label of a layer.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Label {
    /// The part after the dot.
    pub name: String,
    /// The title on screen.
    pub title: String,
    /// The key that tags a selection with this label.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub key: Option<char>,
    /// Its colour; none: the page chooses one.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub color: Option<Color>,
    /// The rule: what to give this label, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub description: String,
    /// Places where the label is right, or where it is not.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub examples: Vec<Example>,
    /// The title of the group that it is listed under; empty: none.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub group: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Label {
    name: required,
    title: required,
    key: sparse,
    color: sparse,
    description: sparse,
    examples: sparse,
    group: sparse,
    extra: rest,
});

/// A text as an example of a label.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Example {
    /// The words.
    pub text: String,
    /// Why they have the label, or why not.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub note: String,
    /// The document that the words were taken from. It may no longer exist.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub document: Option<DocumentId>,
    /// The annotation that the words were taken from. It may no longer exist.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub annotation: Option<AnnotationId>,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Example {
    text: required,
    note: sparse,
    document: sparse,
    annotation: sparse,
    extra: rest,
});

/// An attribute of annotations or clusters.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct AttributeType {
    /// The name in files.
    pub name: String,
    /// The title on screen.
    pub title: String,
    /// The kind of its values.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub kind: AttributeKind,
    /// The values of a choice or of choices, in order.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub values: Vec<String>,
    /// The labels it applies to; empty: all labels of the layer.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub labels: Vec<String>,
    /// Texts about values, by value, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(
            default,
            skip_serializing_if = "Notes::is_empty",
            with = "std::collections::BTreeMap<String, String>"
        )
    )]
    pub value_notes: Notes,
    /// The value that a new mark has.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub default: Option<Value>,
    /// Whether a mark without a value lacks something.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "std::ops::Not::not")
    )]
    pub required: bool,
    /// What it says, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub description: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(AttributeType {
    name: required,
    title: required,
    kind: optional,
    values: sparse,
    labels: sparse,
    value_notes: sparse,
    default: sparse,
    required: sparse,
    description: sparse,
    extra: rest,
});

/// The kind of an attribute's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "lowercase"))]
pub enum AttributeKind {
    /// Any text.
    #[default]
    Text,
    /// One of the listed values.
    Choice,
    /// Yes or no.
    Flag,
    /// A TIMEX3 value: a date, a duration, or one with START, MID, END or APPROX.
    Date,
    /// Any number of the listed values: an array of strings.
    Choices,
    /// A number.
    Number,
    /// The address of a web page.
    Link,
}

choice!(AttributeKind {
    "text" => Text,
    "choice" => Choice,
    "flag" => Flag,
    "date" => Date,
    "choices" => Choices,
    "number" => Number,
    "link" => Link,
});

/// A kind of relation.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct RelationType {
    /// The name in files.
    pub name: String,
    /// The title on screen.
    pub title: String,
    /// Labels or layers where it can start; empty: any.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub from: Vec<String>,
    /// Labels or layers where it can end; empty: any.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub to: Vec<String>,
    /// Its possible values, for instance the roles of a `role`.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub values: Vec<String>,
    /// The key that relates what is selected.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub key: Option<char>,
    /// Whether both directions mean the same.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "std::ops::Not::not")
    )]
    pub symmetric: bool,
    /// Whether each annotation with a label in `from` needs such a relation. Without labels in `from`,
    /// nothing is required.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "std::ops::Not::not")
    )]
    pub required: bool,
    /// The rule, in Markdown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub description: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(RelationType {
    name: required,
    title: required,
    from: sparse,
    to: sparse,
    values: sparse,
    key: sparse,
    symmetric: sparse,
    required: sparse,
    description: sparse,
    extra: rest,
});

impl RelationType {
    /// Whether it can start at an annotation with that label.
    pub fn starts_at(&self, label: &str) -> bool {
        fits(&self.from, label)
    }

    /// Whether it can end at an annotation with that label.
    pub fn ends_at(&self, label: &str) -> bool {
        fits(&self.to, label)
    }
}

fn fits(listed: &[String], label: &str) -> bool {
    listed.is_empty()
        || listed
            .iter()
            .any(|entry| entry == label || entry == label_layer(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_schema_reads() {
        let schema = Schema::bundled();
        let names: Vec<_> = schema.layers.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["entity", "event", "claim"]);
        assert_eq!(schema.title("entity.law"), "Law or document");
        assert_eq!(schema.title("claim"), "Claim");
        assert_eq!(schema.title("claim.unheard-of"), "unheard-of");
        assert_eq!(schema.title("odd.one"), "odd.one");
        let dated: Vec<_> = schema
            .attributes("entity.date")
            .map(|a| a.name.as_str())
            .collect();
        assert_eq!(dated, ["mention", "role", "metonym", "value"]);
    }

    #[test]
    fn relation_types_know_their_ends() {
        let schema = Schema::bundled();
        let via = schema.relation("via").expect("via is bundled");
        assert!(via.starts_at("claim.fact"));
        assert!(!via.starts_at("event"));
        assert!(via.ends_at("entity.media"));
        assert!(!via.ends_at("entity.place"));
    }
}
