//! Who may have said a claim.

use super::candidate::{Candidate, MAX_OF_GROUP, mark, of_cluster, own_first};
use crate::ui::sentence::t;
use postil_core::model::{Annotation, ClusterId};
use postil_core::state::State;
pub(super) use postil_propose::said::SAID_BY;
use postil_propose::said::{Kind, Speaker, speakers as proposed};
use std::collections::BTreeSet;

/// Whether a mark of this label may speak.
pub(super) fn may_speak(label: &str) -> bool {
    Kind::of_label(label).is_some_and(|kind| kind != Kind::Place)
}

/// Who may have said a claim, the likeliest first; a cluster once, where its likeliest mention stands.
pub(super) fn speakers(state: &State, own: &Annotation) -> Vec<Candidate> {
    let ends = |label: &str| {
        let kind = state.schema().relation(SAID_BY);
        kind.is_some_and(|kind| kind.ends_at(label)) && may_speak(label)
    };
    let near = proposed(state, own).into_iter().filter_map(|one| {
        let Speaker::Marked(slot) = one.speaker else {
            return None;
        };
        Some((state.document(&own.document)?, state.at(slot)?))
    });
    let is_elsewhere = |other: &Annotation| other.document != own.document && ends(&other.label);
    let elsewhere = own_first(state, own).filter(|(_, other)| is_elsewhere(other));
    let mut clusters: BTreeSet<&ClusterId> = BTreeSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    let groups = [
        (t!("This article"), near.collect::<Vec<_>>()),
        (t!("Other articles"), elsewhere.collect()),
    ];
    for (group, marks) in groups {
        let most = found.len() + MAX_OF_GROUP;
        for (document, other) in marks {
            if found.len() == most {
                break;
            }
            match state.cluster_of(&other.id) {
                Some(cluster) if clusters.insert(&cluster.record().id) => {
                    found.push(of_cluster(group, state, cluster));
                }
                Some(_) => {}
                None => found.push(mark(group, state, document, other)),
            }
        }
    }
    found
}
