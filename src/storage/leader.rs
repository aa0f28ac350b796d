//! Decides which of the tabs that have a project open writes; the others follow it.

use super::backups::Reason;
use super::bookmark::Bookmark;
use super::channel::{Channel, Message};
use super::lock::Lock;
use super::open::{Opened, put_on_desk};
use super::saver::{Disk, Saver, SaverEvent, Writing};
use super::store::Store;
use super::{backups, bookmark, current, lock, mirror, record, saver, upkeep};
use crate::browser::download::Download;
use crate::desk::overlay::Overlay;
use crate::desk::project_bytes::project_file;
use crate::desk::{Desk, Done, labels};
use crate::ui::sentence::{t, tf};
use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use gloo::timers::callback::Interval;
use leptos::prelude::document;
use leptos::task::spawn_local;
use leptos::web_sys::AbortController;
use postil_core::diagnostic::Diagnostic;
use postil_core::workspace::Entry;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// How often a follower asks whether any tab writes.
const ASK_INTERVAL_MS: u32 = 2000;
/// After this many questions without an answer a follower takes the writer to hang.
const MAX_UNANSWERED: u32 = 3;

/// Something that happens to a tab.
enum Event {
    /// Another tab sent a message.
    Heard(Message),
    /// It is time to ask for a sign of life.
    Tick,
    /// The lock that this tab waited for is free.
    Granted(Lock),
    /// Another tab stole the lock.
    Lost,
    /// Another tab has written to the project.
    Overtaken,
    /// A person wants to change the project in this tab.
    Wanted,
}

thread_local! {
    /// Carries a person's wishes to the loop below.
    static WISHES: RefCell<Option<UnboundedSender<Event>>> = const { RefCell::new(None) };
}

/// Asks for the right to change the project in this tab, if another tab has it.
pub fn edit_here(desk: Desk) {
    if !desk.read_only.get_untracked() {
        return desk.announce(t!("This tab can already change the project."));
    }
    WISHES.with_borrow(|wishes| {
        if let Some(wishes) = wishes {
            // This fails only after the loop below has ended, which it never does.
            let _ = wishes.unbounded_send(Event::Wanted);
        }
    });
}

