//! The command palette: every command with its key, filtered by typing.

use super::frame::Frame;
use super::frame::close_then;
use super::picker::{Choice, Picker};
use crate::article;
use crate::commands::keymap;
use crate::commands::keymap::Binding;
use crate::desk::Desk;
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::statusbar::caps;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// The command palette.
#[component]
pub fn Commands() -> AnyView {
    let desk = Desk::here();
    let text = ErasedSignal::new(String::new());
    let table = ErasedSignal::new(desk.peek(|state| keymap::table(state.schema())));
    let choices = move || {
        text.with(|text| {
            table.with_untracked(|table| {
                let mut heading = None;
                let fitting = table.iter().filter(|binding| fits(&binding.title, text));
                fitting
                    .map(|binding| {
                        let group = binding.group.title();
                        let first = heading.replace(group) != Some(group);
                        choice(
                            desk,
                            binding,
                            first.then(|| (group.to_owned(), String::new())),
                        )
                    })
                    .collect()
            })
        })
    };
    ui! {
        <Frame title="Commands" class="picker-dialog">
            <Picker
                label=memo(|| t!("Type a command").to_owned())
                text
                choices=Arc::new(choices)
                none=memo(|| t!("No matches.").to_owned())
            />
        </Frame>
    }
}

fn choice(desk: Desk, binding: &Binding, heading: Option<(String, String)>) -> Choice {
    let command = binding.command.clone();
    let run = move || {
        let command = command.clone();
        close_then(desk, move || {
            // Commands act on the article; those that open a field move the focus there.
            article::focus();
            command.run(desk);
        });
    };
    let keys = binding.keys.first().map(caps);
    Choice {
        heading,
        body: ui! {
            <span class="clip">{binding.title.to_string()}</span>
            <span class="chord">{keys}</span>
        }
        .into_any(),
        choose: Rc::new(run),
    }
}

/// Whether the title has every word typed, in any case.
fn fits(title: &str, typed: &str) -> bool {
    let title = title.to_lowercase();
    typed
        .to_lowercase()
        .split_whitespace()
        .all(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert!(fits("Mark everywhere it stands", ""));
        assert!(fits("Mark everywhere it stands", "EVERY mark"));
        assert!(!fits("Mark everywhere it stands", "mark nowhere"));
    }
}
