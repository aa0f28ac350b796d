//! What is compared of each annotation and cluster, found once.

use postil_core::change::Change;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use std::collections::HashMap;
use std::ops::Range;

/// What is compared of the annotations of a project. It is over the state that it was built from;
/// [`Index::follow`] takes it along with a change.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The documents still to read.
    documents: Range<usize>,
    quotes: HashMap<AnnotationId, String>,
}

impl Index {
    /// Begins an index. What is not read yet is not found.
    pub fn begin(state: &State) -> Self {
        Self {
            documents: 0..state.documents().len(),
            quotes: HashMap::new(),
        }
    }

    /// Builds a whole index. O(length of all quotes).
    pub fn of(state: &State) -> Self {
        let mut index = Self::begin(state);
        while index.step(state) {}
        index
    }

    /// Reads the next document, and tells whether there is more to do. O(length of its quotes).
    pub fn step(&mut self, state: &State) -> bool {
        let Some(document) = self
            .documents
            .next()
            .and_then(|at| state.documents().get(at))
        else {
            self.documents = 0..0;
            return false;
        };
        for annotation in document.order().iter().filter_map(|&slot| state.at(slot)) {
            self.quotes
                .insert(annotation.id.clone(), state.quote(annotation));
        }
        !self.documents.is_empty()
    }

    /// Whether all documents are read.
    pub fn is_done(&self) -> bool {
        self.documents.is_empty()
    }

    /// Follows a change of the state: `state` is as it is after the change. O(length of the quotes
    /// touched). Where everything may be different the index is begun again, and is to be stepped.
    pub fn follow(&mut self, state: &State, change: &Change) {
        if change.everything {
            *self = Self::begin(state);
            return;
        }
        for touched in &change.annotations {
            match state.annotation(&touched.id) {
                Some(annotation) => {
                    let quote = state.quote(annotation);
                    self.quotes.insert(touched.id.clone(), quote);
                }
                None => {
                    self.quotes.remove(&touched.id);
                }
            }
        }
    }
}
