//! The card of a cluster that is open, and what is ticked in it. It belongs to the later part of the program.

use super::Desk;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_core::model::{AnnotationId, ClusterId};
use std::collections::BTreeSet;

/// The open card; a copy is the same.
#[derive(Clone, Copy)]
pub struct Card {
    /// Its cluster.
    pub id: ErasedSignal<Option<ClusterId>>,
    /// The mentions that are ticked.
    pub ticked: ErasedSignal<BTreeSet<AnnotationId>>,
    /// The mention to go on at, and whether it is to get the focus.
    pub at: ErasedSignal<Option<(AnnotationId, bool)>>,
}

thread_local! {
    /// Belongs to no component: the inspector is drawn anew with each mark.
    static CARD: (Owner, Card) = {
        let owner = Owner::new_root(None);
        let card = owner.with(|| Card {
            id: ErasedSignal::new(None),
            ticked: ErasedSignal::new(BTreeSet::new()),
            at: ErasedSignal::new(None),
        });
        (owner, card)
    };
}

/// The card of the page.
pub fn card() -> Card {
    CARD.with(|(_, card)| *card)
}

impl Card {
    /// Opens the card of a cluster in the inspector, with the focus in it.
    pub fn open(self, desk: Desk, id: &ClusterId) {
        let selected = desk.view_now().mark().get_untracked();
        let (own, first) = desk.peek(|state| {
            let members = state.cluster(id).map(|cluster| cluster.members());
            let is_member = |mark: &AnnotationId| members.is_some_and(|all| all.contains(mark));
            let first = super::mentions::mentions(state, id).into_iter().next();
            (selected.filter(is_member), first.map(|it| it.id))
        });
        if own.is_none() {
            // It would not show beside another mark.
            desk.view_now().clear_mark();
        }
        let at = own.or(first);
        self.ticked.set(BTreeSet::new());
        self.at.set(at.map(|at| (at, true)));
        self.id.set(Some(id.clone()));
        desk.show_inspector(true);
    }

    /// Puts it away.
    pub fn close(self) {
        self.id.set(None);
    }

    /// The cluster whose card the inspector shows beside a mark, tracked: it gives way to a mark that is no
    /// mention of it.
    pub fn beside(self, desk: Desk, mark: Option<&AnnotationId>) -> Option<ClusterId> {
        let id = self.id.get()?;
        desk.with(|state| {
            let cluster = state.cluster(&id)?;
            let is_beside = mark.is_none_or(|mark| cluster.members().contains(mark));
            is_beside.then_some(id)
        })
    }
}
