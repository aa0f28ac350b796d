//! The schema that comes along with a file: what could be marked, also where nothing is.

use crate::infer;
use crate::limits;
use postil_core::model::schema::{
    AttributeKind, AttributeType, Form, Label, Layer, RelationType, Schema,
};
use postil_core::model::{Project, label_layer};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A schema, while its file is read. It grows by at most [`limits::MAX_DECLARED`] names, of
/// [`limits::MAX_DECLARED_BYTES`] together.
#[derive(Debug, Default)]
pub struct Declared {
    layers: Vec<Layer>,
    relations: Vec<Relation>,
    /// The index of each layer, label and attribute of a layer, and of each relation type.
    index: HashMap<Name, usize>,
    count: usize,
    /// Bytes of the names, each as often as it is counted.
    bytes: usize,
}

/// What a name names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Name {
    Layer(String),
    Label(String),
    Attribute(usize, String),
    /// A value, or a label, of an attribute of a layer.
    ValueOf(usize, usize, String),
    LabelOf(usize, usize, String),
    Relation(String),
    Value(usize, String),
}

/// A relation type; ends that are `None` may be anything.
#[derive(Debug)]
struct Relation {
    name: String,
    from: Option<Vec<String>>,
    to: Option<Vec<String>>,
    values: Vec<String>,
}

