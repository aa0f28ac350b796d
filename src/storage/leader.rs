//! Who writes: of all the tabs that have a project open one, and the others follow it.

use super::backups::Reason;
use super::channel::{Channel, Said};
use super::lock::Lock;
use super::open::{Opened, put_on_desk};
use super::saver::{Disk, Saver, Told, Writing};
use super::store::Store;
use super::{backups, bookmark, current, lock, mirror, record, saver, upkeep};
use crate::browser::download::Download;
use crate::desk::overlay::Overlay;
use crate::desk::project_bytes::project_file;
use crate::desk::{Desk, Done, labels};
use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use gloo::timers::callback::Interval;
use leptos::prelude::document;
use leptos::task::spawn_local;
use leptos::web_sys::AbortController;
use postil_core::workspace::Entry;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// How often a tab that follows asks whether there is still someone who writes, in milliseconds.
const ASKING: u32 = 2000;
/// After so many questions without an answer the other tab is taken to hang.
const SILENT: u32 = 3;

/// What happens to a tab.
enum Event {
    /// Another tab has said something.
    Heard(Said),
    /// It is time to ask for a sign of life.
    Tick,
    /// The lock was waited for and is here.
    Granted(Lock),
    /// The lock was taken away.
    Lost,
    /// Another tab has written.
    Overtaken,
    /// A person wants to change the project in this tab.
    Wanted,
}

thread_local! {
    /// Where a person's wishes go.
    static WISHES: RefCell<Option<UnboundedSender<Event>>> = const { RefCell::new(None) };
}

/// Asks for the right to change the project in this tab, if another has it.
pub fn edit_here(desk: Desk) {
    if !desk.read_only.get_untracked() {
        return desk.announce("The project can be changed here already.");
    }
    WISHES.with_borrow(|wishes| {
        if let Some(wishes) = wishes {
            // It fails only when the loop below has ended, which it never does.
            let _ = wishes.unbounded_send(Event::Wanted);
        }
    });
}

/// Keeps what is done from now on; in a tab that may not write, as soon as it may. Until then it
/// does what the one does that may.
pub fn go_on(desk: Desk, opened: Opened) {
    let (events, happening) = unbounded();
    WISHES.set(Some(events.clone()));
    let heard = events.clone();
    let channel = Channel::open(&lock::name(&opened.project), move |said| {
        let _ = heard.unbounded_send(Event::Heard(said));
    });
    let writing = Writing::default();
    saver::of_tab(&writing);
    current::remember(&opened.project);
    bookmark::keep(desk, &writing);
    upkeep::begin(desk, &opened.project, &writing);
    let pushing = writing.clone();
    desk.on_change(move |done, _| {
        if let Some(saver) = pushing.borrow().as_ref() {
            match done {
                Done::Entry(entry) => saver.push(entry),
                Done::Written(written) => saver.push_written(written.take()),
            }
        }
    });
    let mut leader = Leader {
        desk,
        project: opened.project,
        channel: Rc::new(channel),
        events,
        writing,
        role: Role::Starting,
    };
    match opened.lock {
        // Nothing is awaited between opening and this, so that no change slips through.
        Some(lock) => leader.write(lock, opened.disk),
        None => leader.follow(opened.disk.last),
    }
    spawn_local(async move { leader.run(happening).await });
}

struct Leader {
    desk: Desk,
    project: String,
    channel: Rc<Option<Channel>>,
    events: UnboundedSender<Event>,
    writing: Writing,
    role: Role,
}

enum Role {
    Starting,
    Writing(Lock),
    Following(Following),
}

struct Following {
    /// The number of the last entry that was done here too.
    reached: Option<u64>,
    /// How many questions have had no answer.
    silent: u32,
    /// Whether a person wants to write here.
    wanted: bool,
    /// Waiting for the lock is given up by this.
    patience: Option<AbortController>,
    /// Asks again and again.
    _asking: Interval,
}

impl Drop for Following {
    fn drop(&mut self) {
        if let Some(patience) = &self.patience {
            patience.abort();
        }
    }
}

