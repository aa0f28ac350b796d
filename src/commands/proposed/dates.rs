//! The date that is proposed for a mark, as its fields take it.

use super::field::{Standing, Values, is_choice, offered, text_of};
use postil_core::model::Annotation;
use postil_core::model::schema::AttributeKind;
use postil_core::state::State;
use postil_core::text::Text;
use postil_propose::dates::Reading;
use postil_propose::dates::proposed::{Proposed, Reference, of_mark};
use std::ops::Range;

/// Code points of words of the article that are shown.
const MAX_SHOWN: usize = 80;
/// Readings that are offered.
const MAX_READINGS: usize = 6;
/// What fields for the part of a date list.
const PARTS: [&str; 4] = ["START", "MID", "END", "APPROX"];

/// A date that is proposed for a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// The attribute that takes the value.
    pub attribute: String,
    /// The attribute that takes the part, if there is one.
    part: Option<String>,
    /// What it can be, the likeliest first; never empty.
    pub readings: Vec<Given>,
    /// The words that it was read from.
    pub words: String,
    /// Whether these are words of the mark, and not others of its sentence.
    pub is_own: bool,
    /// The words of the date that it is reckoned from.
    pub anchor: Option<String>,
    /// The day that it is reckoned from.
    pub reference: Option<Reference>,
    /// Whether the mark has it.
    pub standing: Standing,
}

/// A reading as the fields have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The reading.
    pub reading: Reading,
    /// The value.
    pub value: String,
    /// The part, if a field takes it.
    pub part: Option<&'static str>,
}

/// The date that is proposed for a mark whose label has one. O(n) for n code points of its sentence.
pub fn date(state: &State, mark: &Annotation) -> Option<Date> {
    let mut all = offered(state, mark);
    let attribute = all.clone().find(|it| it.kind == AttributeKind::Date)?;
    let part = all.find(|it| {
        let lists = |part: &&str| it.values.iter().any(|value| value == part);
        is_choice(it) && PARTS.iter().any(lists)
    });
    let Proposed {
        readings,
        span,
        is_own,
        anchor,
        reference,
    } = of_mark(state, mark)?;
    let mut given: Vec<Given> = Vec::new();
    for reading in readings {
        let written = reading.written();
        let part = written
            .part
            .filter(|own| part.is_some_and(|part| part.values.iter().any(|value| value == own)));
        let is_there = |it: &Given| it.value == written.value && it.part == part;
        if given.len() < MAX_READINGS && !given.iter().any(is_there) {
            given.push(Given {
                reading,
                value: written.value,
                part,
            });
        }
    }
    let part = part.map(|it| it.name.clone());
    let has = text_of(mark, &attribute.name);
    let has_part = part.as_ref().map(|part| text_of(mark, part));
    let standing = match has.as_str() {
        "" => Standing::Open,
        has => {
            let is_it = |it: &Given| {
                it.value == has
                    && has_part
                        .as_ref()
                        .is_none_or(|has| has == it.part.unwrap_or_default())
            };
            given
                .iter()
                .position(is_it)
                .map_or(Standing::Other, Standing::Taken)
        }
    };
    let text = state.document(&mark.document)?.text();
    Some(Date {
        attribute: attribute.name.clone(),
        part,
        readings: given,
        words: shown(text, span),
        is_own,
        anchor: anchor.map(|span| shown(text, span)),
        reference,
        standing,
    })
}

/// The words in a range in one line, shortened.
fn shown(text: &Text, range: Range<usize>) -> String {
    let end = range.end.min(range.start + MAX_SHOWN);
    let words: Vec<&str> = text.slice(range.start..end).split_whitespace().collect();
    let more = if end < range.end { "…" } else { "" };
    format!("{}{more}", words.join(" "))
}

impl Date {
    /// The values of a reading. Where it has no part, one that was taken with another reading goes.
    pub(super) fn values(&self, mark: &Annotation, at: usize) -> Values {
        let Some(given) = self.readings.get(at) else {
            return Vec::new();
        };
        let mut values = vec![(self.attribute.clone(), Some(given.value.clone().into()))];
        if let Some(part) = &self.part {
            let is_taken = matches!(self.standing, Standing::Taken(_));
            if given.part.is_some() || (is_taken && mark.attributes.contains_key(part)) {
                values.push((part.clone(), given.part.map(Into::into)));
            }
        }
        values
    }
}
