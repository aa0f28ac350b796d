//! A relation in the making: its other end is chosen in the text.

use postil_core::model::schema::RelationType;
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;
use postil_propose::said::{Reason, SAID_BY};
use std::fmt::Debug;
use std::ops::Range;

/// A relation in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Tying {
    /// Where it begins; none yet while its type is held and nothing was chosen.
    pub from: Option<AnnotationId>,
    /// Its type, by name.
    pub kind: String,
    /// Its value, for types that have values; empty: none.
    pub value: String,
    /// Whether a person chose the value.
    pub value_is_chosen: bool,
    /// What was typed to find its end.
    pub typed: String,
    /// The end that is proposed: it is taken by one key.
    pub aim: Option<Aim>,
    /// Whether the type stays chosen after a relation is made.
    pub held: bool,
}

/// An end that is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// Where.
    pub at: AimAt,
    /// Why, for the speaker of a claim.
    pub reason: Option<Reason>,
    /// The media that carried the claim: related in the same step.
    pub via: Vec<AnnotationId>,
}

/// Where a proposed end is.
#[derive(Clone, Debug, PartialEq)]
pub enum AimAt {
    /// At an annotation.
    Mark(AnnotationId),
    /// At words that are no annotation yet, in code points, and the label that they get in the same step.
    Words(Range<usize>, String),
}

impl Aim {
    /// The annotation, if there is one yet.
    pub fn mark(&self) -> Option<&AnnotationId> {
        match &self.at {
            AimAt::Mark(id) => Some(id),
            AimAt::Words(..) => None,
        }
    }

    /// An annotation for no particular reason.
    pub fn of(id: AnnotationId) -> Self {
        Self {
            at: AimAt::Mark(id),
            reason: None,
            via: Vec::new(),
        }
    }
}

impl Tying {
    /// Whether its next end can be at an annotation: its beginning while that is not chosen. O(types of
    /// relations).
    pub fn fits(&self, state: &State, annotation: &Annotation) -> bool {
        let Some(kind) = state.schema().relation(&self.kind) else {
            return false;
        };
        match &self.from {
            None => kind.starts_at(&annotation.label),
            Some(from) => *from != annotation.id && kind.ends_at(&annotation.label),
        }
    }
}

/// Where the next end of a relation in the making can be, as the articles show it.
pub trait RelationEnds: Debug {
    /// Whether it can be at an annotation, and one of its words begins as typed. O(its length).
    fn fit(&self, state: &State, annotation: &Annotation) -> bool;

    /// Whether an annotation is the one that is proposed.
    fn propose(&self, id: &AnnotationId) -> bool;
}

/// Letters for types of relations that have no key of their own, in the order in which they are given.
const LETTERS: [char; 5] = ['u', 'w', 'y', 'i', 'z'];

/// The keys of the types of relations, in the order of the schema: a type's own, else a letter that no
/// type has that can begin at the same annotations.
pub fn keys(relations: &[RelationType]) -> Vec<Option<char>> {
    let mut keys: Vec<Option<char>> = relations.iter().map(|kind| kind.key).collect();
    for at in 0..relations.len() {
        let Some(kind) = relations.get(at) else {
            continue;
        };
        // The speaker of a claim has a command of its own.
        if keys.get(at).copied().flatten().is_some() || kind.name == SAID_BY {
            continue;
        }
        let meets = |other: &RelationType| {
            let shares = |label: &String| other.starts_at(label);
            other.from.is_empty() || kind.from.is_empty() || kind.from.iter().any(shares)
        };
        let taken: Vec<char> = relations
            .iter()
            .zip(&keys)
            .filter(|(other, _)| meets(other))
            .filter_map(|(_, key)| *key)
            .collect();
        let free = LETTERS.into_iter().find(|letter| !taken.contains(letter));
        if let Some(key) = keys.get_mut(at) {
            *key = free;
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::keys;
    use postil_core::model::Schema;

    #[test]
    fn no_two_types_that_begin_at_one_label_share_a_letter() {
        let schema = Schema::bundled();
        let keys = keys(&schema.relations);
        assert!(keys.iter().flatten().count() >= 8, "{keys:?}");
        for (at, (one, key)) in schema.relations.iter().zip(&keys).enumerate() {
            for (other, same) in schema.relations.iter().zip(&keys).skip(at + 1) {
                let meet = one.from.iter().any(|label| other.from.contains(label));
                assert!(
                    !meet || key.is_none() || key != same,
                    "{} {}",
                    one.name,
                    other.name
                );
            }
        }
    }
}
