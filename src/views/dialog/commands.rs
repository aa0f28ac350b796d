//! The command palette: every command with its key, filtered by typing.

use super::frame::Frame;
use super::frame::close_then;
use super::picker::{Choice, Picker};
use crate::article;
use crate::commands::chord::Chord;
use crate::commands::keymap::{self, Binding};
use crate::commands::motion;
use crate::desk::Desk;
use crate::desk::command::Command;
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::statusbar::{caps, fits};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Commands listed at once: a project may have any number of labels.
const MAX_LISTED: usize = 300;

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
                // Digits stand beside the labels themselves.
                let named = |b: &&Binding| !matches!(b.command, Command::Label(_));
                let fitting = (table.iter().filter(named)).filter(|b| fits(&b.title, text));
                fitting
                    .take(MAX_LISTED)
                    .map(|binding| {
                        let group = binding.group.title();
                        let first = heading.replace(group) != Some(group);
                        choice(
                            desk,
                            binding,
                            motion::bound(desk, table, binding).shown(),
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

fn choice(
    desk: Desk,
    binding: &Binding,
    keys: &[Chord],
    heading: Option<(String, String)>,
) -> Choice {
    let command = binding.command.clone();
    let run = move || {
        let command = command.clone();
        close_then(desk, move || {
            // Commands act on the article; those that open a field move the focus there.
            article::focus();
            command.run(desk);
        });
    };
    let keys = caps(keys);
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
