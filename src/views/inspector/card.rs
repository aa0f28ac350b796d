//! The card of a cluster, in the place of the mark: what it is called and is, its mentions in all articles,
//! and what became of it.

mod about;
mod drag;
mod history;
mod mentions;
mod session;

use super::attributes;
use crate::browser::focus;
use crate::desk::Desk;
use crate::desk::command::Command;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{live, ui};
use crate::views::draft::Draft;
use crate::views::field;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};
use mentions::Mentions;
use postil_core::edit;
use postil_core::model::ClusterId;
use session::{
    Session, add_part, close, focus_current, leave, merge, move_ticked, remove, rename, split,
};
use wasm_bindgen::JsCast;

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
            {attributes::of_cluster(desk, record)}
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

/// A button that opens the card of a cluster.
pub fn opener(desk: Desk) -> AnyView {
    ui! {
        <button type="button" class="button plain" on:click=move |_| Command::Card.run(desk)>
            {t!("Card")}
            <kbd>"="</kbd>
        </button>
    }
    .into_any()
}
