//! Stores annotations in slots, and in the index, order and counts of their documents.

use super::{DocumentState, State, intervals, order_key};
use crate::model::{Annotation, AnnotationId};
use std::collections::BTreeMap;

impl State {
    /// Adds a checked annotation in a free slot.
    pub(super) fn attach(&mut self, index: usize, annotation: Annotation) {
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.slots.push(None);
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.by_id.insert(annotation.id.clone(), slot);
        self.enter(index, slot, annotation);
    }

    /// Removes an annotation; its links stay.
    pub(super) fn detach(&mut self, id: &AnnotationId) -> Option<Annotation> {
        let slot = self.slot(id)?;
        let annotation = self.leave(slot)?;
        self.by_id.remove(id);
        self.free.push(slot);
        Some(annotation)
    }

    /// Replaces the annotation in a slot by a checked one.
    pub(super) fn replace(
        &mut self,
        slot: u32,
        index: usize,
        next: Annotation,
    ) -> Option<Annotation> {
        let old = self.at(slot)?;
        if old.document != next.document {
            let old = self.leave(slot)?;
            self.enter(index, slot, next);
            return Some(old);
        }
        let rank = if old.extent() == next.extent() {
            None
        } else {
            self.documents[index].rank(self, slot)
        };
        let held = self.slots.get_mut(slot as usize)?;
        let old = held.replace(next)?;
        let next = held.as_ref()?;
        let document = &mut self.documents[index];
        if !intervals(slot, &old).eq(intervals(slot, next)) {
            document.unindex(slot, &old);
            document.index(slot, next);
        }
        document.uncount(&old);
        document.add_to_counts(next);
        if let Some(rank) = rank {
            self.reorder(index, rank);
        }
        Some(old)
    }

    /// Restores the order of a document after the extent at rank `at` changed.
    fn reorder(&mut self, index: usize, at: usize) {
        let mut order = std::mem::take(&mut self.documents[index].order);
        if let Some(&slot) = order.get(at) {
            let key = self.order_key(slot);
            let earlier = |other: &u32| self.order_key(*other) < key;
            // Most edits pass no or few others.
            if order[..at].last().is_some_and(|other| !earlier(other)) {
                let to = order[..at].partition_point(earlier);
                order[to..=at].rotate_right(1);
            } else if order.get(at + 1).is_some_and(earlier) {
                let passed = order[at + 1..].partition_point(earlier);
                order[at..=at + passed].rotate_left(1);
            }
        }
        self.documents[index].order = order;
    }

    /// Fills an empty slot.
    fn enter(&mut self, index: usize, slot: u32, annotation: Annotation) {
        let key = order_key(&annotation);
        let at = self.documents[index]
            .order
            .partition_point(|&other| self.order_key(other) < Some(key));
        let document = &mut self.documents[index];
        document.index(slot, &annotation);
        document.add_to_counts(&annotation);
        document.order.insert(at, slot);
        self.slots[slot as usize] = Some(annotation);
    }

    /// Empties a slot.
    fn leave(&mut self, slot: u32) -> Option<Annotation> {
        let index = self.document_index(&self.at(slot)?.document)?;
        let at = self.documents[index].rank(self, slot)?;
        let annotation = self.slots.get_mut(slot as usize)?.take()?;
        let document = &mut self.documents[index];
        document.order.remove(at);
        document.unindex(slot, &annotation);
        document.uncount(&annotation);
        Some(annotation)
    }
}

impl DocumentState {
    /// Indexes the intervals of an annotation.
    pub(super) fn index(&mut self, slot: u32, annotation: &Annotation) {
        for interval in intervals(slot, annotation) {
            self.index.insert(interval);
        }
    }

    fn unindex(&mut self, slot: u32, annotation: &Annotation) {
        for interval in intervals(slot, annotation) {
            self.index.remove(&interval);
        }
    }

    /// Counts an annotation.
    pub(super) fn add_to_counts(&mut self, annotation: &Annotation) {
        add(&mut self.counts, &annotation.label);
    }

    fn uncount(&mut self, annotation: &Annotation) {
        subtract(&mut self.counts, &annotation.label);
    }
}

type Counts = BTreeMap<String, usize>;

fn add(counts: &mut Counts, label: &str) {
    match counts.get_mut(label) {
        Some(count) => *count += 1,
        None => {
            counts.insert(label.to_owned(), 1);
        }
    }
}

fn subtract(counts: &mut Counts, label: &str) {
    if let Some(count) = counts.get_mut(label) {
        *count -= 1;
        if *count == 0 {
            counts.remove(label);
        }
    }
}
