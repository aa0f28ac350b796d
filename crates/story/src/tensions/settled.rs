//! What people say of pairs of claims.

use crate::links::end;
use postil_core::model::{AnnotationId, RelationId};
use postil_core::state::State;

/// What a person says of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What becomes of it.
    pub outcome: Outcome,
    /// The relation that says so, from the first claim to the second.
    pub relation: RelationId,
}

/// What becomes of a tension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both were right in their time.
    Update,
    /// They speak of different things.
    OnlyApparent,
    /// Those who say them disagree.
    Real,
    /// The articles do not tell.
    Open,
    /// They contradict one another; nothing more is said.
    Contradiction,
    /// Another value of the relation, as it is written.
    Other(String),
}

impl Outcome {
    /// The word for it, as the relation has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Update => "update",
            Self::OnlyApparent => "only apparent",
            Self::Real => "real",
            Self::Open => "open",
            Self::Contradiction => "contradicts",
            Self::Other(name) => name,
        }
    }

    fn of(kind: &str, value: &str) -> Option<Self> {
        match (kind, value) {
            ("updates", _) | ("contradicts", "update") => Some(Self::Update),
            ("contradicts", "only apparent") => Some(Self::OnlyApparent),
            ("contradicts", "real") => Some(Self::Real),
            ("contradicts", "open") => Some(Self::Open),
            ("contradicts", "") => Some(Self::Contradiction),
            ("contradicts", other) => Some(Self::Other(other.to_owned())),
            _ => None,
        }
    }
}

/// A relation that settles a pair.
pub struct Settling<'a> {
    outcome: Outcome,
    relation: &'a RelationId,
    /// The claim where it starts.
    pub from: &'a AnnotationId,
    /// The claim where it ends.
    pub to: &'a AnnotationId,
}

impl From<Settling<'_>> for Settled {
    fn from(settling: Settling) -> Self {
        Self {
            outcome: settling.outcome,
            relation: settling.relation.clone(),
        }
    }
}

/// The relations that settle a pair, in the order of their ids. O(r) for r relations.
pub fn settled(state: &State) -> impl Iterator<Item = Settling<'_>> {
    state.relations().filter_map(|relation| {
        Some(Settling {
            outcome: Outcome::of(&relation.kind, &relation.value)?,
            relation: &relation.id,
            from: &relation.from,
            to: &end(state, relation)?.id,
        })
    })
}
