//! What named styles say that go back to others where they say nothing themselves.

use std::collections::HashMap;
use std::hash::Hash;

/// Styles above one another that are followed.
const MAX_PARENTS: usize = 50;

/// Which styles hide what has them.
pub(super) struct Inherited<K>(HashMap<K, Style<K>>);

struct Style<K> {
    parent: K,
    /// What it says itself.
    is_hidden: Option<bool>,
}

impl<K> Default for Inherited<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Copy + Eq + Hash> Inherited<K> {
    /// Adds a style in place of one of that key, with the one that it goes back to, known or not.
    pub fn add(&mut self, key: K, parent: K, is_hidden: Option<bool>) {
        self.0.insert(key, Style { parent, is_hidden });
    }

    /// Whether a style hides its text, or shows it; `None` where neither it nor those above say so.
    /// O([`MAX_PARENTS`]).
    pub fn is_hidden(&self, mut key: K) -> Option<bool> {
        for _ in 0..MAX_PARENTS {
            let style = self.0.get(&key)?;
            if style.is_hidden.is_some() {
                return style.is_hidden;
            }
            key = style.parent;
        }
        None
    }
}
