//! The name of the project in the top bar, and what leads from the articles to the story.

use super::project_name;
use crate::desk::Desk;
use crate::desk::command::Command;
use crate::ui::sentence::t;
use crate::ui::view::{live, ui};
use leptos::prelude::*;

/// The name, and the two places.
pub fn brand() -> AnyView {
    let desk = Desk::here();
    let is_there = move || desk.story.with(Option::is_some);
    let current = move |here: bool| live(move || (is_there() == here).then_some("page"));
    let go = move |story: bool| {
        if untrack(is_there) != story {
            Command::Story.run(desk);
        }
    };
    ui! {
        {project_name::field()}
        <nav class="page-places" aria-label=t!("Places")>
            <button
                type="button"
                class="to-place"
                aria-current=current(false)
                on:click=move |_| go(false)
            >
                "Articles"
            </button>
            <button
                type="button"
                class="to-place to-story"
                aria-current=current(true)
                aria-keyshortcuts="0"
                title=t!("What the articles say together (0)")
                on:click=move |_| go(true)
            >
                "Story"
            </button>
        </nav>
    }
}