impl Leader {
    async fn run(mut self, mut happening: UnboundedReceiver<Event>) {
        while let Some(event) = happening.next().await {
            match event {
                Event::Heard(said) => self.hear(said).await,
                Event::Tick => self.tick().await,
                Event::Granted(lock) => self.granted(lock).await,
                Event::Lost | Event::Overtaken => self.step_down().await,
                Event::Wanted => {
                    if let Role::Following(following) = &mut self.role {
                        following.wanted = true;
                        self.say(&Said::Please);
                    }
                }
            }
        }
    }

    fn say(&self, said: &Said) {
        if let Some(channel) = &*self.channel {
            channel.say(said);
        }
    }

    /// From now on this tab writes.
    fn write(&mut self, lock: Lock, disk: Disk) {
        let (channel, events) = (self.channel.clone(), self.events.clone());
        let saver = Saver::new(self.desk, &self.project, disk, move |told| match told {
            Told::Kept(said) => {
                if let Some(channel) = &*channel {
                    channel.say(&said);
                }
            }
            Told::Overtaken => {
                let _ = events.unbounded_send(Event::Overtaken);
            }
        });
        let (ended, events) = (lock.ended(), self.events.clone());
        spawn_local(async move {
            if JsFuture::from(ended).await.is_err() {
                let _ = events.unbounded_send(Event::Lost);
            }
        });
        self.say(&Said::Here(saver.last()));
        self.writing.replace(Some(saver));
        spawn_local(mirror::bring_in_line());
        self.role = Role::Writing(lock);
        self.desk.read_only.set(false);
    }

    /// From now on this tab does what another one does, until it gets the lock.
    fn follow(&mut self, reached: Option<u64>) {
        self.writing.take();
        self.desk.read_only.set(true);
        let patience = AbortController::new().ok();
        if let Some(patience) = patience.clone() {
            let (name, events) = (lock::name(&self.project), self.events.clone());
            spawn_local(async move {
                if let Some(lock) = lock::wait(&name, &patience).await {
                    let _ = events.unbounded_send(Event::Granted(lock));
                }
            });
        }
        let events = self.events.clone();
        let asking = Interval::new(ASKING, move || {
            let _ = events.unbounded_send(Event::Tick);
        });
        self.role = Role::Following(Following {
            reached,
            silent: 0,
            wanted: false,
            patience,
            _asking: asking,
        });
        self.say(&Said::Asked);
    }

    async fn hear(&mut self, said: Said) {
        match (&mut self.role, said) {
            (Role::Writing(_), Said::Asked) => {
                let last = self
                    .writing
                    .borrow()
                    .as_ref()
                    .and_then(|saver| saver.last());
                self.say(&Said::Here(last));
            }
            (Role::Writing(_), Said::Please) => self.give_away().await,
            (Role::Following(following), said) => {
                let last = match said {
                    Said::Here(last) => last,
                    Said::Whole(last) => Some(last),
                    Said::Wrote(first, entries) => {
                        let end = first + entries.len() as u64;
                        let known = following.reached.map_or(0, |reached| reached + 1);
                        following.silent = 0;
                        if first <= known && follow(self.desk, entries, known - first) {
                            following.reached = Some(end.max(known) - 1);
                        }
                        Some(end - 1)
                    }
                    Said::Refused => {
                        following.wanted = false;
                        return self.desk.announce(
                            "The other tab could not save what was done there. Look there first.",
                        );
                    }
                    Said::Yours if following.wanted => return self.take_over().await,
                    Said::Asked | Said::Please | Said::Yours => return,
                };
                following.silent = 0;
                // What was missed is on the disk.
                if last > following.reached {
                    following.reached = put_on_desk(self.desk, &self.project).await.last;
                }
            }
            _ => {}
        }
    }

    async fn tick(&mut self) {
        let Role::Following(following) = &mut self.role else {
            return;
        };
        following.silent += 1;
        let (silent, wanted) = (following.silent, following.wanted);
        // Where no one looks, there is nothing to be done by taking over.
        if silent > SILENT && !document().hidden() || silent > 1 && wanted {
            self.take_over().await;
        } else {
            self.say(&Said::Asked);
        }
    }

