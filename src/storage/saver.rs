//! Writes every change to the disk, in order, one transaction at a time.

mod disk;
mod queue;

pub use disk::Disk;

use super::error::StorageError;
use super::late::Late;
use super::store::Store;
use super::{first, record, replay, unload};
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
use queue::{Queue, Queued};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How long to wait before trying again what the storage refused.
const RETRY_MS: u32 = 5000;
/// How long nothing must happen before a snapshot is written.
const SNAPSHOT_PAUSE_MS: u32 = 2000;

/// The saver, while this tab writes.
pub type Writing = Rc<RefCell<Option<Rc<Saver>>>>;

thread_local! {
    /// The saver of this tab.
    static SAVER: RefCell<Writing> = RefCell::default();
}

/// Sets the saver of this tab.
pub fn register(writing: &Writing) {
    SAVER.set(writing.clone());
}

/// Waits until nothing is being written, and returns how many changes are not on the disk: none,
/// unless the storage refuses them.
pub async fn idle() -> usize {
    let saver = SAVER.with_borrow(|writing| writing.borrow().clone());
    match saver {
        Some(saver) => saver.idle().await,
        None => 0,
    }
}

/// Writes every change of the desk to the disk.
pub struct Saver {
    desk: Desk,
    project: String,
    state: RefCell<State>,
    /// How often the reader has left the page.
    leavings: Cell<usize>,
    notify: Box<dyn Fn(SaverEvent)>,
}

/// What a saver notifies its owner of.
pub enum SaverEvent {
    /// Something is on the disk now; this is the number of the last entry.
    Kept(Option<u64>),
    /// Another tab has written to the project: this one may no longer write.
    Overtaken,
}

#[derive(Default)]
struct State {
    disk: Disk,
    queue: Queue,
    /// Whether a transaction is in progress.
    busy: bool,
    /// Whether nothing may be written any more.
    stopped: bool,
    /// Resolved when writing ends.
    waiting: Vec<oneshot::Sender<()>>,
    /// Whether the pause before a snapshot is over.
    paused: bool,
    /// Ends the pause before a snapshot.
    pause: Option<Timeout>,
    /// Tries again what was refused.
    retry: Option<Timeout>,
}

impl Saver {
    /// Creates a saver over what the disk has.
    pub fn new(
        desk: Desk,
        project: &str,
        disk: Disk,
        notify: impl Fn(SaverEvent) + 'static,
    ) -> Rc<Self> {
        let mut queue = Queue::default();
        for entry in &disk.late {
            queue.push(Queued::Record(entry.clone()));
        }
        let state = State {
            disk,
            queue,
            ..State::default()
        };
        Rc::new(Self {
            desk,
            project: project.to_owned(),
            state: RefCell::new(state),
            leavings: Cell::new(0),
            notify: Box::new(notify),
        })
    }

    /// Begins with what was too late for the disk when the page was left, if anything was.
    pub fn begin(self: &Rc<Self>) {
        if !self.state.borrow().queue.is_empty() {
            self.desk.saving.set(Saving::Pending);
            self.start();
        }
    }

    /// The number of the last entry on the disk.
    pub fn last(&self) -> Option<u64> {
        self.state.borrow().disk.last
    }

    /// Waits until nothing is being written, and returns how many changes are not on the disk: none,
    /// unless the storage refuses them.
    pub async fn idle(self: &Rc<Self>) -> usize {
        self.desk.typing.keep();
        self.hurry();
        while self.state.borrow().busy {
            let (sender, ended) = oneshot::channel();
            self.state.borrow_mut().waiting.push(sender);
            let _ = ended.await;
        }
        self.state.borrow().queue.len()
    }

    /// Finishes what is being written, and writes nothing after that. Returns the same as
    /// [`Saver::idle`].
    pub async fn stop(self: &Rc<Self>) -> usize {
        self.desk.typing.keep();
        self.state.borrow_mut().stopped = true;
        self.idle().await
    }

    /// Queues an entry, and starts writing once the frame that shows the change is painted: encoding
    /// and handing over an entry takes as long as everything else.
    pub fn push(self: &Rc<Self>, entry: &Rc<Entry>) {
        let queued = Queued::Entry(entry.clone());
        self.state.borrow_mut().queue.push(queued);
        self.desk.saving.set(Saving::Pending);
        let saver = self.clone();
        schedule::after(move || saver.hurry());
    }

    /// Writes what waits for a frame at once: the page may be gone before the next one.
    pub fn hurry(self: &Rc<Self>) {
        if !self.state.borrow().queue.is_empty() {
            self.start();
        }
    }

