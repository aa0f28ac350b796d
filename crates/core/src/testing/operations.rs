//! Random operations, some of which fit a random project.

use super::{
    any_attributes, any_cluster, any_document, any_extra, any_header, any_id, any_label, any_meta,
    any_project, any_relation, any_schema, any_version,
};
use crate::model::{Annotation, Fragment, Target};
use crate::text::testing::any_text;
use crate::transaction::{Op, Transaction};
use proptest::prelude::*;
use proptest::sample::select;

/// A number, mostly within a short text.
fn any_offset() -> impl Strategy<Value = usize> {
    prop_oneof![
        30 => 0..16usize,
        1 => select(&[usize::MAX, usize::MAX - 1, u32::MAX as usize, u32::MAX as usize + 1][..]),
    ]
}

/// Fragments, mostly in order.
fn any_fragments() -> impl Strategy<Value = Vec<Fragment>> {
    let offsets = prop::collection::vec(any_offset(), 2..6);
    let quote = prop_oneof![20 => Just(String::new()), 1 => Just("a".to_owned())];
    (offsets, any::<[bool; 4]>(), quote, any_extra()).prop_map(
        |(mut offsets, odd, quote, extra)| {
            if odd != [true; 4] {
                offsets.sort_unstable();
                offsets.dedup();
            }
            offsets
                .chunks_exact(2)
                .map(|pair| Fragment {
                    quote: quote.clone(),
                    extra: extra.clone(),
                    ..Fragment::new(pair[0]..pair[1])
                })
                .collect()
        },
    )
}

fn any_annotation() -> impl Strategy<Value = Annotation> {
    let label =
        prop_oneof![30 => any_label(), 1 => select(&["", ".x"][..]).prop_map(str::to_owned)];
    let ids = (any_id(), any_id());
    let rest = (any_text(), any_attributes(), any_extra());
    (ids, label, any_fragments(), rest).prop_map(|(ids, label, fragments, rest)| Annotation {
        attributes: rest.1,
        note: rest.0,
        extra: rest.2,
        ..Annotation::new(ids.0.into(), ids.1.into(), label, fragments)
    })
}

fn relation_put() -> impl Strategy<Value = Op> {
    let ends = (any_id(), any_id(), any::<bool>());
    (any_relation(), ends).prop_map(|((mut relation, _), (from, to, to_cluster))| {
        relation.from = from.into();
        relation.to = if to_cluster {
            Target::Cluster(to.into())
        } else {
            Target::Annotation(to.into())
        };
        Op::PutRelation(Box::new(relation))
    })
}

/// A name that is sometimes empty or the name of a field.
fn odd(name: String, odd: u8) -> String {
    match odd {
        0 => String::new(),
        _ => name,
    }
}

/// An operation.
pub fn any_operation() -> impl Strategy<Value = Op> {
    let id = || (any_id(), 0..40u8).prop_map(|(id, n)| odd(id, n));
    let parts = prop::collection::vec(any_id(), 1..3);
    let cluster = (any_cluster(), parts, 0..20u8).prop_map(|(mut cluster, parts, n)| {
        match n {
            0 => cluster.id = "".into(),
            1 => cluster.members.push("nobody".into()),
            2 => drop(cluster.extra.insert("members".to_owned(), 1.into())),
            3 => cluster.parts.push("nowhere".into()),
            4 => cluster.parts.push(cluster.id.clone()),
            5..12 => cluster.parts.extend(parts.into_iter().map(Into::into)),
            _ => {}
        }
        cluster
    });
    let document = (any_id().prop_flat_map(any_document), 0..20u8).prop_map(|(mut document, n)| {
        match n {
            0 => document.meta.id = "".into(),
            1 => document.sha256 = "0".repeat(64),
            2 => drop(document.meta.extra.insert("text".to_owned(), 1.into())),
            _ => {}
        }
        document
    });
    let meta = any_id().prop_flat_map(|id| any_meta(id, 8));
    prop_oneof![
        12 => any_annotation().prop_map(|a| Op::PutAnnotation(Box::new(a))),
        5 => id().prop_map(|id| Op::RemoveAnnotation(id.into())),
        6 => relation_put(),
        3 => id().prop_map(|id| Op::RemoveRelation(id.into())),
        4 => cluster.prop_map(|c| Op::PutCluster(Box::new(c))),
        2 => id().prop_map(|id| Op::RemoveCluster(id.into())),
        8 => (id(), prop::option::weighted(0.8, id())).prop_map(|(annotation, cluster)| Op::SetCluster {
            annotation: annotation.into(),
            cluster: cluster.map(Into::into),
        }),
        4 => (any_offset(), document).prop_map(|(at, document)| Op::InsertDocument {
            at,
            document: Box::new(document),
        }),
        3 => id().prop_map(|id| Op::RemoveDocument(id.into())),
        2 => (id(), any_offset()).prop_map(|(id, to)| Op::MoveDocument { id: id.into(), to }),
        3 => meta.prop_map(|meta| Op::PutMeta(Box::new(meta))),
        1 => any_schema().prop_map(|schema| Op::PutSchema(Box::new(schema))),
        1 => any_version().prop_map(|version| Op::PutVersion(Box::new(version))),
        1 => any_version().prop_map(|version| Op::RemoveVersion(version.key())),
        1 => any_header().prop_map(|header| Op::PutHeader(Box::new(header))),
        1 => any_project().prop_map(|project| Op::PutProject(Box::new(project))),
    ]
}

/// A transaction, mostly short, with or without a merge key.
pub fn any_transaction() -> impl Strategy<Value = Transaction> {
    let ops = prop_oneof![
        3 => prop::collection::vec(any_operation(), 1..2),
        2 => prop::collection::vec(any_operation(), 0..5),
    ];
    let merge = prop_oneof![2 => Just(None), 1 => select(&["a", "b"][..]).prop_map(Some)];
    (any_text(), ops, merge).prop_map(|(name, ops, merge)| Transaction {
        name,
        ops,
        merge: merge.map(str::to_owned),
    })
}
