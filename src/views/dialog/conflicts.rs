//! The conflicts of merged copies: one line a field, with all its values, to settle one by one or all
//! at once.

mod lines;

use super::frame::{Frame, close};
use super::line_list::{LineList, show_mark};
use crate::browser::clock_and_ids;
use crate::desk::Desk;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use leptos::prelude::*;
use lines::Line;
use postil_core::edit::{self, Which};
use postil_core::transaction::Transaction;
use std::sync::Arc;

/// Fields listed at a time; settling them brings up the others.
const MAX_LISTED: usize = 100;

/// The selector of a conflict in the list.
const LINE: &str = ".conflict";
/// The selector of a value that a conflict offers.
const VALUE: &str = ".conflict-value";

/// The conflicts.
#[component]
pub fn Conflicts() -> AnyView {
    let desk = Desk::here();
    let all = memo(move || desk.with(edit::conflicts).len());
    let lines = memo(move || desk.with(|state| lines::lines(state, MAX_LISTED)));
    let list = LineList::new(LINE, VALUE);
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
            <ul class="problems" aria-label=t!("Fields that differ") node_ref=list.node on:keydown=move |event| list.keys(desk, &event)>
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
fn draw(desk: Desk, list: LineList, line: Arc<Line>) -> AnyView {
    let heading = line.heading.as_ref().map(|heading| {
        let show = heading.annotation.clone().map(|id| {
            ui! {
                <button type="button" class="link" on:click=move |_| show_mark(desk, &id)>
                    {t!("Show")}
                </button>
            }
        });
        let both = heading.annotation.clone().filter(|_| heading.versions);
        let both = both.map(|id| {
            let keep = move |event: leptos::web_sys::MouseEvent| {
                let at = list.line_of(&event);
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
            settle(desk, list, list.line_of(&event), settled);
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
fn settle(desk: Desk, list: LineList, at: usize, settled: Option<Transaction>) {
    if !desk.commit(settled) {
        return;
    }
    let left = desk.peek(|state| edit::conflicts(state).len());
    if left == 0 {
        desk.announce(t!("No conflicts left. Ctrl+Z undoes the last step."));
        return close(desk);
    }
    desk.announce(tf!("Settled; {left} left."));
    list.focus(at);
}
