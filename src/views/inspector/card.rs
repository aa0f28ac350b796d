//! The card of a cluster, in the place of the mark: what it is called and is, its mentions in all articles,
//! and what became of it.

mod about;
mod drag;
mod history;
mod mentions;

use super::attributes::{self, Of};
use crate::article;
use crate::browser::{clock_and_ids, focus};
use crate::desk::card::card;
use crate::desk::command::Command;
use crate::desk::overlay::{ClusterTask, Overlay};
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use crate::views::draft::Draft;
use crate::views::field;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};
use mentions::Mentions;
use postil_core::edit;
use postil_core::model::{AnnotationId, Cluster, ClusterId};
use postil_core::transaction::Transaction;
use postil_propose::name::name_of;
use wasm_bindgen::JsCast;

/// The open card; a copy is the same.
#[derive(Clone, Copy)]
struct Session {
    desk: Desk,
    id: ErasedMemo<ClusterId>,
    record: ErasedMemo<Option<Cluster>>,
    node: NodeRef<html::Section>,
}

/// Draws the card of a cluster.
pub fn draw(id: ClusterId) -> AnyView {
    let desk = Desk::here();
    let own = id.clone();
    let record = memo(move || desk.at_once(|state| Some(state.cluster(&own)?.record().clone())));
    let session = Session {
        desk,
        id: memo(move || id.clone()),
        record,
        node: NodeRef::new(),
    };
    let attributes = memo(move || desk.with(|state| state.schema().cluster_attributes.clone()));
    let button = move |words: &'static str, key: &'static str, act: fn(Session)| {
        ui! {
            <button
                type="button"
                class="button plain"
                disabled=live(move || desk.read_only.get())
                aria-keyshortcuts=key
                on:click=move |_| act(session)
            >
                {words}
                <kbd>{key}</kbd>
            </button>
        }
        .into_any()
    };
    ui! {
        <section
            class="inspector-body cluster-card"
            aria-label=t!("Card of the cluster")
            node_ref=session.node
            on:keydown=move |event| keys(session, &event)
        >
            <h2 class="mark-title">
                <b>{t!("Cluster")}</b>
                <button
                    type="button"
                    class="link"
                    on:click=move |_| close(session)
                >
                    {t!("Close the card")}
                </button>
            </h2>
            {name_field(session)}
            {about::spread(desk, session.id)}
            <div class="card-actions" role="group" aria-label=t!("What to do with the cluster")>
                {button(t!("Rename"), "R", rename)}
                {button(t!("Merge"), "M", merge)}
                {button(t!("Move"), "V", move_ticked)}
                {button(t!("Split off"), "S", split)}
                {button(t!("Take out"), "Del", leave)}
            </div>
            <Mentions session />
            {about::spellings(desk, session.id)}
            {about::roles(desk, session.id)}
            {about::groups(session)}
            {when(
                move || attributes.with(|all| !all.is_empty()),
                move || ui! {
                    <fieldset class="fields" disabled=live(move || desk.read_only.get())>
                        <legend class="unseen">{t!("Details of the cluster")}</legend>
                        {each(
                            move || attributes.get(),
                            |kind| format!("{kind:?}"),
                            move |kind| attributes::field_for(Of::Cluster(record), kind),
                        )}
                    </fieldset>
                },
            )}
            {note_field(session)}
            {history::draw(desk, session.id)}
            <div class="mark-foot">
                <button
                    type="button"
                    class="button plain"
                    disabled=live(move || desk.read_only.get())
                    on:click=move |_| remove(session)
                >
                    {icon(Icon::Bin)}
                    {t!("Remove the cluster")}
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn name_field(session: Session) -> AnyView {
    let Session { desk, record, .. } = session;
    let name =
        memo(move || record.with(|r| r.as_ref().map(|r| r.name.clone()).unwrap_or_default()));
    let draft = Draft::new(desk, name, move |name, sitting| {
        // A cluster keeps its name until there is another one.
        let named = Some(name.trim()).filter(|name| !name.is_empty());
        let id = session.id.get_untracked();
        let renamed = named.and_then(|name| desk.peek(|s| edit::rename_cluster(s, &id, name)));
        renamed.is_none_or(|renamed| desk.commit(renamed.merging(sitting)))
    });
    let keys = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | "Escape") && !focus::is_composing(&event) {
            event.prevent_default();
            event.stop_propagation();
            focus_current(session);
        }
    };
    ui! {
        <input
            class="card-name"
            aria-label=t!("Cluster name")
            autocomplete="off"
            spellcheck="false"
            {..draft.field(None)}
            on:keydown=keys
        />
    }
    .into_any()
}

