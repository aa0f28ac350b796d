//! Ids that a format keeps unique in a document only, and a relation's type and value in one word.

use std::collections::{HashMap, HashSet};

/// Gives ids that are unique in a project. The ones of a file are kept where they can be.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
    here: HashMap<String, String>,
}

impl Names {
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

/// A relation's type and value as one word: `role:agent`.
pub fn join_pair(kind: &str, value: &str) -> String {
    let kind = kind.replace('\\', "\\\\").replace(':', "\\:");
    match value {
        "" => kind,
        value => format!("{kind}:{value}"),
    }
}

/// The type and value of such a word.
pub fn split_pair(word: &str) -> (String, String) {
    let mut kind = String::new();
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        match c {
            ':' => return (kind, rest.as_str().to_owned()),
            '\\' => match rest.clone().next() {
                Some(next @ ('\\' | ':')) => {
                    kind.push(next);
                    rest.next();
                }
                _ => kind.push('\\'),
            },
            c => kind.push(c),
        }
    }
    (kind, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_back(kind in "[a:\\\\ ]{0,5}", value in "[a:\\\\ ]{0,5}") {
            prop_assert_eq!(split_pair(&join_pair(&kind, &value)), (kind, value));
        }
    }
}
