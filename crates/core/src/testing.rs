//! Random projects: small, but with everything that a project can hold.

#[cfg(test)]
mod operations;
mod schema;

pub use crate::text::testing::any_text;
#[cfg(test)]
pub use operations::{any_operation, any_transaction};
pub use schema::any_version;

use crate::json::Json;
use crate::model::{
    Annotation, Annotator, Attributes, Basis, CandidatePlace, Cluster, ClusterId, CodebookVersion,
    Context, Document, DocumentMeta, Extra, Fragment, Header, Placement, Project, Published,
    Relation, Reworded, Schema, Span, Status, Target, Unsettled, Writing,
};
use crate::text::sha256;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use std::collections::BTreeSet;

/// Ids and names that break careless programs.
const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "0",
    "-1",
    "a.b",
    " ",
    "A",
    "ä",
    "e\u{301}",
    "🇦🇫",
    "طالبان",
    "\u{202E}x",
    "\u{0}",
    "a\nb",
    "\"",
    "\\",
    "__proto__",
    "null",
    "<b>",
    "a b",
];

/// Labels of the bundled schema, and others.
const LABELS: &[&str] = &[
    "entity",
    "entity.person",
    "entity.place",
    "event.policy",
    "claim",
    "claim.fact",
    "odd",
    "odd.one",
    "odd.one.two",
    "odd.",
    "ä 👍.\n",
];

/// Field names that no record has.
const FOREIGN: &[&str] = &[
    "x",
    "",
    "__proto__",
    "constructor",
    "ä",
    "$schema",
    "🇦🇫",
    "quot",
];

/// An id, mostly one of a few, so that ids collide.
pub fn any_id() -> impl Strategy<Value = String> {
    let few = select(&["a", "b", "0", "ä", "🇦🇫", "__proto__"][..]).prop_map(str::to_owned);
    prop_oneof![12 => few, 1 => any_name()]
}

/// A non-empty name.
pub fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(NAMES).prop_map(str::to_owned), 1 => "\\PC{1,6}"]
}

/// A label.
pub fn any_label() -> impl Strategy<Value = String> {
    select(LABELS).prop_map(str::to_owned)
}

/// A JSON value, sometimes a deep one.
pub fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::ANY.prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((any_name(), inner), 0..3).prop_map(Value::from_iter),
        ]
    });
    prop_oneof![
        20 => tree,
        1 => (0..50).prop_map(|depth| (0..depth).fold(Value::Null, |inner, _| Value::from([inner]))),
    ]
}

/// Attributes, mostly none.
pub fn any_attributes() -> impl Strategy<Value = Attributes> {
    let some = prop::collection::vec((any_name(), any_value()), 0..3);
    prop_oneof![3 => Just(Attributes::new()), 1 => some.prop_map(|fields| fields.into_iter().collect())]
}

/// Fields of other programs, mostly none.
pub fn any_extra() -> impl Strategy<Value = Extra> {
    let name = select(FOREIGN).prop_map(str::to_owned);
    let some = prop::collection::vec((name, any_value()), 0..3);
    prop_oneof![3 => Just(Extra::new()), 1 => some.prop_map(|fields| fields.into_iter().collect())]
}

