//! The saver: takes every change down to the disk, in order, one transaction at a time.

use super::channel::Said;
use super::error::StorageError;
use super::replay::Replayed;
use super::store::Store;
use super::stored::Stored;
use super::{chunks, first, record, replay};
use crate::desk::{Desk, Saving, project_bytes};
use crate::ui::schedule;
use futures::channel::oneshot;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::history::History;
use postil_core::json::Writer;
use postil_core::workspace::Entry;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A journal below this many bytes is not worth a snapshot.
const SMALL_JOURNAL: usize = 256 * 1024;
/// So many bytes are not told to other tabs, which read them from the disk: the browser copies what is
/// told at once, whether or not someone listens.
const TOO_MUCH_TO_SAY: usize = 1024 * 1024;
/// After so many milliseconds what the storage refused is tried again.
const AGAIN: u32 = 5000;
/// How long nothing is done before a snapshot is made, in milliseconds.
const PAUSE: u32 = 2000;

/// The saver, while this tab writes.
pub type Writing = Rc<RefCell<Option<Rc<Saver>>>>;

thread_local! {
    /// The saver of this tab.
    static SAVER: RefCell<Writing> = RefCell::default();
}

/// Says which is the saver of this tab.
pub fn of_tab(writing: &Writing) {
    SAVER.set(writing.clone());
}

/// Waits until nothing is on its way to the disk, and tells how many changes are not there: none,
/// unless it refuses them.
pub async fn idle() -> usize {
    let saver = SAVER.with_borrow(|writing| writing.borrow().clone());
    match saver {
        Some(saver) => saver.idle().await,
        None => 0,
    }
}

/// Takes every change of the desk down to the disk.
pub struct Saver {
    desk: Desk,
    project: String,
    work: RefCell<Work>,
    tell: Box<dyn Fn(Told)>,
}

/// What a saver has to tell.
pub enum Told {
    /// Something is on the disk now, in the words for other tabs.
    Kept(Said),
    /// Another tab has written to the project: this one may not write any more.
    Overtaken,
}

/// What the disk has.
#[derive(Default)]
pub struct Disk {
    /// The connection; none before the first use, and after an error.
    pub store: Option<Rc<Store>>,
    /// The largest number in use; `None` where nothing is stored.
    pub last: Option<u64>,
    /// The number of the newest snapshot, where that and all that follows it can be read. Without
    /// one, the next thing written is a snapshot.
    pub snapshot: Option<u64>,
    /// How many bytes that snapshot has.
    pub snapshot_bytes: usize,
    /// How many bytes of journal follow that snapshot.
    pub journal_bytes: usize,
}

impl Disk {
    /// What is stored, without the connection.
    pub fn of(stored: &Stored, replayed: &Replayed) -> Self {
        // Over anything damaged a new snapshot has to be written.
        let sound = replayed.snapshot.filter(|_| replayed.damage.is_empty());
        let mut snapshots = stored.snapshots.iter();
        let snapshot = snapshots.find(|(number, _)| Some(*number) == sound);
        let later = stored.journal.iter();
        let later = later.filter(|(number, _)| Some(*number) > sound);
        Self {
            store: None,
            last: stored.last(),
            snapshot: sound,
            snapshot_bytes: snapshot.map_or(0, |(_, bytes)| chunks::length(bytes)),
            journal_bytes: later.map(|(_, bytes)| bytes.len()).sum(),
        }
    }
}

/// An entry on its way.
enum Waiting {
    /// It is to be encoded.
    Entry(Rc<Entry>),
    /// The record that it became.
    Written(Rc<Vec<u8>>),
}

impl Waiting {
    fn encode(&self) -> Rc<Vec<u8>> {
        match self {
            Self::Entry(entry) => Rc::new(record::encode(&**entry)),
            Self::Written(bytes) => bytes.clone(),
        }
    }
}

/// What the disk has not yet.
#[derive(Default)]
struct Work {
    disk: Disk,
    /// What was done; the first of them gets the number after the last one in use.
    queue: Vec<Waiting>,
    /// Whether they are being written.
    busy: bool,
    /// Whether nothing is to be written any more.
    stopped: bool,
    /// Who waits for the writing to end.
    waiting: Vec<oneshot::Sender<()>>,
    /// Whether the pause has come that was waited for to make a snapshot.
    paused: bool,
    /// Waits for a pause.
    pause: Option<Timeout>,
    /// Waits until it is time to try again what was refused.
    again: Option<Timeout>,
}

impl Saver {
    /// A saver over what the disk has.
    pub fn new(desk: Desk, project: &str, disk: Disk, tell: impl Fn(Told) + 'static) -> Rc<Self> {
        let work = Work {
            disk,
            ..Work::default()
        };
        Rc::new(Self {
            desk,
            project: project.to_owned(),
            work: RefCell::new(work),
            tell: Box::new(tell),
        })
    }

    /// The number of the last entry on the disk.
    pub fn last(&self) -> Option<u64> {
        self.work.borrow().disk.last
    }

