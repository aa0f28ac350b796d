//! The dates that a program thinks events have, read document by document between frames, and anew only where
//! something changed.

use crate::desk::Desk;
use crate::ui::schedule;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::change::Change;
use postil_core::model::DocumentId;
use postil_story::proposed::{Proposed, of_document};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is kept.
#[derive(Default)]
struct Kept {
    of: BTreeMap<DocumentId, Proposed>,
    /// All of these, as far as they were read when that was last concluded.
    all: Arc<Proposed>,
    /// What is to be read.
    pending: BTreeSet<DocumentId>,
    /// The revision of the desk up to which it is known what is pending; `None`: nothing is known.
    known: Option<u64>,
    is_reading: bool,
    /// Whether it follows the project: from the first question on, for as long as the page lives.
    is_following: bool,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
    /// How often all was read. Belongs to no component, so that it lives as long as the page.
    static TURNS: (Owner, ErasedSignal<u64>) = {
        let owner = Owner::new_root(None);
        let turns = owner.with(|| ErasedSignal::new(0));
        (owner, turns)
    };
}

impl Kept {
    /// Notes what a change touched.
    fn note(&mut self, desk: Desk, change: &Change) {
        let now = desk.revision();
        let is_next = self.known.is_some_and(|known| now == known + 1);
        if !is_next || change.everything || change.settings {
            // All is read anew when someone asks.
            self.known = None;
            return;
        }
        self.known = Some(now);
        self.pending.extend(change.documents.iter().cloned());
        let touched = change.annotations.iter();
        self.pending
            .extend(touched.map(|mark| mark.document.clone()));
    }

    /// Takes in what happened without a word, such as another workspace in the place of this one.
    fn follow(&mut self, desk: Desk) {
        let now = desk.revision();
        if self.known != Some(now) {
            self.known = Some(now);
            self.of.clear();
            self.pending = desk.peek(|state| {
                let documents = state.documents().iter();
                documents.map(|it| it.meta().id.clone()).collect()
            });
        }
    }

    /// Reads for a moment, and tells whether there is more to read.
    fn read(&mut self, desk: Desk) -> bool {
        self.follow(desk);
        let slice = schedule::slice();
        desk.peek(|state| {
            while let Some(id) = self.pending.pop_first() {
                match state.document(&id) {
                    Some(document) => {
                        let mut proposed = Proposed::default();
                        of_document(state, document, &mut proposed);
                        self.of.insert(id, proposed);
                    }
                    None => {
                        self.of.remove(&id);
                    }
                }
                if slice.is_due() {
                    break;
                }
            }
        });
        !self.pending.is_empty()
    }

    /// Whether something has to be read.
    fn is_behind(&mut self, desk: Desk) -> bool {
        self.follow(desk);
        !self.pending.is_empty()
    }
}

/// Reads with the dates that are proposed, tracked: a calling memo or view runs again when all are read. Those of
/// documents that changed are the former ones until then.
pub fn with<R>(desk: Desk, read: impl FnOnce(&Proposed) -> R) -> R {
    TURNS.with(|(_, turns)| turns.track());
    let (all, is_behind) = KEPT.with_borrow_mut(|kept| {
        if !std::mem::replace(&mut kept.is_following, true) {
            desk.on_change(move |_, change| KEPT.with_borrow_mut(|kept| kept.note(desk, change)))
                .forget();
        }
        let is_behind = kept.is_behind(desk) && !std::mem::replace(&mut kept.is_reading, true);
        (kept.all.clone(), is_behind)
    });
    if is_behind {
        spawn_local(read_on(desk));
    }
    read(&all)
}

/// Whether there are dates that are still to be read, tracked like [`with`].
pub fn is_reading() -> bool {
    TURNS.with(|(_, turns)| turns.track());
    KEPT.with_borrow(|kept| kept.is_reading)
}

async fn read_on(desk: Desk) {
    // What asked is drawn first.
    schedule::breathe().await;
    while KEPT.with_borrow_mut(|kept| kept.read(desk)) {
        schedule::breathe().await;
    }
    KEPT.with_borrow_mut(|kept| {
        let all = kept.of.values().flatten();
        kept.all = Arc::new(all.map(|(mark, when)| (mark.clone(), *when)).collect());
        kept.is_reading = false;
    });
    TURNS.with(|(_, turns)| turns.update(|turns| *turns += 1));
}
