//! Records of one kind with their versions.

use crate::model::{Annotation, Cluster, DocumentMeta, Relation};
use std::collections::HashMap;

/// A record that can have several versions.
pub trait Versioned: Clone + PartialEq {
    /// Its id.
    fn id(&self) -> &str;

    /// Whether another record with the same id has the same content.
    fn says(&self, other: &Self) -> bool {
        self == other
    }

    /// Merges the parts that are not compared from a record with the same content.
    fn absorb(&mut self, _same: &Self) {}
}

impl Versioned for Annotation {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// Ignores when it was changed, and whether it is to be checked.
    fn says(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let when = |annotation: &Self| Self {
            modified: String::new(),
            check: 0,
            ..annotation.clone()
        };
        self.label == other.label && when(self) == when(other)
    }

    fn absorb(&mut self, same: &Self) {
        // Who confirms a mark changes it: the later one is the one to go by.
        if (&same.modified, same.check) > (&self.modified, self.check) {
            self.modified.clone_from(&same.modified);
            self.check = same.check;
        }
    }
}

impl Versioned for Relation {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// Ignores its members.
impl Versioned for Cluster {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Versioned for DocumentMeta {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// Ignores its status.
    fn says(&self, other: &Self) -> bool {
        let mut other = other.clone();
        other.status = self.status;
        *self == other
    }
}

/// A record and its other versions.
pub struct Known<T> {
    /// The version in force.
    pub record: T,
    /// The other versions; all contents differ.
    pub versions: Vec<T>,
}

impl<T: Versioned> Known<T> {
    fn add(&mut self, version: &T) {
        let mut there = std::iter::once(&mut self.record).chain(&mut self.versions);
        match there.find(|there| there.says(version)) {
            Some(there) => there.absorb(version),
            None => self.versions.push(version.clone()),
        }
    }
}

/// Records of one kind, in the order in which they were added.
pub struct Kind<T> {
    pub known: Vec<Known<T>>,
    positions: HashMap<String, usize>,
    /// For each record present before the second project, its number of versions then.
    before: Vec<usize>,
}

impl<T> Default for Kind<T> {
    fn default() -> Self {
        Self {
            known: Vec::new(),
            positions: HashMap::new(),
            before: Vec::new(),
        }
    }
}

impl<T: Versioned> Kind<T> {
    /// The record with that id.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Known<T>> {
        self.known.get_mut(*self.positions.get(id)?)
    }

    /// Adds a record, or a version of an existing one.
    pub fn add(&mut self, record: &T) {
        match self.get_mut(record.id()) {
            Some(known) => known.add(record),
            None => {
                self.positions
                    .insert(record.id().to_owned(), self.known.len());
                self.known.push(Known {
                    record: record.clone(),
                    versions: Vec::new(),
                });
            }
        }
    }

    /// Marks the end of the first project's records.
    pub fn mark(&mut self) {
        let counts = self.known.iter().map(|known| known.versions.len());
        self.before = counts.collect();
    }

    /// Whether the record with that id was added after the mark.
    pub fn is_added(&self, id: &str) -> bool {
        self.positions
            .get(id)
            .is_some_and(|at| *at >= self.before.len())
    }

    /// The number of records added after the mark.
    pub fn added(&self) -> usize {
        self.known.len() - self.before.len()
    }

    /// The number of records present at the mark that gained versions after it.
    pub fn grown(&self) -> usize {
        let pairs = self.known.iter().zip(&self.before);
        let grown = pairs.filter(|(known, before)| known.versions.len() > **before);
        grown.count()
    }
}
