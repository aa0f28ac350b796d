//! Claims that are one: those of a cluster, or joined by `repeats`.

use crate::fields::{CLAIM, is_in, text};
use crate::links::{Links, end};
use crate::scope::Scope;
use foldhash::HashMap;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::State;

/// The claims of a scope, joined.
#[derive(Debug)]
pub struct Claims<'a> {
    groups: Vec<Group<'a>>,
    of: HashMap<&'a AnnotationId, usize>,
}

/// Claims that say one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'a> {
    /// What identifies it.
    pub key: Key,
    /// The claims, in the order of publication, then of the text, each with the index of its article; at least
    /// one.
    pub claims: Vec<(usize, &'a Annotation)>,
}

/// What identifies claims that say one thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Their cluster.
    Cluster(ClusterId),
    /// The first of them.
    Claim(AnnotationId),
}

impl<'a> Claims<'a> {
    /// Joins the claims of a scope. A claim without a cluster that `repeats` leads to or from is joined with the
    /// other one; two clusters are never joined, because a person keeps them apart. Of several clusters that
    /// such a claim could go to, that of the relation with the least id has it. O((n + r) α(n)) for n marks and
    /// r relations (union by size with halved paths: R. E. Tarjan, J. van Leeuwen: “Worst-case Analysis of Set
    /// Union Algorithms”, Journal of the ACM 31, 1984).
    ///
    /// The groups are in the order of their first claims.
    pub fn new(scope: &Scope<'a>) -> Self {
        let state = scope.state();
        let claims: Vec<(usize, &Annotation)> = scope
            .marks()
            .filter(|(_, mark)| is_in(mark, CLAIM))
            .collect();
        let number = claims
            .iter()
            .enumerate()
            .map(|(at, (_, claim))| (&claim.id, at));
        let number: HashMap<&AnnotationId, usize> = number.collect();
        let mut sets = Sets::new(claims.len());
        let mut first: HashMap<&ClusterId, usize> = HashMap::default();
        for (at, (_, claim)) in claims.iter().enumerate() {
            if let Some(cluster) = scope.cluster_of(&claim.id) {
                let cluster = &cluster.record().id;
                sets.mark(at, cluster);
                let first = *first.entry(cluster).or_insert(at);
                sets.join(first, at);
            }
        }
        let repeats = Links::new(state, &["repeats"]);
        let mut repeats = repeats.all().to_vec();
        repeats.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        for relation in repeats {
            let to = end(state, relation).and_then(|to| number.get(&to.id));
            if let (Some(from), Some(to)) = (number.get(&relation.from), to) {
                sets.join(*from, *to);
            }
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut of: HashMap<&AnnotationId, usize> = HashMap::default();
        let mut numbers: HashMap<usize, usize> = HashMap::default();
        for (at, (article, claim)) in claims.iter().enumerate() {
            let root = sets.root(at);
            let group = *numbers.entry(root).or_insert_with(|| {
                let cluster = sets.cluster(root).cloned();
                let key = cluster.map_or_else(|| Key::Claim(claim.id.clone()), Key::Cluster);
                groups.push(Group {
                    key,
                    claims: Vec::new(),
                });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(group) {
                group.claims.push((*article, claim));
            }
            of.insert(&claim.id, group);
        }
        Self { groups, of }
    }

    /// The groups.
    pub fn groups(&self) -> &[Group<'a>] {
        &self.groups
    }

    /// The index of the group of a claim. O(1).
    pub fn group_of(&self, claim: &AnnotationId) -> Option<usize> {
        self.of.get(claim).copied()
    }
}

impl Key {
    /// The name of the cluster, else the claim in short as its attribute `text` has it, else its words. O(log n).
    pub fn name(&self, state: &State) -> String {
        let claim = match self {
            Self::Cluster(id) => {
                let cluster = state.cluster(id);
                return cluster
                    .map(|cluster| cluster.record().name.clone())
                    .unwrap_or_default();
            }
            Self::Claim(id) => state.annotation(id),
        };
        let name = claim.map(|claim| match text(claim, "text") {
            "" => state.quote(claim),
            short => short.to_owned(),
        });
        name.unwrap_or_default()
    }
}

/// Disjoint sets of claims, each with at most one cluster.
struct Sets<'a> {
    parents: Vec<usize>,
    sizes: Vec<usize>,
    clusters: Vec<Option<&'a ClusterId>>,
}

impl<'a> Sets<'a> {
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
            sizes: vec![1; count],
            clusters: vec![None; count],
        }
    }

    fn mark(&mut self, at: usize, cluster: &'a ClusterId) {
        if let Some(place) = self.clusters.get_mut(at) {
            *place = Some(cluster);
        }
    }

    fn cluster(&self, root: usize) -> Option<&'a ClusterId> {
        self.clusters.get(root).copied().flatten()
    }

    fn root(&mut self, at: usize) -> usize {
        let mut at = at;
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(place) = self.parents.get_mut(at) {
                *place = above;
            }
            at = above;
        }
        at
    }

    /// Makes two sets one, unless they have two clusters.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (cluster, another) = (self.cluster(one), self.cluster(other));
        let are_two = cluster
            .zip(another)
            .is_some_and(|(one, other)| one != other);
        if one == other || are_two {
            return;
        }
        let size = |at: usize| self.sizes.get(at).copied().unwrap_or_default();
        let total = size(one) + size(other);
        let (above, below) = if size(one) < size(other) {
            (other, one)
        } else {
            (one, other)
        };
        if let Some(place) = self.parents.get_mut(below) {
            *place = above;
        }
        if let Some(place) = self.sizes.get_mut(above) {
            *place = total;
        }
        if let Some(place) = self.clusters.get_mut(above) {
            *place = cluster.or(another);
        }
    }
}

#[cfg(test)]
mod tests;
