//! Opens, closes and arranges panes, and says which is active.

use super::Desk;
use super::panes::{Slot, USUAL_SHARE, index_of};
use super::view::View;
use crate::ui::signal::ErasedReadSignal;
use postil_core::model::DocumentId;

impl Desk {
    /// What the active pane shows; tracked, so that a calling effect or view runs again when another
    /// pane becomes active.
    pub fn view(self) -> View {
        self.panes.active.get()
    }

    /// What the active pane shows; untracked.
    pub fn view_now(self) -> View {
        self.panes.active.get_untracked()
    }

    /// The panes from the left to the right.
    pub fn panes(self) -> ErasedReadSignal<Vec<Slot>> {
        self.panes.slots.read_only()
    }

    /// The pane after, or with `false` before, the active one, round and round.
    pub fn next_pane(self, forward: bool) -> View {
        let active = self.view_now();
        self.panes.slots.with_untracked(|slots| {
            let many = slots.len();
            let at = index_of(slots, active);
            let step = if forward { 1 } else { many.saturating_sub(1) };
            let next = at.map_or(0, |at| (at + step) % many.max(1));
            slots.get(next).map_or(active, |slot| slot.view)
        })
    }

    /// Makes a pane the active one. Does nothing if it has been closed.
    pub fn activate(self, view: View) {
        let is_open = |slots: &Vec<Slot>| index_of(slots, view).is_some();
        if self.view_now() != view && self.panes.slots.with_untracked(is_open) {
            self.panes.active.set(view);
        }
    }

    /// The pane that shows a document: the active one if it does, else the first.
    pub fn pane_of(self, id: &DocumentId) -> Option<View> {
        let shows = |view: &View| {
            let shown = view.document();
            shown.with_untracked(|shown| shown.as_ref() == Some(id))
        };
        let active = self.view_now();
        let all = self.panes.slots.get_untracked();
        let others = all.into_iter().map(|slot| slot.view);
        std::iter::once(active).chain(others).find(shows)
    }

    /// Opens a pane after the active one and makes it active. It shows a document, or nothing.
    pub fn open_pane(self, id: Option<DocumentId>) -> View {
        let (view, active) = (self.panes.blank_view(), self.view_now());
        self.show_in(view, id);
        self.panes.slots.update(|slots| {
            let at = index_of(slots, active);
            let at = at.map_or(slots.len(), |at| at + 1);
            let share = USUAL_SHARE;
            slots.insert(at, Slot { view, share });
        });
        self.panes.active.set(view);
        view
    }

    /// Closes a pane; the one that takes its place becomes active if it was. Does nothing to the only
    /// one.
    pub fn close_pane(self, view: View) {
        let slots = self.panes.slots.get_untracked();
        let Some(at) = index_of(&slots, view) else {
            return;
        };
        let left: Vec<Slot> = slots.into_iter().filter(|slot| slot.view != view).collect();
        let Some(heir) = left.get(at).or(left.last()).copied() else {
            return;
        };
        // The active pane is one of the row whenever someone looks.
        if self.view_now() == view {
            self.panes.active.set(heir.view);
        }
        self.panes.slots.set(left);
        self.panes.spare.change(|spare| spare.push(view));
    }

    /// Arranges the panes anew: those of `slots`, in that order.
    pub fn arrange(self, slots: Vec<Slot>) {
        if self.panes.slots.with_untracked(|now| *now != slots) {
            self.panes.slots.set(slots);
        }
    }
}
