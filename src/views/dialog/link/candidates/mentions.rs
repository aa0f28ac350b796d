//! What a mark can be in a cluster with, the likeliest first.

use super::candidate::{
    Candidate, MAX_OF_GROUP, What, called, largest, mark, name_of, of_cluster, own_first,
};
use super::words::Words;
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use postil_core::model::{Annotation, ClusterId};
use postil_core::state::{ClusterState, State};
use std::collections::BTreeMap;

/// Clusters and marks for a mark, and a new cluster; `typed` narrows them down.
pub(super) fn for_cluster(state: &State, own: &Annotation, typed: &str) -> Vec<Candidate> {
    let (same_words, typed_words) = (Words::of(&state.quote(own)), Words::of(typed));
    let can_be = |other: &Annotation| other.id != own.id && other.layer() == own.layer();
    let own_cluster = state.cluster_of(&own.id).map(|c| c.record().id.clone());
    let mut same: Vec<&Annotation> = Vec::new();
    let mut marks: Vec<Candidate> = Vec::new();
    // Whether a cluster has a mention with the same words, and one with the words typed.
    let mut clusters: BTreeMap<&ClusterId, (bool, bool)> = BTreeMap::new();
    for (document, other) in own_first(state, own) {
        if !can_be(other) {
            continue;
        }
        let reads_same = same_words.are(document, other);
        let fits = typed_words.lie_in(document, other);
        // Without a word typed all fit: do not look up the clusters of all.
        let wanted = !typed.is_empty() || marks.len() < MAX_OF_GROUP;
        if !(reads_same || fits && wanted) {
            continue;
        }
        match state.cluster_of(&other.id) {
            Some(cluster) => {
                let seen = clusters.entry(&cluster.record().id).or_default();
                seen.0 |= reads_same;
                seen.1 |= fits;
            }
            None if !fits => {}
            None if reads_same => same.push(other),
            None if marks.len() < MAX_OF_GROUP => {
                marks.push(mark(t!("Other marks"), state, document, other));
            }
            None => {}
        }
    }
    for id in called(state, &typed_words, can_be) {
        clusters.entry(id).or_default().1 = true;
    }
    let mut found: Vec<Candidate> = Vec::new();
    // First without a word typed: Enter then changes nothing.
    let now = state.cluster_of(&own.id).filter(|_| typed.is_empty());
    found.extend(now.map(|cluster| of_cluster(t!("Current cluster"), state, cluster)));
    let mut others: Vec<&ClusterState> = Vec::new();
    for (id, (reads_same, fits)) in clusters {
        if own_cluster.as_ref() == Some(id) {
            continue;
        }
        let Some(cluster) = state.cluster(id) else {
            continue;
        };
        match (reads_same, fits) {
            (_, false) => {}
            (true, true) => found.push(of_cluster(t!("Same words"), state, cluster)),
            (false, true) => others.push(cluster),
        }
    }
    if same.len() > 1 {
        found.push(Candidate {
            group: t!("Same words"),
            what: What::Marks(same.iter().map(|other| other.id.clone()).collect()),
            form: labels::form(state, &own.id),
            words: tf!(
                "All {} other marks of “{}”",
                same.len(),
                name_of(state, own)
            ),
            from: String::new(),
        });
    }
    let alike = same.iter().take(MAX_OF_GROUP).filter_map(|other| {
        let document = state.document(&other.document)?;
        Some(mark(t!("Same words"), state, document, other))
    });
    found.extend(alike);
    let name = match typed {
        "" => name_of(state, own),
        typed => typed.to_owned(),
    };
    let new = Candidate {
        group: "New",
        words: tf!("New cluster “{name}”"),
        what: What::New(name),
        form: None,
        from: String::new(),
    };
    let new_first = typed.is_empty() && found.is_empty();
    if new_first {
        found.push(new.clone());
    }
    found.extend(largest(state, others));
    found.extend(marks);
    if !new_first {
        found.push(new);
    }
    found
}
