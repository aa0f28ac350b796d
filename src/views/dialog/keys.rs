//! All keys, from the table that binds them.

use super::frame::Frame;
use crate::commands::chord::Chord;
use crate::commands::keymap::{self, Group, own};
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
            let mut rows: Vec<_> = table
                .iter()
                .filter(|binding| binding.group == group && !binding.keys.is_empty())
                .map(|binding| {
                    let bound = motion::bound(desk, &table, binding);
                    row(binding.title.to_string(), &bound.keys)
                })
                .collect();
            if group == Group::Story {
                let own = own::OWN.into_iter();
                rows.extend(own.map(|(title, keys)| {
                    row(title.to_owned(), &own::chords(keys).collect::<Vec<_>>())
                }));
            }
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

/// What is done, and the keys that do it where the cursor is.
fn row(title: String, keys: &[Chord]) -> AnyView {
    let ways: Vec<_> = keys
        .iter()
        .map(|chord| {
            ui! { <span class="chord">{caps(std::slice::from_ref(chord))}</span> }.into_any()
        })
        .collect();
    ui! {
        <li>
            <span>{title}</span>
            <span class="ways">{ways}</span>
        </li>
    }
}
