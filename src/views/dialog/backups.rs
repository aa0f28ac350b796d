//! The backups of the project: listed, restored, downloaded and opened as separate projects.

use super::frame::{Frame, close};
use super::projects::{counts, day, size};
use crate::browser::download::Download;
use crate::desk::{Desk, labels};
use crate::storage::backups::{Backup, Counts, Reason};
use crate::storage::error::StorageError;
use crate::storage::{backups, projects, upkeep};
use crate::ui::menu::{Item, Menu};
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::format::postil;
use postil_core::model::Project;
use postil_core::transaction::{Op, Transaction};
use std::sync::Arc;

#[derive(Clone, Copy)]
struct Shelf {
    desk: Desk,
    /// The backups; `None` until they are read.
    list: ErasedSignal<Option<Result<Vec<Backup>, StorageError>>>,
    /// The outcome of the last action.
    said: ErasedSignal<String>,
}

impl Shelf {
    async fn read(self) {
        if let Some(upkeep) = upkeep::here() {
            self.list.set(Some(backups::list(&upkeep.project).await));
        }
    }

    /// Reads a backup and does something with it.
    fn with<F: Future<Output = Result<String, StorageError>>>(
        self,
        time: &str,
        act: impl FnOnce(Project) -> F + 'static,
    ) {
        let time = time.to_owned();
        spawn_local(async move {
            let done = async {
                let upkeep = upkeep::here().ok_or(StorageError::NotOpen)?;
                act(backups::read(&upkeep.project, &time).await?).await
            };
            match done.await {
                Ok(said) => self.said.set(said),
                Err(reason) => self.said.set(tf!("Not done: {reason}.")),
            }
            self.read().await;
        });
    }

    fn restore(self, time: &str) {
        let desk = self.desk;
        self.with(time, async move |project: Project| {
            if let Some(upkeep) = upkeep::here() {
                upkeep.back_up(Reason::Replaced).await?;
            }
            let op = Op::PutProject(Box::new(project));
            desk.try_commit(Transaction::new(t!("restore a backup"), vec![op]))
                .map_err(|error| StorageError::Invalid(error.to_string()))?;
            Ok(
                t!("Restored. To go back, undo this or restore the backup made just now.")
                    .to_owned(),
            )
        });
    }

    fn open_copy(self, time: &str, when: String) {
        self.with(time, async move |mut project: Project| {
            project.header.name = tf!("{} ({when})", project.header.name);
            projects::show(&projects::make(project).await?).await;
            Ok(String::new())
        });
    }

    fn download(self, time: &str) {
        let made = time.to_owned();
        self.with(time, async move |project: Project| {
            for file in postil::write(&project).files {
                Download::dated(&file.name, Some(&made), file.mime, &file.bytes).start();
            }
            Ok("Downloaded.".to_owned())
        });
    }

    fn make(self) {
        spawn_local(async move {
            let made = match upkeep::here() {
                Some(upkeep) => upkeep.back_up(Reason::Asked).await,
                None => Err(StorageError::NotOpen),
            };
            self.said.set(match made {
                Ok(()) => t!("Backup made.").to_owned(),
                Err(reason) => tf!("Not done: {reason}."),
            });
            self.read().await;
        });
    }
}

/// The backups of the project.
#[component]
pub fn Backups() -> AnyView {
    let desk = Desk::here();
    let shelf = Shelf {
        desk,
        list: ErasedSignal::new(None),
        said: ErasedSignal::new(String::new()),
    };
    spawn_local(async move { shelf.read().await });
    let rows = move || {
        shelf.list.with(|list| match list {
            None => ui! { <p class="quiet shelf-note">{t!("Loading …")}</p> },
            Some(Err(reason)) => {
                ui! { <p class="shelf-note">{tf!("Backups cannot be read: {reason}.")}</p> }
            }
            Some(Ok(list)) if list.is_empty() => {
                ui! { <p class="quiet shelf-note">{t!("No backups yet.")}</p> }
            }
            Some(Ok(list)) => ui! {
                <ul class="shelf">
                    {list.iter().map(|backup| row(shelf, backup)).collect_view()}
                </ul>
            },
        })
    };
    ui! {
        <Frame title="Backups" class="form-dialog wide">
            <p class="lead">
                {t!("Postil makes a backup every ten minutes of work and keeps fewer of the older ones.")}
            </p>
            {part(rows)}
            <p class="shelf-note" role="status">
                {live(move || shelf.said.get())}
            </p>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| shelf.make()>
                    {t!("Back up now")}
                </button>
                <button
                    type="button"
                    class="button solid"
                    autofocus=true
                    on:click=move |_| close(desk)
                >
                    "Close"
                </button>
            </div>
        </Frame>
    }
}

fn row(shelf: Shelf, backup: &Backup) -> AnyView {
    let when = day(&backup.time);
    let reason = match backup.reason {
        Reason::Due => "",
        Reason::Replaced => t!(" · before another was restored"),
        Reason::Overtaken => t!(" · changes that came too late in another tab"),
        Reason::Asked => t!(" · made by hand"),
    };
    let here = shelf.desk.with(Counts::of);
    let facts = tf!(
        "{}{} · {}{reason}",
        counts(backup.counts),
        difference(backup.counts, here),
        size(backup.bytes),
    );
    let time = backup.time.clone();
    let label = tf!("Actions for {when}");
    let items = {
        let (time, when) = (time.clone(), when.clone());
        move || {
            let (a, b, when) = (time.clone(), time.clone(), when.clone());
            vec![
                Item::new(t!("Open as a separate project"), move || {
                    shelf.open_copy(&a, when.clone());
                }),
                Item::new("Download", move || shelf.download(&b)),
            ]
        }
    };
    ui! {
        <li>
            <span>
                <b class="clip">{when}</b>
                <span class="quiet clip">{facts}</span>
            </span>
            <button
                type="button"
                class="button"
                disabled=live(move || shelf.desk.read_only.get())
                on:click=move |_| shelf.restore(&time)
            >
                {t!("Restore")}
            </button>
            <Menu label items=Arc::new(items) />
        </li>
    }
}

/// What a backup has more or fewer of than the open project.
fn difference(there: Counts, here: Counts) -> String {
    let pairs = [
        (there.articles, here.articles, "article"),
        (there.marks, here.marks, "mark"),
        (there.links, here.links, "relation"),
        (there.clusters, here.clusters, "cluster"),
    ];
    let told = pairs.iter().filter(|(there, here, _)| there != here);
    let told: Vec<_> = told
        .map(|&(there, here, one)| {
            let more = if there > here { "more" } else { "fewer" };
            labels::count(there.abs_diff(here), &format!("{more} {one}"))
        })
        .collect();
    if told.is_empty() {
        t!(", same as now").to_owned()
    } else {
        tf!(" ({} than now)", told.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::storage::backups::Counts;

    #[test]
    fn what_differs_is_told() {
        let counts = |marks, links| Counts {
            marks,
            links,
            ..Counts::default()
        };
        assert_eq!(difference(counts(1, 2), counts(1, 2)), ", same as now");
        assert_eq!(
            difference(counts(3, 0), counts(1, 1)),
            " (2 more marks, 1 fewer relation than now)"
        );
    }
}
