//! A pane with its head, its article, and the edge before it.

use crate::article::Article;
use crate::desk::panes::{Slot, index_of};
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
        let share = |slots: &Vec<Slot>| Some(slots.get(index_of(slots, view)?)?.share);
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
                move || part(move || doors::here().map(|doors| (doors.pane_head)(view))).into_any(),
            )}
            <Article view />
        </div>
    }
}
