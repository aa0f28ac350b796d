//! The passages that stand almost word for word in several articles, found in pieces and kept up to date.
//! All of it belongs to the later part of the program.

use super::Desk;
use crate::ui::schedule;
use crate::ui::sentence::tf;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::change::Change;
use postil_core::model::{DocumentId, Span};
use postil_core::state::{DocumentState, State};
use postil_core::text::Text;
use postil_propose::reprint::{Comparing, Passage, Reprints};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;
use std::time::Duration;

/// How long after the page has come to life the texts are compared without being asked for.
const WAIT_MS: u64 = 2500;
/// How long no text must change before changed ones are compared again.
const REST_MS: u64 = 300;
/// Code points of all texts, and of one, that are compared without being asked for: a tenth of a second of
/// work for the former, and less than a frame in one go for the latter.
const MOST_UNASKED: usize = 4_000_000;
const LONGEST_UNASKED: usize = 100_000;
/// Places of passages in changed documents that are compared again at once; with more, or with more text than
/// [`LONGEST_UNASKED`], everything is compared anew in pieces.
const MOST_FOLLOWED: usize = 64;

/// A passage as one document has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Where it is, in code points.
    pub range: Range<usize>,
    /// How like it is to the place that it is most like, from 0 to 1.
    pub likeness: f64,
    /// The first of the other documents that have it, in the order of the project.
    pub others: Vec<DocumentId>,
    /// How many other documents have it.
    pub many: usize,
}

/// Other documents that are named beside a passage.
const MOST_OTHERS: usize = 3;

/// What is compared of a document.
type Compared = (Text, Vec<Span>);

/// What is kept.
#[derive(Default)]
struct Kept {
    /// What was found; none while it is not known.
    found: Option<Reprints>,
    comparing: Option<Comparing>,
    /// What was compared.
    texts: HashMap<DocumentId, Compared>,
    /// Documents that may have changed since.
    changed: BTreeSet<DocumentId>,
    /// The revision of the desk up to which that is known.
    known: u64,
    /// The passages of documents that were asked for, by position.
    own: HashMap<DocumentId, Rc<[Own]>>,
    /// Whether someone asked, or would not notice the work.
    is_wanted: bool,
    is_reading: bool,
    /// Whether reading on is scheduled.
    is_due: bool,
}

impl Kept {
    /// Forgets everything.
    fn begin_anew(&mut self) {
        self.found = None;
        self.comparing = None;
        self.texts.clear();
        self.changed.clear();
        self.own.clear();
    }

    /// Takes what is known along to the project as it is now: what changed much is to be read anew.
    fn follow(&mut self, desk: Desk) {
        let now = desk.revision();
        if now != self.known {
            self.begin_anew();
            self.known = now;
        }
        let changed = std::mem::take(&mut self.changed);
        if changed.is_empty() || self.found.is_none() && self.comparing.is_none() {
            return;
        }
        let changed: Vec<DocumentId> = desk.peek(|state| {
            let is_other = |id: &DocumentId| {
                let now = state.document(id).map(compared);
                self.texts.get(id) != now.as_ref()
            };
            changed.into_iter().filter(is_other).collect()
        });
        let Some(found) = self.found.as_mut().filter(|_| !changed.is_empty()) else {
            // The documents may be in another order, or fewer.
            if !changed.is_empty() || self.comparing.is_some() {
                self.begin_anew();
            }
            return;
        };
        let places = |id: &DocumentId| {
            let shared = found.passages_of(id).map(|passage| passage.places.len());
            shared.sum::<usize>() + 1
        };
        let length = |id: &DocumentId| {
            desk.peek(|state| {
                state
                    .document(id)
                    .map_or(0, |document| document.text().len())
            })
        };
        if changed.iter().map(places).sum::<usize>() > MOST_FOLLOWED
            || changed.iter().map(length).sum::<usize>() > LONGEST_UNASKED
        {
            return self.begin_anew();
        }
        desk.peek(|state| {
            found.follow(state, &changed);
            for id in changed {
                match state.document(&id) {
                    Some(document) => self.texts.insert(id, compared(document)),
                    None => self.texts.remove(&id),
                };
            }
        });
        self.own.clear();
    }

