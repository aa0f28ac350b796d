//! The languages whose dates and numbers are read.

use postil_core::state::DocumentState;

/// A language with tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// Russian.
    Russian,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Russian];

    /// The language of a tag of BCP 47, such as the language of a document: `en`, `de-AT`; `None` if it
    /// has no tables.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            "ru" => Some(Self::Russian),
            _ => None,
        }
    }

    /// The language that dates and numbers of a document are read in: its own, else English.
    pub fn of(document: &DocumentState) -> Self {
        Self::from_tag(document.language()).unwrap_or(Self::English)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_by_their_first_part() {
        assert_eq!(Language::from_tag("EN-gb"), Some(Language::English));
        assert_eq!(Language::from_tag("ru"), Some(Language::Russian));
        assert_eq!(Language::from_tag("rum"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
