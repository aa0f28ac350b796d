//! The story in the place of the articles, while it is shown. Its part of the program is fetched first.

use super::fetched::{Words, once_here};
use super::story;
use crate::desk::Desk;
use crate::ui::sentence::t;
use crate::ui::view::{ui, when};
use leptos::prelude::*;

const WORDS: Words = Words {
    awaited: t!("The story opens…"),
    missing: t!("The story could not be fetched. Nothing has changed."),
};

/// The story.
pub fn draw() -> AnyView {
    let desk = Desk::here();
    when(
        move || desk.story.with(Option::is_some),
        || {
            ui! {
                <section class="story" aria-label="Story">
                    {once_here(WORDS, story::fetch, |doors| (doors.screen)())}
                </section>
            }
        },
    )
    .into_any()
}
