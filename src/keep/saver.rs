//! The saver: takes every change down to the disk, in order, one transaction at a time.

use super::place::Place;
use super::record;
use super::replay;
use super::store::Store;
use crate::desk::{Desk, Saving};
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::workspace::Entry;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A journal below this many bytes is not worth a snapshot.
const SMALL_JOURNAL: usize = 256 * 1024;
/// How long nothing is done before a snapshot is made, in milliseconds.
const PAUSE: u32 = 2000;

/// Takes every change of the desk down to the disk.
pub struct Saver {
    desk: Desk,
    project: &'static str,
    work: RefCell<Work>,
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

/// What the disk has not yet.
#[derive(Default)]
struct Work {
    disk: Disk,
    /// Encoded entries; the first of them gets the number after the last one in use.
    queue: Vec<Vec<u8>>,
    /// Whether they are being written.
    busy: bool,
    /// Whether the pause has come that was waited for to make a snapshot.
    paused: bool,
    /// Waits for a pause.
    pause: Option<Timeout>,
}

impl Saver {
    /// A saver over what the disk has.
    pub fn new(desk: Desk, project: &'static str, disk: Disk) -> Rc<Self> {
        let work = Work {
            disk,
            ..Work::default()
        };
        Rc::new(Self {
            desk,
            project,
            work: RefCell::new(work),
        })
    }

    /// Sends an entry on its way. It is encoded before anything else can happen.
    pub fn push(self: &Rc<Self>, entry: &Entry) {
        match record::encode(entry) {
            Ok(bytes) => self.work.borrow_mut().queue.push(bytes),
            Err(reason) => {
                // The journal would lack it: what comes next has to be written as a whole.
                self.work.borrow_mut().disk.snapshot = None;
                return self.refuse(reason);
            }
        }
        self.desk.saving.set(Saving::Pending);
        self.start();
    }

    /// Puts the place where the reader is. A place that is not kept is no loss.
    pub fn put_place(&self) {
        let store = self.work.borrow().disk.store.clone();
        if let (Some(store), Ok(bytes)) = (store, record::encode(&Place::of(self.desk))) {
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
                saver.work.borrow_mut().busy = false;
                match outcome {
                    Ok(()) => {
                        saver.desk.saving.set(Saving::Saved);
                        saver.await_pause();
                    }
                    Err(reason) => saver.refuse(reason),
                }
            });
        }
    }

    /// Writes until there is nothing left to write.
    async fn run(&self) -> Result<(), String> {
        while self.work.borrow_mut().is_called_for() {
            let fresh = self.work.borrow().disk.store.is_none();
            if let Err(reason) = self.write().await {
                let mut work = self.work.borrow_mut();
                // A connection can fail for good, as when the storage is emptied: try a new one.
                work.disk.store = None;
                if !work.queue.is_empty() {
                    match fresh {
                        true => return Err(reason),
                        false => continue,
                    }
                }
                // All that was done is on the disk: the snapshot waits for as much work again.
                work.disk.journal_bytes = 0;
            }
        }
        Ok(())
    }

    async fn write(&self) -> Result<(), String> {
        let store = self.connect().await?;
        let (whole, waiting) = {
            let work = self.work.borrow();
            (work.disk.snapshot.is_none(), work.queue.len())
        };
        if whole || waiting == 0 {
            self.write_snapshot(&store).await?;
            if whole {
                ask_to_persist();
            }
            Ok(())
        } else {
            self.append(&store).await
        }
    }

    /// The connection. A new one is made sure to find the disk as the last one left it.
    async fn connect(&self) -> Result<Rc<Store>, String> {
        if let Some(store) = &self.work.borrow().disk.store {
            return Ok(store.clone());
        }
        let store = Rc::new(Store::open(self.project).await?);
        let last = store.last().await?;
        let disk = &mut self.work.borrow_mut().disk;
        if last.is_none() {
            // Someone has emptied the browser's storage: all of it has to be written again.
            (disk.last, disk.snapshot) = (None, None);
        } else if last != disk.last {
            return Err(
                "this browser holds other work on this project; reload the page".to_owned(),
            );
        }
        disk.store = Some(store.clone());
        Ok(store)
    }

    async fn append(&self, store: &Store) -> Result<(), String> {
        let (first, batch) = {
            let work = self.work.borrow();
            (work.next(), work.queue.clone())
        };
        store.append(first, &batch).await?;
        let mut work = self.work.borrow_mut();
        work.disk.last = Some(first + batch.len() as u64 - 1);
        work.disk.journal_bytes += batch.iter().map(Vec::len).sum::<usize>();
        work.queue.drain(..batch.len());
        Ok(())
    }

    async fn write_snapshot(&self, store: &Store) -> Result<(), String> {
        let (number, waiting, before) = {
            let work = self.work.borrow();
            let waiting = work.queue.len();
            let number = (work.next() + waiting as u64).saturating_sub(1);
            (number, waiting, work.disk.snapshot)
        };
        let bytes = self.desk.peek(|state| {
            self.desk
                .peek_history(|history| replay::snapshot(state, history))
        })?;
        store.put_snapshot(number, &bytes, before).await?;
        let mut work = self.work.borrow_mut();
        work.disk.last = Some(number);
        work.disk.snapshot = Some(number);
        work.disk.snapshot_bytes = bytes.len();
        work.disk.journal_bytes = 0;
        work.queue.drain(..waiting);
        Ok(())
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

    fn refuse(&self, reason: String) {
        self.desk.saving.set(Saving::Refused(reason));
    }
}

impl Work {
    /// Whether there is something to write; a pause that has come is answered by this.
    fn is_called_for(&mut self) -> bool {
        std::mem::take(&mut self.paused) || !self.queue.is_empty()
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
