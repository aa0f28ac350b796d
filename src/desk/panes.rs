//! The panes: which articles are side by side, in which order, and which of them is active.

use super::view::View;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::Owner;

/// The share of the width that a pane has at first.
pub const USUAL_SHARE: u32 = 1000;

/// A pane in the row of panes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// What it shows.
    pub view: View,
    /// How much of the width it has; the whole is the sum of all shares.
    pub share: u32,
}

/// The place of a pane in the row.
pub fn index_of(slots: &[Slot], view: View) -> Option<usize> {
    slots.iter().position(|slot| slot.view == view)
}

/// A handle on the row of panes; a copy is the same row. There is always at least one pane, and one of
/// them is active.
#[derive(Clone, Copy)]
pub struct Panes {
    /// From the left to the right.
    pub slots: ErasedSignal<Vec<Slot>>,
    /// The active one.
    pub active: ErasedSignal<View>,
    /// Views of closed panes, for panes to come. Notifies nobody.
    pub spare: ErasedSignal<Vec<View>>,
}

impl Panes {
    /// One pane that shows nothing.
    pub fn new() -> Self {
        let view = new_view();
        Self {
            slots: ErasedSignal::new(vec![Slot {
                view,
                share: USUAL_SHARE,
            }]),
            active: ErasedSignal::new(view),
            spare: ErasedSignal::new(Vec::new()),
        }
    }

    /// What a pane to come shows: nothing yet.
    pub fn blank_view(self) -> View {
        let spare = self.spare.change(Vec::pop).flatten();
        let Some(view) = spare else {
            return new_view();
        };
        view.show(None, 0, |_| false);
        view.forget(|_| true);
        view
    }
}

thread_local! {
    /// Views belong to no component, so that they outlive the panes that show them.
    static OWNER: Owner = Owner::new_root(None);
}

/// What a new pane shows: nothing yet.
pub fn new_view() -> View {
    OWNER.with(|owner| owner.with(View::new))
}
