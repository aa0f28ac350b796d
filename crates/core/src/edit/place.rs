//! Places annotations that lost their place when the text of their document was revised.

use super::Stamp;
use super::annotations::lower;
use super::revise::moved;
use super::unsettled::{self, List};
use crate::merge::Versioned;
use crate::model::{AnnotationId, Placement, Relation, Target, Unsettled};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The annotations without a place, by document, then by former position. Those in missing
/// documents are omitted. O(u log u) for u unsettled items.
pub fn placements(state: &State) -> Vec<Placement> {
    let mut found = BTreeMap::new();
    for (number, (_, item)) in unsettled::items(state).enumerate() {
        if let Unsettled::Placement(placement) = item
            && let Some(document) = state.document_index(&placement.annotation.document)
        {
            let start = placement.annotation.extent().start;
            found.insert((document, start, number), *placement);
        }
    }
    found.into_values().collect()
}

/// Puts an annotation back into the text, at ranges in code points, with its cluster and with those
/// relations whose ends then both exist. If another annotation has its id now, that one stays: with
/// the same author and document, the placed annotation becomes another version of it; otherwise it
/// gets an id from `fresh`. `None`: the ranges are not in order within the text.
pub fn place(
    state: &State,
    placement: &Placement,
    to: &[Range<usize>],
    stamp: Stamp,
    fresh: impl FnOnce() -> AnnotationId,
) -> Option<Transaction> {
    let mut annotation = moved(&placement.annotation, to);
    stamp.time.clone_into(&mut annotation.modified);
    if !state.accepts(&annotation) {
        return None;
    }
    let name = format!("place {}", lower(state, &annotation.label));
    let (mut ops, mut list) = (Vec::new(), List::default());
    remove_item(state, placement, &mut list)?;
    let was = annotation.id.clone();
    match state.annotation(&was) {
        Some(there)
            if there.author == annotation.author && there.document == annotation.document =>
        {
            if !there.says(&annotation) {
                list.add(&Unsettled::Annotation(Box::new(annotation.clone())));
            }
        }
        Some(_) => {
            annotation.id = fresh();
            ops.push(Op::PutAnnotation(Box::new(annotation.clone())));
        }
        None => ops.push(Op::PutAnnotation(Box::new(annotation.clone()))),
    }
    let id = annotation.id;
    if let Some(cluster) = &placement.cluster {
        if state.cluster(&cluster.id).is_none() {
            let mut home = cluster.clone();
            let parts = std::mem::take(&mut home.parts);
            if state.accepts_parts(&home.id, &parts) {
                home.parts = parts;
            }
            ops.push(Op::PutCluster(home));
        }
        let home = state.cluster_of(&id).map(|home| &home.record().id);
        match home {
            Some(home) if *home == cluster.id => {}
            Some(_) => list.add(&Unsettled::Member {
                annotation: id.clone(),
                cluster: cluster.id.clone(),
            }),
            None => ops.push(Op::SetCluster {
                annotation: id.clone(),
                cluster: Some(cluster.id.clone()),
            }),
        }
    }
    let mut waiting = Vec::new();
    for relation in &placement.relations {
        let mut relation = relation.clone();
        let end = |end: &mut AnnotationId| {
            if *end == was {
                end.clone_from(&id);
                true
            } else {
                state.annotation(end).is_some()
            }
        };
        let home = placement.cluster.as_ref().map(|cluster| &cluster.id);
        let whole = end(&mut relation.from)
            && match &mut relation.to {
                Target::Annotation(to) => end(to),
                Target::Cluster(to) => state.cluster(to).is_some() || home == Some(to),
            };
        if !whole {
            waiting.push(relation);
        } else if state.relation(&relation.id) != Some(&relation) {
            let is_free = |id: &String| state.relation(&id.as_str().into()).is_none();
            if state.relation(&relation.id).is_some()
                && let Some(id) = super::numbered(relation.id.as_str(), is_free)
            {
                relation.id = id.into();
            }
            ops.push(Op::PutRelation(Box::new(relation)));
        }
    }
    wait(state, placement, waiting, &mut list);
    list.put(state, &mut ops);
    Some(Transaction::new(name, ops))
}

/// Deletes an annotation without a place; a cluster is removed with its last mention.
pub fn discard(state: &State, placement: &Placement) -> Option<Transaction> {
    let id = &placement.annotation.id;
    let (mut ops, mut list) = (Vec::new(), List::default());
    remove_item(state, placement, &mut list)?;
    let gone = state.annotation(id).is_none();
    let mut others = BTreeSet::new();
    for (value, item) in unsettled::items(state) {
        match item {
            Unsettled::Placement(other) if *other != *placement => {
                others.extend(other.cluster.map(|cluster| cluster.id));
            }
            Unsettled::Annotation(version) if gone && version.id == *id => list.remove(value),
            Unsettled::Member { annotation, .. } if gone && annotation == *id => list.remove(value),
            _ => {}
        }
    }
    let home = placement.cluster.as_ref();
    let home = home.and_then(|home| state.cluster(&home.id));
    let last = home.filter(|home| home.members().is_empty() && !others.contains(&home.record().id));
    if let Some(home) = last {
        let id = &home.record().id;
        let ending = state.relations_to_cluster(id);
        ops.extend(ending.map(|relation| Op::RemoveRelation(relation.id.clone())));
        ops.extend(super::detach::detach(state, &BTreeSet::from([id]), None));
        ops.push(Op::RemoveCluster(id.clone()));
    }
    list.put(state, &mut ops);
    let name = format!("remove {}", lower(state, &placement.annotation.label));
    Some(Transaction::new(name, ops))
}

/// Hands relations to those of their ends that have no place either.
fn wait(state: &State, placed: &Placement, relations: Vec<Relation>, list: &mut List) {
    for (value, item) in unsettled::items(state) {
        let Unsettled::Placement(mut other) = item else {
            continue;
        };
        if *other == *placed {
            continue;
        }
        let id = other.annotation.id.clone();
        let ends = |relation: &&Relation| {
            relation.from == id || matches!(&relation.to, Target::Annotation(to) if *to == id)
        };
        let before = other.relations.clone();
        for relation in relations.iter().filter(ends) {
            match other.relations.iter_mut().find(|own| own.id == relation.id) {
                Some(own) => own.clone_from(relation),
                None => other.relations.push(relation.clone()),
            }
        }
        if before != other.relations {
            list.remove(value);
            list.add(&Unsettled::Placement(other));
        }
    }
}

/// Removes the placement from the unsettled items; `None` if it is not there.
fn remove_item(state: &State, placement: &Placement, list: &mut List) -> Option<()> {
    let is_it = |item: &Unsettled| matches!(item, Unsettled::Placement(it) if **it == *placement);
    let (value, _) = unsettled::items(state).find(|(_, item)| is_it(item))?;
    list.remove(value);
    Some(())
}
