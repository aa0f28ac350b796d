//! What a codebook consists of, by its names.

use crate::model::Schema;
use crate::model::schema::AttributeType;

/// A part of a schema, by its internal name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A layer: `entity`.
    Layer(String),
    /// A label of a layer: `entity.person`.
    Label(String),
    /// An attribute.
    Attribute(Home, String),
    /// A value of an attribute: where the attribute is, its name, and the value.
    Value(Home, String, String),
    /// A relation type.
    Relation(String),
    /// A value of a relation type.
    RelationValue(String, String),
}

/// What has an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// The annotations of a layer.
    Layer(String),
    /// The clusters.
    Clusters,
}

impl Home {
    /// The attributes there; none if there is no such layer.
    pub fn attributes<'a>(&self, schema: &'a Schema) -> &'a [AttributeType] {
        match self {
            Self::Layer(layer) => schema.layer(layer).map_or(&[], |layer| &layer.attributes),
            Self::Clusters => &schema.cluster_attributes,
        }
    }

    /// The attribute of that name.
    pub fn attribute<'a>(&self, schema: &'a Schema, name: &str) -> Option<&'a AttributeType> {
        let mut attributes = self.attributes(schema).iter();
        attributes.find(|attribute| attribute.name == name)
    }

    /// The attributes there, to be changed; none if there is no such layer.
    pub(crate) fn attributes_mut<'a>(
        &self,
        schema: &'a mut Schema,
    ) -> Option<&'a mut Vec<AttributeType>> {
        match self {
            Self::Layer(name) => {
                let mut layers = schema.layers.iter_mut();
                let layer = layers.find(|layer| layer.name == *name)?;
                Some(&mut layer.attributes)
            }
            Self::Clusters => Some(&mut schema.cluster_attributes),
        }
    }
}

impl Item {
    /// The name that a rename changes: the last part.
    pub fn name(&self) -> &str {
        match self {
            Self::Label(label) => label.split_once('.').map_or("", |(_, name)| name),
            Self::Layer(name)
            | Self::Attribute(_, name)
            | Self::Value(_, _, name)
            | Self::Relation(name)
            | Self::RelationValue(_, name) => name,
        }
    }

    /// The same kind of part in the same place, under another name.
    pub fn renamed(&self, to: &str) -> Self {
        match self {
            Self::Layer(_) => Self::Layer(to.to_owned()),
            Self::Label(label) => {
                let layer = label.split_once('.').map_or("", |(layer, _)| layer);
                Self::Label(format!("{layer}.{to}"))
            }
            Self::Attribute(home, _) => Self::Attribute(home.clone(), to.to_owned()),
            Self::Value(home, attribute, _) => {
                Self::Value(home.clone(), attribute.clone(), to.to_owned())
            }
            Self::Relation(_) => Self::Relation(to.to_owned()),
            Self::RelationValue(kind, _) => Self::RelationValue(kind.clone(), to.to_owned()),
        }
    }

    /// Whether a schema lists it. O(schema).
    pub fn is_listed(&self, schema: &Schema) -> bool {
        self.position(schema).is_some()
    }

    /// How many of its kind are listed before it in the same place; none if it is not listed.
    /// O(schema).
    pub fn position(&self, schema: &Schema) -> Option<usize> {
        match self {
            Self::Layer(name) => schema.layers.iter().position(|layer| layer.name == *name),
            Self::Label(label) => {
                let (layer, name) = label.split_once('.')?;
                let labels = &schema.layer(layer)?.labels;
                labels.iter().position(|label| label.name == name)
            }
            Self::Attribute(home, name) => {
                let attributes = home.attributes(schema);
                attributes.iter().position(|known| known.name == *name)
            }
            Self::Value(home, attribute, value) => {
                let values = &home.attribute(schema, attribute)?.values;
                values.iter().position(|known| known == value)
            }
            Self::Relation(name) => schema.relations.iter().position(|kind| kind.name == *name),
            Self::RelationValue(kind, value) => {
                let values = &schema.relation(kind)?.values;
                values.iter().position(|known| known == value)
            }
        }
    }

    /// The title on screen; the name if it has none or is not listed.
    pub fn title<'a>(&'a self, schema: &'a Schema) -> &'a str {
        let title = match self {
            Self::Layer(name) => schema.layer(name).map(|layer| &layer.title),
            Self::Label(label) => schema.label(label).map(|label| &label.title),
            Self::Attribute(home, name) => home.attribute(schema, name).map(|kind| &kind.title),
            Self::Relation(name) => schema.relation(name).map(|kind| &kind.title),
            Self::Value(..) | Self::RelationValue(..) => None,
        };
        match title.map(String::as_str) {
            None | Some("") => self.name(),
            Some(title) => title,
        }
    }

    /// What kind of part it is, in one word or two.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Layer(_) => "layer",
            Self::Label(_) => "label",
            Self::Attribute(..) => "attribute",
            Self::Value(..) | Self::RelationValue(..) => "value",
            Self::Relation(_) => "link type",
        }
    }
}
