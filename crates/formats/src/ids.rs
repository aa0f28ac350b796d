//! Ids that a format keeps unique within a document only.

use std::collections::{HashMap, HashSet};

/// Gives ids that are unique in a project. The ones of a file are kept where they can be.
#[derive(Debug, Default)]
pub struct LocalIds {
    taken: HashSet<String>,
    here: HashMap<String, String>,
}

impl LocalIds {
    /// Begins the next document: names of the one before are forgotten, but stay taken.
    pub fn next_document(&mut self) {
        self.here.clear();
    }

    /// The id of a record that the file calls `name`.
    ///
    /// # Errors
    /// When the document has that name already.
    pub fn add(&mut self, document: &str, name: &str) -> Result<String, String> {
        if self.here.contains_key(name) {
            return Err(format!("the id “{name}” is used twice; ids must differ"));
        }
        let id = self.unique(document, name);
        self.here.insert(name.to_owned(), id.clone());
        Ok(id)
    }

    /// An id that no record has, for one that is called `name`: that, or with `document` before it.
    pub fn unique(&mut self, document: &str, name: &str) -> String {
        let mut id = name.to_owned();
        if self.taken.contains(&id) || id.is_empty() {
            id = format!("{document}/{name}");
        }
        while !self.taken.insert(id.clone()) {
            id.push('\'');
        }
        id
    }

    /// The id of the record that the document calls `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<&str, String> {
        (self.here.get(name).map(String::as_str))
            .ok_or_else(|| format!("it refers to “{name}”, which is not there"))
    }
}
