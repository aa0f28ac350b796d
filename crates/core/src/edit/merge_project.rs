//! Merges another copy of a project into the open one.

use super::recognize::recognize;
use crate::merge::{Merged, Outlook, merge};
use crate::model::Project;
use crate::state::State;
use crate::transaction::{Op, Transaction};

/// Whether a project looks like a copy of the open one: they share a document id. O(documents).
pub fn is_copy(state: &State, project: &Project) -> bool {
    let mut documents = project.documents.iter();
    documents.any(|document| state.document(&document.meta.id).is_some())
}

/// Merges a copy of the project into the open one, as [`merge`] describes, and counts what it adds.
/// Records that say the same under another id are those of the open project. No transaction: the copy
/// adds nothing.
///
/// [`State::open`] must accept the project. O(n log n) in both.
pub fn merge_project(state: &State, project: &Project) -> (Option<Transaction>, Outlook) {
    let name = match project.header.name.as_str() {
        "" => "merge project".to_owned(),
        name => format!("merge “{name}”"),
    };
    let project = &*recognize(state, project, true);
    let here = state.to_project();
    let Merged {
        project: merged,
        renamed,
        outlook,
    } = merge(&here, project);
    let ops = if renamed {
        // A record that others refer to cannot change its id alone.
        vec![Op::PutProject(Box::new(merged))]
    } else {
        additions(state, merged)
    };
    let transaction = (!ops.is_empty()).then(|| Transaction::new(name, ops));
    (transaction, outlook)
}

/// The operations that turn the state into a merged project with the same ids and more records.
fn additions(state: &State, merged: Project) -> Vec<Op> {
    let mut ops = Vec::new();
    if merged.schema != *state.schema() {
        ops.push(Op::PutSchema(Box::new(merged.schema)));
    }
    if merged.header != *state.header() {
        ops.push(Op::PutHeader(Box::new(merged.header)));
    }
    for document in merged.documents {
        match state.document(&document.meta.id) {
            None => ops.push(Op::InsertDocument {
                at: usize::MAX,
                document: Box::new(document),
            }),
            Some(there) if *there.meta() != document.meta => {
                ops.push(Op::PutMeta(Box::new(document.meta)));
            }
            Some(_) => {}
        }
    }
    for annotation in merged.annotations {
        if state.annotation(&annotation.id) != Some(&annotation) {
            ops.push(Op::PutAnnotation(Box::new(annotation)));
        }
    }
    let mut moves = Vec::new();
    for mut cluster in merged.clusters {
        for member in std::mem::take(&mut cluster.members) {
            let home = state.cluster_of(&member).map(|home| &home.record().id);
            if home != Some(&cluster.id) {
                moves.push(Op::SetCluster {
                    annotation: member,
                    cluster: Some(cluster.id.clone()),
                });
            }
        }
        if state.cluster(&cluster.id).map(|there| there.record()) != Some(&cluster) {
            ops.push(Op::PutCluster(Box::new(cluster)));
        }
    }
    ops.append(&mut moves);
    for relation in merged.relations {
        if state.relation(&relation.id) != Some(&relation) {
            ops.push(Op::PutRelation(Box::new(relation)));
        }
    }
    ops
}
