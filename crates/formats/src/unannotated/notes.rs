//! Footnotes and endnotes of a document: each has a number in brackets where it stands in the text, and
//! follows the text as a paragraph that begins with that number.

/// The notes of a document in the order in which the text refers to them.
pub(super) struct Notes<T> {
    all: Vec<T>,
    told: usize,
}

impl<T> Default for Notes<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            told: 0,
        }
    }
}

impl<T: Clone> Notes<T> {
    /// Adds a note, and returns what stands for it in the text.
    pub fn add(&mut self, note: T) -> String {
        self.all.push(note);
        format!("[{}]", self.all.len())
    }

    /// The next note to be told, with its number; notes may add others.
    pub fn next(&mut self) -> Option<(String, T)> {
        let note = self.all.get(self.told)?.clone();
        self.told += 1;
        Some((format!("[{}]", self.told), note))
    }
}
