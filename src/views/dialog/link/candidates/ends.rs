//! Where a relation of a mark can end: what comes closest to the words typed first, then the nearest.

use super::candidate::{
    Candidate, MAX_OF_GROUP, called, closest, in_groups, mark, of_cluster, own_first,
};
use super::speakers::{SAID_BY, may_speak, speakers};
use super::words::{Rank, Words};
use crate::ui::sentence::t;
use postil_core::model::{Annotation, ClusterId};
use postil_core::state::{ClusterState, DocumentState, State};
use std::collections::BTreeMap;

/// Marks and clusters at which a relation of this kind can end; `typed` narrows them down, and a cluster
/// then stands for its mentions.
pub(super) fn for_relation(
    state: &State,
    own: &Annotation,
    kind: &str,
    typed: &str,
) -> Vec<Candidate> {
    let Some(kind) = state.schema().relation(kind) else {
        return Vec::new();
    };
    if kind.name == SAID_BY && typed.is_empty() {
        return speakers(state, own);
    }
    let words = Words::of(typed);
    let can_be = |other: &Annotation| other.id != own.id && kind.ends_at(&other.label);
    let is_unlikely = |other: &Annotation| kind.name == SAID_BY && !may_speak(&other.label);
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    let mut clusters: BTreeMap<&ClusterId, Seen> = BTreeMap::new();
    for (document, other) in own_first(state, own) {
        if !can_be(other) {
            continue;
        }
        let Some(rank) = words.rank(document, other) else {
            continue;
        };
        let is_here = other.document == own.document;
        // Near marks are likelier.
        let away = other.extent().start.abs_diff(own.extent().start);
        let place = (rank, is_unlikely(other), away);
        match state.cluster_of(&other.id) {
            // It stands for its mentions.
            Some(cluster) if !typed.is_empty() => {
                let seen = clusters.entry(&cluster.record().id).or_default();
                seen.rank = Rank::best(seen.rank, Some(rank.of_mention()));
                if is_here {
                    seen.here = seen.here.into_iter().chain([place]).min();
                }
            }
            _ if is_here => here.push((place, End::Mark(document, other))),
            // Without a word typed all fit.
            _ if !typed.is_empty() || elsewhere.len() < MAX_OF_GROUP => {
                elsewhere.push(((rank, is_unlikely(other)), document, other));
            }
            _ => {}
        }
    }
    for (rank, id) in called(state, &words, can_be) {
        let seen = clusters.entry(id).or_default();
        seen.rank = Rank::best(seen.rank, Some(rank));
    }
    let mut others = Vec::new();
    for (id, seen) in clusters {
        match (state.cluster(id), seen) {
            (
                Some(cluster),
                Seen {
                    here: Some(place),
                    rank,
                },
            ) => {
                let (own, unlikely, away) = place;
                let place = (rank.map_or(own, |rank| rank.min(own)), unlikely, away);
                here.push((place, End::Cluster(cluster)));
            }
            (
                Some(cluster),
                Seen {
                    rank: Some(rank), ..
                },
            ) => others.push((rank, cluster)),
            _ => {}
        }
    }
    here.sort_by_key(|(place, _)| *place);
    elsewhere.sort_by_key(|(place, ..)| *place);
    let here = here.into_iter().take(MAX_OF_GROUP).map(|(place, end)| {
        let group = t!("This article");
        let candidate = match end {
            End::Mark(document, other) => mark(group, state, document, other),
            End::Cluster(cluster) => of_cluster(group, state, cluster),
        };
        (place.0, candidate)
    });
    let elsewhere = elsewhere.into_iter().take(MAX_OF_GROUP);
    let elsewhere = elsewhere.map(|((rank, _), document, other)| {
        (rank, mark(t!("Other articles"), state, document, other))
    });
    in_groups(vec![
        here.collect(),
        closest(state, others),
        elsewhere.collect(),
    ])
}

/// Where a relation can end.
enum End<'a> {
    Mark(&'a DocumentState, &'a Annotation),
    Cluster(&'a ClusterState),
}

/// What is known of a cluster.
#[derive(Default)]
struct Seen {
    /// How close it comes by its name, or by a mention.
    rank: Option<Rank>,
    /// Of its mentions in this article the best: how close it comes, whether it is unlikely, and how far away
    /// it is.
    here: Option<(Rank, bool, usize)>,
}
