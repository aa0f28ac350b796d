//! Opening what was kept.

use super::bookmark::Bookmark;
use super::error::{Damage, StorageError};
use super::first::Loss;
use super::lock::Lock;
use super::saver::Disk;
use super::store::Store;
use super::{current, first, lock, rescue};
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, Saving, bundled};
use postil_core::history::History;
use postil_core::state::State;
use postil_core::workspace::Workspace;
use std::rc::Rc;

/// A project that was put on the desk, before anything has been done to it.
pub struct Opened {
    /// What it is stored under.
    pub project: String,
    /// What the disk has of it.
    pub disk: Disk,
    /// The right to write; none where another tab has it.
    pub lock: Option<Lock>,
}

/// Opens what was kept, or the bundled project.
pub async fn open(desk: Desk) -> Opened {
    let project = current::project();
    let lock = lock::take(&lock::name(&project)).await;
    desk.read_only.set(lock.is_none());
    let disk = put_on_desk(desk, &project).await;
    Opened {
        project,
        disk,
        lock,
    }
}

/// Puts what is stored on the desk, and tells what the disk has. Where nothing can be read the
/// desk stays as it is, but that it begins with the bundled project.
pub async fn put_on_desk(desk: Desk, project: &str) -> Disk {
    let (found, saving) = match read(project).await {
        Ok(found) => {
            let refused = found.refused.as_ref().map(ToString::to_string);
            (found, refused.map_or(Saving::Saved, Saving::Refused))
        }
        Err(error) => (Found::default(), Saving::Refused(error.to_string())),
    };
    let first = desk.saving.get_untracked() == Saving::Opening;
    let place = if first {
        found.place
    } else {
        Some(Bookmark::of(desk))
    };
    match found.workspace {
        Some(workspace) => desk.put(workspace),
        None if first => desk.put(bundled_workspace()),
        None => {}
    }
    if let Some(place) = place {
        place.show(desk);
    }
    if let Some((heading, lines)) = complaint(&found.damage) {
        let problems = Overlay::Problems(heading.to_owned(), lines);
        desk.open(problems);
    }
    desk.saving.set(saving);
    found.disk
}

/// What has to be said about what was found: a heading and lines.
fn complaint(damage: &[Damage]) -> Option<(&'static str, Vec<String>)> {
    let mut lines: Vec<_> = damage.iter().map(ToString::to_string).collect();
    const EMPTIED: &str = "The browser had put an empty database in place of the one with your \
        projects, as it does when it finds its own files damaged.";
    match first::loss() {
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
            lines.insert(0, format!("{EMPTIED} {what}"));
            Some(("Your projects were brought back", lines))
        }
        Some(Loss::Total) => {
            let line = "There is no second copy. To go on from a project file, open it here.";
            lines.insert(0, format!("{EMPTIED} {line}"));
            Some(("What was kept in this browser is gone", lines))
        }
        None if lines.is_empty() => None,
        None => Some(("Part of what was kept here cannot be read", lines)),
    }
}

/// What was found on the disk.
#[derive(Default)]
struct Found {
    workspace: Option<Workspace>,
    place: Option<Bookmark>,
    damage: Vec<Damage>,
    disk: Disk,
    /// Why nothing can be written.
    refused: Option<StorageError>,
}

async fn read(project: &str) -> Result<Found, StorageError> {
    let opened = Store::open(project).await;
    let stored = match &opened {
        Ok(store) => store.load().await,
        Err(reason) => Err(reason.clone()),
    };
    let stored = match stored {
        Ok(stored) => stored,
        Err(reason) => rescue::salvage(project).await.map_err(|_| reason)?,
    };
    if stored.last().is_some() {
        first::remember();
    }
    let replayed = stored.replay()?;
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
        place: stored.place.as_deref().and_then(Bookmark::read),
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
