//! The relations of the selected annotation as lines in the articles, and one that is dragged from mark to
//! mark. It belongs to the later part of the program.

use super::labels;
use super::tying::{RelationEnds, keys};
use crate::browser::remembered;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::Owner;
use postil_core::model::schema::RelationType;
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;
use postil_propose::said::SAID_BY;

const KEY: &str = "postil-ties";
const SHOWN: &str = "shown";
const HIDDEN: &str = "hidden";

/// Types of relations that are offered at most; all others have their commands.
const MOST_OFFERED: usize = 12;

/// What there is of them; a copy is the same.
#[derive(Clone, Copy)]
pub struct Ties {
    /// Whether they are drawn. Remembered in this browser.
    pub shown: ErasedSignal<bool>,
    /// The relation that is dragged, until it is made or given up.
    pub drag: ErasedSignal<Option<Drag>>,
    /// Where the types of relations are offered, in pixels of the window.
    pub place: ErasedSignal<Option<(f64, f64)>>,
}

/// A relation that is dragged from an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// Where it begins.
    pub from: AnnotationId,
    /// Where it would end.
    pub to: Option<Landing>,
    /// Whether it was let go there, and its type is to be chosen.
    pub waits: bool,
    /// Whether a finger drags it.
    pub by_finger: bool,
}

/// An annotation at which a dragged relation can end.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// The annotation.
    pub mark: AnnotationId,
    /// The types that fit, at most [`MOST_OFFERED`].
    pub offers: Vec<Offer>,
    /// How many more types fit.
    pub more: usize,
}

/// A type of relation that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its name.
    pub kind: String,
    /// Its title, in one line.
    pub title: String,
    /// The letter that chooses it.
    pub key: char,
}

thread_local! {
    /// Belongs to no component, so that it lives as long as the page.
    static TIES: (Owner, Ties) = {
        let owner = Owner::new_root(None);
        let ties = owner.with(|| Ties {
            shown: ErasedSignal::new(remembered::get(KEY).as_deref() != Some(HIDDEN)),
            drag: ErasedSignal::new(None),
            place: ErasedSignal::new(None),
        });
        (owner, ties)
    };
}

/// Those of the page.
pub fn ties() -> Ties {
    TIES.with(|(_, ties)| *ties)
}

impl Ties {
    /// Draws them, or draws them no more. Whether they are drawn now.
    pub fn toggle(self) -> bool {
        self.shown.update(|shown| *shown = !*shown);
        let shown = self.shown.get_untracked();
        remembered::set(KEY, if shown { SHOWN } else { HIDDEN });
        shown
    }
}

impl Landing {
    /// An annotation as the end of a relation from another one; `None` if no type fits. O(types²).
    pub fn at(state: &State, from: &AnnotationId, to: &Annotation) -> Option<Self> {
        let begin = state.annotation(from)?;
        let relations = &state.schema().relations;
        let all = relations.iter().zip(keys(relations));
        let mut fitting: Vec<(&RelationType, Option<char>)> =
            all.filter(|(kind, _)| fits(kind, begin, to)).collect();
        if fitting.is_empty() {
            return None;
        }
        let more = fitting.len().saturating_sub(MOST_OFFERED);
        fitting.truncate(MOST_OFFERED);
        Some(Self {
            mark: to.id.clone(),
            offers: lettered(&fitting),
            more,
        })
    }
}

fn fits(kind: &RelationType, from: &Annotation, to: &Annotation) -> bool {
    from.id != to.id && kind.starts_at(&from.label) && kind.ends_at(&to.label)
}

/// Whether a relation can begin at an annotation. O(types).
pub fn can_begin(state: &State, annotation: &Annotation) -> bool {
    let mut relations = state.schema().relations.iter();
    relations.any(|kind| kind.starts_at(&annotation.label))
}

/// Gives each type its key, or else the first letter that is free.
fn lettered(kinds: &[(&RelationType, Option<char>)]) -> Vec<Offer> {
    let mut taken: Vec<char> = Vec::new();
    let own = kinds.iter().map(|(kind, key)| {
        let key = key.or((kind.name == SAID_BY).then_some('s'));
        let key = key.map(|key| key.to_ascii_lowercase());
        let free = key.filter(|key| !taken.contains(key));
        taken.extend(free);
        free
    });
    let own: Vec<Option<char>> = own.collect();
    let mut letters = ('a'..='z').filter(|letter| !taken.contains(letter));
    let with_key = own.into_iter().zip(kinds).filter_map(|(own, (kind, _))| {
        Some(Offer {
            kind: kind.name.clone(),
            title: labels::brief(&kind.title),
            key: own.or_else(|| letters.next())?,
        })
    });
    with_key.collect()
}

/// Where a dragged relation can end, and where it would.
#[derive(Debug)]
pub struct Reach {
    from: AnnotationId,
    to: Option<AnnotationId>,
}

impl Reach {
    /// That of a relation as it is dragged now.
    pub fn of(drag: &Drag) -> Self {
        Self {
            from: drag.from.clone(),
            to: drag.to.as_ref().map(|landing| landing.mark.clone()),
        }
    }
}

impl RelationEnds for Reach {
    fn fit(&self, state: &State, annotation: &Annotation) -> bool {
        let Some(from) = state.annotation(&self.from) else {
            return false;
        };
        let mut relations = state.schema().relations.iter();
        relations.any(|kind| fits(kind, from, annotation))
    }

    fn propose(&self, id: &AnnotationId) -> bool {
        self.to.as_ref() == Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::model::Schema;
    use std::collections::BTreeSet;

    #[test]
    fn each_type_that_is_offered_has_a_letter_of_its_own() {
        let schema = Schema::bundled();
        let all: Vec<_> = schema
            .relations
            .iter()
            .zip(keys(&schema.relations))
            .filter(|(kind, _)| kind.starts_at("claim.fact"))
            .collect();
        let offers = lettered(&all);
        assert_eq!(offers.len(), all.len());
        let letters: BTreeSet<char> = offers.iter().map(|offer| offer.key).collect();
        assert_eq!(letters.len(), offers.len(), "{offers:?}");
        let said_by = offers.iter().find(|offer| offer.kind == SAID_BY);
        assert_eq!(said_by.map(|offer| offer.key), Some('s'));
    }
}
