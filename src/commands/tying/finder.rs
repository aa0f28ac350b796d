//! The annotations at which a relation in the making can end.

use crate::desk::tying::{Aim, RelationEnds, Tying};
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;
use postil_core::text::{Fit, Query};
use std::fmt::{Debug, Formatter};

/// Finds the annotations at which the next end of a relation in the making can be.
pub(super) struct Finder {
    tying: Tying,
    query: Option<Query>,
}

impl Finder {
    /// Finds those of a relation as it stands.
    pub fn new(tying: &Tying) -> Self {
        let typed = Some(tying.typed.as_str()).filter(|typed| !typed.is_empty());
        Self {
            tying: tying.clone(),
            query: typed.map(Query::new),
        }
    }
}

impl Debug for Finder {
    fn fmt(&self, to: &mut Formatter<'_>) -> std::fmt::Result {
        self.tying.fmt(to)
    }
}

impl RelationEnds for Finder {
    fn fit(&self, state: &State, annotation: &Annotation) -> bool {
        let reads = |query: &Query| {
            let fit = query.fit(&state.quote(annotation));
            matches!(fit, Some(Fit::All | Fit::Start | Fit::Word))
        };
        self.tying.fits(state, annotation) && self.query.as_ref().is_none_or(reads)
    }

    fn propose(&self, id: &AnnotationId) -> bool {
        self.tying.aim.as_ref().and_then(Aim::mark) == Some(id)
    }
}
