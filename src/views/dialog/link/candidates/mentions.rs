//! What a mark can be in a cluster with, the likeliest first.

use super::candidate::{
    Candidate, MAX_OF_GROUP, What, called, closest, in_groups, mark, name_of, of_cluster, own_first,
};
use super::words::{Rank, Words};
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use postil_core::model::{Annotation, ClusterId};
use postil_core::state::{ClusterState, DocumentState, State};
use std::collections::BTreeMap;

/// Clusters and marks for a mark, and a new cluster; `typed` narrows them down.
pub(super) fn for_cluster(state: &State, own: &Annotation, typed: &str) -> Vec<Candidate> {
    let (same_words, typed_words) = (Words::of(&state.quote(own)), Words::of(typed));
    let can_be = |other: &Annotation| other.id != own.id && other.layer() == own.layer();
    let own_cluster = state.cluster_of(&own.id).map(|c| c.record().id.clone());
    let mut same: Vec<(Rank, &DocumentState, &Annotation)> = Vec::new();
    let mut marks = Vec::new();
    // Whether a cluster has a mention with the same words, and how close it comes to those typed.
    let mut clusters: BTreeMap<&ClusterId, (bool, Option<Rank>)> = BTreeMap::new();
    for (document, other) in own_first(state, own) {
        if !can_be(other) {
            continue;
        }
        let reads_same = same_words.are(document, other);
        let rank = typed_words.rank(document, other);
        // Without a word typed all fit: do not look up the clusters of all.
        let wanted = !typed.is_empty() || marks.len() < MAX_OF_GROUP;
        if !(reads_same || rank.is_some() && wanted) {
            continue;
        }
        match (state.cluster_of(&other.id), rank) {
            (Some(cluster), rank) => {
                let seen = clusters.entry(&cluster.record().id).or_default();
                seen.0 |= reads_same;
                seen.1 = Rank::best(seen.1, rank.map(Rank::of_mention));
            }
            (None, None) => {}
            (None, Some(rank)) if reads_same => same.push((rank, document, other)),
            (None, Some(rank)) => marks.push((rank, document, other)),
        }
    }
    for (rank, id) in called(state, &typed_words, can_be) {
        let seen = clusters.entry(id).or_default();
        seen.1 = Rank::best(seen.1, Some(rank));
    }
    let mut alike: Vec<(Rank, Candidate)> = Vec::new();
    let mut others: Vec<(Rank, &ClusterState)> = Vec::new();
    for (id, (reads_same, rank)) in clusters {
        if own_cluster.as_ref() == Some(id) {
            continue;
        }
        let (Some(cluster), Some(rank)) = (state.cluster(id), rank) else {
            continue;
        };
        match reads_same {
            true => alike.push((rank, of_cluster(t!("Same words"), state, cluster))),
            false => others.push((rank, cluster)),
        }
    }
    if let [(rank, ..), _, ..] = same.as_slice() {
        let all = Candidate {
            group: t!("Same words"),
            what: What::Marks(same.iter().map(|(_, _, it)| it.id.clone()).collect()),
            look: labels::look(state, &own.id),
            words: tf!(
                "All {} other marks of “{}”",
                same.len(),
                name_of(state, own)
            ),
            from: String::new(),
        };
        alike.push((*rank, all));
    }
    let listed = |group: &'static str, mut marks: Vec<(Rank, &DocumentState, &Annotation)>| {
        marks.sort_by_key(|(rank, ..)| *rank);
        let marks = marks.into_iter().take(MAX_OF_GROUP);
        let marks = marks.map(|(rank, document, it)| (rank, mark(group, state, document, it)));
        marks.collect::<Vec<_>>()
    };
    alike.extend(listed(t!("Same words"), same));
    alike.sort_by_key(|(rank, _)| *rank);
    // Without a word typed, Enter then changes nothing.
    let now = state.cluster_of(&own.id).filter(|_| typed.is_empty());
    let now = now.map(|cluster| of_cluster(t!("Current cluster"), state, cluster));
    let name = match typed {
        "" => name_of(state, own),
        typed => typed.to_owned(),
    };
    let new = Candidate {
        group: "New",
        words: tf!("New cluster “{name}”"),
        what: What::New(name),
        look: None,
        from: String::new(),
    };
    let new_first = typed.is_empty() && now.is_none() && alike.is_empty();
    let mut found: Vec<Candidate> = now.into_iter().collect();
    if new_first {
        found.push(new.clone());
    }
    let others = closest(state, others);
    let marks = listed(t!("Other marks"), marks);
    found.extend(in_groups(vec![alike, others, marks]));
    if !new_first {
        found.push(new);
    }
    found
}
