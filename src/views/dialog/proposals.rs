//! What a program thinks are mentions of one thing, to take or to leave. Nothing of it is in the project before
//! it is taken.

mod line;
mod listed;
mod session;

use super::frame::Frame;
use super::line_list::{line_of, steer, turn_by_key, words_field};
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::roving::Way;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use crate::ui::virtual_list::{self, Rows};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use session::Session;
use std::sync::Arc;

/// The height of a line in CSS pixels; the style sheet has the same number.
const LINE_PX: f64 = 36.0;

/// The list of proposals.
#[component]
pub fn Proposals() -> AnyView {
    let desk = Desk::here();
    let session = Session::new(desk);
    let keys = move |event: KeyboardEvent| turn_by_key(&event, |turn, at| session.turn(turn, at));
    ui! {
        <Frame title=t!("Proposed clusters") class="picker-dialog search-dialog proposals">
            <div class="search-box" on:keydown=keys>
                {field(session)}
                {lines(session)}
                {part(move || {
                    let words = session.proposals.with(|all| match all {
                        None => Some(t!("Looking for mentions of one thing…")),
                        Some(all) if all.is_empty() => Some(t!("Nothing to propose.")),
                        Some(_) if session.listed.with(|listed| listed.many == 0) => Some(t!("No matches.")),
                        Some(_) => None,
                    });
                    words.map(|words| ui! { <p class="picker-none" role="status">{words}</p> })
                })}
                <p class="picker-foot" role="status">
                    {live(move || summary(session))}
                </p>
                {when(
                    move || session.listed.with(|listed| listed.many > 0),
                    foot,
                )}
            </div>
        </Frame>
    }
}

/// The field for words.
fn field(session: Session) -> AnyView {
    words_field(session.text, move |key| {
        let is_for_list = matches!(key, "ArrowDown" | "Enter");
        if is_for_list {
            let first = session.listed.with_untracked(|listed| listed.first_from(0));
            session.focus(first.unwrap_or(0));
        }
        is_for_list
    })
}

/// The lines, of which only those in sight are in the page.
fn lines(session: Session) -> AnyView {
    let count = memo(move || session.listed.with(|listed| listed.lines.len()));
    let row: virtual_list::Row = Arc::new(move |at| Some(line::draw(session, at)));
    let reveal = memo(move || session.reveal.get());
    let keys = move |event: KeyboardEvent| {
        let Some((at, line)) = line_of(event.target()) else {
            return;
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let is_locked = session.desk.read_only.get_untracked();
        match event.key().as_str() {
            " " => session.toggle(at),
            "Enter" if is_locked => {}
            "Enter" if event.shift_key() => session.take_sure(at),
            "Enter" => session.take(at),
            "x" | "X" if !is_locked => session.leave(at),
            key => {
                let unfold = |way| {
                    session.unfold(at, Some(way == Way::Forward));
                    true
                };
                let focus = |at| session.focus(at);
                if !steer(key, (at, &line), count.get_untracked(), focus, unfold) {
                    return;
                }
            }
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // Firefox presses a button when Space is let go.
    let keys_up = move |event: KeyboardEvent| {
        if event.key() == " " && line_of(event.target()).is_some() {
            event.prevent_default();
        }
    };
    ui! {
        <div class="search-lines" node_ref=session.node on:keydown=keys on:keyup=keys_up>
            {when(move || count.get() > 0, move || {
                let row = row.clone();
                ui! { <Rows label=t!("Proposed clusters") count height=LINE_PX reveal row /> }
            })}
        </div>
    }
    .into_any()
}

/// The keys.
fn foot() -> AnyView {
    ui! {
        <p class="picker-foot key-hints">
            <span><kbd>"↓"</kbd> {t!("goes to the list")}</span>
            <span><kbd>"Enter"</kbd> {t!("takes")}</span>
            <span><kbd>"X"</kbd> {t!("leaves")}</span>
            <span><kbd>"→"</kbd> {t!("shows the mentions")}</span>
            <span><kbd>"Space"</kbd> {t!("ticks")}</span>
            <span><kbd>"Shift"</kbd> <kbd>"Enter"</kbd> {t!("takes all of the group that are sure")}</span>
        </p>
    }
    .into_any()
}

fn summary(session: Session) -> String {
    let all = session
        .proposals
        .with(|all| all.as_ref().map_or(0, Vec::len));
    let listed = session.listed.with(|listed| listed.many);
    match listed == all {
        true => labels::count(all, "proposal"),
        false => tf!("{listed} of {}", labels::count(all, "proposal")),
    }
}
