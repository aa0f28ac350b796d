//! The projects of this browser: opened, created, copied, renamed and deleted.

mod rename;

use super::frame::{Frame, close};
use crate::browser::reflect;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::storage::backups::Counts;
use crate::storage::catalogue::Known;
use crate::storage::error::StorageError;
use crate::storage::upkeep::Filing;
use crate::storage::{catalogue, mirror};
use crate::storage::{current, projects, upkeep};
use crate::ui::menu::{Item, Menu};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// What the dialog shows and changes.
#[derive(Clone, Copy)]
struct Shelf {
    desk: Desk,
    /// The projects; `None` until they are read.
    list: ErasedSignal<Option<Result<Vec<Known>, StorageError>>>,
    /// The project whose name is being typed.
    renaming: ErasedSignal<Option<String>>,
    /// The outcome of the last action.
    said: ErasedSignal<String>,
}

impl Shelf {
    /// Reads the list again.
    async fn read(self) {
        let desk = self.desk;
        let mut list = projects::list().await;
        if let Ok(list) = &mut list {
            let open = here();
            list.retain(|known| known.id != open);
            list.insert(0, of_desk(desk, open));
            if !list.iter().any(|known| known.id == current::FIRST) {
                // It exists from the beginning, and is stored only once it is changed.
                list.push(Known {
                    id: current::FIRST.to_owned(),
                    name: t!("Bundled articles").to_owned(),
                    ..Known::default()
                });
            }
            // A name that was typed when the dialog or the page was closed, or that was refused.
            let open = &here();
            let is_typed = |known: &&Known| {
                let typed = rename::set_aside(desk, &known.id);
                known.id != *open && known.deleted.is_empty() && typed.is_some()
            };
            if let Some(known) = list.iter().find(is_typed)
                && self.renaming.with_untracked(Option::is_none)
            {
                self.renaming.set(Some(known.id.clone()));
            }
        }
        self.list.set(Some(list));
    }

    /// Does something with projects, says how it went, and lists them again.
    fn act(
        self,
        said: String,
        act: impl Future<Output = Result<Option<String>, StorageError>> + 'static,
    ) {
        spawn_local(async move {
            match act.await {
                Ok(Some(id)) => projects::show(&id).await,
                Ok(None) => self.said.set(said),
                Err(reason) => self.said.set(tf!("Not done: {reason}.")),
            }
            self.read().await;
        });
    }

    /// Renames a project that is not open, unless it has that name.
    fn rename(self, known: &Known, name: &str) {
        let (id, name) = (known.id.clone(), name.trim().to_owned());
        self.renaming.set(None);
        if name.is_empty() || name == known.name {
            return rename::forget(self.desk, &id);
        }
        let said = tf!("Renamed to “{}”.", labels::brief(&name));
        let desk = self.desk;
        self.act(said, async move {
            projects::rename(&id, &name).await?;
            rename::forget(desk, &id);
            Ok(None)
        });
    }

    fn duplicate(self, id: &str) {
        let (id, desk) = (id.to_owned(), self.desk);
        self.act(t!("Copy made.").to_owned(), async move {
            if id == here() || id == current::FIRST && catalogue::known(&id).await?.is_none() {
                let mut project = desk.peek(postil_core::state::State::to_project);
                project.header.name = tf!("{} (copy)", project.header.name);
                projects::make(project).await?;
            } else {
                projects::duplicate(&id).await?;
            }
            Ok(None)
        });
    }

    fn delete(self, known: &Known) {
        let (id, desk) = (known.id.clone(), self.desk);
        self.act(deleted(&called(known)), async move {
            if id == here() {
                projects::delete_open(desk).await?;
            } else {
                projects::delete(&id, true).await?;
            }
            Ok(None)
        });
    }
}

fn deleted(name: &str) -> String {
    tf!("Deleted “{name}”. You can restore it for thirty days.")
}

/// Opens a project in this tab.
fn open_here(id: &str) {
    let id = id.to_owned();
    spawn_local(async move { projects::show(&id).await });
}

/// The id of the open project.
fn here() -> String {
    upkeep::here().map_or_else(current::project, |upkeep| upkeep.project.clone())
}

fn of_desk(desk: Desk, id: String) -> Known {
    Known {
        id,
        name: desk.peek(|state| state.header().name.clone()),
        counts: desk.peek(Counts::of),
        ..Known::default()
    }
}

