//! Settles conflicts between merged copies: one field of one record at a time, or all at once.

use super::Stamp;
use super::unsettled::{List, Subject, by_subject, items, items_of};
use crate::json::Json;
use crate::merge::Versioned;
use crate::model::{Annotation, AnnotationId, DocumentMeta, Relation, Target, Unsettled};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A field in which versions of a record differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A field, by its name in files.
    Own(String),
    /// An attribute, by its name.
    Attribute(String),
    /// The cluster of an annotation.
    Cluster,
}

/// A conflict: versions of a record differ in a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record.
    pub subject: Subject,
    /// The field.
    pub field: Field,
    /// The different values; the one in force comes first.
    pub values: Vec<Choice>,
}

/// One value of a field in conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// As in a file; `None` if the version has no such field.
    pub value: Option<Value>,
    /// When the version with this value was last changed, RFC 3339; empty if unknown.
    pub modified: String,
}

/// Which version of every record to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The version in force.
    Present,
    /// The annotation that was changed last; for other records, the version in force.
    Latest,
}

/// All conflicts: by document, annotation, relation and cluster, in the order of their ids. Items
/// about missing records, and those that no longer fit the project, are omitted. O(u log n) for u
/// unsettled items.
pub fn conflicts(state: &State) -> Vec<Conflict> {
    let mut found = Vec::new();
    for (subject, items) in by_subject(state) {
        fields_of(state, &subject, &items, &mut found);
        found.extend(homes_of(state, &subject, &items));
    }
    found
}

/// Settles a conflict: sets the field to the value with index `number` in the record and in all its
/// versions. Versions that are then equal are dropped.
pub fn settle(
    state: &State,
    conflict: &Conflict,
    number: usize,
    stamp: Stamp,
) -> Option<Transaction> {
    let value = &conflict.values.get(number)?.value;
    let (mut ops, mut list) = (Vec::new(), List::default());
    if let (Field::Cluster, Subject::Annotation(id)) = (&conflict.field, &conflict.subject) {
        let home = value.as_ref().and_then(Value::as_str);
        let moved = match home.map(|home| state.cluster(&home.into())) {
            Some(home) => super::join(state, std::slice::from_ref(id), home?.record().clone()),
            None => super::leave(state, id),
        };
        ops.extend(moved.map(|moved| moved.ops).unwrap_or_default());
        for (value, item) in items_of(state, &conflict.subject) {
            if let Unsettled::Member { .. } = item {
                list.remove(value);
            }
        }
    } else {
        let record = record(state, &conflict.subject)?;
        let mut next = with(&record, &conflict.field, value)?;
        if next != record {
            if let Unsettled::Annotation(annotation) = &mut next {
                stamp.time.clone_into(&mut annotation.modified);
            }
            ops.extend(put(next.clone()));
        }
        let mut kept: Vec<Unsettled> = vec![next];
        for (there, item) in items_of(state, &conflict.subject) {
            if !is_version(state, &item) {
                continue;
            }
            list.remove(there);
            let version = with(&item, &conflict.field, value)?;
            if !kept.iter().any(|kept| says(kept, &version)) {
                kept.push(version);
            }
        }
        list.added = kept.iter().skip(1).map(Json::to_json).collect();
    }
    list.put(state, &mut ops);
    (!ops.is_empty()).then(|| Transaction::new("settle a conflict", ops))
}

/// Turns every other version of an annotation into an annotation of its own, with an id from
/// `fresh`, which must return unused ids.
pub fn keep_all(
    state: &State,
    id: &AnnotationId,
    fresh: &mut dyn FnMut() -> AnnotationId,
) -> Option<Transaction> {
    let (mut ops, mut list) = (Vec::new(), List::default());
    for (there, item) in items_of(state, &Subject::Annotation(id.clone())) {
        if !is_version(state, &item) {
            continue;
        }
        if let Unsettled::Annotation(mut version) = item {
            version.id = fresh();
            list.remove(there);
            ops.push(Op::PutAnnotation(version));
        }
    }
    list.put(state, &mut ops);
    (!ops.is_empty()).then(|| Transaction::new("keep both marks", ops))
}

