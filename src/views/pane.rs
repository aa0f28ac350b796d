//! A pane with its head, its article, and the edge before it.

use crate::article::Article;
use crate::desk::view::View;
use crate::desk::{Desk, doors};
use crate::ui::memo::memo;
use crate::ui::view::{live, part, ui, when};
use leptos::prelude::*;

/// A pane of the row of panes.
#[component]
pub fn Pane(view: View) -> impl IntoView {
    let desk = Desk::here();
    let share = memo(move || {
        let share = |slots: &Vec<_>| find(slots, view).map(|(_, share)| share);
        desk.panes().with(share).unwrap_or_default().to_string()
    });
    let is_one_of_many = move || desk.panes().with(|slots| slots.len() > 1);
    ui! {
        <div
            class="pane"
            class:active=live(move || desk.view() == view)
            style:flex-grow=live(move || share.get())
        >
            {when(
                is_one_of_many,
                move || ui! { {part(move || doors::here().map(|doors| (doors.pane_head)(view)))} },
            )}
            <Article view />
        </div>
    }
}

/// The place of a pane in the row, and its share of the width.
fn find(slots: &[crate::desk::panes::Slot], view: View) -> Option<(usize, u32)> {
    let at = slots.iter().position(|slot| slot.view == view)?;
    Some((at, slots.get(at)?.share))
}
