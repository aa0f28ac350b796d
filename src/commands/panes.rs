//! Panes side by side.

use crate::article;
use crate::browser::viewport::is_narrow;
use crate::desk::Desk;
use crate::desk::command::Direction;
use crate::desk::mentions::{Mention, mentions};
use crate::desk::overlay::INSPECTOR_DRAWER_MAX_PX;
use crate::desk::panes::{Slot, index_of};
use crate::desk::view::View;
use crate::ui::sentence::{t, tf};
use leptos::prelude::*;
use postil_core::model::DocumentId;

/// The least width of a pane, in CSS pixels.
const MIN_PX: f64 = 300.0;
/// The most panes on a phone, which shows one at a time.
const MOST_ON_PHONE: usize = 8;

/// Closes panes whose document is gone, for as long as the page lives.
pub fn keep(desk: Desk) {
    let close = move || {
        let active = desk.view_now();
        for Slot { view, .. } in desk.panes().get_untracked() {
            let shown = view.document().get_untracked();
            let is_there = shown.is_some_and(|id| desk.peek(|state| state.document(&id).is_some()));
            if view != active && !is_there {
                desk.close_pane(view);
            }
        }
    };
    desk.on_change(move |_, change| {
        if change.everything || !change.documents.is_empty() {
            close();
        }
    })
    .forget();
}

/// Opens a pane beside the active one, with the next article that no pane shows. If the selected
/// annotation is in a cluster, with the next that has a mention of it, at that mention.
pub fn open(desk: Desk) {
    if !has_room(desk) {
        desk.announce(t!("There is no room for another pane."));
        return;
    }
    let shown: Vec<DocumentId> = shown(desk);
    let here = desk.view_now().document().get_untracked();
    let selected = desk.view_now().mark().get_untracked();
    let (next, mention) = desk.peek(|state| {
        let is_free = |id: &DocumentId| !shown.contains(id);
        let at = here.as_ref().and_then(|id| state.document_index(id));
        let cluster = selected.as_ref().and_then(|id| state.cluster_of(id));
        let mentions = cluster.map(|cluster| mentions(state, &cluster.record().id));
        let free: Vec<Mention> = mentions
            .into_iter()
            .flatten()
            .filter(|mention| {
                let annotation = state.annotation(&mention.id);
                annotation.is_some_and(|annotation| is_free(&annotation.document))
            })
            .collect();
        let later = free.iter().find(|mention| Some(mention.article) > at);
        if let Some(mention) = later.or(free.first()) {
            let document = state.annotation(&mention.id).map(|a| a.document.clone());
            return (document, Some(mention.id.clone()));
        }
        let documents = state.documents();
        let from = at.map_or(0, |at| at + 1);
        let (before, after) = documents.split_at_checked(from).unwrap_or((documents, &[]));
        let mut round = after
            .iter()
            .chain(before)
            .map(|document| &document.meta().id);
        let next = round.find(|id| is_free(id)).or(here.as_ref());
        (next.cloned(), None)
    });
    let view = desk.open_pane(next);
    if let Some(id) = mention {
        view.select_mark(id);
    }
    // The pane is there in the next frame.
    request_animation_frame(article::focus);
    announce(desk);
}

fn shown(desk: Desk) -> Vec<DocumentId> {
    let slots = desk.panes().get_untracked();
    let shown = slots
        .iter()
        .filter_map(|slot| slot.view.document().get_untracked());
    shown.collect()
}

/// Whether one more pane is wide enough to read in.
pub(super) fn has_room(desk: Desk) -> bool {
    let many = desk.panes().with_untracked(Vec::len);
    if is_narrow(INSPECTOR_DRAWER_MAX_PX) {
        return many < MOST_ON_PHONE;
    }
    let row = document().query_selector(".panes").ok().flatten();
    let width = row.map_or(0.0, |row| row.get_bounding_client_rect().width());
    width / (many as f64 + 1.0) >= MIN_PX
}

/// Closes the active pane.
pub fn close(desk: Desk) {
    if desk.panes().with_untracked(Vec::len) < 2 {
        desk.announce(t!("This is the only pane."));
        return;
    }
    close_one(desk, desk.view_now());
}

/// Closes a pane, and goes on in the active one.
pub fn close_one(desk: Desk, view: View) {
    desk.close_pane(view);
    request_animation_frame(article::focus);
    announce(desk);
}

/// Goes to the next or the previous pane.
pub fn step(desk: Desk, direction: Direction) {
    if desk.panes().with_untracked(Vec::len) < 2 {
        desk.announce(t!("This is the only pane. Open another with +."));
        return;
    }
    desk.activate(desk.next_pane(direction == Direction::Forward));
    article::focus();
    announce(desk);
}

/// Swaps a pane with its neighbour. Returns whether there is one.
pub fn shift(desk: Desk, view: View, direction: Direction) -> bool {
    let mut slots = desk.panes().get_untracked();
    let at = index_of(&slots, view);
    let to = at.and_then(|at| match direction {
        Direction::Forward => at.checked_add(1).filter(|&to| to < slots.len()),
        Direction::Back => at.checked_sub(1),
    });
    let (Some(at), Some(to)) = (at, to) else {
        return false;
    };
    slots.swap(at, to);
    rearrange(desk, slots);
    true
}

/// Swaps the active pane with its neighbour, and says where it is.
pub fn shift_active(desk: Desk, direction: Direction) {
    if shift(desk, desk.view_now(), direction) {
        request_animation_frame(article::focus);
        announce(desk);
    } else {
        desk.announce(match direction {
            Direction::Forward => t!("This is the last pane."),
            Direction::Back => t!("This is the first pane."),
        });
    }
}

/// Arranges the panes anew. Elements that are moved in the page lose their scrolling.
fn rearrange(desk: Desk, slots: Vec<Slot>) {
    let scrolled: Vec<(View, i32)> = slots
        .iter()
        .map(|slot| (slot.view, slot.view.scroll().get_untracked()))
        .collect();
    desk.arrange(slots);
    request_animation_frame(move || {
        for (view, top) in scrolled {
            view.scroll_to(top);
        }
    });
}

/// Gives the active pane more of the width, or less.
pub fn resize(desk: Desk, by: i32) {
    let active = desk.view_now();
    let slots = desk.panes().get_untracked();
    let Some(at) = index_of(&slots, active) else {
        return;
    };
    // The edge between it and the pane after it; that of the last pane is before it.
    let (edge, by) = match at + 1 < slots.len() {
        true => (at, by),
        false => (at.saturating_sub(1), -by),
    };
    move_edge(desk, edge, by);
}

/// Moves the edge after a pane, in thousandths of the usual width of a pane. Each side keeps a share.
pub fn move_edge(desk: Desk, after: usize, by: i32) {
    /// The least share of a pane.
    const LEAST: i32 = 250;
    let mut slots = desk.panes().get_untracked();
    let share = |at: usize| {
        slots
            .get(at)
            .and_then(|slot| i32::try_from(slot.share).ok())
    };
    let (Some(left), Some(right)) = (share(after), share(after + 1)) else {
        return;
    };
    let by = by.clamp((LEAST - left).min(0), (right - LEAST).max(0));
    for (slot, share) in slots.iter_mut().skip(after).zip([left + by, right - by]) {
        slot.share = share.unsigned_abs();
    }
    desk.arrange(slots);
}

/// Says which pane is active.
fn announce(desk: Desk) {
    let slots = desk.panes().get_untracked();
    let active = desk.view_now();
    let at = index_of(&slots, active);
    if let Some(at) = at {
        let many = slots.len();
        desk.announce(tf!("Pane {} of {many}.", at + 1));
    }
}
