//! Keeping work: every change is on the disk before the page says *Saved*, and whatever happens
//! to the page, it opens again with all of it.
//!
//! Everything is in the IndexedDB database `postil`, version 3. Its object stores have keys of their
//! own, and their values are bytes ([`record`]: JSON in UTF-8 of `[format, body]`, the
//! format being 1):
//!
//! | store | key | body |
//! | --- | --- | --- |
//! | `journal` | `[project, number]` | one [`Entry`]: what was done, undone or done again |
//! | `snapshots` | `[project, number]` | the project and its history after the entry of that number |
//! | `places` | `project` | where the reader was: document, annotation, selected text, scrolling |
//! | `projects` | `project` | what is known about it without opening it |
//! | `backups` | `[project, time]` | a whole project file, without the format in front |
//! | `backup-list` | `[project, time]` | what is known about that backup |
//! | `files` | `project` | the handle of a file on the disk, which is no bytes |
//!
//! A journal entry, a snapshot or a backup of more than a megabyte is in [`chunks`].
//!
//! Version 1 had the first three alone; version 2 had all values in one piece.
//!
//! Where the browser has a place for a [`mirror`] database, everything is kept [`mirrored`].
//!
//! Entries are numbered without a gap; a change costs as many bytes as it is long, whatever the
//! size of the project. Once the journal has outgrown the last snapshot, a new one is written in
//! the next pause. The snapshot before it stays until then, with the entries after it, so that a
//! damaged snapshot costs nothing.
//!
//! One tab at a time holds the Web Lock `postil:<project>` and writes. All others follow it: what
//! it has written they hear on a channel of the same name, and do too. When the lock is free, or the
//! one that has it does not answer, another tab takes it ([`leader`]).
//!
//! What fences a tab that has lost the lock and does not know it yet is the numbering itself: whoever
//! takes the lock away takes the next number as well, and nothing is ever written over a number that
//! is in use, all in one transaction. A number may thus stand in the journal without an entry.

pub mod backups;
mod bookmark;
mod channel;
mod chunks;
mod copy;
pub mod current;
mod database;
pub mod disk_file;
mod leader;
mod lock;
mod mirror;
mod mirrored;
pub mod offline;
pub mod projects;
mod record;
mod replay;
mod salvage;
mod saver;
mod store;
pub mod upkeep;

use crate::desk::overlay::Overlay;
use crate::desk::{Desk, Saving, bundled};
use crate::loader;
use bookmark::Place;
use lock::Lock;
use mirrored::Loss;
use postil_core::history::History;
use postil_core::json::Writer;
use postil_core::state::State;
use postil_core::workspace::Workspace;
use saver::Disk;
use std::rc::Rc;
use store::Store;

pub use database::{Database, Failure};
pub use leader::{edit_here, go_on, idle};
pub use mirror::{is_level as is_kept_twice, recover};
pub use salvage::load as salvage;
pub use store::Stored;

/// A project that was put on the desk, before anything has been done to it.
pub struct Opened {
    project: String,
    disk: Disk,
    /// The right to write; none where another tab has it.
    lock: Option<Lock>,
}

/// Begins what is written of an entry of the journal that is done step by step.
pub fn begin_entry() -> Writer {
    record::begin()
}

/// Opens what was kept, or the bundled project.
pub async fn open(desk: Desk) -> Opened {
    let project = current::project();
    let lock = lock::take(&lock_name(&project)).await;
    desk.read_only.set(lock.is_none());
    let disk = put_on_desk(desk, &project).await;
    Opened {
        project,
        disk,
        lock,
    }
}

fn lock_name(project: &str) -> String {
    format!("postil:{project}")
}

/// Puts what is stored on the desk, and tells what the disk has. Where nothing can be read the
/// desk stays as it is, but that it begins with the bundled project.
async fn put_on_desk(desk: Desk, project: &str) -> Disk {
    let (found, saving) = match read(project).await {
        Ok(found) => {
            let saving = found.refused.clone();
            (found, saving.map_or(Saving::Saved, Saving::Refused))
        }
        Err(reason) => (Found::default(), Saving::Refused(reason)),
    };
    let first = desk.saving.get_untracked() == Saving::Opening;
    let place = if first {
        found.place
    } else {
        Some(Place::of(desk))
    };
    match found.workspace {
        Some(workspace) => desk.open(workspace),
        None if first => desk.open(bundled_workspace()),
        None => {}
    }
    if let Some(place) = place {
        place.show(desk);
    }
    if let Some((heading, lines)) = complaint(found.damage) {
        let problems = Overlay::Problems(heading.to_owned(), lines);
        desk.overlay.set(Some(problems));
    }
    desk.saving.set(saving);
    found.disk
}

/// What has to be said about what was found: a heading and lines.
fn complaint(mut damage: Vec<String>) -> Option<(&'static str, Vec<String>)> {
    const EMPTIED: &str = "The browser had put an empty database in place of the one with your \
        projects, as it does when it finds its own files damaged.";
    match mirrored::loss() {
        Some(Loss::MadeUpFor(since)) => {
            let what = match since.as_deref().map(|since| since.split_once('T')) {
                None => "All of them are back, from the second copy that Postil keeps.".to_owned(),
                Some(day) => {
                    let day = day.map_or("some time ago", |(day, _)| day);
                    format!(
                        "They are back from the second copy that Postil keeps. It could not be \
                         written to since {day}: what was done later may be missing."
                    )
                }
            };
            damage.insert(0, format!("{EMPTIED} {what}"));
            Some(("Your projects were brought back", damage))
        }
        Some(Loss::Total) => {
            let line = "There is no second copy. To go on from a project file, open it here.";
            damage.insert(0, format!("{EMPTIED} {line}"));
            Some(("What was kept in this browser is gone", damage))
        }
        None if damage.is_empty() => None,
        None => Some(("Part of what was kept here cannot be read", damage)),
    }
}

/// What was found on the disk.
#[derive(Default)]
struct Found {
    workspace: Option<Workspace>,
    place: Option<Place>,
    damage: Vec<String>,
    disk: Disk,
    /// Why nothing can be written, in words.
    refused: Option<String>,
}

async fn read(project: &str) -> Result<Found, String> {
    let opened = Store::open(project).await;
    let stored = match &opened {
        Ok(store) => store.load().await.map_err(Failure::words),
        Err(reason) => Err(reason.clone()),
    };
    let stored = match stored {
        Ok(stored) => stored,
        Err(reason) => loader::salvage(project).await.map_err(|_| reason)?,
    };
    if stored.last().is_some() {
        mirrored::remember();
    }
    let replayed = stored.replay().map_err(|_| {
        "a newer version of the page has written this project; reload the page".to_owned()
    })?;
    let disk = match &opened {
        Ok(_) => Disk::of(&stored, &replayed),
        Err(_) => Disk::default(),
    };
    let (store, refused) = match opened {
        Ok(store) => (Some(Rc::new(store)), None),
        Err(reason) => (None, Some(reason)),
    };
    Ok(Found {
        workspace: replayed.workspace,
        place: stored.place.as_deref().and_then(Place::read),
        damage: replayed.damage,
        disk: Disk { store, ..disk },
        refused,
    })
}

fn bundled_workspace() -> Workspace {
    // A test opens the bundled project, so that there is nothing to tell here.
    let state = State::open(bundled::project()).unwrap_or_default();
    Workspace::new(state, History::default())
}
