//! How what was typed fits what something is called.

use super::Fit;
use crate::likeness::latin;
use postil_core::text::fold;

/// Typed text, ready to be compared.
pub(super) struct Typed {
    folded: String,
    /// In Latin letters, if it has letters of another script.
    latin: Option<String>,
}

/// Where typed text stands in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// It is all of them.
    Whole,
    /// It begins with a word.
    Word,
    /// It begins inside a word.
    Inside,
}

impl Typed {
    /// `None` if nothing was typed.
    pub(super) fn of(typed: &str) -> Option<Self> {
        let folded = fold(typed.trim());
        let words: Vec<String> = folded.split(' ').map(latin).collect();
        let words = words.join(" ");
        (!folded.is_empty()).then(|| Self {
            latin: (!folded.is_ascii() && !words.trim().is_empty()).then_some(words),
            folded,
        })
    }

    /// Where it stands in folded words. O(length).
    pub(super) fn place_in(&self, folded: &str) -> Option<Place> {
        let own = place(&self.folded, folded);
        let other = self.latin.as_ref().and_then(|latin| place(latin, folded));
        own.into_iter().chain(other).min()
    }

    /// Where it stands in the words of a name that are in Latin letters. O(length).
    pub(super) fn place_in_latin(&self, name: &str) -> Option<Place> {
        place(self.latin.as_deref().unwrap_or(&self.folded), name)
    }
}

fn place(typed: &str, words: &str) -> Option<Place> {
    if typed == words {
        return Some(Place::Whole);
    }
    let mut inside = false;
    for (at, _) in words.match_indices(typed) {
        let before = words
            .get(..at)
            .and_then(|before| before.chars().next_back());
        if !before.is_some_and(char::is_alphanumeric) {
            return Some(Place::Word);
        }
        inside = true;
    }
    inside.then_some(Place::Inside)
}

impl Fit {
    pub(super) fn of_name(place: Place) -> Self {
        match place {
            Place::Whole => Self::Whole,
            Place::Word => Self::Name,
            Place::Inside => Self::Inside,
        }
    }

    pub(super) fn of_mention(place: Place) -> Self {
        match place {
            Place::Whole => Self::Whole,
            Place::Word => Self::Mention,
            Place::Inside => Self::Inside,
        }
    }
}
