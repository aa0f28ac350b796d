//! Words that marks and clusters are compared with.

use postil_core::model::Annotation;
use postil_core::state::{ClusterState, DocumentState};
use postil_core::text::Query;

/// Words that marks are compared with.
pub(super) struct Words {
    query: Query,
    none: bool,
}

impl Words {
    pub(super) fn of(words: &str) -> Self {
        Self {
            query: Query::new(words),
            none: words.is_empty(),
        }
    }

    /// Whether an annotation covers exactly the words.
    pub(super) fn are(&self, document: &DocumentState, annotation: &Annotation) -> bool {
        match annotation.fragments.as_slice() {
            [whole] => self.query.is_all_of(document.text().slice(whole.range())),
            _ => false,
        }
    }

    /// Whether it covers the words, and possibly more; true without words.
    pub(super) fn lie_in(&self, document: &DocumentState, annotation: &Annotation) -> bool {
        let mut fragments = annotation.fragments.iter();
        let within = |words: &str| self.query.is_within(words);
        self.none || fragments.any(|piece| within(document.text().slice(piece.range())))
    }

    /// Whether a cluster has the words in its name; true without words.
    pub(super) fn are_of(&self, cluster: &ClusterState) -> bool {
        self.none || self.query.is_within(&cluster.record().name)
    }
}