/// Stores every change from now on, as soon as this tab may write; until then follows the tab that
/// does.
pub fn start(desk: Desk, opened: Opened) {
    let (events, happening) = unbounded();
    WISHES.set(Some(events.clone()));
    let heard = events.clone();
    let channel = Channel::open(&lock::name(&opened.project), move |message| {
        let _ = heard.unbounded_send(Event::Heard(message));
    });
    let writing = Writing::default();
    saver::register(&writing);
    current::put_into_address(&opened.project);
    bookmark::keep(desk, &writing);
    upkeep::begin(desk, &opened.project, &writing);
    let (pushing, project) = (writing.clone(), opened.project.clone());
    let changed = Cell::new(false);
    desk.on_change(move |done, _| {
        if let Some(saver) = pushing.borrow().as_ref() {
            // A link may lead to any project; what is worked on is that of the person.
            if !changed.replace(true) {
                current::remember(&project);
            }
            match done {
                Done::Entry(entry) => saver.push(entry),
                Done::Written(written) => saver.push_written(written.take()),
            }
        }
    })
    .forget();
    let mut leader = Leader {
        desk,
        project: opened.project,
        channel: Rc::new(channel),
        events,
        writing,
        role: Role::Starting,
    };
    match opened.lock {
        // Nothing is awaited between opening and this, so that no change is missed.
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
    /// The number of the last entry that this tab has performed.
    reached: Option<u64>,
    /// Questions without an answer.
    unanswered: u32,
    /// Whether a person wants to write here.
    wanted: bool,
    /// Cancels waiting for the lock.
    patience: Option<AbortController>,
    /// Asks repeatedly.
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
                Event::Heard(message) => self.hear(message).await,
                Event::Tick => self.tick().await,
                Event::Granted(lock) => self.granted(lock).await,
                Event::Lost | Event::Overtaken => self.step_down().await,
                Event::Wanted => {
                    if let Role::Following(following) = &mut self.role {
                        following.wanted = true;
                        self.send(&Message::Please);
                    }
                }
            }
        }
    }

    fn send(&self, message: &Message) {
        if let Some(channel) = &*self.channel {
            channel.send(message);
        }
    }

    /// Makes this tab the writer.
    fn write(&mut self, lock: Lock, disk: Disk) {
        let (channel, events) = (self.channel.clone(), self.events.clone());
        let saver = Saver::new(self.desk, &self.project, disk, move |event| match event {
            SaverEvent::Kept(last) => {
                if let Some(channel) = &*channel {
                    channel.send(&Message::Here(last));
                }
            }
            SaverEvent::Overtaken => {
                let _ = events.unbounded_send(Event::Overtaken);
            }
        });
        let (ended, events) = (lock.ended(), self.events.clone());
        spawn_local(async move {
            if JsFuture::from(ended).await.is_err() {
                let _ = events.unbounded_send(Event::Lost);
            }
        });
        self.send(&Message::Here(saver.last()));
        saver.begin();
        self.writing.replace(Some(saver));
        spawn_local(mirror::synchronize());
        self.role = Role::Writing(lock);
        self.desk.read_only.set(false);
    }

    /// Makes this tab a follower until it gets the lock.
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
        let asking = Interval::new(ASK_INTERVAL_MS, move || {
            let _ = events.unbounded_send(Event::Tick);
        });
        self.role = Role::Following(Following {
            reached,
            unanswered: 0,
            wanted: false,
            patience,
            _asking: asking,
        });
        self.send(&Message::Asked);
    }

    async fn hear(&mut self, message: Message) {
        match (&mut self.role, message) {
            (Role::Writing(_), Message::Asked) => {
                let last = self
                    .writing
                    .borrow()
                    .as_ref()
                    .and_then(|saver| saver.last());
                self.send(&Message::Here(last));
            }
            (Role::Writing(_), Message::Please) => self.give_away().await,
            (Role::Following(following), Message::Here(last)) => {
                following.unanswered = 0;
                if last > following.reached {
                    self.catch_up().await;
                }
            }
            (Role::Following(following), Message::Refused) => {
                following.wanted = false;
                self.desk.announce(t!(
                    "The other tab could not save its changes. Look there first."
                ));
            }
            (Role::Following(following), Message::Yours) if following.wanted => {
                self.take_over().await;
            }
            _ => {}
        }
    }

    /// Performs what another tab has written to the disk since this one looked there.
    async fn catch_up(&mut self) {
        let Role::Following(following) = &mut self.role else {
            return;
        };
        let next = following.reached.map_or(0, |reached| reached + 1);
        let read = match Store::open(&self.project).await {
            Ok(store) => store.entries_from(next).await,
            Err(error) => Err(error),
        };
        following.reached = match read.as_deref() {
            Ok([]) => return,
            Ok(entries @ [(first, _), ..]) if *first == next && perform(self.desk, entries) => {
                entries.last().map(|(number, _)| *number)
            }
            _ => put_on_desk(self.desk, &self.project, false).await.last,
        };
    }

    async fn tick(&mut self) {
        let Role::Following(following) = &mut self.role else {
            return;
        };
        following.unanswered += 1;
        let (unanswered, wanted) = (following.unanswered, following.wanted);
        // A hidden tab has no reason to take over.
        if unanswered > MAX_UNANSWERED && !document().hidden() || unanswered > 1 && wanted {
            self.take_over().await;
        } else {
            self.send(&Message::Asked);
        }
    }

    async fn granted(&mut self, lock: Lock) {
        if matches!(self.role, Role::Writing(_)) {
            return lock.release();
        }
        let disk = put_on_desk(self.desk, &self.project, true).await;
        self.write(lock, disk);
        self.desk.announce(t!(
            "The other tab released the project. It can be changed here now."
        ));
    }

    /// Lets another tab write, once all changes of this one are on the disk.
    async fn give_away(&mut self) {
        let saver = self.writing.borrow().clone();
        let Some(saver) = saver else { return };
        // Each tab that follows this one waits for its lock.
        if !lock::is_awaited(&lock::name(&self.project)).await {
            return;
        }
        // What is typed right now is this tab's last change.
        self.desk.typing.keep();
        self.desk.read_only.set(true);
        if saver.idle().await > 0 {
            self.desk.read_only.set(false);
            return self.send(&Message::Refused);
        }
        saver.stop().await;
        if let Role::Writing(lock) = &self.role {
            lock.release();
        }
        self.follow(saver.last());
        self.send(&Message::Yours);
        self.desk
            .announce(t!("Another tab changes the project now."));
    }

    /// Takes the lock from a tab that has offered it or does not answer.
    async fn take_over(&mut self) {
        // Stop waiting for the lock: stealing it makes waiting for it pointless.
        if let Role::Following(following) = &mut self.role
            && let Some(patience) = following.patience.take()
        {
            patience.abort();
        }
        let Some(lock) = lock::steal(&lock::name(&self.project)).await else {
            return;
        };
        let claimed = claim_number(&self.project).await;
        let disk = put_on_desk(self.desk, &self.project, true).await;
        if claimed || disk.store.is_none() {
            self.write(lock, disk);
            self.desk
                .announce(t!("The project can be changed here now."));
        } else {
            lock.release();
            self.follow(disk.last);
        }
    }

    /// Gives up writing, because another tab writes now.
    async fn step_down(&mut self) {
        let saver = self.writing.borrow().clone();
        let Some(saver) = saver else { return };
        self.desk.typing.keep();
        self.desk.read_only.set(true);
        let unsaved = saver.stop().await;
        if let Role::Writing(lock) = &self.role {
            lock.release();
        }
        if unsaved > 0 {
            self.rescue(unsaved).await;
        }
        let disk = put_on_desk(self.desk, &self.project, false).await;
        self.follow(disk.last);
        self.desk.announce(t!(
            "Another tab has taken over the project; this one follows it now."
        ));
    }

    /// Keeps a copy of the project with changes that came too late to be saved.
    async fn rescue(&self, unsaved: usize) {
        let changes = labels::count(unsaved, "change");
        let kept = backups::put(self.desk, &self.project, Reason::Overtaken).await;
        let line = match kept {
            Ok(_) => tf!(
                "{changes} made here came too late to be saved. A copy of the project with them is among the backups."
            ),
            Err(reason) => {
                if let Some(file) = project_file(self.desk, |_| true).await {
                    Download::dated(&file.name, None, file.mime, &file.bytes).start();
                    upkeep::downloaded();
                }
                tf!(
                    "{changes} made here came too late to be saved, and no copy could be kept ({reason}). The project with them was downloaded."
                )
            }
        };
        let heading = t!("Another tab was faster").to_owned();
        let lines = vec![Diagnostic::error("", line)];
        self.desk.open(Overlay::Problems(heading, lines));
    }
}

