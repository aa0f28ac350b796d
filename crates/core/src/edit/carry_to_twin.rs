//! Makes the marks of a passage in another document that has the same passage.

use super::annotations::lower;
use super::links::says_the_same;
use super::{NewAnnotation, Stamp, numbered, twin};
use crate::model::{AnnotationId, ClusterId, DocumentId, Relation, RelationId, Target};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A mark, and where it is in the other document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carry {
    /// The mark.
    pub original: AnnotationId,
    /// An unused id for its like in the other document.
    pub id: AnnotationId,
    /// Where that is, in code points; sorted, and joined where they touch or overlap.
    pub fragments: Vec<Range<usize>>,
}

/// Makes marks in another document like the ones that are carried, with their labels and attributes, as
/// one step of undo. A mark that is there already, with the same label and the same ranges, is not made
/// again. New marks go into the clusters of their originals. Of the relations of the originals those
/// are made again that begin or end with a new mark, if their other end is
///
/// - a mark that is carried too, or is there already, or
/// - a cluster with a mention in the other document.
///
/// Marks without a place in the document are left out. `fresh` gives unused ids for relations. O((m +
/// r) log n + k) for m marks with r relations, and k mentions in the clusters that relations end at.
pub fn carry_to_twin(
    state: &State,
    marks: Vec<Carry>,
    to: &DocumentId,
    stamp: Stamp,
    fresh: impl FnMut() -> RelationId,
) -> Option<Transaction> {
    let title = &state.document(to)?.meta().title;
    let mut carrying = Carrying {
        state,
        to,
        stamp,
        fresh,
        there: BTreeMap::new(),
        new: BTreeMap::new(),
        places: BTreeMap::new(),
        ops: Vec::new(),
    };
    for mark in marks {
        carrying.mark(mark);
    }
    let name = match carrying.new.values().collect::<Vec<_>>().as_slice() {
        [] => return None,
        [one] => format!("carry {} to “{title}”", lower(state, one)),
        many => format!("carry {} marks to “{title}”", many.len()),
    };
    carrying.clusters();
    carrying.relations();
    Some(Transaction::new(name, carrying.ops))
}

type Place = (String, Vec<(usize, usize)>);

struct Carrying<'a, F> {
    state: &'a State,
    to: &'a DocumentId,
    stamp: Stamp<'a>,
    fresh: F,
    /// The like of each original in the other document, whether it is new or not.
    there: BTreeMap<AnnotationId, AnnotationId>,
    /// The new marks, with their labels.
    new: BTreeMap<AnnotationId, String>,
    /// The new marks by label and ranges.
    places: BTreeMap<Place, AnnotationId>,
    ops: Vec<Op>,
}

impl<F: FnMut() -> RelationId> Carrying<'_, F> {
    fn mark(&mut self, mark: Carry) {
        let Some(original) = self.state.annotation(&mark.original) else {
            return;
        };
        if self.there.contains_key(&mark.original) {
            return;
        }
        let new = NewAnnotation {
            id: mark.id,
            document: self.to.clone(),
            fragments: mark.fragments,
            label: original.label.clone(),
        };
        let Op::PutAnnotation(mut new) = new.build(original.attributes.clone(), self.stamp) else {
            return;
        };
        // Whoever has to look at the original has to look at its like.
        new.check = original.check;
        let taken = self.state.annotation(&new.id).is_some() || self.new.contains_key(&new.id);
        let ranges = new.fragments.iter().map(|f| (f.start, f.end));
        let place = (new.label.clone(), ranges.collect());
        let known = twin(self.state, &new).map(|known| known.id.clone());
        let there = match known.or_else(|| self.places.get(&place).cloned()) {
            Some(known) => known,
            None if taken || !self.state.accepts(&new) => return,
            None => {
                let id = new.id.clone();
                self.new.insert(id.clone(), new.label.clone());
                self.places.insert(place, id.clone());
                self.ops.push(Op::PutAnnotation(new));
                id
            }
        };
        self.there.insert(mark.original, there);
    }

    /// Puts new marks into the clusters of their originals.
    fn clusters(&mut self) {
        let mut done = BTreeSet::new();
        for (original, there) in &self.there {
            let home = self.state.cluster_of(original);
            if let Some(home) = home.filter(|_| self.new.contains_key(there))
                && done.insert(there)
            {
                self.ops.push(Op::SetCluster {
                    annotation: there.clone(),
                    cluster: Some(home.record().id.clone()),
                });
            }
        }
    }

    fn relations(&mut self) {
        let state = self.state;
        let mut said = BTreeSet::new();
        let mut used = BTreeSet::new();
        let mut known: BTreeMap<ClusterId, bool> = BTreeMap::new();
        for (original, from) in &self.there {
            let from_original = state.relations_of(original).filter(|r| r.from == *original);
            for relation in from_original {
                let (to, is_new) = match &relation.to {
                    Target::Annotation(to) => match self.there.get(to) {
                        Some(to) => (Target::Annotation(to.clone()), self.new.contains_key(to)),
                        None => continue,
                    },
                    Target::Cluster(to) => {
                        let mentioned = known.entry(to.clone());
                        match *mentioned.or_insert_with(|| self.is_mentioned(to)) {
                            true => (Target::Cluster(to.clone()), false),
                            false => continue,
                        }
                    }
                };
                if !is_new && !self.new.contains_key(from) {
                    continue;
                }
                let mut next = Relation {
                    value: relation.value.clone(),
                    attributes: relation.attributes.clone(),
                    author: self.stamp.author.to_owned(),
                    created: self.stamp.time.to_owned(),
                    ..Relation::new(relation.id.clone(), &*relation.kind, from.clone(), to)
                };
                let key = (
                    next.from.clone(),
                    &relation.kind,
                    &relation.value,
                    next.to.clone(),
                );
                let mut there = state.relations_of(from);
                if !said.insert(key) || there.any(|other| says_the_same(other, &next)) {
                    continue;
                }
                next.id = (self.fresh)();
                let is_free = |id: &RelationId| state.relation(id).is_none() && !used.contains(id);
                if !is_free(&next.id) {
                    let free = |id: &String| is_free(&id.as_str().into());
                    match numbered(next.id.as_str(), free) {
                        Some(id) => next.id = id.into(),
                        None => continue,
                    }
                }
                used.insert(next.id.clone());
                self.ops.push(Op::PutRelation(Box::new(next)));
            }
        }
    }

    /// Whether the other document has or gets a mention of a cluster.
    fn is_mentioned(&self, cluster: &ClusterId) -> bool {
        let Some(cluster) = self.state.cluster(cluster) else {
            return false;
        };
        let is_there = |id: &AnnotationId| {
            let there = self.there.get(id);
            there.is_some_and(|there| self.new.contains_key(there))
                || self
                    .state
                    .annotation(id)
                    .is_some_and(|a| a.document == *self.to)
        };
        cluster.members().iter().any(is_there)
    }
}

#[cfg(test)]
mod tests;
