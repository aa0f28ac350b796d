//! Keeping work: every change is on the disk before the page says *Saved*, and whatever happens
//! to the page, it opens again with all of it.
//!
//! Everything is in the IndexedDB database `postil`, version 1. Its three object stores have keys
//! of their own, and their values are bytes ([`record`]: JSON in UTF-8 of `[format, body]`, the
//! format being 1):
//!
//! | store | key | body |
//! | --- | --- | --- |
//! | `journal` | `[project, number]` | one [`Entry`]: what was done, undone or done again |
//! | `snapshots` | `[project, number]` | the project and its history after the entry of that number |
//! | `places` | `project` | where the reader was: document, annotation, selected text, scrolling |
//!
//! Entries are numbered without a gap; a change costs as many bytes as it is long, whatever the
//! size of the project. Once the journal has outgrown the last snapshot, a new one is written in
//! the next pause. The snapshot before it stays until then, with the entries after it, so that a
//! damaged snapshot costs nothing.
//!
//! One tab at a time holds the Web Lock `postil:<project>` and writes. Any other only reads, and
//! takes over what is on the disk when the lock is free.

mod database;
mod lock;
mod place;
mod record;
mod replay;
mod saver;
mod store;

use crate::bundled;
use crate::desk::{Desk, Saving};
use crate::overlay::Overlay;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use place::Place;
use postil_core::history::History;
use postil_core::state::State;
use postil_core::workspace::Workspace;
use saver::{Disk, Saver};
use std::cell::RefCell;
use std::rc::Rc;
use store::Store;

/// There is one project yet; the stores have room for more.
const PROJECT: &str = "default";
const LOCK: &str = "postil:default";
/// How long the reader stays at a place before it is kept, in milliseconds.
const SETTLE: u32 = 500;

/// The saver, once this tab writes.
type Writing = Rc<RefCell<Option<Rc<Saver>>>>;

/// Opens what was kept, or the bundled project, and keeps what is done from then on.
pub fn start(desk: Desk) {
    let writing = Writing::default();
    keep_place(desk, &writing);
    spawn_local(async move {
        let free = lock::take(LOCK).await;
        desk.read_only.set(!free);
        let mut disk = open(desk).await;
        if !free {
            lock::wait(LOCK).await;
            disk = open(desk).await;
            desk.read_only.set(false);
            desk.announce("The other tab has let the project go: it can be changed here now.");
        }
        // Nothing is awaited between opening and this, so that no change slips through.
        let saver = Saver::new(desk, PROJECT, disk);
        writing.replace(Some(saver.clone()));
        desk.on_change(move |entry, _| saver.push(entry));
    });
}

/// Puts what is stored on the desk, and tells what the disk has. Where nothing can be read the
/// desk stays as it is, but that it begins with the bundled project.
async fn open(desk: Desk) -> Disk {
    let (found, saving) = match read().await {
        Ok(found) => (found, Saving::Saved),
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
    if !found.damage.is_empty() {
        let heading = "Part of what was kept here cannot be read".to_owned();
        let problems = Overlay::Problems(heading, found.damage);
        desk.overlay.set(Some(problems));
    }
    desk.saving.set(saving);
    found.disk
}

/// What was found on the disk.
#[derive(Default)]
struct Found {
    workspace: Option<Workspace>,
    place: Option<Place>,
    damage: Vec<String>,
    disk: Disk,
}

async fn read() -> Result<Found, String> {
    let store = Store::open(PROJECT).await?;
    let stored = store.load().await?;
    let snapshots = stored
        .snapshots
        .iter()
        .map(|(number, bytes)| (*number, bytes.to_vec()));
    let replayed = replay::replay(snapshots, &stored.journal).map_err(|_| {
        "a newer version of the page has written this project; reload the page".to_owned()
    })?;
    // Over anything damaged a new snapshot has to be written.
    let sound = replayed.snapshot.filter(|_| replayed.damage.is_empty());
    let snapshot = stored
        .snapshots
        .iter()
        .find(|(number, _)| Some(*number) == sound);
    let later = stored
        .journal
        .iter()
        .filter(|(number, _)| Some(*number) > sound);
    let disk = Disk {
        last: stored.last(),
        snapshot: sound,
        snapshot_bytes: snapshot.map_or(0, |(_, bytes)| bytes.length() as usize),
        journal_bytes: later.map(|(_, bytes)| bytes.len()).sum(),
        store: Some(Rc::new(store)),
    };
    Ok(Found {
        workspace: replayed.workspace,
        place: stored.place.as_deref().and_then(Place::read),
        damage: replayed.damage,
        disk,
    })
}

fn bundled_workspace() -> Workspace {
    // A test opens the bundled project, so that there is nothing to tell here.
    let state = State::open(bundled::project()).unwrap_or_default();
    Workspace::new(state, History::default())
}

/// Keeps the place where the reader is: when it has not changed for a while, and when the page is
/// left.
fn keep_place(desk: Desk, writing: &Writing) {
    let writing = writing.clone();
    let put = move || {
        if let Some(saver) = writing.borrow().as_ref() {
            saver.put_place();
        }
    };
    let later = put.clone();
    let settling = RefCell::new(None);
    Effect::new(move || {
        desk.document.track();
        desk.selected.track();
        desk.cursor.track();
        settling.replace(Some(Timeout::new(SETTLE, later.clone())));
    });
    let leave = put.clone();
    EventListener::new(&window(), "pagehide", move |_| leave()).forget();
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            put();
        }
    })
    .forget();
}
