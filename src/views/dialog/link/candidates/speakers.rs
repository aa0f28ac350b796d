//! Who may have said a claim.

use super::candidate::{Candidate, MAX_OF_GROUP, mark, of_cluster, own_first};
use crate::ui::sentence::t;
use postil_core::model::{Annotation, ClusterId};
use postil_core::state::{DocumentState, State};
use postil_core::text::{Mention, rank_speakers};
use std::collections::BTreeSet;

/// The relation from a claim to its speaker.
pub(super) const SAID_BY: &str = "said-by";
/// The kinds of entities that speak.
const SPEAKERS: &[&str] = &["person", "organization", "media"];

/// Whether a mark of this label may speak.
pub(super) fn may_speak(label: &str) -> bool {
    match label.split_once('.') {
        Some(("entity", kind)) => SPEAKERS.contains(&kind),
        // An entity of no kind yet, or a layer of another scheme.
        _ => true,
    }
}

/// Who may have said a claim, the likeliest first; a cluster once, where its likeliest mention stands.
pub(super) fn speakers(state: &State, own: &Annotation) -> Vec<Candidate> {
    let ends = |label: &str| {
        let kind = state.schema().relation(SAID_BY);
        kind.is_some_and(|kind| kind.ends_at(label)) && may_speak(label)
    };
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    for (document, other) in own_first(state, own) {
        if other.id == own.id || !ends(&other.label) {
            continue;
        }
        match other.document == own.document {
            true => here.push((document, other)),
            false => elsewhere.push((document, other)),
        }
    }
    let mentions: Vec<Mention> = here
        .iter()
        .map(|(_, other)| Mention {
            range: other.extent(),
            is_person: other.label == "entity.person",
        })
        .collect();
    let text = state.document(&own.document).map(DocumentState::text);
    let ranked = text.map_or_else(Vec::new, |text| {
        rank_speakers(text, own.extent(), &mentions)
    });
    let near = ranked.into_iter().filter_map(|at| here.get(at).copied());
    let mut clusters: BTreeSet<&ClusterId> = BTreeSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    let groups = [
        (t!("This article"), near.collect::<Vec<_>>()),
        (t!("Other articles"), elsewhere),
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
