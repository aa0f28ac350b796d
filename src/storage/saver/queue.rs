//! The entries that are not on the disk yet.

use crate::storage::record;
use postil_core::workspace::Entry;
use std::rc::Rc;

/// An entry on its way to the disk.
pub enum Queued {
    /// An entry that is not encoded yet.
    Entry(Rc<Entry>),
    /// The record of an entry.
    Record(Rc<Vec<u8>>),
}

impl Queued {
    /// The record of the entry. O(n) for an entry that is not encoded yet.
    fn encode(&self) -> Rc<Vec<u8>> {
        match self {
            Self::Entry(entry) => Rc::new(record::encode(&**entry)),
            Self::Record(bytes) => bytes.clone(),
        }
    }
}

/// Entries in the order in which they were performed; the first gets the next number on the disk.
#[derive(Default)]
pub struct Queue(Vec<Queued>);

impl Queue {
    /// Adds an entry at the end.
    pub fn push(&mut self, entry: Queued) {
        self.0.push(entry);
    }

    /// How many entries are not on the disk.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether all entries are on the disk.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The records of all entries. O(n).
    pub fn encode(&self) -> Vec<Rc<Vec<u8>>> {
        self.0.iter().map(Queued::encode).collect()
    }

    /// Removes the first entries, which are on the disk now.
    pub fn remove_first(&mut self, count: usize) {
        self.0.drain(..count);
    }
}