    /// Waits until nothing is being written, and tells how many changes are not on the disk: none,
    /// unless it refuses them.
    pub async fn idle(self: &Rc<Self>) -> usize {
        self.hurry();
        while self.work.borrow().busy {
            let (sender, ended) = oneshot::channel();
            self.work.borrow_mut().waiting.push(sender);
            let _ = ended.await;
        }
        self.work.borrow().queue.len()
    }

    /// Writes nothing any more, but for what is on its way; tells like [`Saver::idle`].
    pub async fn stop(self: &Rc<Self>) -> usize {
        self.work.borrow_mut().stopped = true;
        self.idle().await
    }

    /// Sends an entry on its way, once the frame that shows what was done is painted: encoding it
    /// and handing it over takes as long as all the rest.
    pub fn push(self: &Rc<Self>, entry: &Rc<Entry>) {
        let waiting = Waiting::Entry(entry.clone());
        self.work.borrow_mut().queue.push(waiting);
        self.desk.saving.set(Saving::Pending);
        let saver = self.clone();
        schedule::after(move || saver.hurry());
    }

    /// Sends what waits for a frame on its way at once: the page may not be there for another.
    pub fn hurry(self: &Rc<Self>) {
        if !self.work.borrow().queue.is_empty() {
            self.start();
        }
    }

    /// Sends on its way what was written of an entry before it was done, one that holds a project.
    pub fn push_written(self: &Rc<Self>, entry: Writer) {
        let bytes = record::end(entry);
        {
            let work = &mut *self.work.borrow_mut();
            // A snapshot would be the same bytes again: it waits for as much work.
            let disk = &mut work.disk;
            disk.snapshot_bytes = disk.snapshot_bytes.max(disk.journal_bytes + bytes.len());
            work.queue.push(Waiting::Written(Rc::new(bytes)));
        }
        self.desk.saving.set(Saving::Pending);
        self.start();
    }

    /// Puts the record of where the reader is. One that is not kept is no loss.
    pub fn put_place(&self, bytes: Vec<u8>) {
        let store = self.work.borrow().disk.store.clone();
        if let Some(store) = store {
            spawn_local(async move {
                let _ = store.put_place(&bytes).await;
            });
        }
    }

    fn start(self: &Rc<Self>) {
        if !std::mem::replace(&mut self.work.borrow_mut().busy, true) {
            let saver = self.clone();
            spawn_local(async move {
                let outcome = saver.run().await;
                let waiting = {
                    let mut work = saver.work.borrow_mut();
                    work.busy = false;
                    std::mem::take(&mut work.waiting)
                };
                let stopped = saver.work.borrow().stopped;
                match outcome {
                    Ok(()) if stopped => {}
                    Ok(()) => {
                        saver.desk.saving.set(Saving::Saved);
                        saver.await_pause();
                    }
                    Err(StorageError::Overtaken) => (saver.tell)(Told::Overtaken),
                    Err(error) => saver.refuse(&error),
                }
                for waiting in waiting {
                    // Whoever does not wait any more needs no answer.
                    let _ = waiting.send(());
                }
            });
        }
    }

    /// Writes until there is nothing left to write.
    async fn run(&self) -> Result<(), StorageError> {
        while self.work.borrow_mut().is_called_for() {
            let fresh = self.work.borrow().disk.store.is_none();
            let Err(error) = self.write().await else {
                continue;
            };
            let mut work = self.work.borrow_mut();
            if error == StorageError::Overtaken {
                return Err(error);
            }
            // A connection can fail for good, as when the storage is emptied: try a new one.
            work.disk.store = None;
            if !work.queue.is_empty() {
                match fresh {
                    true => return Err(error),
                    false => continue,
                }
            }
            // All that was done is on the disk: the snapshot waits for as much work again.
            work.disk.journal_bytes = 0;
        }
        Ok(())
    }

    async fn write(&self) -> Result<(), StorageError> {
        let store = self.connect().await?;
        let (whole, waiting) = {
            let work = self.work.borrow();
            (work.disk.snapshot.is_none(), work.queue.len())
        };
        if whole {
            self.write_whole(&store).await?;
            ask_to_persist();
            first::remember();
            Ok(())
        } else if waiting == 0 {
            self.write_snapshot(&store).await
        } else {
            self.append(&store).await
        }
    }

    /// The connection. A new one is made sure to find the disk as the last one left it.
    async fn connect(&self) -> Result<Rc<Store>, StorageError> {
        if let Some(store) = &self.work.borrow().disk.store {
            return Ok(store.clone());
        }
        let store = Rc::new(Store::open(&self.project).await?);
        let last = store.last().await?;
        let disk = &mut self.work.borrow_mut().disk;
        if last.is_none() {
            // Someone has emptied the browser's storage: all of it has to be written again.
            (disk.last, disk.snapshot) = (None, None);
        } else if disk.last.is_none() {
            // It could not be read when the project was opened, and is not to be written over.
            return Err(StorageError::OtherWork);
        } else if last != disk.last {
            return Err(StorageError::Overtaken);
        }
        disk.store = Some(store.clone());
        Ok(store)
    }