    /// Compares for a moment, and tells whether there is more to compare.
    fn read(&mut self, desk: Desk) -> bool {
        self.follow(desk);
        if self.found.is_some() {
            return false;
        }
        let slice = schedule::slice();
        let texts = &mut self.texts;
        let comparing = self.comparing.get_or_insert_default();
        let more = desk.peek(|state| {
            loop {
                if let Some(document) = state.documents().get(comparing.done()) {
                    texts.insert(document.meta().id.clone(), compared(document));
                }
                if !comparing.step(state) {
                    return false;
                }
                if slice.is_due() {
                    return true;
                }
            }
        });
        if !more {
            self.found = self.comparing.take().and_then(Comparing::finish);
        }
        more
    }

    /// What was found, unless a text has changed since.
    fn now(&self, desk: Desk) -> Option<&Reprints> {
        let is_now = self.known == desk.revision() && self.changed.is_empty();
        self.found.as_ref().filter(|_| is_now)
    }
}

fn compared(document: &DocumentState) -> Compared {
    (document.text().clone(), document.meta().boilerplate.clone())
}

/// What views follow.
#[derive(Clone, Copy)]
struct Signals {
    /// How often what is known became another.
    turns: ErasedSignal<u64>,
    /// How many documents are compared, while that is going on.
    done: ErasedSignal<usize>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
    /// Belongs to no component, so that it lives as long as the page.
    static SIGNALS: (Owner, Signals) = {
        let owner = Owner::new_root(None);
        let signals = owner.with(|| Signals {
            turns: ErasedSignal::new(0),
            done: ErasedSignal::new(0),
        });
        (owner, signals)
    };
}

fn signals() -> Signals {
    SIGNALS.with(|(_, signals)| *signals)
}

/// Begins to follow the project, for as long as the page lives.
pub fn keep(desk: Desk) {
    desk.on_change(move |_, change| note(desk, change)).forget();
    effect(move || {
        desk.workspace(|_| ());
        // Another workspace was put in place without a word.
        if KEPT.with_borrow(|kept| kept.known != desk.revision()) {
            note(
                desk,
                &Change {
                    everything: true,
                    ..Change::default()
                },
            );
        }
    });
    set_timeout(
        move || {
            if is_little(desk) {
                want(desk);
            }
        },
        Duration::from_millis(WAIT_MS),
    );
}

/// Notes what has changed, and has it compared once the hands rest.
fn note(desk: Desk, change: &Change) {
    let (is_lost, is_due) = KEPT.with_borrow_mut(|kept| {
        let now = desk.revision();
        let is_other = change.everything || now != kept.known + 1;
        kept.known = now;
        if is_other {
            kept.begin_anew();
        }
        if kept.found.is_some() || kept.comparing.is_some() {
            kept.changed.extend(change.documents.iter().cloned());
        }
        let is_more = kept.is_wanted && (is_other || !change.documents.is_empty());
        (
            is_other,
            is_more && !std::mem::replace(&mut kept.is_due, true),
        )
    });
    if is_lost {
        signals().turns.update(|turns| *turns += 1);
    }
    if is_due {
        set_timeout(move || renew(desk), Duration::from_millis(REST_MS));
    }
}

/// Compares again what has changed. Much of it waits until someone asks.
fn renew(desk: Desk) {
    let is_little = is_little(desk);
    KEPT.with_borrow_mut(|kept| {
        kept.is_due = false;
        kept.follow(desk);
        kept.is_wanted = is_little || kept.found.is_some();
    });
    read_on(desk);
}

/// Whether nobody notices that all texts are compared.
fn is_little(desk: Desk) -> bool {
    desk.peek(|state| {
        let mut all = 0;
        state.documents().iter().all(|document| {
            let length = document.text().len();
            all += length;
            all <= MOST_UNASKED && length <= LONGEST_UNASKED
        })
    })
}

