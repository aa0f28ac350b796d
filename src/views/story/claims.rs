//! Claims: how each article words what several of them say.

mod board;
mod data;
mod names;
mod reach;
mod runs;

use super::empty;
use super::session::Session;
use super::tiles;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use crate::views::field;
use board::Board;
use data::{Choices, Data, Listed};
pub use data::{direction, how};
use leptos::prelude::*;
use postil_story::filter::Filter;

/// Why there are no cards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Marked,
    Repeated,
    Taken,
    Found,
}

/// The view.
pub fn draw(session: Session) -> AnyView {
    let board = Board::new();
    let data = Data::new(session, board.columns);
    let nothing = memo(move || nothing(data));
    let any = move || matches!(nothing.get(), None | Some(Nothing::Found));
    ui! {
        <div class="claims">
            <header class="story-head">
                <div>
                    <h2>"Claims"</h2>
                    {when(any, move || ui! {
                        <p class="story-lead" role="status">
                            {live(move || data.listed.with(lead))}
                        </p>
                    })}
                </div>
                {when(any, move || tools(data.choices))}
            </header>
            {part(move || nothing.get().map(|nothing| untrack(|| empty(session, nothing))))}
            {when(move || nothing.get().is_none(), move || ui! {
                <div class="claims-parts">
                    {names::draw(data)}
                    {board::draw(data, board)}
                </div>
            })}
        </div>
    }
}

fn nothing(data: Data) -> Option<Nothing> {
    let is_filtered = data
        .session
        .filter
        .with(|filter| *filter != Filter::default());
    data.listed.with(|listed| match listed {
        _ if !listed.lines.is_empty() => None,
        _ if listed.all > 0 => Some(Nothing::Found),
        _ if is_filtered => Some(Nothing::Taken),
        _ if listed.once > 0 => Some(Nothing::Repeated),
        _ => Some(Nothing::Marked),
    })
}

/// How many claims there are.
fn lead(listed: &Listed) -> String {
    let many = listed.lines.len();
    let claims = match many == listed.all {
        true => labels::count(many, "claim"),
        false => tf!("{many} of {}", labels::count(listed.all, "claim")),
    };
    let once = match listed.once {
        0 => String::new(),
        1 => t!(" 1 more is worded once and not shown.").to_owned(),
        once => tf!(" {once} more are worded once and not shown."),
    };
    tf!("{claims} in two wordings or more, the first published first.{once}")
}

/// What is listed, and what is shown of it.
fn tools(choices: Choices) -> AnyView {
    ui! {
        <div class="end">
            <input
                class="input story-find"
                type="search"
                aria-label=t!("Find a claim")
                placeholder=t!("Find a claim")
                autocomplete="off"
                spellcheck="false"
                prop:value=live(move || choices.words.get())
                on:input=move |event| {
                    choices.words.set(event_target_value(&event));
                    choices.reach.restart();
                }
                on:keydown=field::leave_on_escape
            />
            {tiles::toggle(t!("Only where wording differs"), choices.differing)}
            {tiles::toggle(t!("Show words left out"), choices.gone)}
        </div>
    }
}

/// One sentence, and what to do.
fn empty(session: Session, nothing: Nothing) -> AnyView {
    let desk = session.desk;
    let (words, action) = match nothing {
        Nothing::Marked => (
            t!(
                "No claim is marked yet. Mark what the articles claim, then link the claims that say the same."
            ),
            empty::to_articles(desk),
        ),
        Nothing::Repeated => (
            t!(
                "No claim is worded twice yet. Put claims that say the same into one cluster, or relate them as repeated."
            ),
            empty::propose_clusters(desk),
        ),
        Nothing::Taken => (
            t!("The filter leaves out all claims in two wordings or more."),
            empty::show_everything(session),
        ),
        Nothing::Found => (
            t!("No matches."),
            empty::button(t!("Show all claims"), move || Choices::here().show_all()),
        ),
    };
    empty::empty(words, action)
}
