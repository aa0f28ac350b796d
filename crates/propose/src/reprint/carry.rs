//! Finds where the marks of a passage are in its twin.

use super::carried::{Carried, Outcome};
use super::passage::Shared;
use postil_core::anchor::{CONTEXT, Candidate, Found, Revision, says_the_same};
use postil_core::edit::twin;
use postil_core::model::{Annotation, AnnotationId, DocumentId, Fragment};
use postil_core::state::{DocumentState, State};
use postil_core::text::Text;
use std::collections::BTreeSet;
use std::ops::Range;

/// The marks of a passage that two documents share, and where they are in the twin, in the order of the
/// text. `only` leaves all others out. A mark is in a passage with all of its fragments, and with
/// punctuation before and after it.
///
/// The passage and [`CONTEXT`] code points on each side of it are compared in both documents as a text
/// and its revision, so that a place is certain or not by the same measure. O(n log n) for a passage of
/// n code points, plus what [`Revision::find`] costs for each mark.
pub fn carry(
    state: &State,
    here: &DocumentId,
    there: &DocumentId,
    shared: &Shared,
    only: Option<&AnnotationId>,
) -> Vec<Carried> {
    let (Some(from), Some(to)) = (state.document(here), state.document(there)) else {
        return Vec::new();
    };
    let (wide, wide_there) = (widen(from, &shared.here), widen(to, &shared.there));
    let former = Text::from_frozen(from.text().slice(wide.clone()));
    let text = Text::from_frozen(to.text().slice(wide_there.clone()));
    let marks: Vec<&Annotation> = marks(state, from, &within(from, &shared.here))
        .into_iter()
        .filter(|mark| only.is_none_or(|only| mark.id == *only))
        .collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let revision = Revision::new(&former, &text);
    let carried = |mark: &Annotation| {
        let place = |fragment: &Fragment| {
            fragment.start.saturating_sub(wide.start)..fragment.end.saturating_sub(wide.start)
        };
        let ranges: Vec<Range<usize>> = mark.fragments.iter().map(place).collect();
        let mut found = revision.find(&ranges);
        for range in found
            .candidates
            .iter_mut()
            .flat_map(|found| &mut found.fragments)
        {
            *range = range.start + wide_there.start..range.end + wide_there.start;
        }
        made(state, from, to, mark, found)
    };
    marks.into_iter().map(carried).collect()
}

fn made(
    state: &State,
    from: &DocumentState,
    to: &DocumentState,
    mark: &Annotation,
    found: Found,
) -> Carried {
    let equal = |candidate: &Candidate| {
        let fragments = candidate.fragments.iter().cloned().map(Fragment::new);
        let id = mark.id.clone();
        let document = to.meta().id.clone();
        let like = Annotation::new(id, document, mark.label.clone(), fragments.collect());
        twin(state, &like).map(|twin| twin.id.clone())
    };
    let words = |document: &DocumentState, ranges: &mut dyn Iterator<Item = Range<usize>>| {
        let words = ranges.map(|range| document.text().slice(range).to_owned());
        words.collect::<Vec<String>>()
    };
    let was = words(from, &mut mark.fragments.iter().map(Fragment::range));
    let best = found.candidates.first();
    let best = best.map_or(&[][..], |best| best.fragments.as_slice());
    let is = words(to, &mut best.iter().cloned());
    let differ = is.iter().zip(&was).any(|(is, was)| !says_the_same(is, was));
    let (was, is) = match differ {
        true => (was, is),
        false => (Vec::new(), Vec::new()),
    };
    let outcome = match found.candidates.iter().find_map(equal) {
        Some(known) => Outcome::There(known),
        None => {
            let mut candidates = found.candidates.into_iter();
            match candidates.next() {
                None => Outcome::Gone,
                Some(best) if found.sure => Outcome::Certain(best),
                Some(best) => Outcome::Doubtful([best].into_iter().chain(candidates).collect()),
            }
        }
    };
    Carried {
        original: mark.id.clone(),
        label: mark.label.clone(),
        attributes: mark.attributes.clone(),
        outcome,
        was,
        is,
    }
}

/// A range with the context that is compared.
fn widen(document: &DocumentState, range: &Range<usize>) -> Range<usize> {
    let end = range.end.saturating_add(CONTEXT);
    range.start.saturating_sub(CONTEXT)..end.min(document.text().len())
}

/// A passage with the punctuation and white space around it, as far as it is compared.
fn within(document: &DocumentState, range: &Range<usize>) -> Range<usize> {
    let wide = widen(document, range);
    let before = document.text().slice(wide.start..range.start);
    let after = document.text().slice(range.end..wide.end);
    let is_mark = |c: &char| !c.is_alphanumeric();
    let before = before.chars().rev().take_while(is_mark).count();
    let after = after.chars().take_while(is_mark).count();
    range.start - before..range.end + after
}

/// The marks inside of a range, in the order of the text. O(log n + k log k) for k marks that touch it.
fn marks<'a>(
    state: &'a State,
    document: &DocumentState,
    range: &Range<usize>,
) -> Vec<&'a Annotation> {
    let touching = state.marks_in(document, range.clone());
    let slots: BTreeSet<u32> = touching.iter().map(|mark| mark.key.annotation).collect();
    let marks = slots.into_iter().filter_map(|slot| state.at(slot));
    let mut marks: Vec<&Annotation> = marks
        .filter(|mark| {
            let extent = mark.extent();
            range.start <= extent.start && extent.end <= range.end
        })
        .collect();
    marks.sort_by_key(|mark| (mark.extent().start, mark.extent().end, &mark.id));
    marks
}

#[cfg(test)]
mod tests;
