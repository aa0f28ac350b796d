//! The mentions of a cluster in reading order: by document, then by offset.

use postil_core::model::{AnnotationId, ClusterId, DocumentId};
use postil_core::state::State;

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The index of its document.
    pub article: usize,
    /// Its start, in code points.
    pub start: usize,
    /// The annotation.
    pub id: AnnotationId,
}

/// The mentions of a cluster. O(n log n).
pub fn mentions(state: &State, cluster: &ClusterId) -> Vec<Mention> {
    let members = state
        .cluster(cluster)
        .into_iter()
        .flat_map(|cluster| cluster.members());
    let mut mentions: Vec<Mention> = members
        .filter_map(|id| {
            let annotation = state.annotation(id)?;
            Some(Mention {
                article: state.document_index(&annotation.document)?,
                start: annotation.extent().start,
                id: id.clone(),
            })
        })
        .collect();
    mentions.sort();
    mentions
}

/// The mention after the selected one, or the first after the last. If none of them is selected, the
/// first in the shown document or after it.
pub fn next_after<'a>(
    mentions: &'a [Mention],
    state: &State,
    selected: Option<&AnnotationId>,
    shown: Option<&DocumentId>,
) -> Option<&'a Mention> {
    let at = selected.and_then(|id| mentions.iter().position(|mention| mention.id == *id));
    let next = match at {
        Some(at) => mentions.get(at + 1),
        None => {
            let here = shown.and_then(|id| state.document_index(id)).unwrap_or(0);
            mentions.iter().find(|mention| mention.article >= here)
        }
    };
    next.or(mentions.first())
}
