//! Looks through the annotations whose words changed when the text of their document was revised.

use super::annotations::lower;
use super::revise::Rewording;
use super::unsettled::{self, List};
use crate::model::{AnnotationId, Fragment, Unsettled};
use crate::state::State;
use crate::transaction::Transaction;
use std::collections::{BTreeMap, BTreeSet};

/// The annotations whose words changed in a revision and that nobody has looked at since, by
/// document, then by position. O(u log u) for u unsettled items.
pub fn rewordings(state: &State) -> Vec<Rewording> {
    let mut found = BTreeMap::new();
    for (_, item) in unsettled::items(state) {
        let Unsettled::Reworded(reworded) = item else {
            continue;
        };
        let Some(annotation) = state.annotation(&reworded.annotation) else {
            continue;
        };
        let Some((number, document)) = state
            .document_index(&annotation.document)
            .zip(state.document(&annotation.document))
        else {
            continue;
        };
        let fragments = annotation.fragments.iter().map(Fragment::range);
        let is = fragments.map(|range| document.text().slice(range).to_owned());
        let place = (number, annotation.extent().start, annotation.id.clone());
        found.entry(place).or_insert_with(|| Rewording {
            annotation: annotation.id.clone(),
            was: reworded.was,
            is: is.collect(),
        });
    }
    found.into_values().collect()
}

/// Notes that annotations fit their changed words.
pub fn keep_words(state: &State, ids: &[AnnotationId]) -> Option<Transaction> {
    let (mut ops, mut list) = (Vec::new(), List::default());
    let wanted: BTreeSet<&AnnotationId> = ids.iter().collect();
    for (value, item) in unsettled::items(state) {
        if let Unsettled::Reworded(reworded) = item
            && wanted.contains(&reworded.annotation)
        {
            list.remove(value);
        }
    }
    list.put(state, &mut ops);
    let name = match ids {
        [id] => format!("keep {}", lower(state, &state.annotation(id)?.label)),
        _ => format!("keep {} marks", ids.len()),
    };
    (!ops.is_empty()).then(|| Transaction::new(name, ops))
}

#[cfg(test)]
mod tests;
