//! Dates that a program thinks events have: those of their sentences.

use crate::dated::{of_reading, reference};
use crate::fields::{EVENT, is_in, language, text};
use crate::when::When;
use foldhash::HashMap;
use postil_core::model::AnnotationId;
use postil_core::state::{DocumentState, State};
use postil_propose::dates;
use postil_propose::dates::proposed::{MAX_SENTENCE, nearest};
use std::ops::Range;

/// The dates that are proposed for events, by their marks.
pub type Proposed = HashMap<AnnotationId, When>;

/// A sentence with its dates.
struct Sentence {
    range: Range<usize>,
    dates: Vec<(Range<usize>, When)>,
}

/// Proposes a date for each event of a document that has no attribute `date` and whose sentence has a date with
/// days: the nearest one in the text, of two as near the one before. O(n) for n code points of the sentences with
/// such events, times the rules of the language; sentences have up to 2 kB.
pub fn of_document(state: &State, document: &DocumentState, proposed: &mut Proposed) {
    let mut sentence: Option<Sentence> = None;
    for slot in document.order() {
        let Some(mark) = state.at(*slot) else {
            continue;
        };
        if !is_in(mark, EVENT) || !text(mark, "date").is_empty() {
            continue;
        }
        let extent = mark.extent();
        if sentence
            .as_ref()
            .is_none_or(|sentence| !sentence.range.contains(&extent.start))
        {
            let Some(range) = document.text().sentence_at(extent.start) else {
                continue;
            };
            let looked_at = range.start..range.end.min(range.start + MAX_SENTENCE);
            let day = reference(state, mark);
            let found = dates::find(document.text(), looked_at, day, language(state, mark));
            let dated = found.into_iter().filter_map(|found| {
                let when = found.readings.first().and_then(of_reading)?;
                Some((found.span, when))
            });
            sentence = Some(Sentence {
                range,
                dates: dated.collect(),
            });
        }
        let dated = sentence.iter().flat_map(|sentence| &sentence.dates);
        let nearest = nearest(dated, &extent, |(span, _)| span);
        if let Some((_, when)) = nearest {
            proposed.insert(mark.id.clone(), *when);
        }
    }
}

/// Proposes dates for all documents: see [`of_document`], which does so in steps.
pub fn of(state: &State) -> Proposed {
    let mut proposed = Proposed::default();
    for document in state.documents() {
        of_document(state, document, &mut proposed);
    }
    proposed
}

#[cfg(test)]
mod tests;