/// Settles all conflicts at once; annotations without a place, reworded ones and items in an
/// unknown form stay.
pub fn settle_all(state: &State, which: Which) -> Option<Transaction> {
    let (mut ops, mut list) = (Vec::new(), List::default());
    for (value, item) in items(state) {
        if !matches!(item, Unsettled::Placement(_) | Unsettled::Reworded(_)) {
            list.remove(value);
        }
    }
    list.put(state, &mut ops);
    if ops.is_empty() {
        return None;
    }
    if which == Which::Latest {
        for (subject, items) in by_subject(state) {
            let own = record(state, &subject);
            let mut latest = own.as_ref();
            for version in items.iter().filter(|item| is_version(state, item)) {
                if latest.is_some_and(|latest| modified(version) > modified(latest)) {
                    latest = Some(version);
                }
            }
            if let Some(latest) = latest.filter(|latest| own.as_ref() != Some(*latest)) {
                ops.extend(put(latest.clone()));
            }
        }
    }
    Some(Transaction::new("settle all conflicts", ops))
}

/// The record in force, as a version.
fn record(state: &State, subject: &Subject) -> Option<Unsettled> {
    Some(match subject {
        Subject::Document(id) => Unsettled::Document(Box::new(state.document(id)?.meta().clone())),
        Subject::Annotation(id) => Unsettled::Annotation(Box::new(state.annotation(id)?.clone())),
        Subject::Relation(id) => Unsettled::Relation(Box::new(state.relation(id)?.clone())),
        Subject::Cluster(id) => Unsettled::Cluster(Box::new(state.cluster(id)?.record().clone())),
    })
}

/// Whether an item is a version that could replace its record.
fn is_version(state: &State, item: &Unsettled) -> bool {
    match item {
        Unsettled::Document(version) => is_within(state, version),
        Unsettled::Annotation(version) => {
            let own = state.annotation(&version.id);
            let same =
                |own: &Annotation| own.author == version.author && own.document == version.document;
            own.is_some_and(same) && state.accepts(version)
        }
        Unsettled::Relation(version) => is_tied(state, version),
        Unsettled::Cluster(version) => {
            state.cluster(&version.id).is_some() && state.accepts_parts(&version.id, &version.parts)
        }
        Unsettled::Member { .. } | Unsettled::Placement(_) | Unsettled::Reworded(_) => false,
    }
}

/// Whether the document exists and the boilerplate lies within its text.
fn is_within(state: &State, version: &DocumentMeta) -> bool {
    let end = version.boilerplate.last().map_or(0, |span| span.end);
    state
        .document(&version.id)
        .is_some_and(|document| end <= document.text().len())
}

/// Whether a version of a relation has the author of the record and existing ends.
fn is_tied(state: &State, version: &Relation) -> bool {
    let own = state.relation(&version.id);
    let ends = match &version.to {
        Target::Annotation(to) => state.annotation(to).is_some(),
        Target::Cluster(to) => state.cluster(to).is_some(),
    };
    ends && state.annotation(&version.from).is_some()
        && own.is_some_and(|own| own.author == version.author)
}

/// Finds the fields in which the versions of a record differ.
fn fields_of(state: &State, subject: &Subject, items: &[Unsettled], found: &mut Vec<Conflict>) {
    let Some(own) = record(state, subject) else {
        return;
    };
    let mut all = vec![(fields(&own), modified(&own))];
    for version in items.iter().filter(|item| is_version(state, item)) {
        all.push((fields(version), modified(version)));
    }
    let names: BTreeSet<&Field> = all
        .iter()
        .flat_map(|(fields, _)| fields)
        .map(|(name, _)| name)
        .collect();
    for name in names {
        let mut values: Vec<Choice> = Vec::new();
        for (fields, modified) in &all {
            let field = fields.iter().find(|(field, _)| field == name);
            let value = field.map(|(_, value)| value.clone());
            match values.iter_mut().find(|choice| choice.value == value) {
                None => values.push(Choice {
                    value,
                    modified: (*modified).to_owned(),
                }),
                Some(same) if *modified > same.modified.as_str() => {
                    (*modified).clone_into(&mut same.modified);
                }
                Some(_) => {}
            }
        }
        if values.len() > 1 {
            found.push(Conflict {
                subject: subject.clone(),
                field: name.clone(),
                values,
            });
        }
    }
}

