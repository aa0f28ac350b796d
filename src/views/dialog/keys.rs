//! All keys, from the table that binds them.

use super::frame::Frame;
use crate::commands::keymap::{self, Binding, Group};
use crate::commands::motion;
use crate::desk::Desk;
use crate::ui::sentence::t;
use crate::ui::view::ui;
use crate::views::statusbar::caps;
use leptos::prelude::*;

/// All keys.
#[component]
pub fn Keys() -> AnyView {
    let desk = Desk::here();
    let table = desk.peek(|state| keymap::table(state.schema()));
    let groups: Vec<_> = Group::ALL
        .into_iter()
        .map(|group| {
            let rows: Vec<_> = table
                .iter()
                .filter(|binding| binding.group == group && !binding.keys.is_empty())
                .map(|binding| row(binding, motion::bound(desk, &table, binding)))
                .collect();
            ui! {
                <section>
                    <h3>{group.title()}</h3>
                    <ul>{rows}</ul>
                </section>
            }
            .into_any()
        })
        .collect();
    ui! {
        <Frame title=t!("All keys") class="keys-dialog">
            <p class="lead">
                {t!("Single letters work while the article has the focus. ")}
                <kbd>"Esc"</kbd> {t!(" in a field returns to it, ")} <kbd>"Tab"</kbd> {t!(" leaves it.")}
            </p>
            // Longer than a low window: it must take the focus to scroll by keys.
            <div class="keys-list" tabindex="0" role="region" aria-labelledby="dialog-title">
                <div class="columns">{groups}</div>
            </div>
        </Frame>
    }
}

/// A command, and the keys that do it where the cursor is.
fn row(binding: &Binding, bound: &Binding) -> AnyView {
    let ways: Vec<_> = bound
        .keys
        .iter()
        .map(|chord| {
            ui! { <span class="chord">{caps(std::slice::from_ref(chord))}</span> }.into_any()
        })
        .collect();
    ui! {
        <li>
            <span>{binding.title.to_string()}</span>
            <span class="ways">{ways}</span>
        </li>
    }
}
