//! Random schemas, with everything that a codebook can hold, and random versions of codebooks.

use super::{any_extra, any_id, any_name, any_text, any_value, distinct};
use crate::model::schema::{
    AttributeKind, AttributeType, Example, Form, Label, Layer, RelationType, Schema,
};
use crate::model::{Codebook, CodebookVersion, Color};
use proptest::prelude::*;
use proptest::sample::select;

/// Names of layers, some of which random annotations have.
const LAYERS: &[&str] = &["entity", "claim", "odd", "ä"];

/// Names of labels, some of which random annotations have, with and without dots.
const LABELS: &[&str] = &["person", "place", "fact", "one", "one.two", ""];

/// Titles and keys of records, which come in any form.
fn any_words() -> impl Strategy<Value = (String, String, Option<char>)> {
    let key = select(&[None, Some('p'), Some('ä')][..]);
    (any_text(), any_text(), key)
}

fn any_color() -> impl Strategy<Value = Option<Color>> {
    let some = any::<[u8; 3]>().prop_map(|[r, g, b]| Some(Color::new(r, g, b)));
    prop_oneof![Just(None), some]
}

fn any_names(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let name = select(names).prop_map(str::to_owned);
    prop::collection::vec(name, 0..3)
}

fn any_example() -> impl Strategy<Value = Example> {
    let from = (
        prop::option::of(any_id()),
        prop::option::of(any_id()),
        any_extra(),
    );
    (any_text(), any_text(), from).prop_map(|(text, note, (document, annotation, extra))| Example {
        text,
        note,
        document: document.map(Into::into),
        annotation: annotation.map(Into::into),
        extra,
    })
}

fn any_schema_label() -> impl Strategy<Value = Label> {
    let name = select(LABELS).prop_map(str::to_owned);
    let examples = prop::collection::vec(any_example(), 0..2);
    let group = select(&["", "People", "Places"][..]);
    (name, any_words(), any_color(), examples, group).prop_map(
        |(name, (title, description, key), color, examples, group)| Label {
            name,
            title,
            key,
            color,
            description,
            examples,
            group: group.to_owned(),
            ..Label::default()
        },
    )
}

fn any_attribute() -> impl Strategy<Value = AttributeType> {
    let kind = select(
        &[
            AttributeKind::Text,
            AttributeKind::Choice,
            AttributeKind::Flag,
            AttributeKind::Date,
            AttributeKind::Choices,
            AttributeKind::Number,
            AttributeKind::Link,
        ][..],
    );
    let values = prop::collection::vec(any_name(), 0..3);
    let notes = prop::collection::btree_map(any_name(), any_text(), 0..2);
    // What is null is not written.
    let default = prop::option::of(any_value().prop_filter("null", |value| !value.is_null()));
    let name = select(&["a", "b", "mention", "role"][..]);
    let rest = (any::<bool>(), any_text(), any_names(LABELS));
    (name, any_text(), (kind, values, notes, default), rest).prop_map(
        |(name, title, (kind, values, value_notes, default), (required, description, labels))| {
            AttributeType {
                name: name.to_owned(),
                title,
                kind,
                values,
                labels,
                value_notes: value_notes.into_iter().collect(),
                default,
                required,
                description,
                ..AttributeType::default()
            }
        },
    )
}

fn any_relation_type() -> impl Strategy<Value = RelationType> {
    const ENDS: &[&str] = &["entity", "entity.person", "claim", "odd.one", "nowhere"];
    let name = select(&["said-by", "role", "odd"][..]);
    let flags = (any::<bool>(), any::<bool>());
    let values = prop::collection::vec(any_name(), 0..3);
    (
        name,
        any_words(),
        any_names(ENDS),
        any_names(ENDS),
        values,
        flags,
    )
        .prop_map(
            |(name, (title, description, key), from, to, values, (symmetric, required))| {
                RelationType {
                    name: name.to_owned(),
                    title,
                    from,
                    to,
                    values,
                    key,
                    symmetric,
                    required,
                    description,
                    ..RelationType::default()
                }
            },
        )
}

/// A schema, in which each name occurs once.
pub(super) fn any_codebook_schema() -> impl Strategy<Value = Schema> {
    let form = select(&[Form::Fill, Form::Dash, Form::Bracket][..]);
    let lists = (
        prop::collection::vec(any_schema_label(), 0..4),
        prop::collection::vec(any_attribute(), 0..3),
    );
    let name = select(LAYERS).prop_map(str::to_owned);
    let layer = (name, any_words(), form, any_color(), lists).prop_map(
        |(name, (title, description, key), form, color, (labels, attributes))| Layer {
            name,
            plural: title.clone(),
            title,
            key,
            form,
            color,
            description,
            labels: distinct(labels, |label| label.name.clone()),
            attributes: distinct(attributes, |attribute| attribute.name.clone()),
            ..Layer::default()
        },
    );
    let layers = prop::collection::vec(layer, 0..4);
    let relations = prop::collection::vec(any_relation_type(), 0..3);
    let of_clusters = prop::collection::vec(any_attribute(), 0..2);
    let version = prop_oneof![2 => Just(0), 1 => 0..4_u32, 1 => Just(u32::MAX)];
    (layers, relations, of_clusters, version).prop_map(
        |(layers, relations, cluster_attributes, version)| Schema {
            layers: distinct(layers, |layer| layer.name.clone()),
            relations: distinct(relations, |kind| kind.name.clone()),
            cluster_attributes: distinct(cluster_attributes, |attribute| attribute.name.clone()),
            version,
            ..Schema::default()
        },
    )
}

/// A version of a codebook.
pub fn any_version() -> impl Strategy<Value = CodebookVersion> {
    let number = prop_oneof![4 => 0..4_u32, 1 => Just(u32::MAX)];
    let time = select(&["", "2026-01-01T10:00:00Z", "2026-01-01T10:20:00.5Z", "ä"][..]);
    let until = select(&["", "2026-01-01T10:29:00Z", "2026-01-01T10:40:00Z"][..]);
    let codebook = (any_codebook_schema(), any_text())
        .prop_map(|(schema, guidelines)| Box::new(Codebook { schema, guidelines }));
    let words = (any_text(), any_text(), any_extra());
    (number, time, until, prop::option::of(codebook), words).prop_map(
        |(version, time, until, codebook, (author, changes, extra))| CodebookVersion {
            version,
            time: time.to_owned(),
            until: until.to_owned(),
            author,
            changes,
            codebook,
            extra,
        },
    )
}
