//! The conflicts of merged copies: one line a field, with all its values, to settle one by one or all
//! at once.

mod lines;

use super::frame::close_then;
use super::frame::{Frame, close};
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::Desk;
use crate::ui::memo::memo;
use crate::ui::roving::{self, Way};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};
use lines::Line;
use postil_core::edit::{self, Which};
use postil_core::model::AnnotationId;
use postil_core::transaction::Transaction;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Fields listed at a time; settling them brings up the others.
const MAX_LISTED: usize = 100;

/// The selector of a conflict in the list.
const LINE: &str = ".conflict";
/// The selector of a value that a conflict offers.
const VALUE: &str = ".conflict-value";

type List = NodeRef<html::Ul>;

/// The conflicts.
#[component]
pub fn Conflicts() -> AnyView {
    let desk = Desk::here();
    let all = memo(move || desk.with(edit::conflicts).len());
    let lines = memo(move || desk.with(|state| lines::lines(state, MAX_LISTED)));
    let list = List::new();
    let count = move || match all.get() {
        0 => t!("No conflicts.").to_owned(),
        1 => t!(
            "One field differs in a merged copy. The value marked “here” applies until you choose."
        )
        .to_owned(),
        many => tf!(
            "{many} fields differ in merged copies. The values marked “here” apply until you choose."
        ),
    };
    let at_once = move |which: Which| {
        move |_| {
            settle(
                desk,
                list,
                0,
                desk.peek(|state| edit::settle_all(state, which)),
            );
        }
    };
    ui! {
        <Frame title=t!("Resolve conflicts") class="form-dialog wide">
            <p class="lead" role="status">
                {live(count)}
            </p>
            <ul class="problems" aria-label=t!("Fields that differ") node_ref=list on:keydown=move |event| keys(desk, &event)>
                {each(
                    move || lines.get(),
                    |line| line.key.clone(),
                    move |line| draw(desk, list, Arc::new(line)),
                )}
            </ul>
            <div class="dialog-foot">
                {when(
                    move || all.get() > 0,
                    move || ui! {
                        <button type="button" class="button" on:click=at_once(Which::Present)>
                            {t!("Keep everything here")}
                        </button>
                        <button type="button" class="button" on:click=at_once(Which::Latest)>
                            {t!("Use the latest changes")}
                        </button>
                    },
                )}
                <button type="button" class="button solid" on:click=move |_| close(desk)>
                    "Close"
                </button>
            </div>
        </Frame>
    }
}

/// A field with all its values; above the first field of a record, the record.
fn draw(desk: Desk, list: List, line: Arc<Line>) -> AnyView {
    let heading = line.heading.as_ref().map(|heading| {
        let show = heading.annotation.clone().map(|id| {
            ui! {
                <button type="button" class="link" on:click=move |_| go(desk, &id)>
                    {t!("Show")}
                </button>
            }
        });
        let both = heading.annotation.clone().filter(|_| heading.versions);
        let both = both.map(|id| {
            let keep = move |event: leptos::web_sys::MouseEvent| {
                let at = line_of(&event);
                let kept = desk.peek(|state| {
                    edit::keep_all(state, &id, &mut || {
                        clock_and_ids::new_id('a').as_str().into()
                    })
                });
                settle(desk, list, at, kept);
            };
            ui! {
                <button type="button" class="link" on:click=keep>
                    {t!("Keep both as marks")}
                </button>
            }
        });
        ui! {
            <header>
                <b>{heading.kind.clone()}</b>
                <span class="quote clip">{heading.name.clone()}</span>
                <span class="quiet">{heading.from.clone()}</span>
                {show}
                {both}
            </header>
        }
    });
    let values = line.values.iter().enumerate().map(|(number, value)| {
        let conflict = line.conflict.clone();
        let choose = move |event: leptos::web_sys::MouseEvent| {
            let settled =
                desk.stamped(|state, stamp| edit::settle(state, &conflict, number, stamp));
            settle(desk, list, line_of(&event), settled);
        };
        let label = format!("{}: {} ({})", line.field, value.words, value.aside);
        ui! {
            <button type="button" class="option conflict-value" aria-label=label on:click=choose>
                <span>
                    <span class="words">{value.words.clone()}</span>
                    <span class="quiet">{value.aside.clone()}</span>
                </span>
            </button>
        }
    });
    let values = values.collect_view().into_any();
    ui! {
        <li class="conflict">
            {heading}
            <div class="field">
                <span class="name">{line.field.clone()}</span>
                <div class="options" role="group" aria-label=line.field.clone()>
                    {values}
                </div>
            </div>
        </li>
    }
}

/// Commits what settles a conflict, and keeps the focus at the same line of the list.
fn settle(desk: Desk, list: List, at: usize, settled: Option<Transaction>) {
    if !desk.commit(settled) {
        return;
    }
    let left = desk.peek(|state| edit::conflicts(state).len());
    if left == 0 {
        desk.announce(t!("No conflicts left. Ctrl+Z undoes the last step."));
        return close(desk);
    }
    desk.announce(tf!("Settled; {left} left."));
    // The list follows the project one frame later, and is in the page one frame after that.
    request_animation_frame(move || {
        crate::ui::schedule::after(move || {
            let Some(list) = list.get_untracked() else {
                return;
            };
            let Ok(lines) = list.query_selector_all(LINE) else {
                return;
            };
            let last = lines.length().saturating_sub(1);
            let line = lines.item(u32::try_from(at).unwrap_or(last).min(last));
            if let Some(line) = line.and_then(|line| line.dyn_into::<Element>().ok()) {
                roving::focus_first(&line, VALUE);
            }
        });
    });
}

/// The number of lines above that of a button.
fn line_of(event: &leptos::web_sys::MouseEvent) -> usize {
    let button = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let mut line = button.and_then(|button| button.closest(LINE).ok().flatten());
    let mut above = 0;
    while let Some(previous) = line
        .as_ref()
        .and_then(|line| line.previous_element_sibling())
    {
        above += 1;
        line = Some(previous);
    }
    above
}

/// Up and down move between fields, left and right between values; Ctrl+Z undoes from here.
fn keys(desk: Desk, event: &KeyboardEvent) {
    let held = event.ctrl_key() || event.meta_key();
    let key = event.key();
    if key == "z" && held && !event.shift_key() {
        event.prevent_default();
        return desk.undo();
    }
    let active = document().active_element();
    let around = |selector: &str| active.as_ref()?.closest(selector).ok().flatten();
    let moved = if let Some(way) = Way::vertical(&key) {
        let next = around(LINE).and_then(|line| way.beside(&line));
        next.is_some_and(|next| roving::focus_first(&next, VALUE))
    } else if let Some(way) = Way::horizontal(&key) {
        roving::focus(around(VALUE).and_then(|value| way.beside(&value)))
    } else {
        false
    };
    if moved {
        event.prevent_default();
    }
}

/// Shows a mark in its article.
fn go(desk: Desk, id: &AnnotationId) {
    desk.select_mark(id);
    let start = desk.peek(|state| state.annotation(id).map(|a| a.extent().start));
    close_then(desk, move || {
        article::focus();
        if let Some(start) = start {
            article::reveal(start);
        }
    });
}
