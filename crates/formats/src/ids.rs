//! Ids that a format keeps unique only within a document.

use postil_core::diagnostic::clip;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Apostrophes that tell names apart; beyond, they are numbered, or ten thousand uses of a name would
/// take fifty million apostrophes.
const MAX_APOSTROPHES: usize = 3;

/// Makes ids that are unique in a project, and keeps those of the file where possible.
#[derive(Debug, Default)]
pub struct LocalIds {
    taken: HashSet<Arc<str>>,
    here: HashMap<Arc<str>, Arc<str>>,
    /// Which mark the last id of each name in use has, so that a name used a thousand times
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
            let name = clip(name);
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
            let name = id.clone();
            while self.taken.contains(id.as_str()) {
                *marks += 1;
                id = marked(&name, *marks);
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
            .ok_or_else(|| format!("it refers to “{}”, which does not exist", clip(name)))
    }
}

/// The name with a mark: `a'`, `a''`, `a'''`, `a'4`.
fn marked(name: &str, mark: usize) -> String {
    match mark {
        0..=MAX_APOSTROPHES => format!("{name}{}", "'".repeat(mark)),
        _ => format!("{name}'{mark}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_used_often_stays_short() {
        let mut ids = LocalIds::default();
        let all: Vec<_> = (0..10_000).map(|_| ids.unique("d", "a")).collect();
        let first: Vec<&str> = all.iter().take(6).map(|id| &**id).collect();
        assert_eq!(first, ["a", "d/a", "d/a'", "d/a''", "d/a'''", "d/a'4"]);
        let differ: HashSet<_> = all.iter().collect();
        assert_eq!(differ.len(), all.len());
        assert!(all.iter().all(|id| id.len() < 10));
    }

    #[test]
    fn messages_do_not_copy_long_names() {
        let (mut ids, name) = (LocalIds::default(), "a".repeat(10_000));
        assert!(ids.get(&name).expect_err("unknown").len() < 200);
        ids.add("d", &name).expect("it is new");
        assert!(ids.add("d", &name).expect_err("used twice").len() < 200);
    }
}
