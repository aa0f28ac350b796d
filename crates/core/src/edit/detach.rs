//! Takes clusters out of the groups that they are parts of.

use crate::model::{Cluster, ClusterId};
use crate::state::State;
use crate::transaction::Op;
use std::collections::BTreeSet;

/// Operations that take clusters out of all parts before they are removed. In the groups that they leave, an
/// heir takes their place: a cluster that is there by then, with the parts that it has then. It does not where
/// the group is the heir, has it already, or is among its parts.
pub(super) fn detach(
    state: &State,
    gone: &BTreeSet<&ClusterId>,
    heir: Option<&Cluster>,
) -> Vec<Op> {
    let mut ops = Vec::new();
    let mut groups: BTreeSet<&ClusterId> = BTreeSet::new();
    for id in gone {
        groups.extend(state.groups_of(id).map(|group| &group.record().id));
        // So that they can be removed in any order.
        let has_parts = state.cluster(id).filter(|c| !c.record().parts.is_empty());
        ops.extend(has_parts.map(|cluster| {
            Op::PutCluster(Box::new(Cluster {
                parts: Vec::new(),
                ..cluster.record().clone()
            }))
        }));
    }
    for id in groups.into_iter().filter(|id| !gone.contains(id)) {
        let heir_itself = heir.filter(|heir| heir.id == *id);
        let group = state.cluster(id).map(|group| group.record());
        let Some(group) = heir_itself.or(group) else {
            continue;
        };
        let mut next = group.clone();
        next.parts.retain(|part| !gone.contains(part));
        if let Some(heir) = heir
            && *id != heir.id
            && !next.parts.contains(&heir.id)
            && !state.reaches(&heir.parts, id)
        {
            next.parts.push(heir.id.clone());
        }
        if next != *group {
            ops.push(Op::PutCluster(Box::new(next)));
        }
    }
    ops
}
