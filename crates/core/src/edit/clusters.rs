//! Clusters as wholes: merge and split them, and say which of them a group is made of.

use super::detach::detach;
use super::links::inherit;
use super::unsettled;
use crate::model::{AnnotationId, Cluster, ClusterId};
use crate::state::{ClusterState, State};
use crate::transaction::{Op, Transaction};
use std::collections::BTreeSet;

/// What a mark can stand for, together with others.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// A cluster.
    Cluster(ClusterId),
    /// Annotations that mean one thing: the cluster of the first of them, else this one, which is made of
    /// those without a cluster.
    Marks(Vec<AnnotationId>, Box<Cluster>),
}

/// Merges clusters into the first of them: their mentions, the relations to them, their parts and the groups
/// that they are in become its own, except for those that would repeat another one or put it into itself. It
/// keeps its name, and its attributes and note, to which those that it lacks are added. `None`: none of the
/// others exists. O(m log n) for m mentions, relations and parts.
pub fn merge_clusters(
    state: &State,
    into: &ClusterId,
    others: &[ClusterId],
) -> Option<Transaction> {
    let mut next = state.cluster(into)?.record().clone();
    let gone: BTreeSet<&ClusterId> = (others.iter())
        .filter(|id| *id != into && state.cluster(id).is_some())
        .collect();
    let mut ops = Vec::new();
    let mut parts: Vec<&ClusterId> = next.parts.iter().collect();
    let mut moves = Vec::new();
    let first = gone.first()?;
    let name = match gone.len() {
        1 => format!("merge “{}” into “{}”", name_of(state, first), next.name),
        many => format!("merge {many} clusters into “{}”", next.name),
    };
    for other in gone.iter().filter_map(|id| state.cluster(id)) {
        let record = other.record();
        for (name, value) in &record.attributes {
            if !next.attributes.contains_key(name) {
                next.attributes.insert(name.clone(), value.clone());
            }
        }
        for (name, value) in &record.extra {
            if !next.extra.contains_key(name) {
                next.extra.insert(name.clone(), value.clone());
            }
        }
        if !record.note.is_empty() && !next.note.contains(&record.note) {
            if !next.note.is_empty() {
                next.note.push_str("\n\n");
            }
            next.note.push_str(&record.note);
        }
        parts.extend(&record.parts);
        moves.extend(other.members().iter().map(|annotation| Op::SetCluster {
            annotation: annotation.clone(),
            cluster: Some(into.clone()),
        }));
    }
    let is_merged = |id: &ClusterId| id == into || gone.contains(id);
    let mut kept: Vec<ClusterId> = Vec::new();
    for part in parts {
        // What has one of the merged among its parts cannot be a part of the whole.
        let leads_back = || {
            let below = state.cluster(part).map(|c| c.record().parts.as_slice());
            let all = gone.iter().copied().chain([into]);
            below.is_some_and(|below| { all }.any(|id| state.reaches(below, id)))
        };
        if !is_merged(part) && !kept.contains(part) && !leads_back() {
            kept.push(part.clone());
        }
    }
    next.parts = kept;
    // First: what it is no longer made of may be a group that it comes into.
    if state.cluster(into)?.record() != &next {
        ops.push(Op::PutCluster(Box::new(next.clone())));
    }
    ops.extend(detach(state, &gone, Some(&next)));
    ops.append(&mut moves);
    let mut said = Vec::new();
    for id in gone {
        inherit(state, id, Some(into), &mut said, &mut ops);
        ops.push(Op::RemoveCluster(id.clone()));
    }
    unsettled::forget(state, &mut ops);
    Some(Transaction::new(name, ops))
}

/// Moves mentions of a cluster into a new one. `None`: it has none of them, or no others, or the new one
/// exists. O(m log n) for m mentions.
pub fn split_cluster(
    state: &State,
    id: &ClusterId,
    leaving: &[AnnotationId],
    new: Cluster,
) -> Option<Transaction> {
    let whole = state.cluster(id)?;
    let leaving: BTreeSet<&AnnotationId> = (leaving.iter())
        .filter(|member| whole.members().contains(*member))
        .collect();
    let is_split = !leaving.is_empty() && leaving.len() < whole.members().len();
    if !is_split || state.cluster(&new.id).is_some() {
        return None;
    }
    let name = format!("split “{}” off “{}”", new.name, whole.record().name);
    let to = new.id.clone();
    let mut ops = vec![Op::PutCluster(Box::new(new))];
    ops.extend(leaving.into_iter().map(|annotation| Op::SetCluster {
        annotation: annotation.clone(),
        cluster: Some(to.clone()),
    }));
    Some(Transaction::new(name, ops))
}

