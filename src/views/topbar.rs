//! The top bar: the name of the project, undo, search, whether everything is saved, and export.

use crate::desk::command::Command;
use crate::desk::doors;
use crate::desk::overlay::Drawer;
use crate::desk::{Desk, Saving, Typed};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::menu::{Item, Menu};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use crate::views::project_name;
use leptos::prelude::*;
use std::sync::Arc;

/// The top bar.
#[component]
pub fn Topbar() -> impl IntoView {
    let desk = Desk::here();
    ui! {
        <header class="topbar">
            <DrawerButton drawer=Drawer::Articles label="Articles" sign=Icon::List />
            <div class="brand">
                <span class="name">{icon(Icon::Brand)} <b>"Postil"</b></span>
                <span class="slash" aria-hidden="true">
                    "/"
                </span>
                {part(move || match doors::here() {
                    Some(doors) => Some((doors.project_name)()),
                    None => Some(project_name::before(desk)),
                })}
            </div>
            <div class="tools">
                <button
                    type="button"
                    class="search-button"
                    aria-label=t!("Search all articles")
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
                    aria-label=t!("Theme: system, light or dark")
                    title=t!("Theme: system, light or dark")
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
                <DrawerButton drawer=Drawer::Inspector label=t!("Mark and list") sign=Icon::Panel />
            </div>
        </header>
    }
}

/// The menu of the project.
pub fn menu() -> AnyView {
    let desk = Desk::here();
    ui! { <Menu label="More".to_owned() items=Arc::new(move || items(desk)) /> }
}

/// The commands without a button, and those whose button does not fit a narrow window.
fn items(desk: Desk) -> Vec<Item> {
    let item = |words: &str, command: Command| Item::new(words, move || command.run(desk));
    vec![
        item(t!("Open a file …"), Command::Import).only_if(!desk.read_only.get_untracked()),
        item(t!("Projects …"), Command::Projects),
        item(t!("Backups …"), Command::Backups),
        item(t!("Keep in a file …"), Command::KeepInFile),
        item(t!("Export …"), Command::Export),
        item(t!("All commands …"), Command::Commands),
        item(t!("All keys …"), Command::Keys),
        item(t!("Change the theme"), Command::Theme),
    ]
}

/// Undo or redo, named after the step it would take.
#[component]
pub fn HistoryButton(redo: bool) -> impl IntoView {
    let desk = Desk::here();
    let name = memo(move || {
        desk.workspace(|workspace| {
            let history = workspace.history();
            let name = if redo {
                history.last_undone()
            } else {
                history.last_done()
            };
            name.map(str::to_owned)
        })
    });
    let label = move || match (redo, name.get()) {
        (false, Some(name)) => tf!("Undo: {name}"),
        (true, Some(name)) => tf!("Redo: {name}"),
        (false, None) => t!("Nothing to undo").to_owned(),
        (true, None) => t!("Nothing to redo").to_owned(),
    };
    let command = if redo { Command::Redo } else { Command::Undo };
    ui! {
        <button
            type="button"
            class="icon-button"
            class:wide=redo
            aria-label=label
            title=label
            // Not `disabled`: undoing the first step would lose the focus.
            aria-disabled=live(move || name.with(Option::is_none).to_string())
            on:click=move |_| command.run(desk)
        >
            {icon(if redo { Icon::Redo } else { Icon::Undo })}
        </button>
    }
}

/// Whether everything is saved.
#[component]
fn Saved() -> impl IntoView {
    let desk = Desk::here();
    let shown = move || {
        let (sign, word) = match desk.saving.get() {
            _ if desk.read_only.get() => (Icon::Lock, t!("Read only")),
            Saving::Opening => (Icon::Pending, "Opening"),
            Saving::Pending => (Icon::Pending, "Saving"),
            Saving::Saved => match desk.typing.typed() {
                Typed::Kept => (Icon::Check, "Saved"),
                Typed::Waiting => (Icon::Pending, "Saving"),
                Typed::Refused => (Icon::Warning, t!("Not saved")),
            },
            Saving::Refused(_) => (Icon::Warning, t!("Not saved")),
        };
        ui! {
            {icon(sign)}
            <span>{word}</span>
        }
    };
    let refused = move || {
        let refused = desk.saving.with(|s| matches!(s, Saving::Refused(_)));
        refused || desk.typing.typed() == Typed::Refused
    };
    ui! {
        <span class="saved" class:warn=live(refused) data-saved="">
            {part(shown)}
        </span>
    }
}

/// Opens a drawer in a window that is too narrow to show it all the time.
#[component]
fn DrawerButton(drawer: Drawer, label: &'static str, sign: Icon) -> impl IntoView {
    let desk = Desk::here();
    let open = move || desk.is_open(drawer);
    ui! {
        <button
            type="button"
            class="icon-button opens-drawer"
            aria-label=label
            aria-expanded=live(move || open().to_string())
            on:click=move |_| {
                let opens = !untrack(open);
                match drawer {
                    Drawer::Articles => desk.drawer.set(opens.then_some(drawer)),
                    Drawer::Inspector => desk.show_inspector(opens),
                }
            }
        >
            {icon(sign)}
        </button>
    }
}