    /// Queues an entry that holds a project, and was encoded before it was performed.
    pub fn push_written(self: &Rc<Self>, entry: Writer) {
        let bytes = record::end(entry);
        {
            let state = &mut *self.state.borrow_mut();
            // A snapshot would repeat these bytes: it can wait until the journal is twice as long.
            let disk = &mut state.disk;
            disk.snapshot_bytes = disk.snapshot_bytes.max(disk.journal_bytes + bytes.len());
            state.queue.push(Queued::Record(Rc::new(bytes)));
        }
        self.desk.saving.set(Saving::Pending);
        self.start();
    }

    /// What is not on the disk yet, for the bookmark of a page that is left: the journal takes it only when
    /// it has taken what came before.
    pub fn late(&self) -> Option<Late> {
        let state = self.state.borrow();
        Late::of(state.disk.next(), &state.queue.encode())
    }

    /// Stores the bookmark. Losing one does no harm.
    pub fn put_bookmark(self: &Rc<Self>, bytes: Vec<u8>) {
        let (saver, leavings) = (self.clone(), self.leavings.get());
        spawn_local(async move {
            let is_stored = saver.store_bookmark(&bytes).await;
            let is_last = saver.leavings.get() == leavings;
            if is_stored && is_last && saver.state.borrow().queue.is_empty() {
                unload::forget(&saver.project);
            }
        });
    }

    /// Stores the bookmark of a page that may be gone at the next moment, with what is [`Saver::late`]; in
    /// the database too, if the page lives on or there is no room elsewhere.
    pub fn leave(self: &Rc<Self>, bytes: Vec<u8>) {
        self.leavings.set(self.leavings.get() + 1);
        let is_kept = unload::put(&self.project, &bytes);
        let saver = self.clone();
        let store = move || {
            saver.hurry();
            spawn_local(async move {
                saver.store_bookmark(&bytes).await;
            });
        };
        if is_kept {
            Timeout::new(0, store).forget();
        } else {
            store();
        }
    }

    /// Stores a bookmark in the database, and returns whether it is there.
    async fn store_bookmark(&self, bytes: &[u8]) -> bool {
        let store = self.state.borrow().disk.store.clone();
        match store {
            Some(store) => store.put_bookmark(bytes).await.is_ok(),
            None => false,
        }
    }

    fn start(self: &Rc<Self>) {
        if !std::mem::replace(&mut self.state.borrow_mut().busy, true) {
            let saver = self.clone();
            spawn_local(async move {
                let outcome = saver.run().await;
                let (waiting, stopped) = {
                    let mut state = saver.state.borrow_mut();
                    state.busy = false;
                    (std::mem::take(&mut state.waiting), state.stopped)
                };
                match outcome {
                    Ok(()) if stopped => {}
                    Ok(()) => {
                        saver.desk.saving.set(Saving::Saved);
                        saver.await_pause();
                    }
                    Err(StorageError::Overtaken) => (saver.notify)(SaverEvent::Overtaken),
                    Err(error) => saver.refuse(&error),
                }
                for sender in waiting {
                    // Nothing is lost if the receiver has stopped waiting.
                    let _ = sender.send(());
                }
            });
        }
    }

    /// Writes until there is nothing left to write.
    async fn run(&self) -> Result<(), StorageError> {
        while self.state.borrow_mut().has_work() {
            let is_new = self.state.borrow().disk.store.is_none();
            let Err(error) = self.write().await else {
                continue;
            };
            let mut state = self.state.borrow_mut();
            if error == StorageError::Overtaken {
                return Err(error);
            }
            // A connection can fail for good, as when the storage is cleared: try a new one.
            state.disk.store = None;
            if !state.queue.is_empty() {
                if is_new {
                    return Err(error);
                }
                continue;
            }
            // All changes are on the disk: try the snapshot again when the journal is as long again.
            state.disk.journal_bytes = 0;
        }
        Ok(())
    }

    async fn write(&self) -> Result<(), StorageError> {
        let store = self.connect().await?;
        let (has_snapshot, has_entries) = {
            let state = self.state.borrow();
            (state.disk.snapshot.is_some(), !state.queue.is_empty())
        };
        if !has_snapshot {
            self.write_whole(&store).await?;
            ask_to_persist();
            first::remember_saved();
            Ok(())
        } else if has_entries {
            self.append(&store).await
        } else {
            self.write_snapshot(&store).await
        }
    }