/// The conflict about the cluster of an annotation, if any.
fn homes_of(state: &State, subject: &Subject, items: &[Unsettled]) -> Option<Conflict> {
    let Subject::Annotation(id) = subject else {
        return None;
    };
    state.annotation(id)?;
    let own = state.cluster_of(id).map(|home| home.record().id.clone());
    let mut homes = vec![own];
    for item in items {
        if let Unsettled::Member { cluster, .. } = item
            && state.cluster(cluster).is_some()
            && homes[0].as_ref() != Some(cluster)
        {
            homes.push(Some(cluster.clone()));
        }
    }
    let values = homes.into_iter().map(|home| Choice {
        value: home.map(|home| home.as_str().into()),
        modified: String::new(),
    });
    let values: Vec<Choice> = values.collect();
    (values.len() > 1).then(|| Conflict {
        subject: subject.clone(),
        field: Field::Cluster,
        values,
    })
}

/// When an annotation was last changed.
fn modified(item: &Unsettled) -> &str {
    match item {
        Unsettled::Annotation(version) => &version.modified,
        _ => "",
    }
}

fn says(one: &Unsettled, other: &Unsettled) -> bool {
    match (one, other) {
        (Unsettled::Document(one), Unsettled::Document(other)) => one.says(other),
        (Unsettled::Annotation(one), Unsettled::Annotation(other)) => one.says(other),
        (one, other) => one == other,
    }
}

fn put(record: Unsettled) -> Option<Op> {
    Some(match record {
        Unsettled::Document(meta) => Op::PutMeta(meta),
        Unsettled::Annotation(annotation) => Op::PutAnnotation(annotation),
        Unsettled::Relation(relation) => Op::PutRelation(relation),
        Unsettled::Cluster(cluster) => Op::PutCluster(cluster),
        Unsettled::Member {
            annotation,
            cluster,
        } => Op::SetCluster {
            annotation,
            cluster: Some(cluster),
        },
        Unsettled::Placement(_) | Unsettled::Reworded(_) => return None,
    })
}

/// A version as the fields of a file.
fn object(item: &Unsettled) -> Map<String, Value> {
    let value = match item {
        Unsettled::Document(version) => version.to_json(),
        Unsettled::Annotation(version) => version.to_json(),
        Unsettled::Relation(version) => version.to_json(),
        Unsettled::Cluster(version) => version.to_json(),
        Unsettled::Member { .. } | Unsettled::Placement(_) | Unsettled::Reworded(_) => Value::Null,
    };
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The fields in which versions can differ.
fn fields(item: &Unsettled) -> Vec<(Field, Value)> {
    let aside: &[&str] = match item {
        Unsettled::Document(_) => &["id", "status"],
        Unsettled::Annotation(_) => &["id", "document", "author", "modified", "check"],
        Unsettled::Relation(_) => &["id", "author"],
        Unsettled::Cluster(_)
        | Unsettled::Member { .. }
        | Unsettled::Placement(_)
        | Unsettled::Reworded(_) => &["id", "members"],
    };
    let mut fields = Vec::new();
    for (name, value) in object(item) {
        match value {
            _ if aside.contains(&name.as_str()) => {}
            Value::Object(attributes) if name == "attributes" => {
                let attributes = attributes.into_iter();
                fields.extend(attributes.map(|(name, value)| (Field::Attribute(name), value)));
            }
            value => fields.push((Field::Own(name), value)),
        }
    }
    fields
}

/// A version with another value in one field; `None` if the result has no valid form.
fn with(item: &Unsettled, field: &Field, value: &Option<Value>) -> Option<Unsettled> {
    let mut object = object(item);
    let set = |fields: &mut Map<String, Value>, name: &str| match value {
        Some(value) => drop(fields.insert(name.to_owned(), value.clone())),
        None => drop(fields.shift_remove(name)),
    };
    match field {
        Field::Own(name) => set(&mut object, name),
        Field::Attribute(name) => {
            let attributes = object
                .entry("attributes")
                .or_insert_with(|| Map::new().into());
            set(attributes.as_object_mut()?, name);
        }
        Field::Cluster => return None,
    }
    let value = Value::Object(object);
    Some(match item {
        Unsettled::Document(_) => Unsettled::Document(Json::from_json(value).ok()?),
        Unsettled::Annotation(_) => Unsettled::Annotation(Json::from_json(value).ok()?),
        Unsettled::Relation(_) => Unsettled::Relation(Json::from_json(value).ok()?),
        Unsettled::Cluster(_) => Unsettled::Cluster(Json::from_json(value).ok()?),
        Unsettled::Member { .. } | Unsettled::Placement(_) | Unsettled::Reworded(_) => return None,
    })
}

#[cfg(test)]
mod tests;
