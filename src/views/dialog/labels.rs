//! Choosing a label from all of the project, filtered by typing.

use super::frame::{Frame, close_then};
use super::picker::{Choice, Picker};
use crate::article;
use crate::commands::keymap::{self, Binding};
use crate::desk::command::Command;
use crate::desk::{Desk, labels, rule};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::statusbar::{caps, fits};
use leptos::prelude::*;
use postil_core::model::label_layer;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Labels listed at once: what a person looks through before typing more.
const MAX_LISTED: usize = 200;

/// One label, or a layer without a label.
#[derive(Clone)]
struct Line {
    label: String,
    title: String,
    layer: String,
    /// The first line of its rule.
    hint: Option<String>,
    binding: Option<Binding>,
}

/// The list of labels.
#[component]
pub fn Labels() -> AnyView {
    let desk = Desk::here();
    let text = ErasedSignal::new(String::new());
    let lines = ErasedSignal::new(lines(desk));
    let choices = move || {
        text.with(|text| {
            lines.with_untracked(|lines| {
                let mut heading = None;
                let fitting = lines.iter().filter(|line| fits(&line.title, text));
                fitting
                    .take(MAX_LISTED)
                    .map(|line| {
                        let first = heading.replace(&line.layer) != Some(&line.layer);
                        choice(desk, line, first)
                    })
                    .collect()
            })
        })
    };
    ui! {
        <Frame title=t!("All labels") class="picker-dialog">
            <Picker
                label=memo(|| t!("Type a label").to_owned())
                text
                choices=Arc::new(choices)
                none=memo(|| t!("No matches.").to_owned())
            />
        </Frame>
    }
}

/// All labels, those of the selected mark's layer or of the layer used last first.
fn lines(desk: Desk) -> Vec<Line> {
    let last = desk.last_label.get_untracked();
    desk.peek(|state| {
        let schema = state.schema();
        let table = keymap::kept_table(schema);
        let mark = desk.view_now().mark().get_untracked();
        let mark = mark.and_then(|id| state.annotation(&id));
        let near = mark.map_or(last, |mark| Some(mark.label.clone()));
        let near = near.as_deref().map(label_layer);
        let bindings: HashMap<&str, &Binding> = table
            .iter()
            .filter_map(|binding| match &binding.command {
                Command::Tag(label) => Some((label.as_str(), binding)),
                _ => None,
            })
            .collect();
        let (first, rest): (Vec<_>, Vec<_>) =
            (schema.layers.iter()).partition(|layer| Some(layer.name.as_str()) == near);
        let mut lines = Vec::new();
        for layer in first.into_iter().chain(rest) {
            let own = [(layer.name.clone(), &layer.title)];
            let labels = layer.labels.iter();
            let labels = labels.map(|l| (format!("{}.{}", layer.name, l.name), &l.title));
            for (label, title) in own.into_iter().chain(labels) {
                lines.push(Line {
                    binding: bindings
                        .get(label.as_str())
                        .map(|binding| (*binding).clone()),
                    hint: rule::hint(schema, &label),
                    label,
                    title: labels::brief(title),
                    layer: labels::brief(&layer.title),
                });
            }
        }
        lines
    })
}

fn choice(desk: Desk, line: &Line, first: bool) -> Choice {
    let command = Command::Tag(line.label.clone());
    let run = move || {
        let command = command.clone();
        close_then(desk, move || {
            article::focus();
            command.run(desk);
        });
    };
    Choice {
        heading: first.then(|| (line.layer.clone(), String::new())),
        body: ui! {
            <span class="clip">{line.title.clone()}</span>
            {line.hint.clone().map(|hint| ui! { <span class="hint quiet clip" title=hint.clone()>{hint.clone()}</span> })}
            <span class="chord">{line.binding.as_ref().map(Binding::shown).map(caps)}</span>
        }
        .into_any(),
        choose: Rc::new(run),
        tick: None,
    }
}
