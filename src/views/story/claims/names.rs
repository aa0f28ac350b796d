//! The names of the claims, beside their cards.

use super::board;
use super::data::Data;
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::ui;
use crate::ui::virtual_list::{self, Rows};
use leptos::prelude::*;
use std::sync::Arc;

/// The height of a name in CSS pixels; the style sheet has the same number.
const LINE_PX: f64 = 30.0;

/// The list.
pub fn draw(data: Data) -> AnyView {
    let count = memo(move || data.listed.with(|listed| listed.lines.len()));
    let row: virtual_list::Row = Arc::new(move |at| {
        let line = data.listed.with(|listed| listed.lines.get(at).cloned())?;
        let (name, title) = (line.name.clone(), line.name);
        Some(ui! {
            <button
                type="button"
                class="claim-line"
                title=title
                on:click=move |_| board::go(data, at)
            >
                <span class="clip" dir="auto">{name}</span>
                <span class="count">{line.mentions}</span>
            </button>
        })
    });
    ui! {
        <nav class="claims-names" aria-label=t!("Claims by name")>
            <Rows label=t!("Claims by name") count height=LINE_PX row />
        </nav>
    }
}
