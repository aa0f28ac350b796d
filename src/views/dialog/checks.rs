//! Everything that the codebook demands and the project lacks, by article: to go there, or to confirm
//! marks whose label has changed its meaning.

mod line;
mod listed;
mod session;

use super::frame::Frame;
use super::line_list::{line_of, steer, words_field};
use crate::desk::lacks::Kind;
use crate::desk::{Desk, checks};
use crate::ui::memo::memo;
use crate::ui::roving::{self, Way};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{effect, live, part, ui, when};
use crate::ui::virtual_list::{self, Rows};
use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget, KeyboardEvent};
use listed::Listed;
use session::Session;
use std::collections::BTreeSet;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The height of a line in CSS pixels; the style sheet has the same number.
const LINE_PX: f64 = 36.0;

/// The list of what is lacking.
#[component]
pub fn Checks() -> AnyView {
    let desk = Desk::here();
    // The list follows the project at once, as it is not in the way of marking.
    effect(move || {
        desk.workspace(|_| ());
        checks::bring_up_to_date(desk);
    });
    let session = Session::new(desk);
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            session.confirm(session.ticked_or_all(), 0);
        }
    };
    ui! {
        <Frame title=t!("To check") class="picker-dialog search-dialog">
            <div class="search-box" on:keydown=keys>
                {field(session)}
                {kinds(session)}
                {lines(session)}
                {part(move || {
                    let words = session.listed.with(|listed| match listed.items.len() {
                        0 if listed.all == 0 => Some(t!("Nothing to check.")),
                        0 => Some(t!("No matches.")),
                        _ => None,
                    });
                    words.map(|words| ui! { <p class="picker-none">{words}</p> })
                })}
                <p class="picker-foot" role="status">
                    {live(move || summary(session))}
                </p>
                {when(
                    move || session.listed.with(|listed| !listed.changed.is_empty()),
                    move || foot(session),
                )}
            </div>
        </Frame>
    }
}

/// The field for words.
fn field(session: Session) -> AnyView {
    words_field(session.text, move |key| {
        match key {
            "ArrowDown" => session.focus(0),
            "Enter" => {
                let first = session.listed.with_untracked(Listed::first_item);
                if let Some(at) = first {
                    line::go(session, at);
                }
            }
            _ => return false,
        }
        true
    })
}

/// The kinds that there are, to choose one.
fn kinds(session: Session) -> AnyView {
    let button = move |kind: Option<Kind>| {
        let many = memo(move || {
            session.listed.with(|listed| match kind {
                Some(kind) => listed.of_kind(kind),
                None => listed.all,
            })
        });
        let pressed = move || session.kind.get() == kind;
        when(
            move || many.get() > 0 || pressed(),
            move || {
                let title = kind.map_or(t!("Everything"), Kind::title);
                ui! {
                    <button
                        type="button"
                        aria-pressed=live(move || pressed().to_string())
                        on:click=move |_| session.kind.set(kind)
                    >
                        {title}
                        " "
                        <span class="count">{live(move || many.get().to_string())}</span>
                    </button>
                }
            },
        )
    };
    ui! {
        <div class="search-options">
            <div class="segments" role="group" aria-label=t!("What to list")>
                {button(None)}
                {Kind::ALL.map(|kind| button(Some(kind)).into_any()).into_iter().collect_view()}
            </div>
        </div>
    }
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
        match event.key().as_str() {
            " " if event.target().is_some_and(is_go) => session.toggle(at),
            key => {
                let beside = |way: Way| {
                    let active = document().active_element();
                    roving::focus(active.and_then(|button| way.beside(&button)))
                };
                let focus = |at| session.focus(at);
                if !steer(key, (at, &line), count.get_untracked(), focus, beside) {
                    return;
                }
            }
        }
        event.prevent_default();
    };
    // Firefox presses a button when Space is let go.
    let keys_up = move |event: KeyboardEvent| {
        if event.key() == " " && event.target().is_some_and(is_go) {
            event.prevent_default();
        }
    };
    ui! {
        <div class="search-lines" node_ref=session.node on:keydown=keys on:keyup=keys_up>
            {when(move || count.get() > 0, move || {
                let row = row.clone();
                ui! { <Rows label=t!("To check") count height=LINE_PX reveal row /> }
            })}
        </div>
    }
}

/// Whether an event comes from the button that leads to a mark.
fn is_go(target: EventTarget) -> bool {
    let element = target.dyn_into::<Element>();
    element.is_ok_and(|element| element.matches(".search-go").unwrap_or(false))
}

/// What there is to do with all that are listed.
fn foot(session: Session) -> AnyView {
    let ticked = memo(move || session.ticked.with(BTreeSet::len));
    let words = move || {
        let all = session.listed.with(|listed| listed.changed.len());
        match (ticked.get(), all) {
            (0, 1) => t!("Confirm").to_owned(),
            (0, all) => tf!("Confirm all {all}"),
            (ticked, _) => tf!("Confirm {ticked}"),
        }
    };
    ui! {
        <div class="dialog-foot">
            <p class="quiet">
                {t!("Confirming says that the label is still right.")}
            </p>
            <button
                type="button"
                class="button solid"
                disabled=live(move || session.desk.read_only.get())
                on:click=move |_| session.confirm(session.ticked_or_all(), 0)
            >
                {live(words)}
                <kbd>"Ctrl"</kbd>
                <kbd>"Enter"</kbd>
            </button>
        </div>
    }
}

fn summary(session: Session) -> String {
    let (listed, all) = session
        .listed
        .with(|listed| (listed.items.len(), listed.all));
    if listed == all {
        tf!("{all} to check")
    } else {
        tf!("{listed} of {all} to check")
    }
}