/// The projects of this browser.
#[component]
pub fn Projects() -> AnyView {
    let desk = Desk::here();
    let shelf = Shelf {
        desk,
        list: ErasedSignal::new(None),
        renaming: ErasedSignal::new(None),
        said: ErasedSignal::new(
            current::take_deleted().map_or_else(String::new, |name| deleted(&name)),
        ),
    };
    spawn_local(async move {
        shelf.read().await;
        request_animation_frame(focus_first);
    });
    let room = ErasedSignal::new(String::new());
    spawn_local(async move { room.set(storage().await) });
    let rows = move || {
        shelf.list.with(|list| match list {
            None => ui! { <p class="quiet shelf-note">{t!("Loading …")}</p> },
            Some(Err(reason)) => {
                ui! { <p class="shelf-note">{tf!("Projects cannot be read: {reason}.")}</p> }
            }
            Some(Ok(list)) => {
                let (there, deleted): (Vec<_>, Vec<_>) =
                    list.iter().partition(|known| known.deleted.is_empty());
                let deleted: Vec<_> = deleted.into_iter().map(|k| gone(shelf, k)).collect();
                ui! {
                    <ul class="shelf">
                        {there.into_iter().map(|known| row(shelf, known)).collect_view()}
                    </ul>
                    {(!deleted.is_empty()).then(|| ui! {
                        <h3>"Deleted"</h3>
                        <ul class="shelf">{deleted}</ul>
                    })}
                }
            }
        })
    };
    ui! {
        <Frame title="Projects" class="form-dialog wide">
            {part(rows)}
            <p class="shelf-note" role="status">
                {live(move || shelf.said.get())}
            </p>
            <dl class="facts shelf-note">
                <dt>"Storage"</dt>
                <dd>{live(move || room.get())}</dd>
                <dt>"File"</dt>
                <dd>{live(file)}</dd>
            </dl>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Close"
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| Command::WorkedExample.run(desk)
                >
                    {t!("Open the worked example")}
                </button>
                <button
                    type="button"
                    class="button solid"
                    on:click=move |_| Command::NewProject.run(desk)
                >
                    {t!("New project")}
                </button>
            </div>
        </Frame>
    }
}

/// Focuses the first project, which was not in the page yet when the dialog opened.
fn focus_first() {
    if let Some(page) = document().document_element()
        && !roving::focus_first(&page, ".shelf input")
    {
        roving::focus_first(&page, ".shelf button");
    }
}

fn row(shelf: Shelf, known: &Known) -> AnyView {
    let open = known.id == here();
    let (id, name) = (known.id.clone(), called(known));
    let facts = if open {
        tf!("Open now · {}", counts(known.counts))
    } else if known.changed.is_empty() {
        t!("Unchanged").to_owned()
    } else if !known.is_listed() {
        t!("Open it to see its contents").to_owned()
    } else {
        let size = (known.bytes > 0).then(|| format!(" · {}", size(known.bytes)));
        let (size, changed) = (size.unwrap_or_default(), day(&known.changed));
        tf!("{}{size} · changed {changed}", counts(known.counts))
    };
    let renaming = {
        let id = id.clone();
        move || shelf.renaming.with(|renamed| *renamed == Some(id.clone()))
    };
    let line = {
        let (id, name, known) = (id.clone(), name.clone(), known.clone());
        move || {
            if renaming() {
                let desk = shelf.desk;
                if open {
                    let done = move || {
                        shelf.renaming.set(None);
                        shelf.act(String::new(), async { Ok(None) });
                    };
                    rename::of_open(desk, done)
                } else {
                    let known = known.clone();
                    rename::of_other(desk, &id, &known.name.clone(), move |name| {
                        shelf.rename(&known, &name);
                    })
                }
            } else {
                let id = id.clone();
                ui! {
                    <button
                        type="button"
                        aria-current=open.then_some("true")
                        on:click=move |_| {
                            if open {
                                close(shelf.desk);
                            } else {
                                open_here(&id);
                            }
                        }
                    >
                        <b class="clip">{name.clone()}</b>
                        <span class="quiet clip">{facts.clone()}</span>
                    </button>
                }
            }
        }
    };
    let known = known.clone();
    let items = move || {
        let (a, b, c) = (known.clone(), known.clone(), known.clone());
        let stored = !known.changed.is_empty();
        vec![
            Item::new("Rename", move || shelf.renaming.set(Some(a.id.clone())))
                .only_if(open || stored),
            Item::new("Duplicate", move || shelf.duplicate(&b.id)),
            Item::new("Delete", move || shelf.delete(&c)).only_if(open || stored),
        ]
    };
    ui! {
        <li>
            {part(line)}
            <Menu label=tf!("Actions for {name}") items=Arc::new(items) />
        </li>
    }
}

