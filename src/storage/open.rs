//! Opens a stored project.

use super::bookmark::Bookmark;
use super::error::{Damage, StorageError};
use super::first::Loss;
use super::lock::Lock;
use super::saver::Disk;
use super::store::Store;
use super::{current, first, lock, record, rescue};
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, Saving, bundled};
use crate::ui::sentence::{t, tf};
use postil_core::diagnostic::Diagnostic;
use postil_core::history::History;
use postil_core::state::State;
use postil_core::workspace::{Entry, Workspace};
use std::rc::Rc;

/// A project that has just been put on the desk.
pub struct Opened {
    /// The name that it is stored under.
    pub project: String,
    /// What the disk has of it.
    pub disk: Disk,
    /// The right to write; `None` if another tab has it.
    pub lock: Option<Lock>,
}

/// Opens the stored project, or the bundled one.
pub async fn open(desk: Desk) -> Opened {
    let project = current::project();
    let lock = lock::acquire(&lock::name(&project)).await;
    desk.read_only.set(lock.is_none());
    let disk = put_on_desk(desk, &project, lock.is_some()).await;
    Opened {
        project,
        disk,
        lock,
    }
}

/// Puts the stored project on the desk, and returns what the disk has of it. If it cannot be read, the
/// desk stays as it is; at first it shows the bundled project. A tab that writes also gets what was too
/// late for the disk when the page was left; the others hear of it when it is written.
pub async fn put_on_desk(desk: Desk, project: &str, writes: bool) -> Disk {
    let (found, saving) = match read(project, writes).await {
        Ok(found) => {
            let refused = found.refused.as_ref().map(ToString::to_string);
            (found, refused.map_or(Saving::Saved, Saving::Refused))
        }
        Err(error) => (Found::default(), Saving::Refused(error.to_string())),
    };
    let first = desk.saving.get_untracked() == Saving::Opening;
    let bookmark = if first {
        found.bookmark
    } else {
        Some(Bookmark::of(desk))
    };
    match found.workspace {
        Some(workspace) => desk.put(workspace),
        None if first => desk.put(bundled_workspace()),
        None => {}
    }
    if let Some(bookmark) = bookmark {
        bookmark.show(desk);
    }
    if let Some((heading, lines)) = complaint(&found.damage) {
        let lines = lines.into_iter().map(|line| Diagnostic::error("", line));
        let problems = Overlay::Problems(heading.to_owned(), lines.collect());
        desk.open(problems);
    }
    desk.saving.set(saving);
    found.disk
}

/// The heading and the lines that report damage or loss, if there was any.
fn complaint(damage: &[Damage]) -> Option<(&'static str, Vec<String>)> {
    let mut lines: Vec<_> = damage.iter().map(ToString::to_string).collect();
    const EMPTIED: &str = t!(
        "The browser had put an empty database in place of the one with your \
        projects, as it does when it finds its own files damaged."
    );
    match first::take_loss() {
        Some(Loss::Restored(since)) => {
            let what = match since.as_deref().map(|since| since.split_once('T')) {
                None => {
                    t!("All of them are back, from the second copy that Postil keeps.").to_owned()
                }
                Some(day) => {
                    let day = day.map_or(t!("some time ago"), |(day, _)| day);
                    tf!(
                        "They are back from the second copy that Postil keeps. It could not be \
                         written to since {day}: what was done later may be missing."
                    )
                }
            };
            lines.insert(0, format!("{EMPTIED} {what}"));
            Some((t!("Your projects were brought back"), lines))
        }
        Some(Loss::Total) => {
            let line = t!("There is no second copy. If you have a project file, open it here.");
            lines.insert(0, format!("{EMPTIED} {line}"));
            Some((t!("What was kept in this browser is gone"), lines))
        }
        None if lines.is_empty() => None,
        None => Some((t!("Part of what was kept here cannot be read"), lines)),
    }
}

/// What was found on the disk.
#[derive(Default)]
struct Found {
    workspace: Option<Workspace>,
    bookmark: Option<Bookmark>,
    damage: Vec<Damage>,
    disk: Disk,
    /// Why nothing can be written.
    refused: Option<StorageError>,
}

async fn read(project: &str, writes: bool) -> Result<Found, StorageError> {
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
        first::remember_saved();
    }
    let mut replayed = stored.replay()?;
    let mut disk = match &opened {
        Ok(_) => Disk::of(&stored, &replayed),
        Err(_) => Disk::default(),
    };
    let bookmark = stored.bookmark.as_deref().and_then(Bookmark::read);
    let late = bookmark.as_ref().and_then(Bookmark::late);
    if let Some(late) = late.filter(|_| writes && opened.is_ok() && replayed.damage.is_empty()) {
        let missing = late.missing(&stored);
        if stored.last().is_none() && !missing.is_empty() {
            replayed.workspace = Some(bundled_workspace());
        }
        if let Some(workspace) = &mut replayed.workspace {
            disk.late = perform(workspace, missing);
        }
    }
    let (store, refused) = match opened {
        Ok(store) => (Some(Rc::new(store)), None),
        Err(reason) => (None, Some(reason)),
    };
    Ok(Found {
        workspace: replayed.workspace,
        bookmark,
        damage: replayed.damage,
        disk: Disk { store, ..disk },
        refused,
    })
}

/// Performs records of entries up to the first that does not fit, and returns those that do.
pub(super) fn perform(workspace: &mut Workspace, records: Vec<Rc<Vec<u8>>>) -> Vec<Rc<Vec<u8>>> {
    let mut records = records;
    let mut fits = |bytes: &Rc<Vec<u8>>| match record::decode::<Option<Entry>>(bytes) {
        Ok(Some(entry)) => workspace.perform(&entry).is_ok(),
        Ok(None) => true,
        Err(_) => false,
    };
    let end = records.iter().position(|bytes| !fits(bytes));
    records.truncate(end.unwrap_or(records.len()));
    records
}

fn bundled_workspace() -> Workspace {
    // A test opens the bundled project, so that this cannot fail.
    let state = State::open(bundled::project()).unwrap_or_default();
    Workspace::new(state, History::default())
}
