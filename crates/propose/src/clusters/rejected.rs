//! What a person has said are not one thing.

use postil_core::model::{AnnotationId, ClusterId};
use std::collections::BTreeMap;

/// A mention or a cluster, as part of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A cluster that there is.
    Cluster(ClusterId),
    /// An annotation.
    Annotation(AnnotationId),
}

/// What a person has said are not one thing: groups of items, no two of which are proposed together
/// again. The page keeps the groups and makes this of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    groups: u32,
    of: BTreeMap<Item, Vec<u32>>,
}

impl Rejected {
    /// Nothing is rejected.
    pub fn new() -> Self {
        Self::default()
    }

    /// Rejects that any two of these items are one thing; a pair, or a whole proposal by
    /// [`Proposal::items`](super::Proposal::items). O(n log n).
    pub fn reject(&mut self, items: impl IntoIterator<Item = Item>) {
        let group = self.groups;
        self.groups = self.groups.saturating_add(1);
        for item in items {
            let groups = self.of.entry(item).or_default();
            if groups.last() != Some(&group) {
                groups.push(group);
            }
        }
    }

    /// Whether it is rejected that two different items are one thing. O(log n + groups of them).
    pub fn is_rejected(&self, one: &Item, other: &Item) -> bool {
        let groups = self.of(other);
        one != other && self.of(one).iter().any(|group| groups.contains(group))
    }

    /// The groups with an item, ascending.
    pub(crate) fn of(&self, item: &Item) -> &[u32] {
        self.of.get(item).map_or(&[], Vec::as_slice)
    }
}
