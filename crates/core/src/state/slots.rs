//! Where annotations are kept: in slots, and in the index, order and counts of their document.

use super::{DocumentState, State, intervals, order_key};
use crate::model::{Annotation, AnnotationId};

impl State {
    /// Puts a checked annotation into a slot and into the indexes of its document.
    pub(super) fn attach(&mut self, place: usize, annotation: Annotation) {
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.slots.push(None);
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.by_id.insert(annotation.id.clone(), slot);
        self.enter(place, slot, annotation);
    }

    /// Takes an annotation out of its slot and the indexes; its links stay.
    pub(super) fn detach(&mut self, id: &AnnotationId) -> Option<Annotation> {
        let slot = self.slot(id)?;
        let annotation = self.leave(slot)?;
        self.by_id.remove(id);
        self.free.push(slot);
        Some(annotation)
    }

    /// Puts a checked annotation into the slot of the one it replaces.
    pub(super) fn replace(
        &mut self,
        slot: u32,
        place: usize,
        next: Annotation,
    ) -> Option<Annotation> {
        let old = self.at(slot)?;
        if old.document == next.document && old.extent() == next.extent() {
            // The order of the document stays as it is, and its list need not move.
            let document = &mut self.documents[place];
            let old = self.slots.get_mut(slot as usize)?.replace(next)?;
            let next = self.slots.get(slot as usize)?.as_ref()?;
            document.exclude(slot, &old);
            document.include(slot, next);
            return Some(old);
        }
        let old = self.leave(slot)?;
        self.enter(place, slot, next);
        Some(old)
    }

    /// Fills an empty slot.
    fn enter(&mut self, place: usize, slot: u32, annotation: Annotation) {
        let key = order_key(&annotation);
        let at = self.documents[place]
            .order
            .partition_point(|&other| self.order_key(other) < Some(key));
        let document = &mut self.documents[place];
        document.include(slot, &annotation);
        document.order.insert(at, slot);
        self.slots[slot as usize] = Some(annotation);
    }

    /// Empties a slot.
    fn leave(&mut self, slot: u32) -> Option<Annotation> {
        let place = self.document_place(&self.at(slot)?.document)?;
        let at = self.documents[place].rank(self, slot)?;
        let annotation = self.slots.get_mut(slot as usize)?.take()?;
        let document = &mut self.documents[place];
        document.order.remove(at);
        document.exclude(slot, &annotation);
        Some(annotation)
    }
}

impl DocumentState {
    /// Enters an annotation in the index and the counts.
    pub(super) fn include(&mut self, slot: u32, annotation: &Annotation) {
        for interval in intervals(slot, annotation) {
            self.index.insert(interval);
        }
        match self.counts.get_mut(&annotation.label) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(annotation.label.clone(), 1);
            }
        }
    }

    fn exclude(&mut self, slot: u32, annotation: &Annotation) {
        for interval in intervals(slot, annotation) {
            self.index.remove(&interval);
        }
        if let Some(count) = self.counts.get_mut(&annotation.label) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&annotation.label);
            }
        }
    }
}
