//! Each edit does what its name says.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, Document, DocumentMeta, Header, Rejection,
    Relation, RelationId, Span, Target,
};
use crate::state::tests::assert_whole;
use crate::state::{RecordName, Refusal, State};
use crate::testing::{
    any_cluster, any_document, any_header, any_id, any_label, any_meta, any_project, any_relation,
    any_value,
};
use crate::transaction::Transaction;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::{Value, json};
use std::ops::Range;

mod annotations;
mod clusters;
mod documents;
mod everywhere;
mod links;
mod random;

const STAMP: Stamp = Stamp {
    author: "me",
    time: "2024-12-18T09:00:00Z",
};

/// Two documents of 20 code points with two annotations each, two clusters and four relations.
fn story() -> State {
    let text = "0123456789👍👍👍👍👍👍👍👍👍👍";
    let annotation = |id: &str, document: &str, label: &str, at: &[(usize, usize)]| {
        let fragments: Vec<Value> = at
            .iter()
            .map(|(start, end)| json!({ "start": start, "end": end }))
            .collect();
        json!({ "id": id, "document": document, "label": label, "fragments": fragments })
    };
    let project = json!({
        "name": "Story",
        "schema": crate::model::Schema::bundled(),
        "documents": [
            { "id": "d1", "title": "One", "text": text, "boilerplate": [{ "start": 2, "end": 5 }] },
            { "id": "d2", "title": "Two", "text": text },
        ],
        "annotations": [
            annotation("a", "d1", "entity.person", &[(0, 2)]),
            annotation("b", "d1", "claim", &[(4, 8), (10, 12), (14, 16)]),
            annotation("c", "d2", "entity.person", &[(0, 2)]),
            annotation("d", "d2", "event", &[(3, 9)]),
        ],
        "clusters": [
            { "id": "k", "name": "Kabulov", "members": ["a", "c"] },
            { "id": "m", "name": "Meeting", "members": ["d"] },
            { "id": "n", "name": "Nobody", "members": [] },
        ],
        "relations": [
            { "id": "r1", "type": "said-by", "from": "b", "to": { "cluster": "k" } },
            { "id": "r2", "type": "about", "from": "b", "to": { "cluster": "m" } },
            { "id": "r3", "type": "role", "value": "agent", "from": "d", "to": { "annotation": "c" } },
            { "id": "r4", "type": "odd", "from": "b", "to": { "annotation": "b" } },
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

fn done(mut state: State, transaction: Option<Transaction>) -> (State, String) {
    let transaction = transaction.expect("there is something to do");
    state.apply(&transaction).expect("it fits");
    assert_whole(&state);
    (state, transaction.name)
}

fn ids(list: &[&str]) -> Vec<AnnotationId> {
    list.iter().map(|&id| id.into()).collect()
}

/// The ids of annotations, relations and clusters, and the members, on one line.
fn outline(state: &State) -> String {
    let annotations: Vec<_> = state.annotations().map(|a| a.id.as_str()).collect();
    let relations: Vec<_> = state
        .relations()
        .map(|r| match &r.to {
            Target::Annotation(to) => format!("{}:{}→{to}", r.id, r.from),
            Target::Cluster(to) => format!("{}:{}→*{to}", r.id, r.from),
        })
        .collect();
    let clusters: Vec<_> = state
        .clusters()
        .map(|c| {
            let members: Vec<_> = c.members().iter().map(|id| id.as_str()).collect();
            format!("{}({})", c.record().id, members.join(" "))
        })
        .collect();
    [
        annotations.join(" "),
        relations.join(" "),
        clusters.join(" "),
    ]
    .join(" | ")
}

const WHOLE: &str = "a b c d | r1:b→*k r2:b→*m r3:d→c r4:b→b | k(a c) m(d) n()";
