//! Words that marks and clusters are compared with.

use postil_core::model::Annotation;
use postil_core::state::{ClusterState, DocumentState};
use postil_core::text::{Fit, Query};

/// How close something comes to the words typed, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is called so, or nothing is typed.
    Exact,
    /// Its name begins so.
    Start,
    /// A word of its name does.
    Word,
    /// A word of one of its mentions does.
    Mention,
    /// The words are inside of others.
    Anywhere,
}

impl Rank {
    /// The rank of a cluster that has a mention of this rank.
    pub(super) fn of_mention(self) -> Self {
        self.max(Self::Mention)
    }

    /// The better of two, if there is any.
    pub(super) fn best(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        one.into_iter().chain(other).min()
    }
}

impl From<Fit> for Rank {
    fn from(fit: Fit) -> Self {
        match fit {
            Fit::All => Self::Exact,
            Fit::Start => Self::Start,
            Fit::Word => Self::Word,
            Fit::Within => Self::Anywhere,
        }
    }
}

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

    /// How close an annotation comes that covers the words, and possibly more.
    pub(super) fn rank(&self, document: &DocumentState, annotation: &Annotation) -> Option<Rank> {
        if self.none {
            return Some(Rank::Exact);
        }
        let fragments = annotation.fragments.iter();
        let fits = fragments
            .filter_map(|piece| self.query.fit(document.text().slice(piece.range())))
            .map(Rank::from);
        let best = fits.min()?;
        Some(match annotation.fragments.len() {
            1 => best,
            _ => best.max(Rank::Start),
        })
    }

    /// How close a cluster comes by its name.
    pub(super) fn rank_of(&self, cluster: &ClusterState) -> Option<Rank> {
        if self.none {
            return Some(Rank::Exact);
        }
        self.query.fit(&cluster.record().name).map(Rank::from)
    }
}
