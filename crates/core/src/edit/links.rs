//! Relations and clusters.

use crate::model::{AnnotationId, Cluster, ClusterId, Relation, RelationId, Target};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// Adds a relation, unless an equal one exists.
pub fn relate(state: &State, relation: Relation) -> Option<Transaction> {
    if state
        .relations_of(&relation.from)
        .any(|other| says_the_same(other, &relation))
    {
        return None;
    }
    let name = format!("link “{}”", title(state, &relation.kind));
    Some(Transaction::new(
        name,
        vec![Op::PutRelation(Box::new(relation))],
    ))
}

/// Removes a relation.
pub fn unrelate(state: &State, id: &RelationId) -> Option<Transaction> {
    let relation = state.relation(id)?;
    let name = format!("unlink “{}”", title(state, &relation.kind));
    let mut ops = vec![Op::RemoveRelation(id.clone())];
    super::unsettled::forget(state, &mut ops);
    Some(Transaction::new(name, ops))
}

/// Sets the value of a relation, for instance the role of a `role`.
pub fn set_value(state: &State, id: &RelationId, value: &str) -> Option<Transaction> {
    let mut next = state.relation(id)?.clone();
    if next.value == value {
        return None;
    }
    value.clone_into(&mut next.value);
    let name = format!("set {}", title(state, &next.kind).to_lowercase());
    Some(Transaction::new(
        name,
        vec![Op::PutRelation(Box::new(next))],
    ))
}

/// Puts annotations into a cluster, which is created if necessary. A cluster that loses its last
/// mention is removed. Its relations move to the new cluster, except for those that would repeat
/// another one.
pub fn join(state: &State, annotations: &[AnnotationId], cluster: Cluster) -> Option<Transaction> {
    let mut ops = Vec::new();
    let known = state.cluster(&cluster.id).map(|known| known.record());
    let cluster = known.unwrap_or(&cluster);
    let name = format!("link to “{}”", cluster.name);
    let id = cluster.id.clone();
    let moving: BTreeSet<_> = annotations
        .iter()
        .filter(|annotation| {
            state.annotation(annotation).is_some()
                && state.cluster_of(annotation).map(|c| &c.record().id) != Some(&id)
        })
        .collect();
    if moving.is_empty() {
        return None;
    }
    if known.is_none() {
        ops.push(Op::PutCluster(Box::new(cluster.clone())));
    }
    for annotation in &moving {
        ops.push(Op::SetCluster {
            annotation: (*annotation).clone(),
            cluster: Some(id.clone()),
        });
    }
    ops.extend(drop_emptied(state, moving, Some(cluster)));
    Some(Transaction::new(name, ops))
}

/// Removes an annotation from its cluster; the cluster is removed with its last mention.
pub fn leave(state: &State, annotation: &AnnotationId) -> Option<Transaction> {
    let cluster = state.cluster_of(annotation)?;
    let name = format!("unlink from “{}”", cluster.record().name);
    let mut ops = vec![Op::SetCluster {
        annotation: annotation.clone(),
        cluster: None,
    }];
    ops.extend(drop_emptied(state, [annotation], None));
    Some(Transaction::new(name, ops))
}

/// Removes annotations from their clusters; a cluster is removed with its last mention.
pub fn leave_all(state: &State, annotations: &[AnnotationId]) -> Option<Transaction> {
    let leaving: BTreeSet<_> = annotations
        .iter()
        .filter(|annotation| state.cluster_of(annotation).is_some())
        .collect();
    let first = *leaving.first()?;
    if leaving.len() == 1 {
        return leave(state, first);
    }
    let name = format!("unlink {} mentions", leaving.len());
    let mut ops: Vec<Op> = (leaving.iter())
        .map(|annotation| Op::SetCluster {
            annotation: (*annotation).clone(),
            cluster: None,
        })
        .collect();
    ops.extend(drop_emptied(state, leaving, None));
    Some(Transaction::new(name, ops))
}

/// Renames a cluster.
pub fn rename_cluster(state: &State, id: &ClusterId, name: &str) -> Option<Transaction> {
    let mut next = state.cluster(id)?.record().clone();
    name.clone_into(&mut next.name);
    set_cluster(state, next).map(|mut transaction| {
        transaction.name = "rename cluster".to_owned();
        transaction
    })
}

/// Replaces the record of a cluster; its members stay, whatever the record lists.
pub fn set_cluster(state: &State, mut next: Cluster) -> Option<Transaction> {
    next.members = Vec::new();
    if *state.cluster(&next.id)?.record() == next {
        return None;
    }
    Some(Transaction::new(
        "edit cluster",
        vec![Op::PutCluster(Box::new(next))],
    ))
}

/// Operations that remove the clusters whose last mentions leave. Their relations, and their places in
/// groups, go to the heir as it is then, or are removed without one.
pub(super) fn drop_emptied<'a>(
    state: &State,
    leaving: impl IntoIterator<Item = &'a AnnotationId>,
    heir: Option<&Cluster>,
) -> Vec<Op> {
    let mut counts = BTreeMap::<&ClusterId, usize>::new();
    for annotation in leaving {
        if let Some(cluster) = state.cluster_of(annotation) {
            *counts.entry(&cluster.record().id).or_default() += 1;
        }
    }
    counts.retain(|id, count| {
        let cluster = state.cluster(id);
        cluster.is_some_and(|cluster| cluster.members().len() == *count)
    });
    let emptied = counts.keys().copied().collect();
    let mut ops = super::detach::detach(state, &emptied, heir);
    let heir = heir.map(|heir| &heir.id);
    let mut said: Vec<Relation> = Vec::new();
    for id in emptied {
        inherit(state, id, heir, &mut said, &mut ops);
        ops.push(Op::RemoveCluster(id.clone()));
    }
    ops
}

/// Operations that lead the relations to a cluster to its heir, or remove them without one, or where they
/// would repeat one that is there or was led there before, which `said` has.
pub(super) fn inherit(
    state: &State,
    id: &ClusterId,
    heir: Option<&ClusterId>,
    said: &mut Vec<Relation>,
    ops: &mut Vec<Op>,
) {
    for relation in state.relations_to_cluster(id) {
        let inherited = heir.map(|heir| Relation {
            to: Target::Cluster(heir.clone()),
            ..relation.clone()
        });
        let inherited = inherited.filter(|next| {
            let mut others = state.relations_of(&next.from).chain(&*said);
            !others.any(|other| says_the_same(other, next))
        });
        ops.push(match inherited {
            Some(next) => {
                said.push(next.clone());
                Op::PutRelation(Box::new(next))
            }
            None => Op::RemoveRelation(relation.id.clone()),
        });
    }
}

/// Whether two relations of one annotation have the same type, value and target.
pub(super) fn says_the_same(one: &Relation, other: &Relation) -> bool {
    one.kind == other.kind
        && one.value == other.value
        && one.from == other.from
        && one.to == other.to
}

fn title<'a>(state: &'a State, kind: &'a str) -> &'a str {
    state
        .schema()
        .relation(kind)
        .map_or(kind, |known| &known.title)
}