    /// Returns the connection. Checks for a new one that the disk is as the last one left it.
    async fn connect(&self) -> Result<Rc<Store>, StorageError> {
        if let Some(store) = &self.state.borrow().disk.store {
            return Ok(store.clone());
        }
        let store = Rc::new(Store::open(&self.project).await?);
        let last = store.last().await?;
        let disk = &mut self.state.borrow_mut().disk;
        if last.is_none() {
            // Someone has cleared the storage: write everything again.
            (disk.last, disk.snapshot) = (None, None);
        } else if disk.last.is_none() {
            // These entries could not be read when the project was opened: do not write over them.
            return Err(StorageError::OtherWork);
        } else if last != disk.last {
            return Err(StorageError::Overtaken);
        }
        disk.store = Some(store.clone());
        Ok(store)
    }

    async fn append(&self, store: &Store) -> Result<(), StorageError> {
        let (first, batch) = {
            let state = self.state.borrow();
            (state.disk.next(), state.queue.encode())
        };
        store.append(first, &batch).await?;
        let last = Some(first + batch.len() as u64 - 1);
        let bytes: usize = batch.iter().map(|bytes| bytes.len()).sum();
        {
            let mut state = self.state.borrow_mut();
            state.disk.last = last;
            state.disk.journal_bytes += bytes;
            state.queue.remove_first(batch.len());
        }
        (self.notify)(SaverEvent::Kept(last));
        Ok(())
    }

    /// Writes everything anew, in place of the queued entries.
    async fn write_whole(&self, store: &Store) -> Result<(), StorageError> {
        let Some(bytes) = self.snapshot(|| true).await else {
            return Ok(());
        };
        let (number, queued) = {
            let state = self.state.borrow();
            (state.disk.next(), state.queue.len())
        };
        store.put_whole(number, &bytes).await?;
        {
            let mut state = self.state.borrow_mut();
            state.disk.has_snapshot(number, bytes.len());
            state.queue.remove_first(queued);
        }
        (self.notify)(SaverEvent::Kept(Some(number)));
        Ok(())
    }

    /// Writes a snapshot of what is already on the disk, unless there are changes meanwhile.
    async fn write_snapshot(&self, store: &Store) -> Result<(), StorageError> {
        let (number, before) = {
            let state = self.state.borrow();
            (state.disk.last.unwrap_or_default(), state.disk.snapshot)
        };
        let is_on_disk = || self.state.borrow().queue.is_empty();
        let Some(bytes) = self.snapshot(is_on_disk).await.filter(|_| is_on_disk()) else {
            return Ok(());
        };
        store.put_snapshot(number, &bytes, before).await?;
        let mut state = self.state.borrow_mut();
        state.disk.has_snapshot(number, bytes.len());
        Ok(())
    }

    /// Encodes the whole workspace; `None` once that is no longer wanted.
    async fn snapshot(&self, wanted: impl Fn() -> bool) -> Option<Vec<u8>> {
        let project =
            project_bytes::written(self.desk, replay::begin_snapshot, |_| wanted()).await?;
        let end = |history: &History| replay::end_snapshot(project, history);
        Some(self.desk.peek_history(end))
    }

    fn await_pause(self: &Rc<Self>) {
        let mut state = self.state.borrow_mut();
        let saver = self.clone();
        state.pause = state.disk.is_snapshot_due().then(|| {
            Timeout::new(SNAPSHOT_PAUSE_MS, move || {
                saver.state.borrow_mut().paused = true;
                saver.start();
            })
        });
    }

    /// Reports why nothing is saved, and tries again later.
    fn refuse(self: &Rc<Self>, error: &StorageError) {
        self.desk.saving.set(Saving::Refused(error.to_string()));
        let saver = self.clone();
        let retry = Timeout::new(RETRY_MS, move || saver.hurry());
        self.state.borrow_mut().retry = Some(retry);
    }
}

impl State {
    /// Whether there is something to write. Resets the end of the pause.
    fn has_work(&mut self) -> bool {
        let paused = std::mem::take(&mut self.paused);
        !self.stopped && (paused || !self.queue.is_empty())
    }
}

/// Asks the browser not to clear the storage when the disk runs low. Its answer changes nothing here.
fn ask_to_persist() {
    let navigator = window().navigator();
    let storage = Reflect::get(&navigator, &"storage".into());
    if storage.is_ok_and(|storage| storage != JsValue::UNDEFINED) {
        let _ = navigator.storage().persist();
    }
}
