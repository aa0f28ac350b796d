//! What the project lacks of what its codebook demands, kept up to date while the hands rest. All of it
//! belongs to the later part of the program.

use super::{Desk, labels, lacks};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use leptos::prelude::*;
use postil_core::change::Change;
use postil_core::codebook::{Checks, Found, Subject};
use postil_core::model::{Annotation, AnnotationId, DocumentId};
use postil_core::state::State;
use std::cell::RefCell;
use std::time::Duration;

/// How long nothing must change before the project is checked.
const REST_MS: u64 = 120;

/// What is kept.
#[derive(Default)]
struct Kept {
    checks: Checks,
    /// What has changed since.
    pending: Change,
    /// The revision of the desk up to which `pending` is known.
    known: u64,
    /// Whether the project was ever checked.
    begun: bool,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
    /// How often what is kept became another. Belongs to no component, so that it lives as long as the
    /// page.
    static TURNS: (Owner, ErasedSignal<u64>) = {
        let owner = Owner::new_root(None);
        let turns = owner.with(|| ErasedSignal::new(0));
        (owner, turns)
    };
}

fn turns() -> ErasedSignal<u64> {
    TURNS.with(|(_, turns)| *turns)
}

/// Begins to follow the project, for as long as the page lives.
pub fn keep(desk: Desk) {
    desk.on_change(move |_, change| {
        KEPT.with_borrow_mut(|kept| {
            let now = desk.revision();
            // Another workspace was put in place without a word.
            kept.pending.everything |= now != kept.known + 1;
            kept.known = now;
            if !kept.pending.everything {
                kept.pending.append(change.clone());
            }
        });
    })
    .forget();
    let last = ErasedSignal::new(0_u64);
    effect(move || {
        desk.workspace(|_| ());
        let this = last.change(|last| {
            *last += 1;
            *last
        });
        let rested = move || {
            if last.try_with_untracked(|last| *last) == this {
                bring_up_to_date(desk);
            }
        };
        set_timeout(rested, Duration::from_millis(REST_MS));
    });
}

/// Checks what has changed. O(1) where nothing has.
pub fn bring_up_to_date(desk: Desk) {
    let is_other = KEPT.with_borrow_mut(|kept| {
        let now = desk.revision();
        let change = std::mem::take(&mut kept.pending);
        let unknown = !kept.begun || now != kept.known;
        kept.known = now;
        if !unknown && change == Change::default() {
            return false;
        }
        let before = kept.checks.total();
        desk.peek(|state| {
            if unknown {
                kept.checks = Checks::new(state);
            } else {
                kept.checks.follow(state, &change);
            }
        });
        kept.begun = true;
        // Most projects lack nothing, before and after.
        before > 0 || kept.checks.total() > 0
    });
    if is_other {
        turns().update(|turns| *turns += 1);
    }
}

/// Reads what is lacking, tracked: a calling effect or view runs again a moment after it may have become
/// another.
pub fn with<R>(read: impl FnOnce(&Checks) -> R) -> R {
    turns().track();
    KEPT.with_borrow(|kept| read(&kept.checks))
}

/// Reads what is lacking right now, untracked.
pub fn now<R>(desk: Desk, read: impl FnOnce(&State, &Checks) -> R) -> R {
    bring_up_to_date(desk);
    KEPT.with_borrow(|kept| desk.peek(|state| read(state, &kept.checks)))
}

/// The annotation to select for what lacks something: itself, where a relation starts, the first mention
/// of a cluster.
pub fn mark_of(state: &State, subject: &Subject) -> Option<AnnotationId> {
    match subject {
        Subject::Mark(id) => Some(id.clone()),
        Subject::Relation(id) => Some(state.relation(id)?.from.clone()),
        Subject::Cluster(id) => state.cluster(id)?.members().first().cloned(),
    }
}

/// Shows the layer of a mark if it is hidden, and returns its title then.
pub fn show_layer(desk: Desk, mark: &AnnotationId) -> Option<String> {
    let name = desk.peek(|state| Some(state.annotation(mark)?.layer().to_owned()))?;
    let is_hidden = desk.hidden.with_untracked(|hidden| hidden.contains(&name));
    is_hidden.then(|| {
        desk.hidden.update(|hidden| {
            hidden.remove(&name);
        });
        desk.peek(|state| labels::brief(state.schema().title(&name)))
    })
}

/// What a mark lacks, with the relations that start at it and the clusters that it is the first mention
/// of, in words. O(what its document lacks).
pub fn of_mark(state: &State, checks: &Checks, mark: &Annotation) -> Vec<(Found, String)> {
    let own = |found: &&Found| mark_of(state, &found.subject).as_ref() == Some(&mark.id);
    let all = checks.of(&mark.document).chain(checks.clusters());
    let own = all.filter(own);
    own.map(|found| (found.clone(), lacks::words(state, found)))
        .collect()
}

/// The next mark of a document that lacks something and is wanted: the first one of those at `from` or later
/// in its order. O(n log n) in what the document lacks.
pub fn next_in(
    state: &State,
    checks: &Checks,
    document: &DocumentId,
    from: usize,
    is_wanted: &dyn Fn(&Annotation) -> bool,
) -> Option<AnnotationId> {
    let of = state.document(document)?;
    let ranked = checks.of(document).filter_map(|found| {
        let id = mark_of(state, &found.subject)?;
        let slot = state.slot(&id)?;
        let rank = of.rank(state, slot)?;
        let is_next = rank >= from && state.at(slot).is_some_and(is_wanted);
        is_next.then_some((rank, id))
    });
    Some(ranked.min_by_key(|(rank, _)| *rank)?.1)
}
