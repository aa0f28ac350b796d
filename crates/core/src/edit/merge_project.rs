//! Merges another copy of a project into the open one.

mod align;

use super::recognize::recognize;
use crate::merge::{Merged, Outlook, merge};
use crate::model::{Cluster, Document, Project};
use crate::parts::parts_first;
use crate::state::{DocumentState, State};
use crate::transaction::{Op, Transaction};
use align::align;

/// Whether a project looks like a copy of the open one: they share a document, by id and text. Ids alone
/// come from names of files, which any two projects can have in common. O(documents).
pub fn is_copy(state: &State, project: &Project) -> bool {
    let mut documents = project.documents.iter();
    documents.any(|document| here(state, document).is_some())
}

/// Whether all of a project is in the open one already: adding it would add nothing, and nothing else is
/// known of its documents here. O(n log n).
pub fn is_all_here(state: &State, project: &Project) -> bool {
    let says_more = |document: &Document| {
        here(state, document).is_some_and(|here| *here.meta() != document.meta)
    };
    !project.documents.iter().any(says_more) && super::add_project(state, project).is_none()
}

/// The document of the open project with the id and text of another.
fn here<'s>(state: &'s State, document: &Document) -> Option<&'s DocumentState> {
    let here = state.document(&document.meta.id);
    here.filter(|here| here.sha256() == document.fingerprint())
}

/// Merges a copy of the project into the open one, as [`merge`] describes, and counts what it adds.
/// Documents are found by their texts first, whatever their ids; records that say the same under another
/// id are those of the open project. Merging a copy again adds nothing. No transaction: the copy adds
/// nothing.
///
/// [`State::open`] must accept the project. O(n log n) in both.
pub fn merge_project(state: &State, project: &Project) -> (Option<Transaction>, Outlook) {
    let name = match project.header.name.as_str() {
        "" => "merge project".to_owned(),
        name => format!("merge “{name}”"),
    };
    let project = &*align(state, project);
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
    for version in merged.codebook_versions {
        if state.codebook_version(&version.key()) != Some(&version) {
            ops.push(Op::PutVersion(Box::new(version)));
        }
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
    let in_order = parts_first(&merged.clusters).order;
    let mut clusters: Vec<Option<Cluster>> = merged.clusters.into_iter().map(Some).collect();
    let mut next = |at: usize| clusters.get_mut(at).and_then(Option::take);
    for mut cluster in in_order.into_iter().filter_map(&mut next) {
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

#[cfg(test)]
mod tests;