/// Performs what another tab has written. Returns whether all of it fits, and nothing but entries is
/// among it: a number without one stands for a project that was stored as a whole.
fn perform(desk: Desk, entries: &[(u64, Vec<u8>)]) -> bool {
    let before = desk.view_now().document().get_untracked();
    let fits = entries.iter().all(|(_, bytes)| {
        let Ok(Some(entry)) = record::decode::<Option<Entry>>(bytes) else {
            return false;
        };
        // The reader stays where they are, even if the project was replaced.
        let bookmark = Bookmark::of(desk);
        let followed = desk.follow(entry);
        if let Ok(Some(change)) = &followed
            && change.everything
        {
            bookmark.show(desk);
        }
        followed.is_ok()
    });
    if desk.view_now().document().get_untracked() != before {
        desk.announce(t!("The other tab removed the article."));
    }
    fits
}

/// Claims the next number, so that the tab that had the lock can no longer write: see
/// [`Store::claim`].
async fn claim_number(project: &str) -> bool {
    const TRIES: usize = 10;
    let Ok(store) = Store::open(project).await else {
        return false;
    };
    // The other tab may have written just before.
    for _ in 0..TRIES {
        if let Ok(last) = store.last().await {
            let next = last.map_or(0, |last| last + 1);
            if store.claim(next).await.is_ok() {
                return true;
            }
        }
    }
    false
}
