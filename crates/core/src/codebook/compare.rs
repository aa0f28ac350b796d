//! How two codebooks differ.

use super::{Home, Item};
use crate::edit::unite::paragraphs;
use crate::json::{self, Json};
use crate::model::Codebook;
use crate::model::schema::{AttributeType, Label, Layer, RelationType};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// One difference between two codebooks.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What differs.
    pub about: About,
    /// How it differs.
    pub what: What,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A part of the schema.
    Item(Item),
    /// A paragraph of the guidelines.
    Guidelines(String),
    /// The schema itself: its fields of other programs.
    Schema,
}

/// How something differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Only the later one has it.
    Added,
    /// Only the earlier one has it.
    Removed,
    /// It comes at another place among those that both have.
    Moved,
    /// A field has another value.
    Changed {
        /// The name of the field in files: `title`, `description`, `color` …
        field: String,
        /// The earlier value, as in a file; none if there was none.
        before: Option<Value>,
        /// The later value; none if there is none.
        after: Option<Value>,
    },
}

/// The differences between two codebooks: layers with their labels and attributes, relation types,
/// attributes of clusters, then the paragraphs of the guidelines. Parts are the same if they have the
/// same name. The number of the version is no difference. O(n log n).
pub fn compare(before: &Codebook, after: &Codebook) -> Vec<Difference> {
    let mut all = Differences::default();
    let (one, other) = (&before.schema, &after.schema);
    all.list(
        &one.layers,
        &other.layers,
        &|layer| Item::Layer(layer.name.clone()),
        &mut layers,
    );
    all.list(
        &one.relations,
        &other.relations,
        &|kind| Item::Relation(kind.name.clone()),
        &mut relations,
    );
    all.attributes(
        &Home::Clusters,
        &one.cluster_attributes,
        &other.cluster_attributes,
    );
    all.own_fields(&About::Schema, one, other);
    all.guidelines(&before.guidelines, &after.guidelines);
    all.found
}

#[derive(Default)]
struct Differences {
    found: Vec<Difference>,
}

/// Compares what is inside two parts of one name.
type Inside<'a, T> = &'a mut dyn FnMut(&mut Differences, &T, &T);

fn layers(all: &mut Differences, one: &Layer, other: &Layer) {
    all.own_fields(&About::Item(Item::Layer(other.name.clone())), one, other);
    let label = |label: &Label| Item::Label(format!("{}.{}", other.name, label.name));
    all.list(
        &one.labels,
        &other.labels,
        &label,
        &mut |all, one, other| {
            all.own_fields(&About::Item(label(other)), one, other);
        },
    );
    let home = Home::Layer(other.name.clone());
    all.attributes(&home, &one.attributes, &other.attributes);
}

fn relations(all: &mut Differences, one: &RelationType, other: &RelationType) {
    all.own_fields(&About::Item(Item::Relation(other.name.clone())), one, other);
    let value = |value: &String| Item::RelationValue(other.name.clone(), value.clone());
    all.list(&one.values, &other.values, &value, &mut |_, _, _| {});
}

impl Differences {
    fn add(&mut self, about: About, what: What) {
        self.found.push(Difference { about, what });
    }

    fn attributes(&mut self, home: &Home, one: &[AttributeType], other: &[AttributeType]) {
        let item = |kind: &AttributeType| Item::Attribute(home.clone(), kind.name.clone());
        self.list(one, other, &item, &mut |all, one, other| {
            all.own_fields(&About::Item(item(other)), one, other);
            let value =
                |value: &String| Item::Value(home.clone(), other.name.clone(), value.clone());
            all.list(&one.values, &other.values, &value, &mut |_, _, _| {});
        });
    }

    /// Compares two lists of parts by their names, of which the first of a kind counts.
    fn list<T>(&mut self, before: &[T], after: &[T], item: &dyn Fn(&T) -> Item, inside: Inside<T>) {
        let by_name = |list: &[T]| -> HashMap<Item, usize> {
            let pairs = list.iter().map(item).zip(0..);
            // Reversed, so that the first of one name stays.
            let mut pairs: Vec<_> = pairs.collect();
            pairs.reverse();
            pairs.into_iter().collect()
        };
        let (there, here) = (by_name(before), by_name(after));
        for (at, one) in before.iter().enumerate() {
            let item = item(one);
            if there.get(&item) == Some(&at) && !here.contains_key(&item) {
                self.add(About::Item(item), What::Removed);
            }
        }
        // The ranks that the parts of both lists have in each.
        let mut shared: Vec<usize> = Vec::new();
        for (at, other) in after.iter().enumerate() {
            let name = item(other);
            if here.get(&name) == Some(&at)
                && let Some(&was) = there.get(&name)
            {
                shared.push(was);
            }
        }
        let stays = longest_rising(&shared);
        for (at, other) in after.iter().enumerate() {
            let name = item(other);
            if here.get(&name) != Some(&at) {
                continue;
            }
            let Some(&was) = there.get(&name) else {
                self.add(About::Item(name), What::Added);
                continue;
            };
            if stays.binary_search(&was).is_err() {
                self.add(About::Item(name), What::Moved);
            }
            if let Some(one) = before.get(was) {
                inside(self, one, other);
            }
        }
    }

    /// Compares the fields of two parts, except for the lists of what is inside them.
    fn own_fields(&mut self, about: &About, one: &impl Json, other: &impl Json) {
        let (one, other) = (fields(one), fields(other));
        let inside = |name: &str| match (about, name) {
            (_, "name") => true,
            // The number counts the versions.
            (About::Schema, "version" | "layers" | "relations" | "cluster_attributes") => true,
            (About::Item(Item::Layer(_)), "labels" | "attributes") => true,
            // A label has no values of its own: there, it is a field of another program.
            (About::Item(Item::Attribute(..) | Item::Relation(_)), "values") => true,
            _ => false,
        };
        let added = other.keys().filter(|name| !one.contains_key(*name));
        for name in one.keys().chain(added) {
            let (before, after) = (one.get(name), other.get(name));
            if before != after && !inside(name) {
                let what = What::Changed {
                    field: name.clone(),
                    before: before.cloned(),
                    after: after.cloned(),
                };
                self.add(about.clone(), what);
            }
        }
    }

    fn guidelines(&mut self, before: &str, after: &str) {
        let count = |text| {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for paragraph in paragraphs(text) {
                *counts.entry(paragraph).or_default() += 1;
            }
            counts
        };
        let mut only = |text, other, what: What| {
            let mut there = count(other);
            for paragraph in paragraphs(text) {
                match there.get_mut(paragraph) {
                    Some(left) if *left > 0 => *left -= 1,
                    _ => self.add(About::Guidelines(paragraph.to_owned()), what.clone()),
                }
            }
        };
        only(before, after, What::Removed);
        only(after, before, What::Added);
    }
}

/// The fields of a record, as in a file.
fn fields(record: &impl Json) -> Map<String, Value> {
    match json::from_slice(&json::to_vec(record)) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The longest sequence of rising numbers in a list of different ones, in order. O(n log n).
fn longest_rising(list: &[usize]) -> Vec<usize> {
    // The index of the smallest last number of a sequence of each length, and before each its
    // predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(list.len());
    for (at, number) in list.iter().enumerate() {
        let length = ends.partition_point(|&end| list[end] < *number);
        previous.push(length.checked_sub(1).map(|length| ends[length]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rising.push(list[at]);
        next = previous[at];
    }
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests;
