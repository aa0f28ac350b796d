//! Ids that a format keeps unique only within a document.

use std::collections::{HashMap, HashSet};

/// Makes ids that are unique in a project, and keeps those of the file where possible.
#[derive(Debug, Default)]
pub struct LocalIds {
    taken: HashSet<String>,
    here: HashMap<String, String>,
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

    /// Makes the id of a record that the file calls `name`.
    ///
    /// # Errors
    /// When the document already has that name.
    pub fn add(&mut self, document: &str, name: &str) -> Result<String, String> {
        if self.here.contains_key(name) {
            return Err(format!("the id “{name}” is used twice; ids must differ"));
        }
        let id = self.unique(document, name);
        self.here.insert(name.to_owned(), id.clone());
        Ok(id)
    }

    /// Makes an unused id for a record that is called `name`: the name, or the name after
    /// `document`.
    pub fn unique(&mut self, document: &str, name: &str) -> String {
        let mut id = name.to_owned();
        if self.taken.contains(&id) || id.is_empty() {
            id = format!("{document}/{name}");
        }
        if self.taken.contains(&id) {
            let marks = self.marks.entry(id.clone()).or_default();
            id.extend(std::iter::repeat_n('\'', *marks));
            while self.taken.contains(&id) {
                *marks += 1;
                id.push('\'');
            }
        }
        self.taken.insert(id.clone());
        id
    }

    /// The id of the record that the document calls `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<&str, String> {
        (self.here.get(name).map(String::as_str))
            .ok_or_else(|| format!("it refers to “{name}”, which does not exist"))
    }
}