    async fn granted(&mut self, lock: Lock) {
        if matches!(self.role, Role::Writing(_)) {
            return lock.release();
        }
        let disk = put_on_desk(self.desk, &self.project).await;
        self.write(lock, disk);
        self.desk
            .announce("The other tab has let the project go: it can be changed here now.");
    }

    /// Lets another tab write, once all that was done here is on the disk.
    async fn give_away(&mut self) {
        let saver = self.writing.borrow().clone();
        let Some(saver) = saver else { return };
        self.desk.read_only.set(true);
        if saver.idle().await > 0 {
            self.desk.read_only.set(false);
            return self.say(&Said::Refused);
        }
        saver.stop().await;
        if let Role::Writing(lock) = &self.role {
            lock.release();
        }
        self.follow(saver.last());
        self.say(&Said::Yours);
        self.desk
            .announce("The project is changed in another tab now.");
    }

    /// Takes the lock away from a tab that has offered it, or does not answer.
    async fn take_over(&mut self) {
        // The one that is waited for would come second.
        if let Role::Following(following) = &mut self.role
            && let Some(patience) = following.patience.take()
        {
            patience.abort();
        }
        let Some(lock) = lock::steal(&lock::name(&self.project)).await else {
            return;
        };
        let marked = mark(&self.project).await;
        let disk = put_on_desk(self.desk, &self.project).await;
        if marked || disk.store.is_none() {
            self.write(lock, disk);
            self.desk.announce("The project can be changed here now.");
        } else {
            lock.release();
            self.follow(disk.last);
        }
    }

    /// Another tab writes now, whether or not this one had done.
    async fn step_down(&mut self) {
        let saver = self.writing.borrow().clone();
        let Some(saver) = saver else { return };
        self.desk.read_only.set(true);
        let unsaved = saver.stop().await;
        if let Role::Writing(lock) = &self.role {
            lock.release();
        }
        if unsaved > 0 {
            self.rescue(unsaved).await;
        }
        let disk = put_on_desk(self.desk, &self.project).await;
        self.follow(disk.last);
        self.desk
            .announce("Another tab has taken the project over: this one follows it now.");
    }

    /// Keeps a copy of the project with changes that came too late to be written.
    async fn rescue(&self, unsaved: usize) {
        let changes = labels::count(unsaved, "change");
        let kept = backups::put(self.desk, &self.project, Reason::Overtaken).await;
        let line = match kept {
            Ok(_) => format!(
                "{changes} made here came too late to be saved. A copy of the project with them is among the backups."
            ),
            Err(reason) => {
                if let Some(file) = project_file(self.desk, |_| true).await {
                    Download::new(&file.name, file.mime, &file.bytes).start();
                    upkeep::downloaded();
                }
                format!(
                    "{changes} made here came too late to be saved, and no copy could be kept ({reason}). The project with them was downloaded."
                )
            }
        };
        let heading = "Another tab was faster".to_owned();
        self.desk.open(Overlay::Problems(heading, vec![line]));
    }
}

/// Does what was written in another tab, but for so many entries that were done already. Whether all
/// of it could be done.
fn follow(desk: Desk, entries: Vec<Rc<Vec<u8>>>, done: u64) -> bool {
    let mut entries = entries.iter().skip(done as usize);
    entries.all(|bytes| match record::decode::<Option<Entry>>(bytes) {
        Ok(Some(entry)) => desk.follow(entry).is_ok(),
        Ok(None) => true,
        Err(_) => false,
    })
}

/// Takes the next number, so that the tab that had the lock cannot write any more: see
/// [`Store::mark`].
async fn mark(project: &str) -> bool {
    const TRIES: usize = 10;
    let Ok(store) = Store::open(project).await else {
        return false;
    };
    // The other tab may have written just before.
    for _ in 0..TRIES {
        if let Ok(last) = store.last().await {
            let next = last.map_or(0, |last| last + 1);
            if store.mark(next).await.is_ok() {
                return true;
            }
        }
    }
    false
}
