//! How alike the marks of the project are, kept up to date in pieces; and what a cluster of them is called. All of it belongs to the later part of
//! the program.

use super::{Desk, labels};
use crate::ui::schedule;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::change::Change;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_propose::clusters::{self, Item, Proposal, Rejected};
use postil_propose::likeness::{Index, Reason};
use postil_propose::name::name_of;
use std::cell::RefCell;
use std::time::Duration;

/// How long after the page has come to life the marks are read, so that the first question finds them.
const WAIT_MS: u64 = 1500;
/// How many stretches of work someone waits for who asks before all is read.
const STRETCHES: usize = 3;

/// What is kept.
#[derive(Default)]
struct Kept {
    /// None before anything is read.
    index: Option<Index>,
    /// What has changed since.
    pending: Change,
    /// The revision of the desk up to which `pending` is known.
    known: u64,
    /// Whether the rest is being read.
    is_reading: bool,
}

impl Kept {
    /// Takes the index along to the project as it is now. O(what changed).
    fn follow(&mut self, desk: Desk) {
        let now = desk.revision();
        let change = std::mem::take(&mut self.pending);
        let is_other = now != self.known;
        self.known = now;
        desk.peek(|state| match &mut self.index {
            Some(index) if !is_other => {
                if change != Change::default() {
                    index.follow(state, &change);
                }
            }
            index => *index = Some(Index::begin(state)),
        });
    }

    /// Reads on for a moment, and tells whether there is more to read.
    fn read(&mut self, desk: Desk) -> bool {
        self.follow(desk);
        let slice = schedule::slice();
        let Some(index) = &mut self.index else {
            return false;
        };
        desk.peek(|state| {
            while index.step(state) {
                if slice.is_due() {
                    return true;
                }
            }
            false
        })
    }
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

/// Begins to follow the project, for as long as the page lives.
pub fn keep(desk: Desk) {
    desk.on_change(move |_, change| {
        KEPT.with_borrow_mut(|kept| {
            let now = desk.revision();
            // Another workspace was put in place without a word.
            kept.pending.everything |= now != kept.known + 1;
            kept.known = now;
            if kept.index.is_some() && !kept.pending.everything {
                kept.pending.append(change.clone());
            }
        });
    })
    .forget();
    set_timeout(move || read_on(desk), Duration::from_millis(WAIT_MS));
}

/// Reads what is not read yet, between frames.
fn read_on(desk: Desk) {
    let was_reading = KEPT.with_borrow_mut(|kept| std::mem::replace(&mut kept.is_reading, true));
    if was_reading {
        return;
    }
    spawn_local(async move {
        while KEPT.with_borrow_mut(|kept| kept.read(desk)) {
            schedule::breathe().await;
        }
        KEPT.with_borrow_mut(|kept| kept.is_reading = false);
        TURNS.with(|(_, turns)| turns.update(|turns| *turns += 1));
    });
}

/// Reads with what is known of the marks, tracked: a calling effect or view runs again when all of them are
/// read. The state is read untracked.
pub fn with<R>(desk: Desk, read: impl FnOnce(&State, &Index) -> R) -> R {
    TURNS.with(|(_, turns)| turns.track());
    let is_more = KEPT.with_borrow_mut(|kept| (0..STRETCHES).all(|_| kept.read(desk)));
    if is_more {
        read_on(desk);
    }
    KEPT.with_borrow_mut(|kept| {
        let index = kept.index.get_or_insert_default();
        desk.peek(|state| read(state, index))
    })
}

/// Reads on for a moment, and tells whether all is read.
pub fn is_read(desk: Desk) -> bool {
    KEPT.with_borrow_mut(|kept| !kept.read(desk))
}

/// What is proposed for the whole project, in one go.
pub fn proposals(desk: Desk) -> Vec<Proposal> {
    while !is_read(desk) {}
    let rejected = rejected(desk);
    with(desk, |state, index| {
        clusters::proposals(state, index, &rejected)
    })
}

/// What was rejected before. O(rejected · log rejected).
pub fn rejected(desk: Desk) -> Rejected {
    let mut rejected = Rejected::new();
    desk.peek(|state| {
        for one in state.header().rejected() {
            let annotations = one.annotations.into_iter().map(Item::Annotation);
            let clusters = one.clusters.into_iter().map(Item::Cluster);
            rejected.reject(annotations.chain(clusters));
        }
    });
    rejected
}

/// Code points of a mention that its cluster is named after.
const NAME_CHARS: usize = 60;

/// The name that a cluster of annotations gets. O(length of their texts).
pub fn name_of_all(state: &State, ids: &[AnnotationId]) -> String {
    let mentions = ids.iter().filter_map(|id| state.annotation(id));
    let mentions: Vec<String> = mentions
        .map(|mention| labels::snippet(state, mention, NAME_CHARS))
        .collect();
    let mentions: Vec<&str> = mentions.iter().map(String::as_str).collect();
    name_of(&mentions)
}

/// Why two mentions are alike, in words, the strongest reasons first.
pub fn why(reasons: &[Reason]) -> String {
    let words = reasons.iter().take(3).map(|reason| match reason {
        Reason::SameWords => t!("same words"),
        Reason::SameName => t!("same name"),
        Reason::Alias => t!("alias"),
        Reason::Acronym => t!("abbreviation"),
        Reason::Transliterated => t!("same name in another script"),
        Reason::SpelledAlike => t!("spelled alike"),
        Reason::Demonym => t!("country and what is of it"),
        Reason::PartOfName => t!("part of the name"),
        Reason::Described => t!("description with the name"),
        Reason::SameHead => t!("same main word"),
        Reason::SharedWords => t!("words in common"),
        Reason::SharedParticipants => t!("same participants"),
        Reason::SameDate => t!("same date"),
        Reason::NamedBefore => t!("named before"),
        Reason::Apposition => t!("beside the name"),
    });
    words.collect::<Vec<_>>().join(", ")
}
