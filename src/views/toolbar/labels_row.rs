//! The labels of a layer as buttons with their keys, as many as fit into a few rows.

use crate::commands::keymap;
use crate::desk::command::Command;
use crate::desk::{Desk, labels, rule};
use crate::ui::schedule;
use crate::ui::view::{effect, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, MouseEvent};
use postil_core::model::schema::Layer;
use wasm_bindgen::JsCast;

/// Labels that are tried; no window has room for more.
const MAX_LABELS: usize = 60;

/// The labels of a layer that fit into `rows`; `None` if it has none. `label` is that of the selected
/// annotation.
pub fn draw(desk: Desk, layer: &Layer, label: &str, rows: usize) -> Option<AnyView> {
    if layer.labels.is_empty() {
        return None;
    }
    let table = desk.peek(|state| keymap::kept_table(state.schema()));
    let button = |at: usize| {
        let of_row = layer.labels.get(at)?;
        let full = format!("{}.{}", layer.name, of_row.name);
        let pressed = full == label;
        let cap = keymap::label_cap(&table, &full, at).map(|cap| ui! { <kbd>{cap}</kbd> });
        let hint = rule::hint_of(&of_row.description);
        // Pressed once more, it takes the label away.
        let command = Command::Tag(if pressed { layer.name.clone() } else { full });
        Some(ui! {
            <button
                type="button"
                class="label"
                data-label=of_row.name.clone()
                aria-pressed=pressed.to_string()
                title=hint.clone()
                aria-description=hint
                on:click=move |event| press(&event, desk, &command)
            >
                {cap}
                {labels::brief(&of_row.title)}
            </button>
        })
    };
    let chosen = layer.labels.iter().position(|of_row| {
        label
            .split_once('.')
            .is_some_and(|(_, name)| name == of_row.name)
    });
    // A label without a digit comes first while it is chosen: it might not fit otherwise.
    let first = chosen.filter(|at| *at >= keymap::DIGITS);
    let rest = (0..layer.labels.len()).filter(|at| Some(*at) != first);
    let buttons: Vec<AnyView> = first
        .into_iter()
        .chain(rest)
        .take(MAX_LABELS)
        .filter_map(button)
        .collect();
    let node = NodeRef::<html::Span>::new();
    effect(move || {
        if let Some(row) = node.get() {
            // The style clips what does not fit; no key should come there either. Where the buttons are
            // is known without another layout once the frame is painted.
            schedule::after(move || hide_what_does_not_fit(&row, rows));
        }
    });
    Some(ui! { <span class="labels" node_ref=node>{buttons}</span> })
}

/// Runs the command of a button, but not for the second click of a double click: whoever double-clicks
/// means it once.
pub fn press(event: &MouseEvent, desk: Desk, command: &Command) {
    if event.detail() < 2 {
        command.run(desk);
    }
}

fn hide_what_does_not_fit(row: &HtmlElement, rows: usize) {
    let children = row.children();
    let mut top = None;
    let mut used = 0;
    let buttons = (0..children.length()).filter_map(|at| {
        let child = children.item(at)?;
        child.dyn_into::<HtmlElement>().ok()
    });
    let mut outside = Vec::new();
    for button in buttons {
        if top != Some(button.offset_top()) {
            top = Some(button.offset_top());
            used += 1;
        }
        if used > rows {
            outside.push(button);
        }
    }
    for button in outside {
        button.set_hidden(true);
    }
}