/// Ranges in a text of that length: in order, not empty, not overlapping.
fn spans(cuts: Vec<Index>, len: usize) -> Vec<(usize, usize)> {
    let cuts: BTreeSet<usize> = cuts.iter().map(|cut| cut.index(len + 1)).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    cuts.chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

/// Metadata for a document of that many code points.
pub fn any_meta(id: String, len: usize) -> impl Strategy<Value = DocumentMeta> {
    let published = (
        select(&["", "2024-12-18", "2024-07/..", "last week"][..]),
        select(
            &[
                Basis::Stated,
                Basis::Page,
                Basis::Inferred,
                Basis::Entered,
                Basis::Unknown,
            ][..],
        ),
        any_text(),
        any_extra(),
    );
    let status = select(&[Status::ToDo, Status::InProgress, Status::Done][..]);
    let direction = select(&[None, Some(Writing::LeftToRight), Some(Writing::RightToLeft)][..]);
    let cuts = prop::collection::vec(any::<Index>(), 0..6);
    let words = (
        any_text(),
        any_text(),
        any_text(),
        select(&["", "en", "ps"][..]),
    );
    let extras = (any_extra(), any_extra());
    (published, (status, direction), cuts, words, extras).prop_map(
        move |((date, basis, note, dated), (status, direction), cuts, words, (extra, marked))| {
            DocumentMeta {
                id: id.as_str().into(),
                title: words.0,
                outlet: words.1,
                url: words.2,
                published: Published {
                    date: date.to_owned(),
                    basis,
                    note,
                    extra: dated,
                },
                language: words.3.to_owned(),
                direction,
                status,
                boilerplate: spans(cuts, len)
                    .into_iter()
                    .map(|(start, end)| Span {
                        extra: marked.clone(),
                        ..Span::from(start..end)
                    })
                    .collect(),
                extra,
            }
        },
    )
}

/// A document with that id.
pub fn any_document(id: String) -> impl Strategy<Value = Document> {
    any_text()
        .prop_flat_map(move |text| {
            let meta = any_meta(id.clone(), text.chars().count());
            (Just(text), meta, any::<bool>())
        })
        .prop_map(|(text, meta, hashed)| Document {
            meta,
            sha256: if hashed { sha256(&text) } else { String::new() },
            text,
        })
}

/// An annotation in one of the documents, or none if all of them are empty.
fn any_annotation(documents: Vec<Document>) -> impl Strategy<Value = Option<Annotation>> {
    let place = (any::<Index>(), prop::collection::vec(any::<Index>(), 2..7));
    let words = (any_label(), any_text(), any_text(), any_text(), any_text());
    let check = prop_oneof![3 => Just(0_u32), 1 => 1..4_u32];
    let rest = (
        any_attributes(),
        any_extra(),
        any_extra(),
        any::<bool>(),
        check,
    );
    (any_id(), place, words, rest).prop_map(move |(id, (at, cuts), words, rest)| {
        let document = documents.get(at.index(documents.len().max(1)))?;
        let chars: Vec<char> = document.text.chars().collect();
        let fragments: Vec<Fragment> = spans(cuts, chars.len())
            .into_iter()
            .map(|(start, end)| Fragment {
                quote: if rest.3 {
                    chars[start..end].iter().collect()
                } else {
                    String::new()
                },
                extra: rest.2.clone(),
                ..Fragment::new(start..end)
            })
            .collect();
        (!fragments.is_empty()).then(|| Annotation {
            id: id.into(),
            document: document.meta.id.clone(),
            label: words.0,
            fragments,
            attributes: rest.0,
            note: words.1,
            author: words.2,
            created: words.3,
            modified: words.4,
            check: rest.4,
            extra: rest.1,
        })
    })
}

/// The indexes of both ends of a relation, and whether it ends at a cluster.
type Ends = (Index, Index, bool);

/// A relation without its ends.
pub fn any_relation() -> impl Strategy<Value = (Relation, Ends)> {
    let kind = select(&["said-by", "role", "contradicts", "odd", ""][..]);
    let words = (
        any_name(),
        kind,
        any_text(),
        any_text(),
        any_text(),
        any_text(),
    );
    let ends = (any::<Index>(), any::<Index>(), any::<bool>());
    (words, any_attributes(), any_extra(), ends).prop_map(|(words, attributes, extra, ends)| {
        let relation = Relation {
            value: words.2,
            attributes,
            note: words.3,
            author: words.4,
            created: words.5,
            extra,
            ..Relation::new(
                words.0.into(),
                words.1,
                "".into(),
                Target::Annotation("".into()),
            )
        };
        (relation, ends)
    })
}

/// A cluster without members.
pub fn any_cluster() -> impl Strategy<Value = Cluster> {
    let words = (any_id(), any_text(), any_text());
    (words, any_attributes(), any_extra()).prop_map(|((id, name, note), attributes, extra)| {
        Cluster {
            attributes,
            note,
            extra,
            ..Cluster::new(id.into(), name)
        }
    })
}

/// A header.
pub fn any_header() -> impl Strategy<Value = Header> {
    let annotator = (any_text(), any_text(), any_extra()).prop_map(|(id, name, extra)| Annotator {
        id,
        name,
        extra,
    });
    let annotators = prop::collection::vec(annotator, 0..3);
    (any_text(), any_text(), annotators, any_extra()).prop_map(
        |(name, guidelines, annotators, extra)| Header {
            name,
            guidelines,
            annotators,
            extra,
        },
    )
}

/// The bundled schema, an empty one or a random one, with fields of other programs.
pub fn any_schema() -> impl Strategy<Value = Schema> {
    let schema = prop_oneof![
        1 => Just(Schema::default()),
        1 => Just(Schema::bundled()),
        2 => schema::any_codebook_schema(),
    ];
    let extras = (any_extra(), any_extra(), any_extra(), any_extra());
    (schema, extras).prop_map(|(mut schema, extras)| {
        schema.extra = extras.0;
        if let Some(layer) = schema.layers.first_mut() {
            layer.extra = extras.1;
            if let Some(label) = layer.labels.first_mut() {
                label.extra = extras.2;
            }
            if let Some(label) = layer.labels.last_mut() {
                label.key = Some('o');
            }
            if let Some(attribute) = layer.attributes.first_mut() {
                attribute.extra = extras.3.clone();
            }
        }
        if let Some(relation) = schema.relations.first_mut() {
            relation.extra = extras.3;
        }
        schema
    })
}

/// The first record for each id.
fn distinct<T, K: Ord>(candidates: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = BTreeSet::new();
    candidates
        .into_iter()
        .filter(|record| seen.insert(key(record)))
        .collect()
}

/// A project that opens.
pub fn any_project() -> impl Strategy<Value = Project> {
    let documents = prop::collection::vec(any_id().prop_flat_map(any_document), 0..4)
        .prop_map(|documents| distinct(documents, |d| d.meta.id.clone()));
    let annotated = documents.prop_flat_map(|documents| {
        let annotations = prop::collection::vec(any_annotation(documents.clone()), 0..12);
        (Just(documents), annotations)
    });
    let clusters = prop::collection::vec(any_cluster(), 0..4);
    let groups = prop::collection::vec(prop::collection::vec(any::<Index>(), 0..3), 3);
    let membership = prop::collection::vec(any::<Option<Index>>(), 12);
    let relations = prop::collection::vec(any_relation(), 0..6);
    let log = prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec(any_version(), 0..3),
    ];
    let version = (any::<Index>(), any::<u8>(), any_text(), any_value());
    let versions = prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec(version, 0..4),
    ];
    (
        any_header(),
        any_schema(),
        annotated,
        (clusters, groups),
        membership,
        (relations, versions, log),
    )
        .prop_map(
            |(
                header,
                schema,
                (documents, annotations),
                (clusters, groups),
                membership,
                (relations, versions, log),
            )| {
                let annotations = distinct(annotations.into_iter().flatten().collect(), |a| {
                    a.id.clone()
                });
                let mut clusters = distinct(clusters, |c| c.id.clone());
                for (annotation, at) in annotations.iter().zip(membership) {
                    let count = clusters.len();
                    if let Some(at) = at.filter(|_| count > 0) {
                        clusters[at.index(count)]
                            .members
                            .push(annotation.id.clone());
                    }
                }
                let relations = relations
                    .into_iter()
                    .filter(|_| !annotations.is_empty())
                    .map(|(mut relation, (from, to, to_cluster))| {
                        relation.from = annotations[from.index(annotations.len())].id.clone();
                        relation.to = if to_cluster && !clusters.is_empty() {
                            Target::Cluster(clusters[to.index(clusters.len())].id.clone())
                        } else {
                            Target::Annotation(annotations[to.index(annotations.len())].id.clone())
                        };
                        relation
                    })
                    .collect();
                for (at, chosen) in groups.into_iter().enumerate().take(clusters.len()) {
                    // Of those after it, so that there is no circle.
                    let after = clusters.split_off(at + 1);
                    let parts: BTreeSet<ClusterId> = (chosen.iter().filter(|_| !after.is_empty()))
                        .map(|part| part.get(&after).id.clone())
                        .collect();
                    clusters[at].parts = parts.into_iter().rev().collect();
                    clusters.extend(after);
                }
                let unsettled = unsettled(&documents, &annotations, &clusters, versions);
                let mut header = header;
                header.set_unsettled(unsettled);
                Project {
                    header,
                    schema,
                    codebook_versions: distinct(log, CodebookVersion::key),
                    documents,
                    annotations,
                    relations: distinct(relations, |r: &Relation| r.id.clone()),
                    clusters,
                }
            },
        )
}

