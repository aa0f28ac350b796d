//! Tensions: pairs of claims that differ, and what a person says of them.

mod data;
mod note;
mod row;
mod settle;
mod words;

use super::empty;
use super::session::Session;
use super::sight;
use crate::browser::focus;
use crate::commands::chord::Press;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, part, ui, when};
use data::{Data, Found, Shown};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};
use postil_story::filter::Filter;
use settle::OUTCOMES;
use wasm_bindgen::JsCast;

/// The least height of a row in CSS pixels.
const ROW_PX: f64 = 130.0;

/// Why there are no pairs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Claimed,
    Differs,
    Taken,
    Listed,
}

/// The view.
pub fn draw(session: Session) -> AnyView {
    let data = Data::new(session);
    let nothing = memo(move || nothing(data));
    let any = move || matches!(nothing.get(), None | Some(Nothing::Listed));
    ui! {
        <div class="tensions">
            <header class="story-head">
                <div>
                    <h2>"Tensions"</h2>
                    {when(any, move || ui! {
                        <p class="story-lead" role="status">{live(move || data.found.with(lead))}</p>
                    })}
                </div>
                {when(any, move || shown(data))}
            </header>
            {part(move || nothing.get().map(|nothing| untrack(|| empty(session, nothing))))}
            {when(move || nothing.get().is_none(), move || list(data))}
        </div>
    }
}

fn nothing(data: Data) -> Option<Nothing> {
    let is_filtered = data
        .session
        .filter
        .with(|filter| *filter != Filter::default());
    let is_listed = data.listed.with(|listed| !listed.is_empty());
    data.found.with(|found| match found {
        _ if is_listed => None,
        _ if !found.tensions.is_empty() || !found.set_aside.is_empty() => Some(Nothing::Listed),
        _ if is_filtered => Some(Nothing::Taken),
        _ if found.claims > 0 => Some(Nothing::Differs),
        _ => Some(Nothing::Claimed),
    })
}

fn lead(found: &Found) -> String {
    let pairs = labels::count(found.tensions.len(), "pair");
    match found.proposed {
        0 => tf!("{pairs} of claims that differ. All are settled."),
        1 => tf!(
            "{pairs} of claims that differ. 1 is proposed: a program found it, and nobody has said what it is."
        ),
        many => tf!(
            "{pairs} of claims that differ. {many} are proposed: a program found them, and nobody has said what they are."
        ),
    }
}

/// What is listed: all, what is proposed, or what is settled in one way.
fn shown(data: Data) -> AnyView {
    let choices = memo(move || data.found.with(choices));
    let button = move |(own, title, many): (Shown, String, usize)| {
        let chosen = own.clone();
        let is_on = memo(move || data.choices.shown.with(|shown| *shown == chosen));
        ui! {
            <button
                type="button"
                aria-pressed=live(move || is_on.get().to_string())
                on:click=move |_| {
                    data.choices.shown.set(own.clone());
                    data.choices.stretch.restart();
                }
            >
                {title}
                " "
                <span class="count">{many}</span>
            </button>
        }
    };
    let buttons = move || {
        let buttons = choices.get().into_iter().map(button);
        Some(buttons.collect_view().into_any())
    };
    ui! {
        <div class="end">
            <div class="segments" role="group" aria-label=t!("Which pairs")>
                {part(buttons)}
            </div>
        </div>
    }
}

fn choices(found: &Found) -> Vec<(Shown, String, usize)> {
    let count = |name: &str| found.settled.get(name).copied().unwrap_or_default();
    let mut all = vec![
        (Shown::All, "All".to_owned(), found.tensions.len()),
        (Shown::Proposed, "Proposed".to_owned(), found.proposed),
    ];
    let known = OUTCOMES.iter().map(|(outcome, _)| outcome);
    all.extend(known.clone().map(|outcome| {
        let name = outcome.name();
        (
            Shown::Settled(name.to_owned()),
            words::outcome(outcome),
            count(name),
        )
    }));
    let others = found.settled.iter();
    let others = others.filter(|(name, _)| known.clone().all(|it| it.name() != name.as_str()));
    all.extend(
        others.map(|(name, many)| (Shown::Settled(name.clone()), labels::brief(name), *many)),
    );
    if !found.set_aside.is_empty() {
        let title = t!("Set aside").to_owned();
        all.push((Shown::SetAside, title, found.set_aside.len()));
    }
    all
}

/// The pairs, of which only those about in sight are in the page.
fn list(data: Data) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let sight = sight::follow(node);
    data.choices.stretch.follow(sight, ROW_PX);
    let keys = move || {
        data.pairs
            .with(|pairs| pairs.iter().map(|pair| pair.key.clone()).collect())
    };
    ui! {
        <div
            class="tensions-list"
            node_ref=node
            on:keydown=move |event| pressed(data, &event)
        >
            <p class="tensions-keys">
                {OUTCOMES.iter().map(|(outcome, key)| ui! {
                    <span>
                        <kbd>{key.to_ascii_uppercase().to_string()}</kbd>
                        " "
                        <b>{words::outcome(outcome)}</b>
                        " "
                        {words::meaning(outcome)}
                    </span>
                }).collect_view()}
                <span><kbd>"N"</kbd> " " <b>"Note"</b></span>
                <span><kbd>"X"</kbd> " " <b>{t!("Not a tension")}</b></span>
                <span><kbd>"⌫"</kbd> " " <b>{t!("Take back")}</b></span>
            </p>
            <ol>{each(keys, String::clone, move |key| row::draw(data, key))}</ol>
        </div>
    }
}

/// Settles the pair with the focus by a letter.
fn pressed(data: Data, event: &KeyboardEvent) {
    let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.shift_key();
    if event.default_prevented() || !is_plain || focus::takes_text() {
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let pair = target.and_then(|target| target.closest(".tension").ok().flatten());
    let Some(key) = pair.and_then(|pair| pair.get_attribute("data-pair")) else {
        return;
    };
    let press = Press::from(event);
    let mut readings = press.readings().into_iter();
    if readings.any(|(letter, _)| run(data, &key, letter)) {
        event.prevent_default();
    }
}

/// Does with a pair what a key means, if it means anything. The lists of keys have them from
/// `commands/keymap/own.rs`.
fn run(data: Data, pair: &str, key: &str) -> bool {
    let outcome = OUTCOMES
        .iter()
        .find(|(_, own)| key.eq_ignore_ascii_case(own.encode_utf8(&mut [0; 4])));
    match (outcome, key) {
        (Some((outcome, _)), _) => settle::settle(data, pair, outcome),
        (None, "n" | "N") => note::open(data, pair),
        (None, "x" | "X") => settle::set_aside(data, pair),
        (None, "Backspace" | "Delete") => settle::take_back(data, pair),
        _ => return false,
    }
    true
}

/// One sentence, and what to do.
fn empty(session: Session, nothing: Nothing) -> AnyView {
    let desk = session.desk;
    let (words, action) = match nothing {
        Nothing::Claimed | Nothing::Differs => (
            match nothing {
                Nothing::Claimed => t!(
                    "No claim is marked yet. Mark what the articles claim, and relate each claim to the event that it is about."
                ),
                _ => t!(
                    "No two claims differ as far as their marks tell. Relate each claim to the event that it is about, and mark the numbers in it."
                ),
            },
            empty::to_articles(desk),
        ),
        Nothing::Taken => (
            t!("The filter leaves out all pairs."),
            empty::show_everything(session),
        ),
        Nothing::Listed => (
            t!("There is no such pair."),
            empty::button(t!("Show all pairs"), Data::show_all),
        ),
    };
    empty::empty(words, action)
}
