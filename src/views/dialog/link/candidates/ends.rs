//! Where a relation of a mark can end, the nearest first.

use super::candidate::{Candidate, MAX_OF_GROUP, called, largest, mark, own_first};
use super::speakers::{SAID_BY, speakers};
use super::words::Words;
use crate::ui::sentence::t;
use postil_core::model::{Annotation, ClusterId};
use postil_core::state::State;
use std::collections::BTreeSet;

/// Marks and clusters at which a relation of this kind can end; `typed` narrows them down.
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
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    let mut clusters: BTreeSet<&ClusterId> = BTreeSet::new();
    for (document, other) in own_first(state, own) {
        if !can_be(other) || !words.lie_in(document, other) {
            continue;
        }
        if !typed.is_empty() {
            clusters.extend(state.cluster_of(&other.id).map(|c| &c.record().id));
        }
        if other.document == own.document {
            // Near marks are likelier.
            let away = other.extent().start.abs_diff(own.extent().start);
            here.push((away, document, other));
        } else if elsewhere.len() < MAX_OF_GROUP {
            elsewhere.push(mark(t!("Other articles"), state, document, other));
        }
    }
    clusters.extend(called(state, &words, can_be));
    here.sort_by_key(|(away, ..)| *away);
    let mut found: Vec<Candidate> = here
        .into_iter()
        .take(MAX_OF_GROUP)
        .map(|(_, document, other)| mark(t!("This article"), state, document, other))
        .collect();
    let clusters = clusters.into_iter().filter_map(|id| state.cluster(id));
    found.extend(largest(state, clusters.collect()));
    found.extend(elsewhere);
    found
}
