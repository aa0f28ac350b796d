//! The open card, and what is done with its cluster.

use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::card::card;
use crate::desk::overlay::{ClusterTask, Overlay};
use crate::desk::{Desk, alike};
use crate::ui::memo::ErasedMemo;
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use leptos::html;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{AnnotationId, Cluster, ClusterId};
use postil_core::transaction::Transaction;
use wasm_bindgen::JsCast;

/// The open card; a copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Session {
    pub desk: Desk,
    pub id: ErasedMemo<ClusterId>,
    pub record: ErasedMemo<Option<Cluster>>,
    pub node: NodeRef<html::Section>,
}

pub(super) fn close(session: Session) {
    card().close();
    if session
        .desk
        .view_now()
        .mark()
        .with_untracked(Option::is_none)
    {
        session.desk.show_inspector(false);
    }
    article::focus();
}

pub(super) fn rename(session: Session) {
    if let Some(node) = session.node.get_untracked()
        && let Ok(Some(field)) = node.query_selector(".card-name")
        && let Ok(field) = field.dyn_into::<leptos::web_sys::HtmlInputElement>()
    {
        let _ = field.focus();
        field.select();
    }
}

pub(super) fn merge(session: Session) {
    let task = ClusterTask::Merge(session.id.get_untracked());
    session.desk.open(Overlay::PickCluster(task));
}

pub(super) fn add_part(session: Session) {
    let task = ClusterTask::AddPart(session.id.get_untracked());
    session.desk.open(Overlay::PickCluster(task));
}

/// The ticked mentions; without any, the one at hand.
pub(super) fn chosen(session: Session) -> Vec<AnnotationId> {
    let id = session.id.get_untracked();
    let is_member = |mark: &AnnotationId| {
        let own =
            |state: &postil_core::state::State| Some(state.cluster(&id)?.members().contains(mark));
        session.desk.peek(own) == Some(true)
    };
    let ticked = card().ticked.get_untracked();
    let at_hand = card().at.get_untracked().map(|(at, _)| at);
    let all: Vec<AnnotationId> = match ticked.is_empty() {
        true => at_hand.into_iter().collect(),
        false => ticked.into_iter().collect(),
    };
    all.into_iter().filter(is_member).collect()
}

pub(super) fn move_ticked(session: Session) {
    let chosen = chosen(session);
    if chosen.is_empty() {
        return session.desk.announce(t!("Tick mentions first."));
    }
    session
        .desk
        .open(Overlay::PickCluster(ClusterTask::Move(chosen)));
}

pub(super) fn split(session: Session) {
    let desk = session.desk;
    let chosen = chosen(session);
    let split = desk.peek(|state| {
        let name = alike::name_of_all(state, &chosen);
        let new = Cluster::new(clock_and_ids::new_id('c').into(), name);
        edit::split_cluster(state, &session.id.get_untracked(), &chosen, new)
    });
    match split {
        Some(split) => commit(session, split),
        None => desk.announce(t!("Tick some of the mentions, not all.")),
    }
}

pub(super) fn leave(session: Session) {
    let chosen = chosen(session);
    let left = session.desk.peek(|state| edit::leave_all(state, &chosen));
    if let Some(left) = left {
        commit(session, left);
    }
}

pub(super) fn remove(session: Session) {
    let id = session.id.get_untracked();
    let removed = session.desk.peek(|state| edit::remove_cluster(state, &id));
    if let Some(removed) = removed {
        commit(session, removed);
        close(session);
    }
}

/// Commits a change, says so, and keeps the place in the list.
pub(super) fn commit(session: Session, transaction: Transaction) {
    let name = transaction.name.clone();
    if !session.desk.commit(transaction) {
        return;
    }
    let desk = session.desk;
    desk.announce(tf!("Done: {name}. Ctrl+Z undoes it."));
    let card = card();
    card.ticked.set(Default::default());
    let id = session.id.get_untracked();
    let first = desk.peek(|state| {
        let all = crate::desk::mentions::mentions(state, &id);
        Some(all.first()?.id.clone())
    });
    match first {
        None => {
            card.close();
            article::focus();
        }
        Some(first) => card.at.update(|at| {
            let is_there = at.as_ref().is_some_and(|(at, _)| {
                desk.peek(|state| {
                    state
                        .cluster(&id)
                        .is_some_and(|it| it.members().contains(at))
                })
            });
            let next = at.take().filter(|_| is_there).map_or(first, |(at, _)| at);
            *at = Some((next, true));
        }),
    }
}

/// Gives the focus to the mention at hand.
pub(super) fn focus_current(session: Session) {
    if let Some(node) = session.node.get_untracked()
        && !roving::focus_first(&node, ".mention-row[aria-current]")
    {
        roving::focus_first(&node, ".mention-row");
    }
}
