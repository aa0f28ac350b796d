//! The status bar: what is selected, which article this is, what was last said, and a few keys.

use crate::commands::keymap;
use crate::commands::keymap::Binding;
use crate::desk::command::{Command, Direction};
use crate::desk::doors;
use crate::desk::{Desk, labels};
use crate::storage::upkeep;
use crate::storage::upkeep::Filing;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use postil_core::edit;

/// The status bar.
#[component]
pub fn Statusbar() -> impl IntoView {
    let desk = Desk::here();
    let selected = memo(move || {
        let cursor = desk.view.cursor().get().filter(|cursor| !cursor.is_empty());
        if let Some(cursor) = cursor {
            return match cursor.range().len() {
                1 => t!("1 character selected").to_owned(),
                many => tf!("{many} characters selected"),
            };
        }
        let id = desk.view.mark().get();
        let label = desk.with(|state| {
            let annotation = state.annotation(id.as_ref()?)?;
            let title = labels::brief(state.schema().title(&annotation.label));
            Some(tf!("{title} selected"))
        });
        label.unwrap_or_else(|| t!("Nothing selected").to_owned())
    });
    let place = memo(move || {
        let id = desk.view.document().get();
        desk.with(|state| {
            let place = state.document_place(id.as_ref()?)?;
            Some(tf!("Article {} of {}", place + 1, state.documents().len()))
        })
    });
    ui! {
        <footer class="statusbar">
            <span>{live(move || selected.get())}</span>
            <span>{live(move || place.get())}</span>
            {part(move || {
                let doing = desk.busy.get()?;
                Some(ui! { <progress aria-label=doing></progress> })
            })}
            <span class="announcement clip" role="status">
                {live(move || desk.announcement.get())}
            </span>
            <span class="filing">
                {part(move || Some((doors::here()?.filing)()))}
            </span>
            <span class="keys" id="article-keys">
                {part(move || Some((doors::here()?.keys)()))}
            </span>
        </footer>
    }
}

/// So many changes that are in this browser alone are worth a word.
const RISK: usize = 25;
/// So many are worth a warning.
const GREAT_RISK: usize = 200;

/// How the file on the disk is; where there is none, how much would be lost with this browser.
pub fn filing() -> AnyView {
    let desk = Desk::here();
    let act = move |words: String, command: Command, warn: bool| {
        ui! {
            <button
                type="button"
                class="filing-act"
                class:warn=warn
                on:click=move |_| command.run(desk)
            >
                {warn.then(|| icon(Icon::Warning))}
                {words}
            </button>
        }
    };
    let Some((filing, at_risk)) = upkeep::here().map(|upkeep| (upkeep.filing, upkeep.at_risk))
    else {
        return ().into_any();
    };
    let shown = move || match filing.get() {
        Filing::None => {
            let many = at_risk.get();
            let words = tf!("Download: {many} changes are in this browser alone");
            (many >= RISK).then(|| act(words, Command::Download, many >= GREAT_RISK))
        }
        Filing::Writing(name) => Some(ui! { <span>{tf!("Writing {name} …")}</span> }),
        Filing::Written(name) => Some(ui! { <span>{tf!("Kept in {name}")}</span> }),
        Filing::Forbidden(name) => Some(act(
            tf!("Allow {name} to be written"),
            Command::FileAgain,
            true,
        )),
        Filing::Failed(name, reason) => Some(act(
            tf!("{name} is not written ({reason}): write it now"),
            Command::FileAgain,
            true,
        )),
    };
    part(shown).into_any()
}

/// The keys that are worth their place: what is not found by looking at the page.
pub fn keys() -> AnyView {
    let desk = Desk::here();
    let schema = memo(move || desk.with(|state| state.schema().clone()));
    // Reading what is unsettled is dear where there is much of it.
    let rested = schedule::at_rest(move || desk.with(|_| desk.revision()));
    let conflicts = memo(move || {
        rested.get();
        desk.peek(edit::conflicts).len()
    });
    let places = memo(move || {
        rested.get();
        desk.peek(edit::placements).len()
    });
    ui! {
        {part(move || {
            let words = match places.get() {
                0 => return None,
                many => tf!("{} to place", labels::count(many, "mark")),
            };
            Some(ui! {
                <button type="button" class="link" on:click=move |_| Command::Place.run(desk)>
                    {words}
                </button>
            })
        })}
        {part(move || {
            let words = match conflicts.get() {
                0 => return None,
                1 => t!("1 conflict").to_owned(),
                many => tf!("{many} conflicts"),
            };
            Some(ui! {
                <button type="button" class="link" on:click=move |_| Command::Settle.run(desk)>
                    {words}
                </button>
            })
        })}
        {part(move || schema.with(|schema| few(&keymap::table(schema)).into_any()))}
    }
}

fn few(table: &[Binding]) -> Vec<AnyView> {
    let wanted = [
        (Command::Mark(Direction::Forward), t!("next mark")),
        (Command::MoveEnd(Direction::Forward), t!("move end")),
        (Command::Link, "link"),
        (Command::Everywhere, t!("mark everywhere")),
        (Command::Article(Direction::Forward), t!("next article")),
        (Command::Keys, t!("all keys")),
    ];
    wanted
        .into_iter()
        .filter_map(|(command, words)| {
            let binding = table.iter().find(|binding| binding.command == command)?;
            let caps = caps(binding.keys.first()?);
            Some(ui! { <span>{caps} {words}</span> }.into_any())
        })
        .collect()
}

/// The caps of a key.
pub fn caps(chord: &keymap::Chord) -> Vec<AnyView> {
    let cap = |cap| ui! { <kbd>{cap}</kbd> }.into_any();
    chord.caps().into_iter().map(cap).collect()
}
