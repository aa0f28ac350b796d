//! The marks whose words changed when a text was revised: the old words beside the new ones, to keep
//! or to delete each mark.

mod words;

use super::frame::{Frame, close, close_then};
use super::line_list::{LineList, show_mark};
use crate::article;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;
use postil_core::edit::{self, Rewording};
use postil_core::state::State;
use postil_core::transaction::Transaction;
pub(super) use words::draw_words;

/// Marks listed at a time; looking at them brings up the others.
const MAX_LISTED: usize = 100;

/// The selector of a mark in the list.
const LINE: &str = ".rewording";
/// The selector of what is offered for it.
const BUTTON: &str = ".by-hand button";

/// A mark in the list.
#[derive(Clone, PartialEq)]
struct Line {
    rewording: Rewording,
    label: String,
    article: String,
}

/// The marks whose words changed.
#[component]
pub fn Rewordings() -> AnyView {
    let desk = Desk::here();
    let many = memo(move || desk.with(edit::rewordings).len());
    let lines = memo(move || desk.with(lines));
    let list = LineList::new(LINE, BUTTON);
    let title = move || match many.get() {
        0 => t!("No reworded marks.").to_owned(),
        1 => t!("One mark covers other words since its text was revised.").to_owned(),
        many => tf!("{many} marks cover other words since their text was revised."),
    };
    let keep_all = move |_| {
        let all: Vec<_> = desk.peek(|state| {
            let all = edit::rewordings(state).into_iter();
            all.map(|rewording| rewording.annotation).collect()
        });
        finish(
            desk,
            list,
            0,
            desk.peek(|state| edit::keep_words(state, &all)),
        );
    };
    ui! {
        <Frame title=t!("Reworded marks") class="form-dialog wide">
            <p class="lead" role="status">
                {live(title)}
            </p>
            <ul
                class="problems"
                aria-label=t!("Reworded marks")
                node_ref=list.node
                on:keydown=move |event| list.keys(desk, &event)
            >
                {each(
                    move || lines.get(),
                    |line| {
                        let Rewording { annotation, was, is } = &line.rewording;
                        format!("{annotation} {was:?} {is:?}")
                    },
                    move |line| draw(desk, list, line),
                )}
            </ul>
            {when(
                move || { many.get() > MAX_LISTED },
                move || ui! {
                    <p class="quiet">
                        {live(move || tf!("And {} more.", many.get().saturating_sub(MAX_LISTED)))}
                    </p>
                },
            )}
            <div class="dialog-foot">
                {when(
                    move || { many.get() > 1 },
                    move || ui! {
                        <button type="button" class="button" on:click=keep_all>
                            {live(move || tf!("Keep all {}", many.get()))}
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

fn lines(state: &State) -> Vec<Line> {
    let listed = edit::rewordings(state).into_iter().take(MAX_LISTED);
    let lines = listed.filter_map(|rewording| {
        let annotation = state.annotation(&rewording.annotation)?;
        let document = state.document(&annotation.document)?;
        Some(Line {
            label: labels::brief(state.schema().title(&annotation.label)),
            article: labels::article_name(document),
            rewording,
        })
    });
    lines.collect()
}

fn draw(desk: Desk, list: LineList, line: Line) -> AnyView {
    let id = line.rewording.annotation.clone();
    let show = move |_| show_mark(desk, &id);
    let id = line.rewording.annotation.clone();
    let keep = move |event: MouseEvent| {
        let kept = desk.peek(|state| edit::keep_words(state, std::slice::from_ref(&id)));
        finish(desk, list, list.line_of(&event), kept);
    };
    let id = line.rewording.annotation.clone();
    let delete = move |event: MouseEvent| {
        let gone = desk.peek(|state| edit::remove(state, std::slice::from_ref(&id)));
        finish(desk, list, list.line_of(&event), gone);
    };
    let [_, now] = words::changed_part(&line.rewording);
    ui! {
        <li class="conflict rewording">
            <header>
                <b>{line.label}</b>
                <span class="quiet">{line.article}</span>
                <button type="button" class="link" on:click=show>
                    {t!("Show")}
                </button>
            </header>
            {draw_words(&line.rewording)}
            <div class="by-hand">
                <button
                    type="button"
                    class="button"
                    aria-label=tf!("Keep the mark on “{now}”")
                    on:click=keep
                >
                    {t!("Keep the mark")}
                </button>
                <button
                    type="button"
                    class="button"
                    aria-label=tf!("Delete the mark on “{now}”")
                    on:click=delete
                >
                    {t!("Delete the mark")}
                </button>
            </div>
        </li>
    }
}

/// Commits what settles a mark, and keeps the focus at the same line of the list.
fn finish(desk: Desk, list: LineList, at: usize, done: Option<Transaction>) {
    if !desk.commit(done) {
        return;
    }
    let left = desk.peek(|state| edit::rewordings(state).len());
    if left == 0 {
        desk.announce(t!("No reworded marks left. Ctrl+Z undoes the last step."));
        return close_then(desk, article::focus);
    }
    desk.announce(tf!("Done; {left} left."));
    list.focus(at);
}
