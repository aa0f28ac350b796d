//! The mentions of a project as nodes that can grow together.

use super::groups::{Group, Groups, Node};
use super::rejected::{Item, Rejected};
use crate::likeness::{Index, Kind, Sort, Symbol};
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::state::State;
use std::collections::HashMap;

/// Mentions that are surely one thing: those of a cluster, or those of the same name in one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    /// The cluster.
    pub(super) cluster: Option<ClusterId>,
    /// The annotations that are in no cluster.
    pub(super) members: Vec<AnnotationId>,
}

/// A mention in its document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) node: Node,
    pub(super) entry: u32,
    /// Its slot in the state.
    pub(super) slot: u32,
    /// Where it begins and ends, in code points.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All mentions.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    pub(super) nodes: Vec<Members>,
    /// The documents that an entry has mentions in, with their nodes; a cluster is in all of its documents.
    pub(super) of_entry: HashMap<u32, Vec<(u32, Node)>>,
    /// The mentions of each document in order.
    pub(super) places: Vec<Vec<Place>>,
    /// The node of a cluster; one that has mentions in several layers has a node in each.
    clusters: HashMap<(ClusterId, Symbol), Node>,
}

impl Mentions {
    pub(super) fn node(&self, node: Node) -> Option<&Members> {
        self.nodes.get(node as usize)
    }

    /// The nodes of an entry, each with its document.
    pub(super) fn nodes_of(&self, entry: u32) -> &[(u32, Node)] {
        self.of_entry.get(&entry).map_or(&[], Vec::as_slice)
    }
}

/// Reads the mentions of a document, and tells whether there are more documents.
pub(super) fn read(
    mentions: &mut Mentions,
    groups: &mut Groups,
    state: &State,
    index: &Index,
    rejected: &Rejected,
    document: usize,
) -> bool {
    let Some(read) = state.documents().get(document) else {
        return false;
    };
    let number = u32::try_from(document).unwrap_or(u32::MAX);
    let mut here: HashMap<u32, Node> = HashMap::new();
    let mut places = Vec::with_capacity(read.order().len());
    for &slot in read.order() {
        let Some(annotation) = state.at(slot) else {
            continue;
        };
        let Some((at, entry)) = index.entry_of(&annotation.id) else {
            continue;
        };
        let item = Item::Annotation(annotation.id.clone());
        let cluster = state.cluster_of(&annotation.id).map(|it| &it.record().id);
        let is_shared = entry.form.kind == Kind::Name
            && !matches!(entry.sort, Sort::Number | Sort::Happening | Sort::Date)
            && rejected.of(&item).is_empty();
        let known = match cluster {
            Some(cluster) => mentions
                .clusters
                .get(&(cluster.clone(), entry.layer))
                .copied(),
            None if is_shared => here.get(&at).copied(),
            None => None,
        };
        let node = known.unwrap_or_else(|| {
            let node = groups.add(Group::default());
            mentions.nodes.push(Members {
                cluster: cluster.cloned(),
                members: Vec::new(),
            });
            match cluster {
                Some(cluster) => {
                    mentions
                        .clusters
                        .insert((cluster.clone(), entry.layer), node);
                    let groups_of = rejected.of(&Item::Cluster(cluster.clone()));
                    groups.note(node, groups_of, None, true);
                }
                None if is_shared => {
                    here.insert(at, node);
                }
                None => {}
            }
            node
        });
        groups.note(node, rejected.of(&item), Some(at), false);
        if cluster.is_none()
            && let Some(members) = mentions.nodes.get_mut(node as usize)
        {
            members.members.push(annotation.id.clone());
        }
        let of_entry = mentions.of_entry.entry(at).or_default();
        let place = (number, node);
        if of_entry.last() != Some(&place) {
            of_entry.push(place);
        }
        let extent = annotation.extent();
        places.push(Place {
            node,
            entry: at,
            slot,
            start: extent.start,
            end: extent.end,
        });
    }
    mentions.places.push(places);
    document + 1 < state.documents().len()
}
