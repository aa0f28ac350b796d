//! Takes or rejects what was proposed.

use super::clusters::merge_clusters;
use crate::json::Json;
use crate::model::{AnnotationId, Cluster, ClusterId, Rejection};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::collections::BTreeSet;

/// Mentions and clusters that are to be one cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathering {
    /// The clusters that there are. The first takes in the others.
    pub clusters: Vec<ClusterId>,
    /// The mentions. Those that are in a cluster stay there.
    pub members: Vec<AnnotationId>,
    /// The new cluster, where there is none.
    pub new: Cluster,
    /// Mentions that were proposed with them and are not the same thing.
    pub others: Vec<AnnotationId>,
}

/// Makes a cluster of each gathering, as one step; only the first may merge clusters. A mention belongs to
/// the first that has it. `None`: there is nothing to gather. O(n log n) in all mentions.
pub fn gather(state: &State, gatherings: &[Gathering]) -> Option<Transaction> {
    let mut ops = Vec::new();
    let mut taken: BTreeSet<&AnnotationId> = BTreeSet::new();
    let mut made: BTreeSet<&ClusterId> = BTreeSet::new();
    let mut rejections = Vec::new();
    let mut names = Vec::new();
    for (at, gathering) in gatherings.iter().enumerate() {
        let known: Vec<ClusterId> = (gathering.clusters.iter())
            .filter(|id| state.cluster(id).is_some())
            .cloned()
            .collect();
        let free: Vec<&AnnotationId> = (gathering.members.iter())
            .filter(|id| state.annotation(id).is_some() && state.cluster_of(id).is_none())
            .filter(|id| !taken.contains(id))
            .collect();
        let merges = at == 0 && known.len() > 1;
        let into = match known.first() {
            Some(_) if free.is_empty() && !merges => continue,
            Some(into) => into,
            None if free.len() < 2 => continue,
            None if state.cluster(&gathering.new.id).is_some() => continue,
            None if !made.insert(&gathering.new.id) => continue,
            None => {
                let new = Cluster {
                    members: Vec::new(),
                    ..gathering.new.clone()
                };
                ops.push(Op::PutCluster(Box::new(new)));
                &gathering.new.id
            }
        };
        if merges {
            let rest = known.get(1..).unwrap_or_default();
            ops.extend(merge_clusters(state, into, rest).map_or(Vec::new(), |merged| merged.ops));
        }
        names.push(
            state
                .cluster(into)
                .map_or(&gathering.new.name, |there| &there.record().name),
        );
        for id in free {
            taken.insert(id);
            ops.push(Op::SetCluster {
                annotation: id.clone(),
                cluster: Some(into.clone()),
            });
        }
        rejections.extend(gathering.others.iter().map(|other| Rejection {
            annotations: vec![other.clone()],
            clusters: vec![into.clone()],
            ..Rejection::default()
        }));
    }
    let name = match names.as_slice() {
        [] => return None,
        [name] => format!("gather “{name}”"),
        many => format!("gather {} clusters", many.len()),
    };
    put_rejected(state, &rejections, &mut ops);
    Some(Transaction::new(name, ops))
}

/// Notes that mentions and clusters are not one thing, or claims in no tension. `None`: that is known.
pub fn reject(state: &State, rejections: &[Rejection]) -> Option<Transaction> {
    let mut ops = Vec::new();
    put_rejected(state, rejections, &mut ops);
    let name = match rejections.len() {
        1 => "reject a proposal".to_owned(),
        many => format!("reject {many} proposals"),
    };
    (!ops.is_empty()).then(|| Transaction::new(name, ops))
}

/// Forgets some of what was rejected, so that it is proposed again. `None`: there is no such. O(rejected).
pub fn propose_again(state: &State, drops: impl Fn(&Rejection) -> bool) -> Option<Transaction> {
    let mut header = state.header().clone();
    header.drop_rejected(drops);
    let name = "propose again".to_owned();
    (header != *state.header())
        .then(|| Transaction::new(name, vec![Op::PutHeader(Box::new(header))]))
}

fn put_rejected(state: &State, rejections: &[Rejection], ops: &mut Vec<Op>) {
    let last = ops.iter().rev().find_map(|op| match op {
        Op::PutHeader(header) => Some(header.as_ref()),
        _ => None,
    });
    let before = last.unwrap_or(state.header());
    let mut header = before.clone();
    header.add_rejected(rejections.iter().map(Json::to_json));
    if header != *before {
        ops.push(Op::PutHeader(Box::new(header)));
    }
}