/// Removes a cluster: its mentions are then in none, relations to it are removed. O(m log n) for m mentions
/// and relations.
pub fn remove_cluster(state: &State, id: &ClusterId) -> Option<Transaction> {
    let cluster = state.cluster(id)?;
    let name = format!("remove cluster “{}”", cluster.record().name);
    let mut ops = detach(state, &BTreeSet::from([id]), None);
    ops.extend(cluster.members().iter().map(|annotation| Op::SetCluster {
        annotation: annotation.clone(),
        cluster: None,
    }));
    inherit(state, id, None, &mut Vec::new(), &mut ops);
    ops.push(Op::RemoveCluster(id.clone()));
    unsettled::forget(state, &mut ops);
    Some(Transaction::new(name, ops))
}

/// Makes clusters parts of a group. `None`: all are already, or cannot be, because the group is among their
/// own parts. O(clusters reached · log n).
pub fn put_into_group(
    state: &State,
    group: &ClusterId,
    parts: &[ClusterId],
) -> Option<Transaction> {
    let mut next = state.cluster(group)?.record().clone();
    let before = next.parts.len();
    for part in parts {
        let fits = !next.parts.contains(part) && state.cluster(part).is_some();
        if fits && !state.reaches(std::slice::from_ref(part), group) {
            next.parts.push(part.clone());
        }
    }
    if next.parts.len() == before {
        return None;
    }
    let name = format!("put into group “{}”", next.name);
    Some(Transaction::new(name, vec![Op::PutCluster(Box::new(next))]))
}

/// Takes a cluster out of the parts of a group.
pub fn take_out_of_group(
    state: &State,
    group: &ClusterId,
    part: &ClusterId,
) -> Option<Transaction> {
    let mut next = state.cluster(group)?.record().clone();
    if !next.parts.contains(part) {
        return None;
    }
    next.parts.retain(|other| other != part);
    let name = format!("take “{}” out of “{}”", name_of(state, part), next.name);
    Some(Transaction::new(name, vec![Op::PutCluster(Box::new(next))]))
}

/// Says that a mark stands for several things: puts it into the group with exactly these parts, else into
/// `new`, which becomes that group. Marks among the things get clusters of their own. `None`: they are fewer
/// than two, the mark is there already, or an id of a new cluster is in use. A cluster that would lose its
/// last mention, which is the mark, is none of the parts. O(p · groups + log n) for p parts.
pub fn stand_for(
    state: &State,
    annotation: &AnnotationId,
    meant: &[Meant],
    new: Cluster,
) -> Option<Transaction> {
    state.annotation(annotation)?;
    let mut ops = Vec::new();
    let mut parts: BTreeSet<ClusterId> = BTreeSet::new();
    let mut taken: BTreeSet<&AnnotationId> = BTreeSet::new();
    for one in meant {
        let known = match one {
            Meant::Cluster(id) => Some(state.cluster(id)?),
            Meant::Marks(ids, _) => ids.first().and_then(|id| state.cluster_of(id)),
        };
        match (known, one) {
            (Some(known), _) => {
                let members = known.members();
                if !(members.len() == 1 && members.contains(annotation)) {
                    parts.insert(known.record().id.clone());
                }
            }
            (None, Meant::Marks(ids, cluster)) => {
                let free: BTreeSet<&AnnotationId> = (ids.iter())
                    .filter(|id| *id != annotation && state.annotation(id).is_some())
                    .filter(|id| state.cluster_of(id).is_none() && !taken.contains(*id))
                    .collect();
                if free.is_empty() {
                    continue;
                }
                let is_new = state.cluster(&cluster.id).is_none() && cluster.id != new.id;
                if !is_new || !parts.insert(cluster.id.clone()) {
                    return None;
                }
                ops.push(Op::PutCluster(cluster.clone()));
                ops.extend(free.iter().map(|id| Op::SetCluster {
                    annotation: (*id).clone(),
                    cluster: Some(cluster.id.clone()),
                }));
                taken.extend(free);
            }
            (None, Meant::Cluster(_)) => {}
        }
    }
    if parts.len() < 2 {
        return None;
    }
    let is_group = |group: &&ClusterState| {
        let of = &group.record().parts;
        of.len() == parts.len() && of.iter().all(|part| parts.contains(part))
    };
    let there = state.groups_of(parts.first()?).find(is_group);
    let group = match there {
        Some(group) => group.record().clone(),
        None if state.cluster(&new.id).is_some() => return None,
        None => {
            let group = Cluster {
                parts: parts.into_iter().collect(),
                members: Vec::new(),
                ..new
            };
            ops.push(Op::PutCluster(Box::new(group.clone())));
            group
        }
    };
    let from = state.cluster_of(annotation).map(|c| &c.record().id);
    if from == Some(&group.id) {
        return None;
    }
    ops.push(Op::SetCluster {
        annotation: annotation.clone(),
        cluster: Some(group.id.clone()),
    });
    ops.extend(super::links::drop_emptied(
        state,
        [annotation],
        Some(&group),
    ));
    Some(Transaction::new(format!("link to “{}”", group.name), ops))
}

fn name_of<'a>(state: &'a State, id: &ClusterId) -> &'a str {
    state
        .cluster(id)
        .map_or("", |cluster| &cluster.record().name)
}
