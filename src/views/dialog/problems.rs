//! What could not be read in a file, line by line.

use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::desk::labels::{LONG, cut};
use crate::ui::sentence::tf;
use crate::ui::view::ui;
use leptos::prelude::*;

/// Problems listed; the others are counted.
const MAX_LISTED: usize = 200;

/// What could not be read.
#[component]
pub fn Problems(title: String, lines: Vec<String>) -> AnyView {
    let desk = Desk::here();
    let more = lines.len().saturating_sub(MAX_LISTED);
    let rows: Vec<_> = lines
        .into_iter()
        .take(MAX_LISTED)
        .map(|line| ui! { <li>{cut(&line, LONG)}</li> }.into_any())
        .collect();
    ui! {
        <Frame title class="problems-dialog">
            <ul class="problems" tabindex="0" aria-labelledby="dialog-title">
                {rows}
            </ul>
            {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
            <div class="dialog-foot">
                <button type="button" class="button solid" on:click=move |_| close(desk)>
                    "Close"
                </button>
            </div>
        </Frame>
    }
}
