//! What was on its way to the disk when the reader left the page: changes that waited for others to be
//! written. They are stored with the bookmark, which waits for nothing, and are performed again when the
//! project is opened.

use super::stored::Stored;
use postil_core::json;
use std::rc::Rc;

/// Bytes of all changes up to which they are stored with the bookmark: handing over more takes longer than
/// a page has that is left.
const MAX_BYTES: usize = 1024 * 1024;

/// Changes with the number that the first of them gets in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Late {
    first: usize,
    /// The records of the changes, which are JSON.
    entries: Vec<String>,
}

json::record!(Late {
    first: required,
    entries: required,
});

impl Late {
    /// Notes changes; `None` if there are none, or too many.
    pub fn of(first: u64, entries: &[Rc<Vec<u8>>]) -> Option<Self> {
        let bytes: usize = entries.iter().map(|bytes| bytes.len()).sum();
        if entries.is_empty() || bytes > MAX_BYTES {
            return None;
        }
        let text = |bytes: &Rc<Vec<u8>>| String::from_utf8(bytes.to_vec()).ok();
        Some(Self {
            first: usize::try_from(first).ok()?,
            entries: entries.iter().map(text).collect::<Option<_>>()?,
        })
    }

    /// The changes that the journal lacks. None of them if another tab has written in their place.
    pub fn missing(&self, stored: &Stored) -> Vec<Rc<Vec<u8>>> {
        let next = stored.last().map_or(0, |last| last + 1);
        let is_there = |number: u64, text: &str| {
            let mut journal = stored.journal.iter();
            journal.any(|(there, bytes)| *there == number && bytes == text.as_bytes())
        };
        let numbered = (self.first as u64..).zip(&self.entries);
        let (before, missing): (Vec<_>, Vec<_>) = numbered.partition(|(number, _)| *number < next);
        let fits = missing.first().is_some_and(|(number, _)| *number == next)
            && before.iter().all(|(number, text)| is_there(*number, text));
        if !fits {
            return Vec::new();
        }
        let bytes = |(_, text): (u64, &String)| Rc::new(text.clone().into_bytes());
        missing.into_iter().map(bytes).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Late;
    use crate::storage::stored::Stored;
    use std::rc::Rc;

    fn record(text: &str) -> Rc<Vec<u8>> {
        Rc::new(text.as_bytes().to_vec())
    }

    /// What is missing of three changes numbered from 3, over a journal from 0.
    fn missing(journal: &[&str]) -> Vec<String> {
        let late = Late::of(3, &["a", "b", "c"].map(record)).expect("they are few");
        let numbered = (0..).zip(journal);
        let stored = Stored {
            journal: numbered
                .map(|(n, text)| (n, text.as_bytes().to_vec()))
                .collect(),
            ..Stored::default()
        };
        let text = |bytes: &Rc<Vec<u8>>| String::from_utf8(bytes.to_vec()).expect("text");
        late.missing(&stored).iter().map(text).collect()
    }

    #[test]
    fn what_the_journal_lacks_follows_what_it_has() {
        assert_eq!(missing(&["x", "y", "z"]), ["a", "b", "c"]);
        assert_eq!(missing(&["x", "y", "z", "a"]), ["b", "c"]);
        assert_eq!(missing(&["x", "y", "z", "a", "b", "c"]), [""; 0]);
        assert_eq!(missing(&["x", "y", "z", "a", "b", "c", "d"]), [""; 0]);
    }

    #[test]
    fn another_tab_that_has_written_meanwhile_wins() {
        assert_eq!(missing(&["x", "y", "z", "other"]), [""; 0]);
        assert_eq!(missing(&["x", "y", "z", "a", "other"]), [""; 0]);
        // The journal ends before them: something between is lost.
        assert_eq!(missing(&["x", "y"]), [""; 0]);
    }

    #[test]
    fn changes_that_are_too_large_are_left_out() {
        assert_eq!(Late::of(0, &[]), None);
        assert_eq!(Late::of(0, &[Rc::new(vec![b'x'; 2 << 20])]), None);
    }
}