impl Declared {
    /// Whether it declares nothing.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty() && self.relations.is_empty()
    }

    /// Counts a name of so many bytes.
    fn take(&mut self, bytes: usize) -> Result<(), String> {
        self.count += 1;
        self.bytes += bytes;
        if self.count > limits::MAX_DECLARED {
            return Err(format!(
                "it declares more than {} names; the rest is left out",
                limits::MAX_DECLARED
            ));
        }
        match self.bytes > limits::MAX_DECLARED_BYTES {
            true => Err(format!(
                "it declares names of more than {} bytes together; the rest is left out",
                limits::MAX_DECLARED_BYTES
            )),
            false => Ok(()),
        }
    }

    /// Adds a label, if it is new, and returns the index of its layer.
    ///
    /// # Errors
    /// When it is one too many.
    pub fn label(&mut self, label: &str) -> Result<usize, String> {
        let layer = label_layer(label);
        let key = Name::Layer(layer.to_owned());
        let at = match self.index.get(&key) {
            Some(at) => *at,
            None => {
                self.take(layer.len())?;
                let at = self.layers.len();
                self.index.insert(key, at);
                self.layers.push(new_layer(layer, at));
                at
            }
        };
        if let Some((_, name)) = label.split_once('.')
            && !self.index.contains_key(&Name::Label(label.to_owned()))
        {
            self.take(label.len())?;
            self.index.insert(Name::Label(label.to_owned()), 0);
            self.layers[at].labels.push(new_label(name));
        }
        Ok(at)
    }

    /// Adds an attribute to a label: a choice of values, or of another kind without any.
    ///
    /// # Errors
    /// When it is one too many.
    pub fn attribute<'v>(
        &mut self,
        label: &str,
        name: &str,
        kind: AttributeKind,
        values: impl IntoIterator<Item = &'v str>,
    ) -> Result<(), String> {
        let layer = self.label(label)?;
        self.take(label.len() + name.len())?;
        let key = Name::Attribute(layer, name.to_owned());
        let attributes = &mut self.layers[layer].attributes;
        let at = *self.index.entry(key).or_insert_with(|| {
            attributes.push(AttributeType {
                name: name.to_owned(),
                title: name.to_owned(),
                kind,
                ..AttributeType::default()
            });
            attributes.len() - 1
        });
        if let Some((_, part)) = label.split_once('.') {
            let key = Name::LabelOf(layer, at, part.to_owned());
            if self.index.insert(key, 0).is_none() {
                self.layers[layer].attributes[at]
                    .labels
                    .push(part.to_owned());
            }
        }
        for value in values {
            self.take(value.len())?;
            let key = Name::ValueOf(layer, at, value.to_owned());
            if self.index.insert(key, 0).is_none() {
                self.layers[layer].attributes[at]
                    .values
                    .push(value.to_owned());
            }
        }
        Ok(())
    }

    /// An attribute of a label that was added before.
    pub fn attribute_mut(&mut self, label: &str, name: &str) -> Option<&mut AttributeType> {
        let layer = *self
            .index
            .get(&Name::Layer(label_layer(label).to_owned()))?;
        let at = *self.index.get(&Name::Attribute(layer, name.to_owned()))?;
        self.layers[layer].attributes.get_mut(at)
    }

    /// Adds a relation type, if it is new, with ends and a value; ends that are `None` may be anything.
    ///
    /// # Errors
    /// When it is one too many.
    pub fn relation(
        &mut self,
        name: &str,
        from: Option<&[String]>,
        to: Option<&[String]>,
        value: Option<&str>,
    ) -> Result<(), String> {
        let key = Name::Relation(name.to_owned());
        let at = match self.index.get(&key) {
            Some(at) => *at,
            None => {
                self.take(name.len())?;
                self.index.insert(key, self.relations.len());
                self.relations.push(Relation {
                    name: name.to_owned(),
                    from: Some(Vec::new()),
                    to: Some(Vec::new()),
                    values: Vec::new(),
                });
                self.relations.len() - 1
            }
        };
        for names in [from, to].into_iter().flatten() {
            for name in names {
                self.take(name.len())?;
            }
        }
        let relation = &mut self.relations[at];
        for (known, more) in [(&mut relation.from, from), (&mut relation.to, to)] {
            match (&mut *known, more) {
                (Some(known), Some(more)) => known.extend_from_slice(more),
                _ => *known = None,
            }
        }
        if let Some(value) = value
            && !self.has_value(name, value)
        {
            self.take(value.len())?;
            self.index.insert(Name::Value(at, value.to_owned()), 0);
            self.relations[at].values.push(value.to_owned());
        }
        Ok(())
    }

    /// Whether a relation type has a value.
    pub fn has_value(&self, name: &str, value: &str) -> bool {
        let at = self.index.get(&Name::Relation(name.to_owned()));
        let key = |at: &usize| Name::Value(*at, value.to_owned());
        at.is_some_and(|at| self.index.contains_key(&key(at)))
    }

    /// The schema, with what a project uses beyond it. O(n log n).
    pub fn complete(mut self, project: &Project) -> Schema {
        let used = infer::schema(project);
        for layer in used.layers {
            let Some(&at) = self.index.get(&Name::Layer(layer.name.clone())) else {
                self.layers.push(layer);
                continue;
            };
            for label in layer.labels {
                let whole = format!("{}.{}", layer.name, label.name);
                if !self.index.contains_key(&Name::Label(whole)) {
                    self.layers[at].labels.push(label);
                }
            }
            for attribute in layer.attributes {
                let key = Name::Attribute(at, attribute.name.clone());
                if !self.index.contains_key(&key) {
                    self.layers[at].attributes.push(attribute);
                }
            }
        }
        self.widen(project);
        let mut relations: Vec<RelationType> = Vec::new();
        for declared in self.relations {
            relations.push(RelationType {
                title: declared.name.clone(),
                name: declared.name,
                from: without_doubles(declared.from.unwrap_or_default()),
                to: without_doubles(declared.to.unwrap_or_default()),
                values: declared.values,
                ..RelationType::default()
            });
        }
        for relation in used.relations {
            match self.index.get(&Name::Relation(relation.name.clone())) {
                None => relations.push(relation),
                Some(&at) => {
                    let known = &mut relations[at].values;
                    let all = known.drain(..).chain(relation.values).collect();
                    *known = without_doubles(all);
                }
            }
        }
        Schema {
            layers: self.layers,
            relations,
            cluster_attributes: used.cluster_attributes,
            ..Schema::default()
        }
    }

    /// Makes room for the values in use of attributes that are declared otherwise.
    fn widen(&mut self, project: &Project) {
        let mut seen: HashSet<(usize, &str, &Value)> = HashSet::new();
        for annotation in &project.annotations {
            let Some(&layer) = self.index.get(&Name::Layer(annotation.layer().to_owned())) else {
                continue;
            };
            for (name, value) in &annotation.attributes {
                let key = Name::Attribute(layer, name.clone());
                let Some(&at) = self.index.get(&key) else {
                    continue;
                };
                if !seen.insert((layer, name, value)) {
                    continue;
                }
                let is_listed = |word: &String| {
                    let key = Name::ValueOf(layer, at, word.clone());
                    self.index.contains_key(&key)
                };
                let attribute = &mut self.layers[layer].attributes[at];
                let fits = match (attribute.kind, value) {
                    (AttributeKind::Flag, value) => value.is_boolean(),
                    (AttributeKind::Choice, Value::String(word)) => is_listed(word),
                    (AttributeKind::Choice, _) => false,
                    // Files of other tools declare none of these kinds.
                    (AttributeKind::Choices | AttributeKind::Number | AttributeKind::Link, _)
                    | (AttributeKind::Text | AttributeKind::Date, _) => true,
                };
                if !fits {
                    attribute.kind = AttributeKind::Text;
                    attribute.values.clear();
                }
            }
        }
    }
}

