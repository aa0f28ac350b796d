//! Several marks at once: those that are kept, in any article, and the selected one.

use crate::browser::clock_and_ids;
use crate::desk::{Desk, alike, labels};
use crate::ui::sentence::{t, tf};
use postil_core::edit;
use postil_core::model::{AnnotationId, Cluster, ClusterId};
use postil_core::state::State;
use std::collections::BTreeMap;

/// The most marks that are kept.
const MOST: usize = 10_000;

/// Keeps the selected annotation, or keeps it no more.
pub fn toggle_selected(desk: Desk) {
    match desk.view_now().mark().get_untracked() {
        Some(id) => toggle(desk, &id),
        None => desk.announce(t!("Select a mark first.")),
    }
}

/// The selected annotation, if a person has just chosen it: not one that the document was left with.
fn chosen(desk: Desk) -> Option<AnnotationId> {
    let view = desk.view_now();
    view.mark().get_untracked().filter(|_| !view.has_returned())
}

/// Keeps an annotation that was chosen beside the selected one, which is kept too; or keeps it no more.
pub fn toggle_beside(desk: Desk, id: &AnnotationId) {
    let first = chosen(desk).filter(|selected| selected != id);
    if let Some(first) = first.filter(|_| desk.kept.with_untracked(Vec::is_empty)) {
        desk.kept.update(|kept| kept.push(first));
    }
    // Before anything is said: what was said before a selection is out of date.
    desk.select_mark(id);
    toggle(desk, id);
}

fn toggle(desk: Desk, id: &AnnotationId) {
    desk.kept
        .update(|kept| match kept.iter().position(|other| other == id) {
            Some(at) => {
                kept.remove(at);
            }
            None if kept.len() < MOST => kept.push(id.clone()),
            None => {}
        });
    let many = desk.kept.with_untracked(Vec::len);
    desk.announce(match many {
        0 => t!("No mark is kept.").to_owned(),
        many => tf!("{} kept. L links them.", labels::count(many, "mark")),
    });
}

/// Whether marks are kept; tracked.
pub fn are_there(desk: Desk) -> bool {
    desk.kept.with(|kept| !kept.is_empty())
}

/// What a command is for while marks are kept: these and the selected one, ascending; else none.
pub fn all(desk: Desk) -> Vec<AnnotationId> {
    let mut ids = desk.kept.get_untracked();
    if ids.is_empty() {
        return ids;
    }
    ids.extend(chosen(desk));
    ids.sort();
    ids.dedup();
    desk.peek(|state| ids.retain(|id| state.annotation(id).is_some()));
    ids
}

/// Keeps no mark any more; returns whether there were some.
pub fn let_go(desk: Desk) -> bool {
    let some = desk.kept.with_untracked(|kept| !kept.is_empty());
    if some {
        desk.kept.set(Vec::new());
        desk.announce(t!("No mark is kept any more."));
    }
    some
}

/// Puts all kept annotations and the selected one into one cluster, in one step: that which most of them are
/// in, else a new one with the fullest name. Returns whether there were several.
pub fn link(desk: Desk) -> bool {
    let ids = all(desk);
    if ids.len() < 2 {
        return false;
    }
    let layers = desk.peek(|state| {
        let annotations = ids.iter().filter_map(|id| state.annotation(id));
        let mut layers: Vec<_> = annotations.map(|it| it.layer().to_owned()).collect();
        layers.sort();
        layers.dedup();
        layers.len()
    });
    if layers > 1 {
        desk.announce(t!("Marks of one layer only can be linked."));
        return true;
    }
    let transaction = desk.peek(|state| edit::join(state, &ids, cluster(state, &ids)));
    let Some(transaction) = transaction else {
        desk.announce(t!("Already linked."));
        return true;
    };
    let name = transaction.name.clone();
    if desk.commit(transaction) {
        desk.kept.set(Vec::new());
        // The next one that is chosen is of another thing.
        desk.view_now().be_done_with_mark();
        desk.announce(tf!("Done: {name}, {}.", labels::count(ids.len(), "mark")));
    }
    true
}

fn cluster(state: &State, ids: &[AnnotationId]) -> Cluster {
    let mut counts: BTreeMap<&ClusterId, usize> = BTreeMap::new();
    for cluster in ids.iter().filter_map(|id| state.cluster_of(id)) {
        *counts.entry(&cluster.record().id).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    let known = most.and_then(|(id, _)| state.cluster(id));
    known
        .map(|known| known.record().clone())
        .unwrap_or_else(|| {
            let name = labels::brief(&alike::name_of_all(state, ids));
            Cluster::new(clock_and_ids::new_id('c').into(), name)
        })
}
