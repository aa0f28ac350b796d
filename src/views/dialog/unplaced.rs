//! What lost its place when a text was revised: one mark at a time, with what it read, and where it
//! could be now.

use super::frame::close_then;
use super::frame::{Frame, close};
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::labels::{cut, line};
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, KeyboardEvent};
use postil_core::anchor::CONTEXT;
use postil_core::edit;
use postil_core::model::Placement;
use postil_core::state::State;
use postil_core::text::Text;
use postil_core::transaction::Transaction;
use std::cell::Cell;
use std::ops::Range;
use wasm_bindgen::JsCast;

/// So many code points of what a mark covers are shown.
const SNIPPET: usize = 160;

thread_local! {
    /// Which one was looked at last, to go on with after a place was selected in the article.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

/// A mark that has no place, in words.
#[derive(Clone, PartialEq)]
struct Lost {
    placement: Placement,
    label: String,
    article: String,
    was: Excerpt,
    /// Where it could be, and how certain that is in percent.
    could: Vec<(Excerpt, Vec<Range<usize>>, usize)>,
}

/// What is marked, in what is around it.
#[derive(Clone, PartialEq)]
struct Excerpt {
    before: String,
    quote: String,
    after: String,
}

/// The mark whose turn it is.
#[component]
pub fn Places() -> AnyView {
    let desk = Desk::here();
    let at = ErasedSignal::new(LAST.get());
    let body = NodeRef::<html::Div>::new();
    let many = memo(move || desk.with(|state| edit::placements(state).len()));
    let lost = memo(move || {
        let all = desk.with(edit::placements);
        let at = at.get().min(all.len().saturating_sub(1));
        let placement = all.into_iter().nth(at)?;
        desk.peek(|state| in_words(state, placement))
    });
    let title = move || match many.get() {
        0 => t!("Every mark has its place.").to_owned(),
        1 => t!("One mark lost its place when its text was revised.").to_owned(),
        many => {
            let at = at.get().min(many - 1) + 1;
            tf!("{many} marks lost their place when their text was revised. This is number {at}.")
        }
    };
    let step = move |by: isize| {
        let many = many.get_untracked().max(1);
        let now = at.get_untracked().min(many - 1);
        let next = now.checked_add_signed(by).unwrap_or(many - 1) % many;
        LAST.set(next);
        at.set(next);
        focus(body);
    };
    let shown = move || lost.get().map(|lost| draw(desk, body, lost));
    ui! {
        <Frame title=t!("Settle where marks belong") class="form-dialog wide">
            <p class="lead" role="status">
                {live(title)}
            </p>
            <div
                class="places"
                node_ref=body
                on:keydown=move |event| keys(desk, body, &event)
            >
                {part(shown)}
            </div>
            <div class="dialog-foot">
                <button
                    type="button"
                    class="button"
                    hidden=live(move || many.get() < 2)
                    on:click=move |_| step(-1)
                >
                    "Previous"
                </button>
                <button
                    type="button"
                    class="button"
                    hidden=live(move || many.get() < 2)
                    on:click=move |_| step(1)
                >
                    "Next"
                </button>
                <button type="button" class="button solid" on:click=move |_| close(desk)>
                    "Close"
                </button>
            </div>
        </Frame>
    }
}

fn draw(desk: Desk, body: NodeRef<html::Div>, lost: Lost) -> AnyView {
    let could = lost.could.iter().map(|(excerpt, ranges, confidence)| {
        let (placement, ranges) = (lost.placement.clone(), ranges.clone());
        let here = move |_| put(desk, body, &placement, &ranges);
        ui! {
            <button type="button" class="option place" on:click=here>
                <span>
                    <span class="words" dir="auto">{draw_excerpt(excerpt)}</span>
                    <span class="quiet">{tf!("Place here: {confidence} % certain")}</span>
                </span>
            </button>
        }
    });
    let could: Vec<_> = could.collect();
    let none = could.is_empty().then(|| {
        ui! { <p class="quiet">{t!("Nothing in the new text is like it.")}</p> }
    });
    let selected = selection(desk, &lost.placement);
    let by_hand = match selected {
        Some((range, words)) => {
            let placement = lost.placement.clone();
            let place = move |_| put(desk, body, &placement, std::slice::from_ref(&range));
            ui! {
                <button type="button" class="button" on:click=place>
                    {t!("Place on the selection: ")} <bdi class="quote">{words}</bdi>
                </button>
            }
        }
        None => {
            let document = lost.placement.annotation.document.clone();
            let begin = move |_| {
                desk.show(&document);
                desk.announce(t!(
                    "Select where it belongs, then press “to place” here below."
                ));
                close_then(desk, article::focus);
            };
            ui! {
                <button type="button" class="button" on:click=begin>
                    {t!("Select its place in the text")}
                </button>
            }
        }
    };
    let placement = lost.placement.clone();
    let delete = move |_| {
        settle(
            desk,
            body,
            desk.peek(|state| edit::discard(state, &placement)),
        );
    };
    ui! {
        <header>
            <b>{lost.label}</b>
            <span class="quiet">{lost.article}</span>
        </header>
        <p class="was" dir="auto">
            {draw_excerpt(&lost.was)}
        </p>
        <h3>{t!("Where it could be now")}</h3>
        <div class="options" role="group" aria-label=t!("Where it could be now")>
            {could}
        </div>
        {none}
        <div class="by-hand">
            {by_hand}
            <button type="button" class="button" on:click=delete>
                {t!("Delete the mark")}
            </button>
        </div>
    }
}

fn draw_excerpt(excerpt: &Excerpt) -> AnyView {
    ui! {
        <span class="around">{excerpt.before.clone()}</span>
        <mark>{excerpt.quote.clone()}</mark>
        <span class="around">{excerpt.after.clone()}</span>
    }
}

fn in_words(state: &State, placement: Placement) -> Option<Lost> {
    let annotation = &placement.annotation;
    let document = state.document(&annotation.document)?;
    let text = document.text();
    let quotes: Vec<&str> = annotation
        .fragments
        .iter()
        .map(|f| f.quote.as_str())
        .collect();
    let was = Excerpt {
        before: placement
            .contexts
            .first()
            .map_or_else(String::new, |c| before(&c.before)),
        quote: line(&cut(&quotes.join(" … "), SNIPPET)),
        after: placement
            .contexts
            .last()
            .map_or_else(String::new, |c| after(&c.after)),
    };
    let could = placement.candidates.iter().filter_map(|candidate| {
        let ranges: Vec<_> = candidate
            .fragments
            .iter()
            .map(|span| span.start..span.end)
            .collect();
        Some((excerpt(text, &ranges)?, ranges, candidate.confidence))
    });
    Some(Lost {
        label: labels::brief(state.schema().title(&annotation.label)),
        article: labels::article_name(document.meta()),
        was,
        could: could.collect(),
        placement,
    })
}

/// What stands in ranges of a text.
fn excerpt(text: &Text, ranges: &[Range<usize>]) -> Option<Excerpt> {
    let (first, last) = (ranges.first()?, ranges.last()?);
    let quotes: Vec<&str> = ranges
        .iter()
        .map(|range| text.slice(range.start..range.end.min(range.start + SNIPPET + 1)))
        .collect();
    Some(Excerpt {
        before: before(text.slice(first.start.saturating_sub(CONTEXT)..first.start)),
        quote: line(&cut(&quotes.join(" … "), SNIPPET)),
        after: after(text.slice(last.end..last.end + CONTEXT)),
    })
}

/// What stands before, in one line; from a whole word on where it was cut off.
fn before(context: &str) -> String {
    match line(context).split_once(' ') {
        Some((_, rest)) if is_cut(context) => format!("… {}", rest.trim_start()),
        _ => line(context),
    }
}

/// What stands after, up to a whole word.
fn after(context: &str) -> String {
    match line(context).rsplit_once(' ') {
        Some((rest, _)) if is_cut(context) => format!("{} …", rest.trim_end()),
        _ => line(context),
    }
}

/// Whether there was more of it.
fn is_cut(context: &str) -> bool {
    context.chars().count() >= CONTEXT
}

/// What is selected in the article, where that is the one of a mark.
fn selection(desk: Desk, placement: &Placement) -> Option<(Range<usize>, String)> {
    let range = desk.view.cursor().get_untracked()?.range();
    let shown = desk.view.document().get_untracked()?;
    if range.is_empty() || shown != placement.annotation.document {
        return None;
    }
    desk.peek_document(|_, document| {
        let words = line(document.text().slice(range.clone()));
        (range.clone(), cut(&words, 40))
    })
}

fn put(desk: Desk, body: NodeRef<html::Div>, placement: &Placement, to: &[Range<usize>]) {
    let fresh = || clock_and_ids::new_id('a').as_str().into();
    let placed = desk.stamped(|state, stamp| edit::place(state, placement, to, stamp, fresh));
    settle(desk, body, placed);
}

/// Does what settles one, and goes on with the next.
fn settle(desk: Desk, body: NodeRef<html::Div>, settled: Option<Transaction>) {
    if !desk.commit(settled) {
        return;
    }
    desk.view.clear_cursor();
    match desk.peek(|state| edit::placements(state).len()) {
        0 => {
            desk.announce(t!(
                "Every mark has its place. Ctrl+Z takes the last step back."
            ));
            close_then(desk, article::focus);
        }
        left => {
            desk.announce(tf!("Settled; {left} to go."));
            focus(body);
        }
    }
}

/// Gives the focus to the first thing that can be done, once it is there.
fn focus(body: NodeRef<html::Div>) {
    // What is shown follows the project a frame later, and is in the page a frame after that.
    request_animation_frame(move || {
        crate::ui::schedule::after(move || {
            let first = body
                .get_untracked()
                .and_then(|body| body.query_selector("button").ok().flatten());
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                let _ = first.focus();
            }
        });
    });
}

/// Up and down go from place to place; what was settled can be taken back from here.
fn keys(desk: Desk, body: NodeRef<html::Div>, event: &KeyboardEvent) {
    let held = event.ctrl_key() || event.meta_key();
    let Some(body) = body.get_untracked() else {
        return;
    };
    let by = match event.key().as_str() {
        "z" if held && !event.shift_key() => {
            event.prevent_default();
            return desk.undo();
        }
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Ok(buttons) = body.query_selector_all("button") else {
        return;
    };
    let buttons =
        (0..buttons.length()).filter_map(|at| buttons.item(at)?.dyn_into::<HtmlElement>().ok());
    let buttons: Vec<HtmlElement> = buttons.collect();
    let active = document().active_element();
    let is_active = |button: &HtmlElement| {
        active
            .as_ref()
            .is_some_and(|active| button.is_same_node(Some(active)))
    };
    let next = buttons
        .iter()
        .position(is_active)
        .and_then(|at| at.checked_add_signed(by));
    if let Some(next) = next.and_then(|next| buttons.get(next)) {
        event.prevent_default();
        let _ = next.focus();
    }
}
