//! The passages that stand almost word for word in several articles, to go to, and to carry marks from one to the
//! others.

mod line;
mod listed;
mod session;

use super::frame::Frame;
use super::line_list::{Turn, line_of, steer, turn_by_key, words_field};
use crate::desk::{Desk, labels, reprints};
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

/// The list of passages.
#[component]
pub fn SharedCopy(
    /// An offset of the document that is shown, in the passage to begin at.
    at: Option<usize>,
) -> AnyView {
    let desk = Desk::here();
    let session = Session::new(desk, at);
    let keys = move |event: KeyboardEvent| {
        turn_by_key(&event, |turn, _| match turn {
            Turn::Back => desk.undo(),
            Turn::Forward => desk.redo(),
        });
    };
    ui! {
        <Frame title=t!("Shared copy") class="picker-dialog search-dialog shared-copy">
            <div class="search-box" on:keydown=keys>
                {field(session)}
                {lines(session)}
                {part(move || {
                    none(session).map(|words| ui! { <p class="picker-none">{words}</p> })
                })}
                <p class="picker-foot" role="status">
                    {live(move || summary(session))}
                </p>
                {when(move || count(session) > 0, foot)}
            </div>
        </Frame>
    }
}

fn count(session: Session) -> usize {
    let count = |listed: &Option<listed::Listed>| listed.as_ref().map_or(0, |it| it.lines.len());
    session.listed.with(count)
}

/// The field for words.
fn field(session: Session) -> AnyView {
    words_field(session.text, move |key| {
        let is_for_list = matches!(key, "ArrowDown" | "Enter");
        if is_for_list {
            session.focus(0);
        }
        is_for_list
    })
}

/// The lines, of which only those in sight are in the page.
fn lines(session: Session) -> AnyView {
    let count = memo(move || count(session));
    let row: virtual_list::Row = Arc::new(move |at| Some(line::draw(session, at)));
    let reveal = memo(move || session.reveal.get());
    let keys = move |event: KeyboardEvent| {
        let Some((at, line)) = line_of(event.target()) else {
            return;
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "Enter" => session.go(at),
            "c" | "C" => session.carry(at),
            key => {
                let unfold = |way| {
                    session.unfold(at, Some(way == Way::Forward));
                    true
                };
                let focus = |at| session.focus(at);
                if !steer(key, (at, &line), session.many(), focus, unfold) {
                    return;
                }
            }
        }
        event.prevent_default();
        event.stop_propagation();
    };
    ui! {
        <div class="search-lines" node_ref=session.node on:keydown=keys>
            {when(move || count.get() > 0, move || {
                let row = row.clone();
                ui! { <Rows label=t!("Shared copy") count height=LINE_PX reveal row /> }
            })}
        </div>
    }
    .into_any()
}

/// Why nothing is listed.
fn none(session: Session) -> Option<String> {
    session.listed.with(|listed| match listed {
        None => Some(t!("Comparing the articles…").to_owned()),
        Some(listed) if listed.all == 0 => Some(t!("No shared copy found.").to_owned()),
        Some(listed) if listed.many == 0 => Some(t!("No matches.").to_owned()),
        Some(_) => None,
    })
}

/// The keys.
fn foot() -> AnyView {
    ui! {
        <p class="picker-foot key-hints">
            <span><kbd>"↓"</kbd> {t!("goes to the list")}</span>
            <span><kbd>"Enter"</kbd> {t!("shows the passage, and its twin beside it")}</span>
            <span><kbd>"→"</kbd> {t!("shows the articles")}</span>
            <span><kbd>"C"</kbd> {t!("carries the marks to the other articles")}</span>
        </p>
    }
    .into_any()
}

fn summary(session: Session) -> String {
    session.listed.with(|listed| match listed {
        None => {
            let done = reprints::progress();
            let all = session.desk.peek(|state| state.documents().len());
            tf!("{done} of {} compared", labels::count(all, "article"))
        }
        Some(listed) if listed.many == listed.all => labels::count(listed.all, "passage"),
        Some(listed) => tf!(
            "{} of {}",
            listed.many,
            labels::count(listed.all, "passage")
        ),
    })
}
