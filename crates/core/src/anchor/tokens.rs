//! Texts as words, runs of white space and single punctuation marks, each represented by a number.

use crate::text::{Text, fold};
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The number of white space of any kind and length.
pub const SPACE: u32 = 0;

/// The number of a word that occurs in neither text.
pub const UNKNOWN: u32 = u32::MAX;

/// The words behind the numbers.
#[derive(Default)]
pub struct Names {
    numbers: HashMap<String, u32>,
    /// Whether each number but that of white space stands for a word.
    words: Vec<bool>,
}

impl Names {
    /// The number of a folded word, assigned if it has none.
    pub fn intern(&mut self, name: String) -> u32 {
        if let Some(number) = self.numbers.get(&name) {
            return *number;
        }
        self.words.push(name.contains(char::is_alphanumeric));
        let number = u32::try_from(self.words.len()).unwrap_or(UNKNOWN);
        self.numbers.insert(name, number);
        number
    }

    /// The number of a folded word.
    pub fn get(&self, name: &str) -> u32 {
        self.numbers.get(name).copied().unwrap_or(UNKNOWN)
    }

    /// Whether a number stands for a word, not a punctuation mark.
    pub fn is_word(&self, number: u32) -> bool {
        let at = (number as usize).checked_sub(1);
        at.and_then(|at| self.words.get(at))
            .is_some_and(|word| *word)
    }

    /// One more than the largest number.
    pub fn len(&self) -> usize {
        self.words.len() + 1
    }
}

/// A text cut into tokens without gaps.
pub struct Tokens {
    ids: Vec<u32>,
    /// Starts in code points; the last entry is the end of the text.
    starts: Vec<usize>,
}

impl Tokens {
    /// Cuts a text. O(n).
    pub fn of(text: &Text, number: &mut dyn FnMut(String) -> u32) -> Self {
        let mut tokens = Self {
            ids: Vec::new(),
            starts: vec![0],
        };
        let mut reached = 0;
        for block in text.blocks().as_slice() {
            if reached < block.start {
                tokens.push(SPACE, block.start - reached);
            }
            for piece in text.slice(block.range()).split_word_bounds() {
                let id = if piece.chars().all(char::is_whitespace) {
                    SPACE
                } else {
                    number(fold(piece))
                };
                tokens.push(id, piece.chars().count());
            }
            reached = block.end;
        }
        if reached < text.len() {
            tokens.push(SPACE, text.len() - reached);
        }
        tokens
    }

    fn push(&mut self, id: u32, length: usize) {
        let end = self.starts.last().map_or(0, |end| end + length);
        match self.ids.last() {
            Some(&SPACE) if id == SPACE => drop(self.starts.pop()),
            _ => self.ids.push(id),
        }
        self.starts.push(end);
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The numbers of all tokens.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The number of a token; past the end, [`UNKNOWN`].
    pub fn id(&self, at: usize) -> u32 {
        self.ids.get(at).copied().unwrap_or(UNKNOWN)
    }

    /// The start of a token, in code points; past the last one, the end of the text.
    pub fn start(&self, at: usize) -> usize {
        let at = at.min(self.ids.len());
        self.starts.get(at).copied().unwrap_or_default()
    }

    /// The range of a token, in code points.
    pub fn range(&self, at: usize) -> Range<usize> {
        self.start(at)..self.start(at + 1)
    }

    /// The index of the token that holds a code point. O(log n).
    pub fn at(&self, offset: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= offset);
        after
            .saturating_sub(1)
            .min(self.ids.len().saturating_sub(1))
    }
}
