//! The parts of the codebook in a list: layers with their labels and attributes, then link types, then attributes
//! of clusters. They are put in order by dragging, or by Alt with an arrow key.

use super::reorder::{self, Dragging, Side};
use super::row::{ROW_PX, Row, rows};
use super::session::Session;
use crate::desk::labels;
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{live, ui};
use crate::ui::virtual_list::Rows;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::codebook::{Home, Item};
use std::sync::Arc;

/// The keys that move a part, as the attribute for screen readers wants them.
const MOVING_KEYS: &str = concat!("Alt+ArrowUp", " ", "Alt+ArrowDown");

/// The names of a part in one word, for styles and scripts.
pub fn path(item: &Item) -> String {
    match item {
        Item::Layer(name) | Item::Label(name) => name.clone(),
        Item::Attribute(Home::Layer(layer), name) => format!("{layer}@{name}"),
        Item::Attribute(Home::Clusters, name) => format!("@{name}"),
        other => format!("→{}", other.name()),
    }
}

/// The list.
pub fn draw(session: Session) -> AnyView {
    let all = session.piece(rows);
    let count = memo(move || all.with(Vec::len));
    let reveal = memo(move || {
        let chosen = session.chosen.get()?;
        all.with(|rows| rows.iter().position(|row| row.item() == Some(&chosen)))
    });
    let drag = Dragging::new();
    let row = Arc::new(move |at: usize| {
        let row = memo(move || all.with(|rows| rows.get(at).cloned()));
        row.get().map(|row| draw_row(session, all, drag, at, row))
    });
    ui! {
        <Rows label=t!("Parts of the codebook") count=count height=ROW_PX reveal=reveal row=row />
    }
}

fn draw_row(
    session: Session,
    all: ErasedMemo<Vec<Row>>,
    drag: Dragging,
    at: usize,
    row: Row,
) -> AnyView {
    let Row::Part {
        item,
        title,
        look,
        depth,
        key,
        group,
    } = row
    else {
        let Row::Heading(words) = row else {
            return ().into_any();
        };
        return ui! { <h3 class="outline-heading">{words}</h3> };
    };
    let is_attribute = matches!(item, Item::Attribute(..));
    let path = path(&item);
    let own = item.clone();
    let current = move || session.chosen.with(|chosen| chosen.as_ref() == Some(&own));
    let own = item.clone();
    let choose = move |_| session.choose(Some(own.clone()));
    // One stop for Tab; arrow keys go on from there.
    let own = item.clone();
    let is_stop = move || {
        session.chosen.with(|chosen| match chosen {
            Some(chosen) => *chosen == own,
            None => at == 0,
        })
    };
    let own = item.clone();
    let keys = move |event: KeyboardEvent| reorder::by_key(session, &own, &event);
    let own = item.clone();
    let grab = move |event: leptos::web_sys::PointerEvent| {
        drag.grab(session, all, &own, &event);
    };
    ui! {
        <button
            type="button"
            class="outline-row"
            class:deep=(depth > 0)
            class:drop-before=live(move || drag.mark_at(at) == Some(Side::Before))
            class:drop-after=live(move || drag.mark_at(at) == Some(Side::After))
            data-part=path
            tabindex=live(move || if is_stop() { "0" } else { "-1" })
            aria-current=live(move || current().then_some("true"))
            aria-keyshortcuts=MOVING_KEYS
            title=t!("Drag, or press Alt with ↑ or ↓, to put in order")
            on:click=choose
            on:keydown=keys
            on:pointerdown=grab
        >
            {look.map(|look| ui! { <Glyph look /> })}
            {is_attribute.then(|| ui! { <i class="glyph attribute" aria-hidden="true"></i> })}
            <span class="clip">{title}</span>
            {(!group.is_empty()).then(|| ui! { <span class="clip group">{labels::brief(&group)}</span> })}
            {is_attribute.then(|| ui! { <span class="unseen">"Attribute"</span> })}
            {key.map(|key| ui! { <kbd>{key.to_uppercase().to_string()}</kbd> })}
        </button>
    }
}
