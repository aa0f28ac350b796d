//! The date of a mark: that of its own words, else that of its sentence.

use std::ops::Range;

use postil_core::model::{Annotation, DocumentMeta};
use postil_core::state::{DocumentState, State};
use postil_core::text::Text;

use super::{
    Anchor, Day, Days, Found, Kind, Language, Modifier, Precision, Reading, Reason, find, resolve,
};

/// Code points of a sentence that is looked at.
pub const MAX_SENTENCE: usize = 2_000;
/// Code points before a mark in which dates are found that it may be reckoned from.
const MAX_BEFORE: usize = 1_000;
/// The layer of marks that have the date of their sentence if their own words have none.
const EVENT: &str = "event";

/// The day that the dates of a text are reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The day on which the text was published, or the first day on which it can have been.
    pub day: Day,
    /// Whether it was published on that day.
    pub is_exact: bool,
}

/// A date that a mark may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// What it can be, the likeliest first; never empty.
    pub readings: Vec<Reading>,
    /// Where the words are that it was read from, in code points of the text.
    pub span: Range<usize>,
    /// Whether they are words of the mark, and not others of its sentence.
    pub is_own: bool,
    /// Where the date is that it is reckoned from.
    pub anchor: Option<Range<usize>>,
    /// The day that it is reckoned from, if one of its readings is.
    pub reference: Option<Reference>,
}

/// A date as two fields have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The value of TIMEX3, or a period of ISO 8601 that has no beginning or no end.
    pub value: String,
    /// What of it is meant: `START`, `MID`, `END` or `APPROX`.
    pub part: Option<&'static str>,
}

impl Reference {
    /// What a date of publication gives to reckon from: a day, or the first day of what is known at least to the
    /// month (`2024-07`, `2024-04-01/..`).
    pub fn of(document: &DocumentMeta) -> Option<Self> {
        let published = document.published.date.as_str();
        if let Some(day) = Day::parse(published) {
            return Some(Self {
                day,
                is_exact: true,
            });
        }
        let first = published.split('/').next()?;
        let day = Day::parse(first).or_else(|| Day::parse(&format!("{first}-01")))?;
        Some(Self {
            day,
            is_exact: false,
        })
    }
}

impl Reading {
    /// The days of a date or a range; `None` if it names none, because it is a duration, or past, present or
    /// future at large.
    pub fn days(&self) -> Option<Days> {
        let is_date = matches!(self.kind, Kind::Date | Kind::Range);
        let days = self
            .span
            .filter(|_| is_date && self.precision != Precision::Vague)?;
        (days.first.is_some() || days.last.is_some()).then_some(days)
    }

    /// Value and part as fields have them: what is before, after, since or until a date is a period that is open.
    pub fn written(&self) -> Written {
        let part = self.modifier.filter(|it| {
            use Modifier::{Approx, End, Mid, Start};
            matches!(it, Start | Mid | End | Approx)
        });
        let open = self.days().filter(|_| self.is_open());
        let value = match open.map(|days| (days.first, days.last)) {
            Some((Some(first), None)) => format!("{}/..", brief(first, Some(first))),
            Some((None, Some(last))) => format!("../{}", brief(last, last.plus(1))),
            _ => self.value.clone(),
        };
        Written {
            value,
            part: part.map(Modifier::timex),
        }
    }

    /// Whether it is a date that something is before, after, since or until.
    fn is_open(&self) -> bool {
        use Modifier::{After, Before, OnOrAfter, OnOrBefore};
        let is_bound = matches!(self.modifier, Some(Before | After | OnOrBefore | OnOrAfter));
        is_bound && self.kind == Kind::Range && !self.value.contains('/')
    }

    /// Whether it cannot be told on any other day than that of the article: Tuesday, yesterday, last week.
    fn needs_day(&self) -> bool {
        use Reason::{NoMonth, Relative, Run, Shifted, Weekday};
        self.anchor == Anchor::Reference
            && self.precision <= Precision::Week
            && matches!(self.reason, Weekday | Relative | Shifted | Run | NoMonth)
    }
}

/// A day as a year or a month, if that begins with `edge`.
fn brief(day: Day, edge: Option<Day>) -> String {
    let whole = day.to_string();
    let (year, month) = (whole.get(..4), whole.get(..7));
    let brief = match edge.map(Day::civil) {
        Some((_, 1, 1)) => year,
        Some((_, _, 1)) => month,
        _ => None,
    };
    brief.map_or(whole.clone(), str::to_owned)
}

