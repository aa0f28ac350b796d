//! What of all passages the list shows.

use crate::desk::labels;
use postil_core::model::DocumentId;
use postil_core::state::State;
use postil_core::text::Query;
use postil_propose::reprint::{Passage, Place};

/// Code points of a passage, and places of it, in which words are looked for.
const SEARCHED_CHARS: usize = 2000;
const SEARCHED_PLACES: usize = 20;

/// What tells a passage from others: its first place.
pub type Key = (DocumentId, usize);

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A passage by its number.
    Passage(usize),
    /// A place of the open passage, by the numbers of both.
    Place(usize, usize),
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// The lines.
    pub lines: Vec<Line>,
    /// The passages among them.
    pub many: usize,
    /// All passages.
    pub all: usize,
}

impl Listed {
    /// The line of a passage.
    pub fn line_of(&self, number: usize) -> Option<usize> {
        let mut lines = self.lines.iter();
        lines.position(|line| *line == Line::Passage(number))
    }
}

/// What tells a passage from others; `None` for one without places.
pub fn key(passage: &Passage) -> Option<Key> {
    let first = passage.places.first()?;
    Some((first.document.clone(), first.range.start))
}

/// Lists the passages with the words of a text, with the places of the open one. O(n), and with a text
/// O([`SEARCHED_CHARS`] + [`SEARCHED_PLACES`] names) for each passage.
pub fn list(state: &State, all: &[Passage], open: Option<&Key>, text: &str) -> Listed {
    let query = Query::new(text);
    let fits = |passage: &Passage| {
        let mut names = passage.places.iter().take(SEARCHED_PLACES);
        let words = passage
            .places
            .first()
            .map(|place| words(state, place, SEARCHED_CHARS));
        text.is_empty()
            || words.is_some_and(|words| query.fit(&words).is_some())
            || names.any(|place| {
                let name = labels::numbered_article(state, &place.document);
                name.is_some_and(|name| query.fit(&name).is_some())
            })
    };
    let mut listed = Listed {
        all: all.len(),
        ..Listed::default()
    };
    for (number, passage) in all.iter().enumerate().filter(|(_, passage)| fits(passage)) {
        listed.many += 1;
        listed.lines.push(Line::Passage(number));
        if open.is_some() && open == key(passage).as_ref() {
            let places = 0..passage.places.len();
            let places = places.map(|place| Line::Place(number, place));
            listed.lines.extend(places);
        }
    }
    listed
}

/// The beginning of a passage in one line.
pub fn words(state: &State, place: &Place, most: usize) -> String {
    let Some(document) = state.document(&place.document) else {
        return String::new();
    };
    let end = place.range.end.min(place.range.start + most + 1);
    labels::cut_at_word(
        &labels::line(document.text().slice(place.range.start..end)),
        most,
    )
}
