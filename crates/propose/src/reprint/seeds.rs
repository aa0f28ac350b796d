//! Where chosen shingles are: the places from which shared passages are followed.

use std::collections::HashMap;

/// Places kept of one shingle. A phrase that stands in more documents is not followed in the further
/// ones; a passage has other shingles.
const MAX_PLACES: usize = 8;

/// Where a shingle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The number of the document.
    pub document: u32,
    /// The first word.
    pub at: u32,
}

/// The places of shingles in any number of documents. Takes about 30 bytes a place.
#[derive(Debug, Default)]
pub struct Seeds {
    /// The first entry of each shingle.
    first: HashMap<u32, u32>,
    entries: Vec<Entry>,
    free: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    seed: Seed,
    next: Option<u32>,
}

impl Seeds {
    /// The places of a shingle, oldest first; at most eight.
    pub fn of(&self, shingle: u32) -> impl Iterator<Item = Seed> {
        let mut next = self.first.get(&shingle).copied();
        std::iter::from_fn(move || {
            let entry = self.entries.get(next? as usize)?;
            next = entry.next;
            Some(entry.seed)
        })
    }

    /// Adds a place of a shingle, unless it has enough. O(1).
    pub fn add(&mut self, shingle: u32, seed: Seed) {
        let (mut last, mut count) = (None, 0);
        let mut next = self.first.get(&shingle).copied();
        while let Some(at) = next {
            (last, count) = (Some(at), count + 1);
            next = self.entries.get(at as usize).and_then(|entry| entry.next);
        }
        if count >= MAX_PLACES {
            return;
        }
        let entry = Entry { seed, next: None };
        let free = self.free.pop();
        let Some(at) = free.or_else(|| u32::try_from(self.entries.len()).ok()) else {
            return;
        };
        match self.entries.get_mut(at as usize) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        match last.and_then(|last| self.entries.get_mut(last as usize)) {
            Some(last) => last.next = Some(at),
            None => {
                self.first.insert(shingle, at);
            }
        }
    }

    /// Removes the places of a shingle in a document. O(1).
    pub fn remove(&mut self, shingle: u32, document: u32) {
        let mut before = None;
        let mut next = self.first.get(&shingle).copied();
        while let Some(at) = next {
            let Some(entry) = self.entries.get(at as usize).copied() else {
                return;
            };
            next = entry.next;
            if entry.seed.document != document {
                before = Some(at);
                continue;
            }
            self.free.push(at);
            match (before, next) {
                (Some(before), _) => {
                    if let Some(before) = self.entries.get_mut(before as usize) {
                        before.next = next;
                    }
                }
                (None, Some(next)) => {
                    self.first.insert(shingle, next);
                }
                (None, None) => {
                    self.first.remove(&shingle);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_in_order_and_removed() {
        let mut seeds = Seeds::default();
        let seed = |document: u32| Seed { document, at: 7 };
        for document in [3, 1, 1, 2] {
            seeds.add(5, seed(document));
        }
        seeds.add(6, seed(1));
        let of = |seeds: &Seeds, shingle: u32| -> Vec<u32> {
            seeds.of(shingle).map(|seed| seed.document).collect()
        };
        assert_eq!(of(&seeds, 5), [3, 1, 1, 2]);
        seeds.remove(5, 1);
        assert_eq!((of(&seeds, 5), of(&seeds, 6)), (vec![3, 2], vec![1]));
        seeds.remove(5, 3);
        seeds.remove(5, 2);
        assert!(seeds.of(5).next().is_none());
        for document in 0..100 {
            seeds.add(5, seed(document));
        }
        assert_eq!(of(&seeds, 5).len(), MAX_PLACES);
        assert_eq!(of(&seeds, 6), [1]);
    }
}