/// The date that a mark may have: what its words say on the day of its article; for events, else, the date with
/// days that is nearest in its sentence. O(n) for n code points of its sentence and of 1,000 before it, times the
/// rules of the language.
pub fn of_mark(state: &State, mark: &Annotation) -> Option<Proposed> {
    let document = state.document(&mark.document)?;
    let language = Language::of(document);
    let reference = Reference::of(document.meta());
    let is_event = mark.layer() == EVENT;
    let found = match is_event {
        true => of_event(state, document, mark, reference, language),
        false => own(state, document, mark, reference, language),
    };
    let mut found = found?;
    // Of a day of an unknown month of an unknown year nothing is known.
    let is_known = |it: &Reading| {
        !it.value.starts_with('X') || it.value.contains(|c: char| c.is_ascii_digit())
    };
    found.readings.retain(is_known);
    if found.readings.is_empty() {
        return None;
    }
    let is_reckoned = |it: &Reading| it.anchor == Anchor::Reference;
    found.reference = reference.filter(|_| found.readings.iter().any(is_reckoned));
    // What begins on a day is that day as well.
    let both = |it: Reading| {
        let plain = it.is_open().then(|| Reading {
            modifier: None,
            span: None,
            kind: Kind::Date,
            ..it.clone()
        });
        std::iter::once(it).chain(plain)
    };
    found.readings = found.readings.into_iter().flat_map(both).collect();
    Some(found)
}

/// What the words of a mark say.
fn own(
    state: &State,
    document: &DocumentState,
    mark: &Annotation,
    reference: Option<Reference>,
    language: Language,
) -> Option<Proposed> {
    let mut readings = read(&state.quote(mark), reference, language);
    let extent = mark.extent();
    let is_told = |it: &Reading| matches!(it.kind, Kind::Date | Kind::Range);
    let mut taken = None;
    if !readings.first().is_some_and(is_told) {
        // A decade later is told by the date before it, and what the words alone do not say by those around them.
        let sentence = document.text().sentence_at(extent.start)?;
        let around = sentence.start.saturating_sub(MAX_BEFORE)
            ..sentence.end.min(sentence.start + MAX_SENTENCE);
        let found = find_all(document.text(), around, reference, language);
        let mut here = found.into_iter().filter(|it| overlaps(&it.span, &extent));
        taken = here.find(|it| readings.is_empty() || it.anchor.is_some());
    }
    if let Some(taken) = &mut taken {
        let others = std::mem::take(&mut readings);
        readings = std::mem::take(&mut taken.readings);
        let is_new = |it: &Reading| !readings.iter().any(|known| known.value == it.value);
        let others: Vec<Reading> = others.into_iter().filter(is_new).collect();
        readings.extend(others);
    }
    (!readings.is_empty()).then(|| Proposed {
        readings,
        span: taken.as_ref().map_or(extent, |it| it.span.clone()),
        is_own: true,
        anchor: taken.and_then(|it| it.anchor),
        reference: None,
    })
}

/// The date of an event: one with days in its words, else the nearest one in its sentence.
fn of_event(
    state: &State,
    document: &DocumentState,
    mark: &Annotation,
    reference: Option<Reference>,
    language: Language,
) -> Option<Proposed> {
    let extent = mark.extent();
    let readings = read(&state.quote(mark), reference, language);
    if readings.first().and_then(Reading::days).is_some() {
        return Some(Proposed {
            readings,
            span: extent,
            is_own: true,
            anchor: None,
            reference: None,
        });
    }
    let sentence = document.text().sentence_at(extent.start)?;
    let sentence = sentence.start..sentence.end.min(sentence.start + MAX_SENTENCE);
    let found = find_all(document.text(), sentence, reference, language);
    let dated = found
        .into_iter()
        .filter(|it| it.readings.first().and_then(Reading::days).is_some());
    let nearest = nearest(dated, &extent, |it| &it.span)?;
    Some(Proposed {
        readings: nearest.readings,
        is_own: overlaps(&nearest.span, &extent),
        span: nearest.span,
        anchor: nearest.anchor,
        reference: None,
    })
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// What is nearest to a range of a text, of two as near the one that comes first. O(n).
pub fn nearest<T>(
    all: impl IntoIterator<Item = T>,
    extent: &Range<usize>,
    span: impl Fn(&T) -> &Range<usize>,
) -> Option<T> {
    all.into_iter().min_by_key(|it| {
        let span = span(it);
        let before = extent.start.saturating_sub(span.end);
        before.max(span.start.saturating_sub(extent.end))
    })
}

/// What words can mean. On a day that is only about that of the article, no weekday is told.
fn read(words: &str, reference: Option<Reference>, language: Language) -> Vec<Reading> {
    let readings = resolve(words, reference.map(|it| it.day), language);
    let is_exact = reference.is_none_or(|it| it.is_exact);
    if !is_exact && readings.iter().any(Reading::needs_day) {
        return resolve(words, None, language);
    }
    readings
}

/// The dates in a range of a text; see [`read`].
fn find_all(
    text: &Text,
    range: Range<usize>,
    reference: Option<Reference>,
    language: Language,
) -> Vec<Found> {
    let mut found = find(text, range.clone(), reference.map(|it| it.day), language);
    let is_exact = reference.is_none_or(|it| it.is_exact);
    let needs_day = |it: &Found| it.readings.iter().any(Reading::needs_day);
    if !is_exact && found.iter().any(needs_day) {
        let loose = find(text, range, None, language);
        found.retain_mut(|it| {
            if !needs_day(it) {
                return true;
            }
            let same = loose.iter().find(|other| other.span == it.span);
            same.map(|same| it.readings.clone_from(&same.readings))
                .is_some()
        });
    }
    found
}

#[cfg(test)]
mod tests;