    async fn append(&self, store: &Store) -> Result<(), StorageError> {
        let (first, batch) = {
            let work = self.work.borrow();
            let encoded = work.queue.iter().map(Waiting::encode);
            (work.next(), encoded.collect::<Vec<_>>())
        };
        store.append(first, &batch).await?;
        let last = Some(first + batch.len() as u64 - 1);
        let bytes: usize = batch.iter().map(|bytes| bytes.len()).sum();
        {
            let mut work = self.work.borrow_mut();
            work.disk.last = last;
            work.disk.journal_bytes += bytes;
            work.queue.drain(..batch.len());
        }
        (self.tell)(Told::Kept(match bytes {
            0..TOO_MUCH_TO_SAY => Said::Wrote(first, batch),
            _ => Said::Here(last),
        }));
        Ok(())
    }

    /// Writes everything anew, in place of the entries that wait.
    async fn write_whole(&self, store: &Store) -> Result<(), StorageError> {
        let Some(bytes) = self.snapshot(|| true).await else {
            return Ok(());
        };
        let (number, waiting) = {
            let work = self.work.borrow();
            (work.next(), work.queue.len())
        };
        store.put_whole(number, &bytes).await?;
        self.has_snapshot(number, bytes.len(), waiting);
        (self.tell)(Told::Kept(Said::Whole(number)));
        Ok(())
    }

    /// Writes a snapshot of what is on the disk already, unless something is done meanwhile that is
    /// not.
    async fn write_snapshot(&self, store: &Store) -> Result<(), StorageError> {
        let (number, before) = {
            let work = self.work.borrow();
            (work.disk.last.unwrap_or_default(), work.disk.snapshot)
        };
        let is_on_disk = || self.work.borrow().queue.is_empty();
        let Some(bytes) = self.snapshot(is_on_disk).await.filter(|_| is_on_disk()) else {
            return Ok(());
        };
        store.put_snapshot(number, &bytes, before).await?;
        self.has_snapshot(number, bytes.len(), 0);
        Ok(())
    }

    /// The record of the whole workspace, as long as that is wanted.
    async fn snapshot(&self, wanted: impl Fn() -> bool) -> Option<Vec<u8>> {
        let project =
            project_bytes::written(self.desk, replay::begin_snapshot, |_| wanted()).await?;
        let end = |history: &History| replay::end_snapshot(project, history);
        Some(self.desk.peek_history(end))
    }

    /// The newest snapshot has this number and so many bytes, and so many entries that waited are
    /// in it.
    fn has_snapshot(&self, number: u64, bytes: usize, waiting: usize) {
        let mut work = self.work.borrow_mut();
        work.disk.last = Some(number);
        work.disk.snapshot = Some(number);
        work.disk.snapshot_bytes = bytes;
        work.disk.journal_bytes = 0;
        work.queue.drain(..waiting);
    }

    fn await_pause(self: &Rc<Self>) {
        let mut work = self.work.borrow_mut();
        let due = is_due(work.disk.journal_bytes, work.disk.snapshot_bytes);
        let saver = self.clone();
        work.pause = due.then(|| {
            Timeout::new(PAUSE, move || {
                saver.work.borrow_mut().paused = true;
                saver.start();
            })
        });
    }

    /// Says why nothing is saved, and tries again later.
    fn refuse(self: &Rc<Self>, error: &StorageError) {
        self.desk.saving.set(Saving::Refused(error.to_string()));
        let saver = self.clone();
        let again = Timeout::new(AGAIN, move || saver.hurry());
        self.work.borrow_mut().again = Some(again);
    }
}

impl Work {
    /// Whether there is something to write; a pause that has come is answered by this.
    fn is_called_for(&mut self) -> bool {
        let paused = std::mem::take(&mut self.paused);
        !self.stopped && (paused || !self.queue.is_empty())
    }

    /// The number of the next entry to be written.
    fn next(&self) -> u64 {
        self.disk.last.map_or(0, |last| last + 1)
    }
}

/// Whether it is time for a snapshot: the journal has outgrown the last one. So all the snapshots
/// together cost no more than the journal, however large the project, and opening replays no more
/// than it reads.
fn is_due(journal: usize, snapshot: usize) -> bool {
    journal > snapshot.max(SMALL_JOURNAL)
}

/// Asks the browser not to clear this away when the disk runs low. Its answer changes nothing here.
fn ask_to_persist() {
    let navigator = window().navigator();
    let storage = Reflect::get(&navigator, &"storage".into());
    if storage.is_ok_and(|storage| storage != JsValue::UNDEFINED) {
        let _ = navigator.storage().persist();
    }
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn snapshots_cost_no_more_than_the_journal() {
        for project in [10_000, 1_000_000, 50_000_000] {
            let (mut journal, mut snapshots, mut written) = (0, 0, 0);
            for _ in 0..1_000_000 {
                journal += 600;
                written += 600;
                if is_due(journal, project) {
                    journal = 0;
                    snapshots += project;
                }
            }
            assert!(snapshots <= written, "{project}: {snapshots} of {written}");
        }
    }
}
