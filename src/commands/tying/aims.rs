//! The ends that are proposed for a relation in the making, and its value.

use super::finder::Finder;
use crate::desk::Desk;
use crate::desk::tying::{Aim, AimAt, RelationEnds, Tying};
use postil_core::model::{Annotation, AnnotationId, Target};
use postil_core::state::{DocumentState, State};
use postil_propose::said::{self, Candidate, Kind, SAID_BY, Speaker};
use std::collections::BTreeSet;

/// The annotations of the document in the active pane that fit, in the order of the text. O(n).
fn fitting(desk: Desk, tying: &Tying) -> Vec<AnnotationId> {
    let (hidden, finder) = (desk.hidden.get_untracked(), Finder::new(tying));
    let found = desk.peek_document(|state, document| {
        let all = document.order().iter().filter_map(|&slot| state.at(slot));
        all.filter(|annotation| !hidden.contains(annotation.layer()))
            .filter(|annotation| finder.fit(state, annotation))
            .map(|annotation| annotation.id.clone())
            .collect()
    });
    found.unwrap_or_default()
}

/// Proposes the likeliest end.
pub(super) fn aim_first(desk: Desk, tying: &mut Tying) {
    tying.aim = aims(desk, tying).into_iter().next();
    guess_value(desk, tying);
}

/// The ends that are proposed in the document of the active pane: speakers by how likely they are, other
/// ends in the order of the text, the nearest first of all.
pub(super) fn aims(desk: Desk, tying: &Tying) -> Vec<Aim> {
    let all = fitting(desk, tying);
    if let Some(speakers) = speakers(desk, tying, &all) {
        return speakers;
    }
    let at = desk
        .peek_document(|state, document| nearest(state, document, tying, &all))
        .flatten();
    let (before, after) = all
        .split_at_checked(at.unwrap_or_default())
        .unwrap_or_default();
    after.iter().chain(before).cloned().map(Aim::of).collect()
}

/// Who may have said the claim that a relation begins at, the likeliest first, and then all other marks that
/// fit; `None` for other relations, and where something is typed.
fn speakers(desk: Desk, tying: &Tying, all: &[AnnotationId]) -> Option<Vec<Aim>> {
    if tying.kind != SAID_BY || !tying.typed.is_empty() {
        return None;
    }
    let from = tying.from.as_ref()?;
    desk.peek_document(|state, document| {
        let claim = state.annotation(from)?;
        if claim.document != document.meta().id {
            return None;
        }
        let wanted: BTreeSet<&AnnotationId> = all.iter().collect();
        let id_of = |speaker: &Speaker| match speaker {
            Speaker::Marked(slot) => state.at(*slot).map(|annotation| annotation.id.clone()),
            Speaker::Unmarked { .. } => None,
        };
        let aim = |candidate: &Candidate| {
            let at = match &candidate.speaker {
                Speaker::Marked(_) => {
                    AimAt::Mark(id_of(&candidate.speaker).filter(|id| wanted.contains(id))?)
                }
                Speaker::Unmarked { range, kind } => {
                    AimAt::Words(range.clone(), label_of(state, *kind)?)
                }
            };
            Some(Aim {
                at,
                reason: Some(candidate.reason),
                via: candidate.via.iter().filter_map(id_of).collect(),
            })
        };
        let mut found: Vec<Aim> = said::speakers(state, claim)
            .iter()
            .filter_map(aim)
            .collect();
        let listed: BTreeSet<&AnnotationId> = found.iter().filter_map(Aim::mark).collect();
        let rest = all.iter().filter(|id| !listed.contains(id));
        let rest: Vec<Aim> = rest.cloned().map(Aim::of).collect();
        found.extend(rest);
        Some(found)
    })
    .flatten()
}

/// The label for words of a kind, at which a claim's speaker can be.
fn label_of(state: &State, kind: Kind) -> Option<String> {
    let name = match kind {
        Kind::Person => "person",
        Kind::Organization => "organization",
        Kind::Group => "group",
        Kind::Media => "media",
        Kind::Place | Kind::Unknown => return None,
    };
    let said_by = state.schema().relation(SAID_BY)?;
    let mut layers = state.schema().layers.iter();
    layers.find_map(|layer| {
        let label = layer.labels.iter().find(|label| label.name == name)?;
        let full = format!("{}.{}", layer.name, label.name);
        said_by.ends_at(&full).then_some(full)
    })
}

/// The place in a list of the annotation that is nearest to the beginning of the relation and is not related
/// to it yet.
fn nearest(
    state: &State,
    document: &DocumentState,
    tying: &Tying,
    all: &[AnnotationId],
) -> Option<usize> {
    let from = state.annotation(tying.from.as_ref()?)?;
    if from.document != document.meta().id {
        return None;
    }
    let own = from.extent();
    let related: Vec<&Target> = state
        .relations_of(&from.id)
        .filter(|relation| relation.kind == tying.kind && relation.from == from.id)
        .map(|relation| &relation.to)
        .collect();
    let away = |id: &AnnotationId| {
        let extent = state.annotation(id).map(Annotation::extent);
        let away = extent.map_or(usize::MAX, |it| {
            let after = it.start.saturating_sub(own.end);
            after.max(own.start.saturating_sub(it.end))
        });
        let is_related = related.iter().any(|to| match to {
            Target::Annotation(to) => to == id,
            Target::Cluster(cluster) => {
                let own = state.cluster_of(id);
                own.is_some_and(|own| own.record().id == *cluster)
            }
        });
        (is_related, away)
    };
    (0..all.len()).min_by_key(|&at| all.get(at).map(away))
}

/// Proposes the value, unless a person chose one: that which is called like the label of the end, or
/// stands for it; else that which leaves the matter open, or the first that the beginning does not have yet.
pub(super) fn guess_value(desk: Desk, tying: &mut Tying) {
    if tying.value_is_chosen {
        return;
    }
    let value = desk.peek(|state| {
        let kind = state.schema().relation(&tying.kind)?;
        let label = tying.aim.as_ref().and_then(Aim::mark);
        let label = label.and_then(|id| state.annotation(id));
        let label = label.map_or("", |annotation| annotation.label.as_str());
        let name = label.split_once('.').map_or(label, |(_, name)| name);
        let name = if name == "date" { "time" } else { name };
        let same = kind.values.iter().find(|value| *value == name);
        let taken: Vec<&String> = tying
            .from
            .iter()
            .flat_map(|from| state.relations_of(from))
            .filter(|relation| relation.kind == tying.kind)
            .map(|relation| &relation.value)
            .collect();
        let is_other = |value: &&String| !matches!(value.as_str(), "place" | "time");
        let free = |value: &&String| !taken.contains(value) && is_other(value);
        let first = kind.values.iter().find(free);
        // To say that claims differ says nothing yet of how it ends.
        let open = kind.values.iter().find(|value| *value == "open");
        same.or(open).or(first).or(kind.values.first()).cloned()
    });
    tying.value = value.unwrap_or_default();
}
