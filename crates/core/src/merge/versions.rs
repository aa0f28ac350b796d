//! Records of one kind, each with its versions.

use crate::model::{Annotation, Cluster, DocumentMeta, Relation};
use std::collections::HashMap;

/// A record that can have several versions.
pub trait Versioned: Clone + PartialEq {
    /// Its id.
    fn id(&self) -> &str;

    /// Whether another record of the same id says the same.
    fn says(&self, other: &Self) -> bool {
        self == other
    }

    /// Takes from one that says the same what is not part of what is said.
    fn absorb(&mut self, _same: &Self) {}
}

impl Versioned for Annotation {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// Whenever it was changed last.
    fn says(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let when = |annotation: &Self| Self {
            modified: String::new(),
            ..annotation.clone()
        };
        self.label == other.label && when(self) == when(other)
    }

    fn absorb(&mut self, same: &Self) {
        if same.modified > self.modified {
            self.modified.clone_from(&same.modified);
        }
    }
}

impl Versioned for Relation {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// What is said about it, without its members.
impl Versioned for Cluster {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Versioned for DocumentMeta {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// However far it is.
    fn says(&self, other: &Self) -> bool {
        let mut other = other.clone();
        other.status = self.status;
        *self == other
    }
}

/// A record and what else it could be.
pub struct Known<T> {
    /// What is in force.
    pub record: T,
    /// The other versions; none of them says what the record or another one says.
    pub versions: Vec<T>,
}

impl<T: Versioned> Known<T> {
    fn take(&mut self, version: &T) {
        let mut there = std::iter::once(&mut self.record).chain(&mut self.versions);
        match there.find(|there| there.says(version)) {
            Some(there) => there.absorb(version),
            None => self.versions.push(version.clone()),
        }
    }
}

/// Records of one kind in the order in which they came.
pub struct Kind<T> {
    pub known: Vec<Known<T>>,
    places: HashMap<String, usize>,
    /// How many versions each record had that was there before the second project.
    before: Vec<usize>,
}

impl<T> Default for Kind<T> {
    fn default() -> Self {
        Self {
            known: Vec::new(),
            places: HashMap::new(),
            before: Vec::new(),
        }
    }
}

impl<T: Versioned> Kind<T> {
    /// The record of that id.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Known<T>> {
        self.known.get_mut(*self.places.get(id)?)
    }

    /// Takes a record: a new one, or a version of one that is there.
    pub fn take(&mut self, record: &T) {
        match self.get_mut(record.id()) {
            Some(known) => known.take(record),
            None => {
                self.places.insert(record.id().to_owned(), self.known.len());
                self.known.push(Known {
                    record: record.clone(),
                    versions: Vec::new(),
                });
            }
        }
    }

    /// The records of the first project are all there.
    pub fn mark(&mut self) {
        let counts = self.known.iter().map(|known| known.versions.len());
        self.before = counts.collect();
    }

    /// Whether the record of that id came after the mark.
    pub fn is_added(&self, id: &str) -> bool {
        self.places
            .get(id)
            .is_some_and(|place| *place >= self.before.len())
    }

    /// How many records came after the mark.
    pub fn added(&self) -> usize {
        self.known.len() - self.before.len()
    }

    /// How many records have more versions than at the mark, of those that there were.
    pub fn grown(&self) -> usize {
        let pairs = self.known.iter().zip(&self.before);
        let grown = pairs.filter(|(known, before)| known.versions.len() > **before);
        grown.count()
    }
}