fn note_field(session: Session) -> AnyView {
    let Session { desk, record, .. } = session;
    let note =
        memo(move || record.with(|r| r.as_ref().map(|r| r.note.clone()).unwrap_or_default()));
    let draft = Draft::new(desk, note, move |words, sitting| {
        let next = record.with_untracked(|record| {
            let mut next = record.clone()?;
            words.clone_into(&mut next.note);
            Some(next)
        });
        let written = next.and_then(|next| desk.peek(|state| edit::set_cluster(state, next)));
        written.is_none_or(|written| desk.commit(written.merging(sitting)))
    });
    ui! {
        <label class="field wide">
            <span>"Note"</span>
            <textarea
                class="input"
                rows="2"
                {..draft.field(None)}
                on:keydown=field::leave_on_escape
            ></textarea>
        </label>
    }
    .into_any()
}

/// The keys of the card, outside of its fields.
fn keys(session: Session, event: &KeyboardEvent) {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_field = target.is_some_and(|it| {
        it.matches("input:not([type=checkbox]), textarea, select")
            .unwrap_or(false)
    });
    let is_held = event.ctrl_key() || event.meta_key() || event.alt_key();
    if is_field || is_held || focus::is_composing(event) {
        return;
    }
    let key = event.key().to_lowercase();
    let is_locked = session.desk.read_only.get_untracked();
    match key.as_str() {
        "escape" => close(session),
        "r" | "f2" if !is_locked => rename(session),
        "m" if !is_locked => merge(session),
        "v" if !is_locked => move_ticked(session),
        "s" if !is_locked => split(session),
        "p" if !is_locked => add_part(session),
        "delete" | "backspace" if !is_locked => leave(session),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn close(session: Session) {
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

fn rename(session: Session) {
    if let Some(node) = session.node.get_untracked()
        && let Ok(Some(field)) = node.query_selector(".card-name")
        && let Ok(field) = field.dyn_into::<leptos::web_sys::HtmlInputElement>()
    {
        let _ = field.focus();
        field.select();
    }
}

fn merge(session: Session) {
    let task = ClusterTask::Merge(session.id.get_untracked());
    session.desk.open(Overlay::PickCluster(task));
}

fn add_part(session: Session) {
    let task = ClusterTask::AddPart(session.id.get_untracked());
    session.desk.open(Overlay::PickCluster(task));
}

/// The ticked mentions; without any, the one at hand.
fn chosen(session: Session) -> Vec<AnnotationId> {
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

fn move_ticked(session: Session) {
    let chosen = chosen(session);
    if chosen.is_empty() {
        return session.desk.announce(t!("Tick mentions first."));
    }
    session
        .desk
        .open(Overlay::PickCluster(ClusterTask::Move(chosen)));
}

fn split(session: Session) {
    let desk = session.desk;
    let chosen = chosen(session);
    let split = desk.peek(|state| {
        let quotes = chosen.iter().filter_map(|id| {
            let mention = state.annotation(id)?;
            Some(labels::snippet(state, mention, 60))
        });
        let quotes: Vec<String> = quotes.collect();
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        let new = Cluster::new(clock_and_ids::new_id('c').into(), name_of(&quotes));
        edit::split_cluster(state, &session.id.get_untracked(), &chosen, new)
    });
    match split {
        Some(split) => commit(session, split),
        None => desk.announce(t!("Tick some of the mentions, not all.")),
    }
}

fn leave(session: Session) {
    let chosen = chosen(session);
    let left = session.desk.peek(|state| edit::leave_all(state, &chosen));
    if let Some(left) = left {
        commit(session, left);
    }
}

fn remove(session: Session) {
    let id = session.id.get_untracked();
    let removed = session.desk.peek(|state| edit::remove_cluster(state, &id));
    if let Some(removed) = removed {
        commit(session, removed);
        close(session);
    }
}

/// Commits a change, says so, and keeps the place in the list.
fn commit(session: Session, transaction: Transaction) {
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
fn focus_current(session: Session) {
    if let Some(node) = session.node.get_untracked()
        && !roving::focus_first(&node, ".mention-row[aria-current]")
    {
        roving::focus_first(&node, ".mention-row");
    }
}

/// A button that opens the card of a cluster.
pub fn opener(desk: Desk) -> AnyView {
    ui! {
        <button type="button" class="button plain" on:click=move |_| Command::Card.run(desk)>
            {t!("Card")}
            <kbd>"I"</kbd>
        </button>
    }
    .into_any()
}
