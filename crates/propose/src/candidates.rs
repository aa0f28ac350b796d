//! What a mention may mean: clusters, and annotations that are in none yet, the likeliest first.

mod evidence;
mod pool;
mod typed;

use crate::likeness::{Index, Likeness};
use pool::Pool;
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::state::State;
use typed::Typed;

/// Examples of a candidate's mentions.
pub const MAX_EXAMPLES: usize = 3;

/// What a mention can be put together with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Partner {
    /// A cluster.
    Cluster(ClusterId),
    /// Annotations in no cluster that cover the same words with the same label; those of the mention's
    /// own document first, else by document and place. Never empty.
    Annotations(Vec<AnnotationId>),
}

/// How what was typed fits a candidate, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the whole name, or the words of a whole mention.
    Whole,
    /// The name begins with it, or a word of the name does.
    Name,
    /// A word of a mention begins with it.
    Mention,
    /// It stands inside a word of the name or of a mention.
    Inside,
}

/// Something that a mention may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it is.
    pub partner: Partner,
    /// How alike it is to the mention; nothing for what is listed only because it is near, large, or
    /// as typed.
    pub likeness: Likeness,
    /// How what was typed fits it; `None` if nothing was typed.
    pub fit: Option<Fit>,
    /// Up to [`MAX_EXAMPLES`] mentions of it, the most alike first.
    pub examples: Vec<AnnotationId>,
    /// How many mentions it has.
    pub mentions: usize,
}

impl Candidate {
    /// Whether the mention *likely* means this: a new cluster is not to be offered above it.
    pub fn is_likely(&self) -> bool {
        self.likeness.score >= crate::likeness::LIKELY
    }
}

/// Up to `limit` candidates for an annotation, of its layer: without its own cluster, and without the
/// mention itself. The likeliest first; with something typed, what fits it best first, and nothing that
/// does not fit. Typed text is compared folded, and in Latin letters too.
///
/// Where few are alike, the list goes on with the clusters of the document, the largest clusters and the
/// nearest marks, at a score of 0, so that there is something to choose from. An annotation that is not
/// there or not in the index yet has only these.
///
/// O(clusters + mentions with alike words); with something typed O(different quotes). The mentions whose
/// clusters are looked up are bounded: of a word in more places the later ones do not count.
pub fn candidates(
    state: &State,
    index: &Index,
    annotation: &AnnotationId,
    typed: &str,
    limit: usize,
) -> Vec<Candidate> {
    let Some(own) = state.annotation(annotation) else {
        return Vec::new();
    };
    let typed = Typed::of(typed);
    let mut pool = Pool::new(state, index, own);
    evidence::of_words(&mut pool);
    evidence::of_names(&mut pool);
    evidence::of_document(&mut pool);
    evidence::of_circumstances(&mut pool);
    match &typed {
        Some(typed) => pool.fit(typed),
        None => pool.fill(limit),
    }
    pool.ranked(typed.is_some(), limit)
}

#[cfg(test)]
mod tests;