/// The random input for an unsettled item: an index, a kind, a text, and a value.
type Draw = (Index, u8, String, Value);

/// Unsettled items about existing records.
fn unsettled(
    documents: &[Document],
    annotations: &[Annotation],
    clusters: &[Cluster],
    draws: Vec<Draw>,
) -> Vec<Value> {
    let draw = |(at, kind, words, value): Draw| -> Option<Unsettled> {
        let annotation = || annotations.get(at.index(annotations.len().max(1)));
        let cluster = || clusters.get(at.index(clusters.len().max(1)));
        Some(match kind % 6 {
            0 => {
                let mut version = annotation()?.clone();
                match kind {
                    0..100 => version.note = words,
                    100..200 => drop(version.attributes.insert("x".to_owned(), value)),
                    _ => version.fragments.truncate(1),
                }
                Unsettled::Annotation(Box::new(version))
            }
            1 => {
                let mut version = cluster()?.clone();
                (version.name, version.members) = (words, Vec::new());
                match kind {
                    // A circle, or a part that does not exist.
                    0..50 => version.parts = clusters.iter().map(|c| c.id.clone()).collect(),
                    50..100 => version.parts = vec!["nowhere".into()],
                    _ => {}
                }
                Unsettled::Cluster(Box::new(version))
            }
            2 => {
                let at = at.index(documents.len().max(1));
                let mut version = documents.get(at)?.meta.clone();
                version.title = words;
                Unsettled::Document(Box::new(version))
            }
            3 => {
                // Mostly an existing one.
                let mut lost = annotation()?.clone();
                if kind < 128 {
                    lost.id = format!("lost {words}").as_str().into();
                }
                lost.note = words;
                let mut home = cluster().cloned();
                if let Some(home) = &mut home {
                    home.members = Vec::new();
                }
                Unsettled::Placement(Box::new(Placement {
                    contexts: vec![Context {
                        before: lost.note.clone(),
                        after: String::new(),
                    }],
                    candidates: vec![CandidatePlace {
                        fragments: lost.fragments.iter().map(|f| f.range().into()).collect(),
                        confidence: usize::from(kind % 100),
                    }],
                    annotation: lost,
                    cluster: home.map(Box::new),
                    relations: Vec::new(),
                }))
            }
            4 => Unsettled::Reworded(Box::new(Reworded {
                annotation: annotation()?.id.clone(),
                was: vec![words],
            })),
            _ => Unsettled::Member {
                annotation: annotation()?.id.clone(),
                cluster: cluster()?.id.clone(),
            },
        })
    };
    let items = draws.into_iter().filter_map(draw);
    items.map(|item| item.to_json()).collect()
}
