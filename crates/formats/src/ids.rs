//! Ids that a format keeps unique only within a document.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Makes ids that are unique in a project, and keeps those of the file where possible.
#[derive(Debug, Default)]
pub struct LocalIds {
    taken: HashSet<Arc<str>>,
    here: HashMap<Arc<str>, Arc<str>>,
    /// How many marks the last id of each name in use needed, so that a name used a thousand times
    /// is not tried a thousand times.
    marks: HashMap<String, usize>,
}

impl LocalIds {
    /// Begins the next document: the names of the last one can no longer be referred to, but their
    /// ids stay in use.
    pub fn next_document(&mut self) {
        self.here.clear();
    }

    /// Makes room for so many records more.
    pub fn reserve(&mut self, records: usize) {
        self.taken.reserve(records);
    }

    /// Makes the id of a record that the file calls `name`. The record shares it.
    ///
    /// # Errors
    /// When the document already has that name.
    pub fn add(&mut self, document: &str, name: &str) -> Result<Arc<str>, String> {
        if self.here.contains_key(name) {
            return Err(format!("the id “{name}” is used twice; ids must differ"));
        }
        let id = self.unique(document, name);
        let own = if *id == *name {
            id.clone()
        } else {
            name.into()
        };
        self.here.insert(own, id.clone());
        Ok(id)
    }

    /// Makes an unused id for a record that is called `name`: the name, or the name after
    /// `document`.
    pub fn unique(&mut self, document: &str, name: &str) -> Arc<str> {
        let id: Arc<str> = name.into();
        if !name.is_empty() && self.taken.insert(id.clone()) {
            return id;
        }
        let mut id = format!("{document}/{name}");
        if self.taken.contains(id.as_str()) {
            let marks = self.marks.entry(id.clone()).or_default();
            id.extend(std::iter::repeat_n('\'', *marks));
            while self.taken.contains(id.as_str()) {
                *marks += 1;
                id.push('\'');
            }
        }
        let id: Arc<str> = id.into();
        self.taken.insert(id.clone());
        id
    }

    /// The id of the record that the document calls `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<&str, String> {
        (self.here.get(name).map(|id| &**id))
            .ok_or_else(|| format!("it refers to “{name}”, which does not exist"))
    }
}
