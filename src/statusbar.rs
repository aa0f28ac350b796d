//! The status bar: what is selected, which article this is, what was last said, and a few keys.

use crate::command::keymap::{self, Binding};
use crate::command::{Command, Direction};
use crate::desk::Desk;
use crate::live::live;
use leptos::prelude::*;

/// The status bar.
#[component]
pub fn Statusbar() -> impl IntoView {
    let desk = Desk::here();
    let selected = Memo::new(move |_| {
        let cursor = desk.cursor.get().filter(|cursor| !cursor.is_empty());
        if let Some(cursor) = cursor {
            return match cursor.range().len() {
                1 => "1 character selected".to_owned(),
                many => format!("{many} characters selected"),
            };
        }
        let id = desk.selected.get();
        let label = desk.with(|state| {
            let annotation = state.annotation(id.as_ref()?)?;
            let title = state.schema().title(&annotation.label);
            Some(format!("{title} selected"))
        });
        label.unwrap_or_else(|| "Nothing selected".to_owned())
    });
    let place = Memo::new(move |_| {
        let id = desk.document.get();
        desk.with(|state| {
            let place = state.document_place(id.as_ref()?)?;
            Some(format!(
                "Article {} of {}",
                place + 1,
                state.documents().len()
            ))
        })
    });
    let schema = Memo::new(move |_| desk.with(|state| state.schema().clone()));
    let keys = move || schema.with(|schema| few(&keymap::table(schema)));
    view! {
        <footer class="statusbar">
            <span>{live(move || selected.get())}</span>
            <span>{live(move || place.get())}</span>
            <span class="announcement clip" role="status">
                {live(move || desk.announcement.get())}
            </span>
            <span class="keys" id="article-keys">
                {keys}
            </span>
        </footer>
    }
}

/// The keys that are worth their place: what is not found by looking at the page.
fn few(table: &[Binding]) -> Vec<AnyView> {
    let wanted = [
        (Command::Mark(Direction::Forward), "next mark"),
        (Command::MoveEnd(Direction::Forward), "move end"),
        (Command::Link, "link"),
        (Command::Everywhere, "mark everywhere"),
        (Command::Article(Direction::Forward), "next article"),
        (Command::Keys, "all keys"),
    ];
    wanted
        .into_iter()
        .filter_map(|(command, words)| {
            let binding = table.iter().find(|binding| binding.command == command)?;
            let caps = caps(binding.keys.first()?);
            Some(view! { <span>{caps} {words}</span> }.into_any())
        })
        .collect()
}

/// The caps of a key.
pub fn caps(chord: &keymap::Chord) -> Vec<AnyView> {
    let cap = |cap| view! { <kbd>{cap}</kbd> }.into_any();
    chord.caps().into_iter().map(cap).collect()
}
