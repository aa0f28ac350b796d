//! Who said a claim, and which media carried it.
//!
//! A claim has words around it that report it: a verb (“X said that …”, “…, said X”), a noun (“X’s
//! statement that …”), a preposition (“according to X”), a colon of a headline. Their subject is the
//! speaker. Where that is a pronoun or a description (“she”, “the ministry”), the last person or
//! organization that fits it is. A quotation that begins nowhere near such words continues the one
//! before it.

mod attribution;
mod candidate;
mod cue;
mod language;
mod media;
mod mention;
mod phrase;
mod rank;
mod refer;
mod report;
mod reporting;
mod scene;
#[cfg(test)]
mod tests;

pub use candidate::{Candidate, Reason, Speaker};
pub use mention::{Kind, Mention, SAID_BY, VIA, mentions};
pub use rank::rank;

use postil_core::model::{Annotation, Fragment};
use postil_core::state::State;

/// Those who may have said a claim, the likeliest first, among the marks of its document and the words
/// around it. Marks are given by their slots ([`State::at`]), and have a label at which *said-by* may end, or
/// *via*.
///
/// Costs what [`mentions`] and [`rank`] cost.
pub fn speakers(state: &State, claim: &Annotation) -> Vec<Candidate> {
    let Some(document) = state.document(&claim.document) else {
        return Vec::new();
    };
    let fragments: Vec<_> = claim.fragments.iter().map(Fragment::range).collect();
    let mentions = mentions(state, claim);
    let mut found = rank(document.text(), &fragments, &mentions, document.language());
    let ends = |relation: &str, speaker: &Speaker| match speaker {
        Speaker::Marked(slot) => {
            let relation = state.schema().relation(relation);
            let mark = state.at(*slot);
            relation.is_none_or(|relation| mark.is_some_and(|mark| relation.ends_at(&mark.label)))
        }
        Speaker::Unmarked { .. } => true,
    };
    found.retain(|one| ends(SAID_BY, &one.speaker));
    for one in &mut found {
        one.via.retain(|media| ends(VIA, media));
    }
    found
}
