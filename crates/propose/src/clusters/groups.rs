//! Nodes that grow together into groups, unless something speaks against it.

use std::collections::BTreeSet;

/// A node or the group it is in, by number.
pub(super) type Node = u32;

/// What is known of a group, kept at its root.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Groups of rejected items that it has an item of.
    pub(super) rejected: BTreeSet<u32>,
    /// Different entries of its nodes, a few of them.
    pub(super) entries: Vec<u32>,
    /// The clusters in it, as nodes.
    pub(super) clusters: Vec<Node>,
    /// How many nodes it has.
    pub(super) size: usize,
}

/// A forest of nodes: union by size with path halving, so that a step costs almost O(1) (Tarjan 1975).
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    parents: Vec<Node>,
    groups: Vec<Group>,
}

/// Entries that a group is known by.
const MAX_ENTRIES: usize = 12;

impl Groups {
    /// Adds a node as a group of its own.
    pub(super) fn add(&mut self, group: Group) -> Node {
        let node = Node::try_from(self.parents.len()).unwrap_or(Node::MAX);
        self.parents.push(node);
        self.groups.push(Group { size: 1, ..group });
        node
    }

    /// Notes of a node's group which rejected items and which entry it has, and whether it is a cluster.
    pub(super) fn note(
        &mut self,
        node: Node,
        rejected: &[u32],
        entry: Option<u32>,
        is_cluster: bool,
    ) {
        let root = self.root(node);
        if let Some(group) = self.groups.get_mut(root as usize) {
            group.rejected.extend(rejected);
            if is_cluster {
                group.clusters.push(node);
            }
            if let Some(entry) = entry
                && group.entries.len() < MAX_ENTRIES
                && !group.entries.contains(&entry)
            {
                group.entries.push(entry);
            }
        }
    }

    /// The root of a node's group.
    pub(super) fn root(&mut self, mut node: Node) -> Node {
        while let Some(&parent) = self.parents.get(node as usize) {
            if parent == node {
                break;
            }
            let above = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if let Some(own) = self.parents.get_mut(node as usize) {
                *own = above;
            }
            node = above;
        }
        node
    }

    /// Makes one group of two, if `may` agrees and neither two clusters nor rejected items would come
    /// together. Returns whether they are one group now.
    pub(super) fn join(
        &mut self,
        one: Node,
        other: Node,
        may_merge: bool,
        may: impl FnOnce(&Group, &Group) -> bool,
    ) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return true;
        }
        let (Some(a), Some(b)) = (
            self.groups.get(one as usize),
            self.groups.get(other as usize),
        ) else {
            return false;
        };
        let merges = !a.clusters.is_empty() && !b.clusters.is_empty();
        if merges && !may_merge || !a.rejected.is_disjoint(&b.rejected) || !may(a, b) {
            return false;
        }
        let (root, child) = if a.size >= b.size {
            (one, other)
        } else {
            (other, one)
        };
        let taken = self
            .groups
            .get_mut(child as usize)
            .map(std::mem::take)
            .unwrap_or_default();
        if let Some(group) = self.groups.get_mut(root as usize) {
            group.rejected.extend(taken.rejected);
            group.clusters.extend(taken.clusters);
            group.size += taken.size;
            for entry in taken.entries {
                if group.entries.len() < MAX_ENTRIES && !group.entries.contains(&entry) {
                    group.entries.push(entry);
                }
            }
        }
        if let Some(parent) = self.parents.get_mut(child as usize) {
            *parent = root;
        }
        true
    }
}
