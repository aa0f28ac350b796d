//! Lets the records of a project follow a change of the codebook.

use super::super::unsettled::{List, items};
use super::super::{Stamp, annotations};
use super::draft::Draft;
use crate::codebook::Item;
use crate::model::{Annotation, Attributes, Cluster, Relation, Unsettled};
use crate::transaction::Op;

/// What becomes of the records that have a label, an attribute, a value or a type.
pub(super) struct Rewriting<'a> {
    /// What they have.
    pub of: &'a Item,
    pub mark: &'a dyn Fn(&mut Annotation),
    pub relation: &'a dyn Fn(&mut Relation),
    pub cluster: &'a dyn Fn(&mut Cluster),
}

/// Leaves a record as it is.
fn stays<T>(_: &mut T) {}

impl<'a> Rewriting<'a> {
    /// Leaves all records with that as they are.
    pub fn new(of: &'a Item) -> Self {
        Self {
            of,
            mark: &stays,
            relation: &stays,
            cluster: &stays,
        }
    }

    /// Rewrites the records and what is unsettled about them. O(n).
    pub fn apply(&self, draft: &mut Draft, stamp: Stamp) {
        let state = draft.state;
        for mark in state.annotations().filter(|mark| self.of.is_of_mark(mark)) {
            let mut next = mark.clone();
            (self.mark)(&mut next);
            if next != *mark {
                draft.ops.push(annotations::put(next, stamp));
            }
        }
        for relation in state.relations().filter(|one| self.of.is_of_relation(one)) {
            let mut next = relation.clone();
            (self.relation)(&mut next);
            if next != *relation {
                draft.ops.push(Op::PutRelation(Box::new(next)));
            }
        }
        for cluster in state.clusters().map(|cluster| cluster.record()) {
            if self.of.is_of_cluster(cluster) {
                let mut next = cluster.clone();
                (self.cluster)(&mut next);
                if next != *cluster {
                    draft.ops.push(Op::PutCluster(Box::new(next)));
                }
            }
        }
        let mut list = List::default();
        for (value, mut item) in items(state) {
            if self.rewrite(&mut item) {
                list.remove(value);
                list.add(&item);
            }
        }
        list.change(&mut draft.header);
    }

    /// Rewrites an unsettled item. Returns whether it has what changes.
    fn rewrite(&self, item: &mut Unsettled) -> bool {
        match item {
            Unsettled::Annotation(mark) => self.rewrite_mark(mark),
            Unsettled::Relation(relation) => self.rewrite_relation(relation),
            Unsettled::Cluster(cluster) => self.rewrite_cluster(cluster),
            Unsettled::Placement(lost) => {
                let mut any = self.rewrite_mark(&mut lost.annotation);
                for relation in &mut lost.relations {
                    any |= self.rewrite_relation(relation);
                }
                if let Some(cluster) = &mut lost.cluster {
                    any |= self.rewrite_cluster(cluster);
                }
                any
            }
            Unsettled::Document(_) | Unsettled::Member { .. } | Unsettled::Reworded(_) => false,
        }
    }

    fn rewrite_mark(&self, mark: &mut Annotation) -> bool {
        let has = self.of.is_of_mark(mark);
        if has {
            (self.mark)(mark);
        }
        has
    }

    fn rewrite_relation(&self, relation: &mut Relation) -> bool {
        let has = self.of.is_of_relation(relation);
        if has {
            (self.relation)(relation);
        }
        has
    }

    fn rewrite_cluster(&self, cluster: &mut Cluster) -> bool {
        let has = self.of.is_of_cluster(cluster);
        if has {
            (self.cluster)(cluster);
        }
        has
    }
}

/// Gives an attribute another name, in its place.
pub(super) fn rename_attribute(attributes: &mut Attributes, from: &str, to: &str) {
    if attributes.contains_key(from) && !attributes.contains_key(to) {
        let all = std::mem::take(attributes).into_iter();
        *attributes = all
            .map(|(name, value)| (if name == from { to.to_owned() } else { name }, value))
            .collect();
    }
}

/// Replaces a value of an attribute, also among several; none twice among these.
pub(super) fn replace_value(attributes: &mut Attributes, attribute: &str, from: &str, to: &str) {
    use serde_json::Value;
    match attributes.get_mut(attribute) {
        Some(Value::String(value)) if value == from => to.clone_into(value),
        Some(Value::Array(several)) => {
            let is_there = several.iter().any(|one| one == to);
            if is_there {
                several.retain(|one| one != from);
            }
            for one in several.iter_mut().filter(|one| *one == from) {
                *one = to.into();
            }
        }
        _ => {}
    }
}
