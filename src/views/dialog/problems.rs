//! What could not be read in files.

use super::findings::findings;
use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_core::diagnostic::Diagnostic;

/// What could not be read.
#[component]
pub fn Problems(title: String, found: Vec<Diagnostic>) -> AnyView {
    let desk = Desk::here();
    let list = findings(desk, &title, found);
    ui! {
        <Frame title class="problems-dialog">
            <div class="preview">{list}</div>
            <div class="dialog-foot">
                <button type="button" class="button solid" autofocus=true on:click=move |_| close(desk)>
                    "Close"
                </button>
            </div>
        </Frame>
    }
}
