//! What fields for numbers take of the words of a mark.

use postil_core::model::Annotation;
use postil_core::state::State;
use postil_core::text::Text;

use super::{Bound, Language, Quantity, Unit, find, resolve};
use crate::dates;

/// Code points of the words of a mark whose numbers are read.
const MAX_WORDS: usize = 200;
/// Numbers that are read of the words of one mark.
const MAX_NUMBERS: usize = 3;

/// What the words of a mark say of how many or how much, as one field takes it: the first number in them. O(n) up
/// to 200 code points.
pub fn of_mark(state: &State, mark: &Annotation) -> Option<Quantity> {
    let language = state.document(&mark.document).map(Language::of)?;
    resolve(&state.quote(mark), language)
}

/// The numbers in the words of a mark that are no part of a date, up to three; none if the words are longer than
/// 200 code points. O(n).
pub fn in_mark(state: &State, mark: &Annotation) -> Vec<Quantity> {
    let length: usize = mark.fragments.iter().map(|it| it.range().len()).sum();
    let document = state.document(&mark.document);
    let Some(document) = document.filter(|_| length <= MAX_WORDS) else {
        return Vec::new();
    };
    let language = Language::of(document);
    let words = Text::freeze(&state.quote(mark));
    let dates = dates::find(&words, 0..words.len(), None, language);
    let taken: Vec<_> = dates.into_iter().map(|it| it.span).collect();
    let found = find(&words, 0..words.len(), &taken, language);
    found
        .into_iter()
        .take(MAX_NUMBERS)
        .map(|it| it.quantity)
        .collect()
}

impl Quantity {
    /// The number without its unit, in words that are read as the same number in every language: `130`, `10-15`.
    pub fn bare(&self) -> String {
        match self.low == self.high {
            true => self.low.to_string(),
            false => format!("{}-{}", self.low, self.high),
        }
    }

    /// The number with a unit that makes another number of it: `20%`, `1200000000 USD`.
    pub fn with_unit(&self) -> String {
        let bare = self.bare();
        match &self.unit {
            Some(Unit::Percent) => format!("{bare}%"),
            Some(Unit::Currency(code)) => format!("{bare} {code}"),
            Some(Unit::PercentagePoints | Unit::Word(_)) | None => bare,
        }
    }
}

impl Unit {
    /// The unit as a field has it: `%`, `pp`, `USD`, `people`.
    pub fn written(&self) -> &str {
        match self {
            Self::Percent => "%",
            Self::PercentagePoints => "pp",
            Self::Currency(code) => code,
            Self::Word(word) => word,
        }
    }
}

impl Bound {
    /// The one of some values that says the same, or what comes nearest to it: who has no word for more than so many
    /// says at least.
    pub fn among(self, values: &[String]) -> Option<&str> {
        let names: &[&str] = match self {
            Self::Exact => &["exactly", "exact", "="],
            Self::AtLeast => &["at least", ">="],
            Self::MoreThan => &["more than", "over", ">", "at least", ">="],
            Self::AtMost => &["at most", "up to", "<="],
            Self::FewerThan => &["fewer than", "less than", "<", "at most", "<="],
            Self::About => &["about", "approximately", "~"],
            Self::Nearly => &["nearly", "almost", "about", "approximately", "~"],
        };
        let listed = |name: &&str| values.iter().find(|it| it.eq_ignore_ascii_case(name));
        names.iter().find_map(listed).map(String::as_str)
    }
}

#[cfg(test)]
mod tests;
