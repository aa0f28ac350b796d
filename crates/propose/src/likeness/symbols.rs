//! Words by number, so that each is held once.

use std::collections::HashMap;
use std::sync::Arc;

/// A word, by its number in [`Symbols`].
pub(crate) type Symbol = u32;

/// All words that are compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    numbers: HashMap<Arc<str>, Symbol>,
    words: Vec<Arc<str>>,
}

impl Symbols {
    /// The number of a word, which gets one if it has none. O(length).
    pub(crate) fn of(&mut self, word: &str) -> Symbol {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = Symbol::try_from(self.words.len()).unwrap_or(Symbol::MAX);
        let word: Arc<str> = word.into();
        self.words.push(word.clone());
        self.numbers.insert(word, number);
        number
    }

    /// The word with a number.
    pub(crate) fn word(&self, number: Symbol) -> &str {
        self.words.get(number as usize).map_or("", |word| word)
    }
}
