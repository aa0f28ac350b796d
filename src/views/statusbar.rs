//! The status bar: the selection, the number of the article, the last announcement, and a few keys.

use crate::commands::chord::Chord;
use crate::commands::keymap;
use crate::commands::keymap::Binding;
use crate::desk::command::{Command, Direction};
use crate::desk::doors;
use crate::desk::{Desk, checks, labels};
use crate::storage::upkeep;
use crate::storage::upkeep::Filing;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use postil_core::codebook::Checks;
use postil_core::edit;
use postil_core::model::label_layer;
use postil_core::state::State;

/// The status bar.
#[component]
pub fn Statusbar() -> impl IntoView {
    let desk = Desk::here();
    let selected = memo(move || {
        let cursor = desk
            .view()
            .cursor()
            .get()
            .filter(|cursor| !cursor.is_empty());
        if let Some(cursor) = cursor {
            return match cursor.range().len() {
                1 => t!("1 character selected").to_owned(),
                many => tf!("{many} characters selected"),
            };
        }
        let id = desk.view().mark().get();
        let label = desk.with(|state| {
            let annotation = state.annotation(id.as_ref()?)?;
            let title = labels::brief(state.schema().title(&annotation.label));
            Some(tf!("{title} selected"))
        });
        label.unwrap_or_else(|| t!("Nothing selected").to_owned())
    });
    let number = memo(move || {
        let id = desk.view().document().get();
        desk.with(|state| {
            let at = state.document_index(id.as_ref()?)?;
            Some(tf!("Article {} of {}", at + 1, state.documents().len()))
        })
    });
    ui! {
        <footer class="statusbar">
            <span>{live(move || selected.get())}</span>
            <span>{live(move || number.get())}</span>
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

/// From this many changes that exist only in this browser, the status bar says so.
const MIN_CHANGES_TO_MENTION: usize = 25;
/// From this many, it warns.
const MIN_CHANGES_TO_WARN: usize = 200;

/// The state of the file on the disk; without one, how many changes would be lost with this browser.
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
            let words = tf!("Download: {many} changes exist only in this browser");
            (many >= MIN_CHANGES_TO_MENTION)
                .then(|| act(words, Command::Download, many >= MIN_CHANGES_TO_WARN))
        }
        Filing::Writing(name) => Some(ui! { <span>{tf!("Writing {name} …")}</span> }),
        Filing::Written(name) => Some(ui! { <span>{tf!("Kept in {name}")}</span> }),
        Filing::Forbidden(name) => Some(act(
            tf!("Allow writing to {name}"),
            Command::FileAgain,
            true,
        )),
        Filing::Failed(name, reason) => Some(act(
            tf!("{name} was not written ({reason}): write it now"),
            Command::FileAgain,
            true,
        )),
    };
    part(shown).into_any()
}

/// The keys worth showing: those for what the page has no button for.
pub fn keys() -> AnyView {
    let desk = Desk::here();
    let schema = memo(move || desk.with(|state| state.schema().clone()));
    // A key shows its effect on the text first.
    let last = schedule::later(move || desk.last_label.get());
    // Reading many conflicts, unplaced or reworded marks is expensive.
    let rested = schedule::at_rest(move || desk.with(|_| desk.revision()));
    let counted = |count: fn(&State) -> usize| {
        memo(move || {
            rested.get();
            desk.peek(count)
        })
    };
    let open = |many: ErasedMemo<usize>, words: fn(usize) -> String, command: Command| {
        part(move || {
            let many = many.get();
            let command = command.clone();
            (many > 0).then(|| {
                ui! {
                    <button type="button" class="link" on:click=move |_| command.run(desk)>
                        {words(many)}
                    </button>
                }
            })
        })
    };
    ui! {
        {open(
            counted(|state| edit::rewordings(state).len()),
            |many| labels::count(many, "reworded mark"),
            Command::Rewordings,
        )}
        {open(
            counted(|state| edit::placements(state).len()),
            |many| labels::count(many, "unplaced mark"),
            Command::Place,
        )}
        {open(
            counted(|state| edit::conflicts(state).len()),
            |many| labels::count(many, "conflict"),
            Command::Settle,
        )}
        {open(
            memo(|| checks::with(Checks::total)),
            |many| tf!("{many} to check"),
            Command::Checks,
        )}
        {part(move || {
            let last = last.get()?;
            let known = schema.with(|schema| schema.layer(label_layer(&last)).is_some());
            let title = schema.with(|schema| labels::brief(schema.title(&last)));
            let table = schema.with(keymap::kept_table);
            let binding = table.iter().find(|binding| binding.command == Command::Again)?;
            let caps = caps(binding.keys.get(..1)?);
            known.then(|| ui! { <span class="again">{caps} {tf!("tag again: {title}")}</span> })
        })}
        {part(move || schema.with(|schema| few(&keymap::kept_table(schema)).into_any()))}
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
            let caps = caps(binding.keys.get(..1)?);
            Some(ui! { <span>{caps} {words}</span> }.into_any())
        })
        .collect()
}

/// The caps of keys that are pressed one after another.
pub fn caps(chords: &[Chord]) -> Vec<AnyView> {
    let cap = |cap| ui! { <kbd>{cap}</kbd> }.into_any();
    chords.iter().flat_map(Chord::caps).map(cap).collect()
}

/// Whether a title has every word typed, in any case.
pub fn fits(title: &str, typed: &str) -> bool {
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
