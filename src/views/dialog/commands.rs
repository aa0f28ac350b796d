//! The command palette: every command with its key, filtered by typing.

use super::frame::Frame;
use super::frame::close_then;
use super::picker::{Choice, Picker};
use crate::article;
use crate::commands::chord::Chord;
use crate::commands::keymap::{self, Binding, Scope};
use crate::commands::motion;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::statusbar::{caps, fits};
use leptos::prelude::*;
use postil_core::model::schema::Schema;
use std::rc::Rc;
use std::sync::Arc;

/// Commands listed at once: a project may have any number of labels.
const MAX_LISTED: usize = 300;

/// The command palette.
#[component]
pub fn Commands() -> AnyView {
    let desk = Desk::here();
    let text = ErasedSignal::new(String::new());
    let table = ErasedSignal::new(desk.peek(|state| table(state.schema())));
    let choices = move || {
        text.with(|text| {
            table.with_untracked(|table| {
                let mut heading = None;
                let in_story = desk.story.with_untracked(Option::is_some);
                // Digits stand beside the labels themselves; and no article is there in the story.
                let named = |b: &&Binding| {
                    let is_digit = matches!(b.command, Command::Label(_));
                    !(is_digit || in_story && b.scope == Scope::Article)
                };
                let fitting = (table.iter().filter(named)).filter(|b| fits(&b.title, text));
                fitting
                    .take(MAX_LISTED)
                    .map(|binding| {
                        let group = binding.group.title();
                        let first = heading.replace(group) != Some(group);
                        let bound = motion::bound(desk, table, binding);
                        let is_elsewhere = bound.scope == Scope::Story && !in_story;
                        choice(
                            desk,
                            binding,
                            if is_elsewhere {
                                &bound.steps
                            } else {
                                bound.shown()
                            },
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

/// All bindings, and the toggles of all layers: the row above the article may not have room for them.
fn table(schema: &Schema) -> Vec<Binding> {
    let mut table = keymap::table(schema);
    let names = table.iter().position(|b| b.command == Command::Names);
    let at = names.map_or(table.len(), |at| at + 1);
    let toggles = schema.layers.iter().map(|layer| Binding {
        command: Command::ToggleLayer(layer.name.clone()),
        title: tf!("Show or hide: {}", labels::brief(&layer.title)).into(),
        group: table[at - 1].group,
        scope: Scope::Page,
        keys: Vec::new(),
        steps: Vec::new(),
    });
    let toggles: Vec<_> = toggles.collect();
    table.splice(at..at, toggles);
    table
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
        tick: None,
    }
}
