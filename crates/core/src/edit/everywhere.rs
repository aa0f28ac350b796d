//! Marks matches of a search.

use super::annotations::{lower, put};
use super::links::drop_emptied;
use super::{NewAnnotation, Stamp};
use crate::find::exactly;
use crate::model::{AnnotationId, Attributes, Cluster, DocumentId};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::collections::BTreeSet;
use std::ops::Range;

/// What to do with the matches of a search.
#[derive(Clone, Debug)]
pub struct Marking {
    /// Where they are, each with an unused id, in code points.
    pub matches: Vec<(AnnotationId, DocumentId, Range<usize>)>,
    /// A layer or a layer's label.
    pub label: String,
    /// The attributes of new annotations.
    pub attributes: Attributes,
    /// The cluster to put all of them into; created if there is none of its id.
    pub cluster: Option<Cluster>,
}

/// Marks matches as one step of undo. A match that an annotation of the same layer covers exactly
/// is not marked again: that one gets the label, and goes into the cluster.
pub fn mark_matches(state: &State, marking: Marking, stamp: Stamp) -> Option<Transaction> {
    let label = &marking.label;
    let (mut ops, mut members, mut done) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (id, document, range) in marking.matches {
        let Some(there) = state.document(&document) else {
            continue;
        };
        if !done.insert((document.clone(), range.start, range.end)) || range.is_empty() {
            continue;
        }
        match exactly(state, there, &range, label) {
            Some(known) => {
                if known.label != *label {
                    let mut next = known.clone();
                    next.label.clone_from(label);
                    ops.push(put(next, stamp));
                }
                members.push(known.id.clone());
            }
            None => {
                let new = NewAnnotation {
                    id: id.clone(),
                    document,
                    fragments: vec![range],
                    label: label.clone(),
                };
                ops.push(new.build(marking.attributes.clone(), stamp));
                members.push(id);
            }
        }
    }
    let marked = ops.len();
    if let Some(cluster) = marking.cluster {
        let id = cluster.id.clone();
        let known = state.cluster(&id).map(|known| known.record());
        let into = |annotation: &AnnotationId| {
            state.cluster_of(annotation).map(|c| &c.record().id) != Some(&id)
        };
        members.retain(into);
        if known.is_none() && !members.is_empty() {
            ops.push(Op::PutCluster(Box::new(cluster.clone())));
        }
        ops.extend(members.iter().map(|annotation| Op::SetCluster {
            annotation: annotation.clone(),
            cluster: Some(id.clone()),
        }));
        ops.extend(drop_emptied(state, &members, known.or(Some(&cluster))));
    }
    let title = lower(state, label);
    let name = match marked {
        0 => "put matches into a cluster".to_owned(),
        1 => format!("mark 1 match as {title}"),
        many => format!("mark {many} matches as {title}"),
    };
    (!ops.is_empty()).then(|| Transaction::new(name, ops))
}
