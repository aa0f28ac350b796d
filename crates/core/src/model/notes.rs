//! Texts about names, such as the values of an attribute.

use crate::json::{Json, Problem, Reader, Writer};
use crate::order;
use std::mem;

/// Texts by name, in the order of the names. There are few, so that lookups may pass over all: O(n).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes(Vec<(String, String)>);

impl Notes {
    /// The text about a name.
    pub fn get(&self, name: &str) -> Option<&String> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text)
    }

    /// Puts a text about a name in place of the one there is.
    pub fn insert(&mut self, name: String, text: String) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = text,
            None => {
                let at = self.0.partition_point(|(known, _)| *known < name);
                self.0.insert(at, (name, text));
            }
        }
    }

    /// Removes the text about a name, and returns it.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    /// All names with their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &String)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text))
    }

    /// All names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Notes {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(all: T) -> Self {
        let mut notes = Self::default();
        for (name, text) in all {
            notes.insert(name, text);
        }
        notes
    }
}

impl Json for Notes {
    fn write(&self, out: &mut Writer) {
        out.begin_object();
        for (name, text) in &self.0 {
            out.field(name, text);
        }
        out.end_object();
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        from.object("a map", &mut |name, from| {
            pairs.push((name.to_owned(), String::read(from)?));
            Ok(())
        })?;
        let in_order = order::sorted(&pairs, |(one, _), (other, _)| one.cmp(other));
        let mut notes: Vec<(String, String)> = Vec::with_capacity(pairs.len());
        for at in in_order {
            let Some((name, text)) = pairs.get_mut(at as usize).map(mem::take) else {
                continue;
            };
            // The last of several counts, as in other maps.
            match notes.last_mut() {
                Some((last, known)) if *last == name => *known = text,
                _ => notes.push((name, text)),
            }
        }
        Ok(Self(notes))
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_counts_and_names_are_in_order() {
        let notes: Notes =
            crate::json::from_str(r#"{"b": "1", "a": "2", "b": "3"}"#).expect("a map");
        let all: Vec<_> = notes
            .iter()
            .map(|(name, text)| (name, text.as_str()))
            .collect();
        assert_eq!(all, [("a", "2"), ("b", "3")]);
        let mut other = Notes::default();
        other.insert("b".to_owned(), "0".to_owned());
        other.insert("a".to_owned(), "2".to_owned());
        other.insert("b".to_owned(), "3".to_owned());
        assert_eq!(other, notes);
    }
}