fn without_doubles(names: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut names = names;
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn new_layer(name: &str, number: usize) -> Layer {
    let forms = [Form::Fill, Form::Dash, Form::Bracket];
    Layer {
        name: name.to_owned(),
        title: name.to_owned(),
        plural: name.to_owned(),
        form: forms[number % forms.len()],
        ..Layer::default()
    }
}

fn new_label(name: &str) -> Label {
    Label {
        name: name.to_owned(),
        title: name.to_owned(),
        ..Label::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::canonical;
    use postil_core::model::{Annotation, Document, DocumentMeta, Fragment};

    #[test]
    fn what_is_declared_stays_and_what_is_used_is_added() {
        let mut declared = Declared::default();
        let mut add = || -> Result<(), String> {
            declared.label("Person")?;
            declared.attribute("Person", "age", AttributeKind::Choice, ["old", "young"])?;
            declared.attribute("Person", "alive", AttributeKind::Flag, [])?;
            declared.relation("knows", Some(&["Person".to_owned()]), None, Some("well"))?;
            declared.relation(
                "knows",
                Some(&["Person".to_owned()]),
                Some(&[]),
                Some("well"),
            )
        };
        add().expect("few names");
        let mut project = Project::default();
        let meta = DocumentMeta::new("d".into(), "");
        project.documents.push(Document::new(meta, "text"));
        for (id, label, value) in [("a", "Person", "dead"), ("b", "Place", "x")] {
            let fragments = vec![Fragment::new(0..1)];
            let mut annotation = Annotation::new(id.into(), "d".into(), label, fragments);
            annotation.attributes.insert("age".into(), value.into());
            project.annotations.push(annotation);
        }
        let schema = declared.complete(&canonical(&project));
        let layers: Vec<_> = schema.layers.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(layers, ["Person", "Place"]);
        let [age, alive] = &*schema.layers[0].attributes else {
            panic!("{schema:?}");
        };
        // “dead” is none of the values.
        assert_eq!((age.kind, age.values.len()), (AttributeKind::Text, 0));
        assert_eq!(alive.kind, AttributeKind::Flag);
        let knows = &schema.relations[0];
        assert_eq!(
            (&*knows.from, &*knows.to),
            (&["Person".to_owned()][..], &[][..])
        );
        assert_eq!(knows.values, ["well"]);
    }

    #[test]
    fn so_many_names_and_no_more() {
        let mut declared = Declared::default();
        let mut names = 0..=limits::MAX_DECLARED;
        assert!(names.any(|number| declared.label(&format!("L{number}")).is_err()));
    }

    #[test]
    fn names_are_so_long_and_no_longer() {
        let label = format!("L.{}", "l".repeat(limits::MAX_DECLARED_BYTES / 100));
        let mut declared = Declared::default();
        let mut names = 0..200;
        let kind = AttributeKind::Flag;
        assert!(names.any(|number| {
            let name = format!("a{number}");
            declared.attribute(&label, &name, kind, []).is_err()
        }));
        assert!(names.len() > 90, "{names:?}");
    }
}
