//! The top bar: which project this is, taking back, searching, whether all is kept, and exporting.

use crate::desk::command::Command;
use crate::desk::doors;
use crate::desk::overlay::Drawer;
use crate::desk::{Desk, Saving};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::menu::{Item, Menu};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use std::sync::Arc;

/// The top bar.
#[component]
pub fn Topbar() -> impl IntoView {
    let desk = Desk::here();
    let name = memo(move || desk.with(|state| state.header().name.clone()));
    let held = super::field::holds(name, None);
    let rename = move |event| {
        let name = event_target_value(&event).trim().to_owned();
        Command::Rename(name).run(desk);
    };
    ui! {
        <header class="topbar">
            <DrawerButton drawer=Drawer::Articles label="Articles" sign=Icon::List />
            <div class="brand">
                <span class="name">{icon(Icon::Brand)} <b>"Postil"</b></span>
                <span class="slash" aria-hidden="true">
                    "/"
                </span>
                <input
                    class="project-name"
                    aria-label="Project name"
                    placeholder="Untitled project"
                    spellcheck="false"
                    autocomplete="off"
                    {..held}
                    disabled=live(move || desk.read_only.get())
                    on:change=rename
                    on:keydown=super::field::leave_on_enter
                />
            </div>
            <div class="tools">
                <button
                    type="button"
                    class="search-button"
                    aria-label="Search all articles"
                    aria-keyshortcuts="/"
                    on:click=move |_| Command::Search.run(desk)
                >
                    {icon(Icon::Search)}
                    <span>"Search"</span>
                    <kbd>"/"</kbd>
                </button>
                <HistoryButton redo=false />
                <HistoryButton redo=true />
                <Saved />
                <button
                    type="button"
                    class="icon-button wide"
                    aria-label="Theme: system, light or dark"
                    title="Theme: system, light or dark"
                    on:click=move |_| Command::Theme.run(desk)
                >
                    {icon(Icon::Theme)}
                </button>
                <button
                    type="button"
                    class="button solid wide"
                    on:click=move |_| Command::Export.run(desk)
                >
                    "Export"
                </button>
                {part(move || Some((doors::here()?.project_menu)()))}
                <DrawerButton drawer=Drawer::Inspector label="Mark and list" sign=Icon::Panel />
            </div>
        </header>
    }
}

/// The menu of the project.
pub fn menu() -> AnyView {
    let desk = Desk::here();
    ui! { <Menu label="More".to_owned() items=Arc::new(move || items(desk)) /> }
}

/// What has no button of its own, or none in a narrow window.
fn items(desk: Desk) -> Vec<Item> {
    let item = |words: &str, command: Command| Item::new(words, move || command.run(desk));
    vec![
        item("Open a file …", Command::Import).only_if(!desk.read_only.get_untracked()),
        item("Projects …", Command::Projects),
        item("Backups …", Command::Backups),
        item("Keep in a file …", Command::KeepInFile),
        item("Export …", Command::Export),
        item("All commands …", Command::Commands),
        item("All keys …", Command::Keys),
        item("Change the theme", Command::Theme),
    ]
}

/// Undo or redo, named after what it would do.
#[component]
fn HistoryButton(redo: bool) -> impl IntoView {
    let desk = Desk::here();
    let name = memo(move || {
        desk.workspace(|workspace| {
            let history = workspace.history();
            let name = match redo {
                false => history.last_done(),
                true => history.last_undone(),
            };
            name.map(str::to_owned)
        })
    });
    let label = move || match (redo, name.get()) {
        (false, Some(name)) => format!("Undo: {name}"),
        (true, Some(name)) => format!("Redo: {name}"),
        (false, None) => "Nothing to undo".to_owned(),
        (true, None) => "Nothing to redo".to_owned(),
    };
    let command = match redo {
        false => Command::Undo,
        true => Command::Redo,
    };
    ui! {
        <button
            type="button"
            class="icon-button"
            class:wide=redo
            aria-label=label
            title=label
            // Not `disabled`: that would take the focus away from who undoes to the beginning.
            aria-disabled=live(move || name.with(Option::is_none).to_string())
            on:click=move |_| command.run(desk)
        >
            {icon(if redo { Icon::Redo } else { Icon::Undo })}
        </button>
    }
}

/// Whether all is kept.
#[component]
fn Saved() -> impl IntoView {
    let desk = Desk::here();
    let shown = move || {
        let (sign, word) = match desk.saving.get() {
            _ if desk.read_only.get() => (Icon::Lock, "Read only"),
            Saving::Opening => (Icon::Pending, "Opening"),
            Saving::Saved => (Icon::Check, "Saved"),
            Saving::Pending => (Icon::Pending, "Saving"),
            Saving::Refused(_) => (Icon::Warning, "Not saved"),
        };
        ui! {
            {icon(sign)}
            <span>{word}</span>
        }
    };
    let refused = move || {
        desk.saving
            .with(|saving| matches!(saving, Saving::Refused(_)))
    };
    ui! {
        <span class="saved" class:warn=live(refused) data-saved="">
            {part(shown)}
        </span>
    }
}

/// Opens a drawer where the window is too narrow to show it always.
#[component]
fn DrawerButton(drawer: Drawer, label: &'static str, sign: Icon) -> impl IntoView {
    let desk = Desk::here();
    let open = move || desk.drawer.get() == Some(drawer);
    ui! {
        <button
            type="button"
            class="icon-button opens-drawer"
            aria-label=label
            aria-expanded=live(move || open().to_string())
            on:click=move |_| {
                desk.drawer.update(|shown| *shown = (*shown != Some(drawer)).then_some(drawer));
            }
        >
            {icon(sign)}
        </button>
    }
}
