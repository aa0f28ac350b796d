//! Which words stay and which change from one text to another.

use foldhash::HashMap;
use imara_diff::{Algorithm, Diff, Token};
use postil_core::text::fold;
use unicode_segmentation::UnicodeSegmentation;

/// Words of a text that are compared; the rest counts as changed.
const MAX_WORDS: usize = 2_000;

/// Some words of the old text or the new one, with the spaces after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What becomes of them.
    pub change: Change,
    /// The words, of the new text if both have them.
    pub words: String,
}

/// What becomes of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both texts have them, but for case and kinds of quotation marks.
    Keep,
    /// Only the new text has them.
    Insert,
    /// Only the old text has them.
    Remove,
}

impl Piece {
    /// The words as GNU wdiff marks them: `[-removed-]`, `{+inserted+}`.
    pub fn marked(&self) -> String {
        match self.change {
            Change::Keep => self.words.clone(),
            Change::Remove => format!("[-{}-]", self.words),
            Change::Insert => format!("{{+{}+}}", self.words),
        }
    }
}

/// The difference of two texts, word by word: as few words are removed and inserted as can be, or a few more where
/// that takes long (E. W. Myers: “An O(ND) Difference Algorithm and Its Variations”, Algorithmica 1, 1986, with the
/// cut-offs of the library). Where words change, what is removed comes first. O(n d) for n words, at most 2,000 of
/// each, and d changes.
pub fn changes(old: &str, new: &str) -> Vec<Piece> {
    let mut numbers: HashMap<String, u32> = HashMap::default();
    let (old, new) = (Words::of(old, &mut numbers), Words::of(new, &mut numbers));
    let mut diff = Diff::default();
    let names = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    diff.compute_with(Algorithm::Myers, &old.tokens, &new.tokens, names);
    let mut pieces = Vec::new();
    let mut add = |change, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(Piece {
                change,
                words: words.concat(),
            });
        }
    };
    let mut reached = 0;
    for hunk in diff.hunks() {
        let (before, after) = (hunk.before, hunk.after);
        add(Change::Keep, new.slice(reached, after.start as usize));
        add(
            Change::Remove,
            old.slice(before.start as usize, before.end as usize),
        );
        add(
            Change::Insert,
            new.slice(after.start as usize, after.end as usize),
        );
        reached = after.end as usize;
    }
    add(Change::Keep, new.slice(reached, new.tokens.len()));
    add(Change::Remove, old.slice(old.tokens.len(), old.words.len()));
    add(Change::Insert, new.slice(new.tokens.len(), new.words.len()));
    pieces
}

/// A text cut into words and signs, each with the white space after it.
struct Words<'a> {
    words: Vec<&'a str>,
    tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str, numbers: &mut HashMap<String, u32>) -> Self {
        let mut starts: Vec<usize> = Vec::new();
        for (at, piece) in text.split_word_bound_indices() {
            if starts.is_empty() || !piece.chars().all(char::is_whitespace) {
                starts.push(at);
            }
        }
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let words = starts
            .iter()
            .zip(ends)
            .filter_map(|(start, end)| text.get(*start..end));
        let words: Vec<&str> = words.collect();
        let tokens = words.iter().take(MAX_WORDS).map(|word| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            Token(*numbers.entry(fold(word.trim_end())).or_insert(next))
        });
        let tokens = tokens.collect();
        Self { words, tokens }
    }

    fn slice(&self, from: usize, to: usize) -> &[&'a str] {
        self.words.get(from..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