/// Has all texts compared, if they are not yet.
pub fn want(desk: Desk) {
    KEPT.with_borrow_mut(|kept| kept.is_wanted = true);
    read_on(desk);
}

/// Stops comparing what would be too much to be compared unasked.
pub fn want_no_more(desk: Desk) {
    if !is_little(desk) {
        KEPT.with_borrow_mut(|kept| kept.is_wanted = kept.found.is_some());
    }
}

/// Compares what is not compared yet, between frames.
fn read_on(desk: Desk) {
    let was_reading = KEPT.with_borrow_mut(|kept| std::mem::replace(&mut kept.is_reading, true));
    if was_reading {
        return;
    }
    spawn_local(async move {
        let is_more = || KEPT.with_borrow_mut(|kept| kept.is_wanted && kept.read(desk));
        while is_more() {
            let done = KEPT.with_borrow(|kept| kept.comparing.as_ref().map(Comparing::done));
            signals().done.set(done.unwrap_or_default());
            schedule::breathe().await;
        }
        KEPT.with_borrow_mut(|kept| kept.is_reading = false);
        signals().turns.update(|turns| *turns += 1);
    });
}

/// Reads what was found, tracked: a calling effect or view runs again when it is another. `None` while that
/// is not known. The state is read untracked.
pub fn with<R>(desk: Desk, read: impl FnOnce(&State, &Reprints) -> R) -> Option<R> {
    signals().turns.track();
    peek(desk, read)
}

/// Reads what was found, untracked.
pub fn peek<R>(desk: Desk, read: impl FnOnce(&State, &Reprints) -> R) -> Option<R> {
    KEPT.with_borrow(|kept| {
        let found = kept.now(desk)?;
        Some(desk.peek(|state| read(state, found)))
    })
}

/// Reads on for a moment, and tells whether all texts are compared.
pub fn is_read(desk: Desk) -> bool {
    KEPT.with_borrow_mut(|kept| !kept.read(desk))
}

/// How many documents are compared, while that is going on; tracked.
pub fn progress() -> usize {
    signals().done.get()
}

/// Calls the calling effect again when what was found is another.
pub fn track() {
    signals().turns.track();
}

/// The passages that a document has, by position; none while they are not known. O(1), and the first time O(p)
/// for p places of its passages.
pub fn own(id: &DocumentId) -> Rc<[Own]> {
    KEPT.with_borrow_mut(|kept| {
        let Some(found) = kept.found.as_ref().filter(|_| !kept.changed.contains(id)) else {
            return Rc::default();
        };
        let listed = kept.own.entry(id.clone());
        listed.or_insert_with(|| own_of(found, id)).clone()
    })
}

fn own_of(found: &Reprints, id: &DocumentId) -> Rc<[Own]> {
    let of_passage = |passage: &Passage| {
        let by_document = passage.places.chunk_by(|a, b| a.document == b.document);
        let others = by_document.filter_map(|places| Some(&places.first()?.document));
        let others: Vec<&DocumentId> = others.filter(|other| *other != id).collect();
        let named = others.iter().take(MOST_OTHERS);
        let named: Vec<DocumentId> = named.map(|other| (*other).clone()).collect();
        let own = passage.places.iter().filter(|place| place.document == *id);
        let own = own.map(|place| Own {
            range: place.range.clone(),
            likeness: place.likeness,
            others: named.clone(),
            many: others.len(),
        });
        own.collect::<Vec<Own>>()
    };
    let mut own: Vec<Own> = found.passages_of(id).flat_map(of_passage).collect();
    own.sort_by_key(|own| (own.range.start, own.range.end));
    own.into()
}

/// How alike two sides are, in words: whole percents, and 100 only where they are the same word for word.
pub fn percent(likeness: f64) -> String {
    let whole = match likeness {
        all if all >= 1.0 => 100,
        some => ((some * 100.0).round() as usize).min(99),
    };
    tf!("{whole} %")
}
