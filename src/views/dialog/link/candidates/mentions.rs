//! What a mark can be in a cluster with, the likeliest first.

use super::candidate::{Candidate, MAX_OF_GROUP, What, mark, of_cluster};
use crate::desk::{alike, labels};
use crate::ui::sentence::{t, tf};
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;
use postil_propose::candidates::{self, Partner};
use postil_propose::likeness::Index;

/// Code points of a quote that is shown of a candidate.
const QUOTE_CHARS: usize = 60;

/// Clusters and marks for a mark, and a new cluster; `typed` narrows them down. A new one comes first only
/// where nothing is likely.
pub(super) fn for_cluster(
    state: &State,
    index: &Index,
    own: &Annotation,
    typed: &str,
) -> Vec<Candidate> {
    let proposed = candidates::candidates(state, index, &own.id, typed, 2 * MAX_OF_GROUP);
    let is_likely = proposed.iter().any(candidates::Candidate::is_likely);
    // Without a word typed, Enter then changes nothing.
    let now = state.cluster_of(&own.id).filter(|_| typed.is_empty());
    let now = now.map(|cluster| of_cluster(t!("Current cluster"), state, cluster));
    let name = match typed {
        "" => alike::name_of_all(state, std::slice::from_ref(&own.id)),
        typed => typed.to_owned(),
    };
    let new = Candidate {
        group: "New",
        words: tf!("New cluster “{name}”"),
        what: What::New(name),
        look: None,
        from: String::new(),
        why: String::new(),
    };
    let new_first = typed.is_empty() && now.is_none() && !is_likely;
    let mut found: Vec<Candidate> = now.into_iter().collect();
    if new_first {
        found.push(new.clone());
    }
    found.extend(proposed.iter().filter_map(|one| {
        let group = match one.likeness.score {
            _ if !typed.is_empty() => t!("Matches"),
            _ if one.is_likely() => t!("Likely"),
            score if score > 0.0 => t!("Possible"),
            _ => t!("Others"),
        };
        candidate(state, group, one)
    }));
    if !new_first {
        found.push(new);
    }
    found
}

fn candidate(
    state: &State,
    group: &'static str,
    proposed: &candidates::Candidate,
) -> Option<Candidate> {
    let mut found = match &proposed.partner {
        Partner::Cluster(id) => of_cluster(group, state, state.cluster(id)?),
        Partner::Annotations(ids) => {
            let first = state.annotation(ids.first()?)?;
            let document = state.document(&first.document)?;
            let one = mark(group, state, document, first);
            match ids.len() {
                1 => one,
                many => Candidate {
                    what: What::Marks(ids.clone()),
                    words: tf!("{many} marks of “{}”", one.words),
                    from: String::new(),
                    ..one
                },
            }
        }
    };
    let mut told = vec![alike::why(&proposed.likeness.reasons)];
    if let What::Cluster(_) = found.what {
        told.extend(quotes(state, &proposed.examples, &found.words));
    }
    told.retain(|words| !words.is_empty());
    found.why = told.join(" · ");
    Some(found)
}

/// The different quotes of some mentions, without one that is the name.
fn quotes(state: &State, mentions: &[AnnotationId], name: &str) -> Vec<String> {
    let mut quotes: Vec<String> = Vec::new();
    for mention in mentions.iter().filter_map(|id| state.annotation(id)) {
        let words = labels::snippet(state, mention, QUOTE_CHARS);
        let quote = tf!("“{words}”");
        if words != name && !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    quotes
}