/// The row of a deleted project.
fn gone(shelf: Shelf, known: &Known) -> AnyView {
    let name = called(known);
    let (back, id) = (known.id.clone(), known.id.clone());
    let said = tf!("Restored “{name}”.");
    let restore = move |_| {
        let id = back.clone();
        shelf.act(said.clone(), async move {
            projects::delete(&id, false).await?;
            Ok(None)
        });
    };
    let for_good = move |_| {
        let id = id.clone();
        shelf.act(t!("Deleted for good.").to_owned(), async move {
            projects::remove(&id).await?;
            Ok(None)
        });
    };
    ui! {
        <li>
            <span>
                <b class="clip">{name}</b>
                <span class="quiet clip">{tf!("Deleted {}", day(&known.deleted))}</span>
            </span>
            <button type="button" class="button" on:click=restore>
                {t!("Restore")}
            </button>
            <button type="button" class="button" on:click=for_good>
                {t!("Delete for good")}
            </button>
        </li>
    }
}

fn called(known: &Known) -> String {
    match known.name.trim() {
        "" => t!("Untitled project").to_owned(),
        name => labels::brief(name),
    }
}

/// `5 articles, 12 marks`.
pub(super) fn counts(counts: Counts) -> String {
    let articles = labels::count(counts.articles, "article");
    tf!("{articles}, {}", labels::count(counts.marks, "mark"))
}

/// A number of bytes in kB, MB or GB.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => tf!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => tf!("{:.1} MB", bytes as f64 / 1e6),
        _ => tf!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// A UTC time in the time zone of the reader.
pub(super) fn day(time: &str) -> String {
    let date = js_sys::Date::new(&time.into());
    if date.get_time().is_nan() {
        return t!("an unknown day").to_owned();
    }
    let options = reflect::object(&[
        ("dateStyle", &"medium".into()),
        ("timeStyle", &"short".into()),
    ]);
    date.to_locale_string("en-GB", &options).into()
}

/// The state of the file on the disk, in words.
fn file() -> String {
    let Some((filing, at_risk)) = upkeep::here().map(|it| (it.filing.get(), it.at_risk.get()))
    else {
        return String::new();
    };
    match filing {
        Filing::None if at_risk == 0 => t!("Stored only in this browser.").to_owned(),
        Filing::None => tf!(
            "Stored only in this browser; {} since the last download.",
            labels::count(at_risk, "change")
        ),
        Filing::Writing(name) => tf!("Writing {name} …"),
        Filing::Written(name) => tf!("{name} is updated with every change."),
        Filing::Forbidden(name) => tf!("{name} cannot be written until you allow it."),
        Filing::Failed(name, reason) => tf!("{name} could not be written: {reason}."),
    }
}

/// How long the browser keeps the projects, and how much space there is.
async fn storage() -> String {
    let navigator = window().navigator();
    let manager = reflect::get(&navigator, "storage");
    let ask = async |name: &str| reflect::ask(&manager, name, &Array::new()).await.ok();
    let kept = match ask("persisted").await.and_then(|answer| answer.as_bool()) {
        Some(true) => t!("The browser keeps the projects until you clear its data."),
        Some(false) => {
            t!("The browser may delete the projects when disk space runs low: keep a file as well.")
        }
        None => t!("The browser does not say how long it keeps the projects."),
    };
    let twice = if mirror::is_level().await {
        t!(" Everything is stored twice, in case one copy is lost.")
    } else {
        ""
    };
    let number = |estimate: &JsValue, name: &str| reflect::get(estimate, name).as_f64();
    let estimate = ask("estimate").await;
    let used = estimate.as_ref().and_then(|e| number(e, "usage"));
    let room = estimate.as_ref().and_then(|e| number(e, "quota"));
    match (used, room) {
        (Some(used), Some(room)) => tf!(
            "{kept}{twice} {} of {} used.",
            size(used as usize),
            size(room as usize)
        ),
        _ => format!("{kept}{twice}"),
    }
}
