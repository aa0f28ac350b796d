//! The codebook: layers, labels, attributes and link types. Its part of the program is fetched first.

use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::ui::sentence::t;
use crate::ui::view::ui;
use crate::views::codebook;
use crate::views::fetched::{Words, once_here};
use leptos::prelude::*;

const WORDS: Words = Words {
    awaited: t!("The codebook opens…"),
    missing: t!("The screen could not be fetched. Nothing has changed."),
};

/// The codebook.
#[component]
pub fn Codebook() -> AnyView {
    let desk = Desk::here();
    ui! {
        <Frame title="Codebook" class="codebook-dialog">
            {once_here(WORDS, codebook::fetch, |doors| (doors.screen)())}
            <div class="dialog-foot">
                <button type="button" class="button solid" on:click=move |_| close(desk)>
                    "Done"
                </button>
            </div>
        </Frame>
    }
}
