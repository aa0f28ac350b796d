//! The unplaced marks, which lost their place when a text was revised: one at a time, with the words
//! that it covered and where it could be now.

use super::excerpt::Excerpt;
use super::frame::{Frame, close, close_then};
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::labels::{cut, line};
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::roving::{self, Way};
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};
use postil_core::edit;
use postil_core::model::{Fragment, Placement};
use postil_core::state::State;
use postil_core::transaction::Transaction;
use std::cell::Cell;
use std::ops::Range;
use wasm_bindgen::JsCast;

thread_local! {
    /// The index of the last one shown, to return to after selecting text in the article.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

/// An unplaced mark, in words.
#[derive(Clone, PartialEq)]
struct UnplacedMark {
    placement: Placement,
    label: String,
    article: String,
    was: Excerpt,
    could: Vec<PossiblePlace>,
}

/// Where an unplaced mark could be.
#[derive(Clone, PartialEq)]
struct PossiblePlace {
    excerpt: Excerpt,
    ranges: Vec<Range<usize>>,
    /// In percent.
    confidence: usize,
    /// Whether the same mark is there already.
    is_taken: bool,
}

/// The unplaced marks, one at a time.
#[component]
pub fn Unplaced() -> AnyView {
    let desk = Desk::here();
    let at = ErasedSignal::new(LAST.get());
    let body = NodeRef::<html::Div>::new();
    let many = memo(move || desk.with(|state| edit::placements(state).len()));
    let mark = memo(move || {
        let all = desk.with(edit::placements);
        let at = at.get().min(all.len().saturating_sub(1));
        let placement = all.into_iter().nth(at)?;
        desk.peek(|state| in_words(state, placement))
    });
    let title = move || match many.get() {
        0 => t!("No unplaced marks.").to_owned(),
        1 => t!("One mark lost its place when its text was revised.").to_owned(),
        many => {
            let at = at.get().min(many - 1) + 1;
            tf!("{many} marks lost their places when a text was revised. This is number {at}.")
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
    let shown = move || mark.get().map(|mark| draw(desk, body, mark));
    ui! {
        <Frame title=t!("Unplaced marks") class="form-dialog wide">
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

fn draw(desk: Desk, body: NodeRef<html::Div>, mark: UnplacedMark) -> AnyView {
    let could = mark.could.iter().map(|place| {
        let (placement, ranges) = (mark.placement.clone(), place.ranges.clone());
        let here = move |_| put(desk, body, &placement, &ranges);
        let confidence = place.confidence;
        ui! {
            <button type="button" class="option place" on:click=here>
                <span>
                    <span class="words" dir="auto">{place.excerpt.draw()}</span>
                    <span class="quiet">
                        {tf!("Place here: {confidence} % certain")}
                        {place.is_taken.then_some(t!("; the same mark is there already"))}
                    </span>
                </span>
            </button>
        }
    });
    let could: Vec<_> = could.collect();
    let none = could.is_empty().then(|| {
        ui! { <p class="quiet">{t!("Nothing similar in the new text.")}</p> }
    });
    let selected = selection(desk, &mark.placement);
    let by_hand = match selected {
        Some((range, words)) => {
            let placement = mark.placement.clone();
            let click = move |_| put(desk, body, &placement, std::slice::from_ref(&range));
            ui! {
                <button type="button" class="button" on:click=click>
                    {t!("Place on the selection: ")} <bdi class="quote">{words}</bdi>
                </button>
            }
        }
        None => {
            let document = mark.placement.annotation.document.clone();
            let begin = move |_| {
                desk.show(&document);
                desk.announce(t!(
                    "Select where it belongs, then press “unplaced” in the status bar."
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
    let placement = mark.placement.clone();
    let delete = move |_| {
        finish(
            desk,
            body,
            desk.peek(|state| edit::discard(state, &placement)),
        );
    };
    ui! {
        <header>
            <b>{mark.label}</b>
            <span class="quiet">{mark.article}</span>
        </header>
        <p class="was" dir="auto">
            {mark.was.draw()}
        </p>
        <h3>{t!("Possible places")}</h3>
        <div class="options" role="group" aria-label=t!("Possible places")>
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

fn in_words(state: &State, placement: Placement) -> Option<UnplacedMark> {
    let annotation = &placement.annotation;
    let document = state.document(&annotation.document)?;
    let text = document.text();
    let quotes: Vec<&str> = annotation
        .fragments
        .iter()
        .map(|f| f.quote.as_str())
        .collect();
    let contexts = &placement.contexts;
    let was = Excerpt::new(
        contexts.first().map_or("", |context| &context.before),
        &quotes.join(" … "),
        contexts.last().map_or("", |context| &context.after),
    );
    let could = placement.candidates.iter().filter_map(|candidate| {
        let ranges: Vec<_> = candidate
            .fragments
            .iter()
            .map(|span| span.start..span.end)
            .collect();
        let mut placed = annotation.clone();
        placed.fragments = ranges.iter().cloned().map(Fragment::new).collect();
        Some(PossiblePlace {
            excerpt: Excerpt::of(text, &ranges)?,
            ranges,
            confidence: candidate.confidence,
            is_taken: edit::twin(state, &placed).is_some(),
        })
    });
    Some(UnplacedMark {
        label: labels::brief(state.schema().title(&annotation.label)),
        article: labels::article_name(document),
        was,
        could: could.collect(),
        placement,
    })
}

/// The selection, if it is in the article of the mark.
fn selection(desk: Desk, placement: &Placement) -> Option<(Range<usize>, String)> {
    let range = desk.view_now().cursor().get_untracked()?.range();
    let shown = desk.view_now().document().get_untracked()?;
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
    finish(desk, body, placed);
}

/// Commits what places or deletes one, and goes on with the next.
fn finish(desk: Desk, body: NodeRef<html::Div>, done: Option<Transaction>) {
    if !desk.commit(done) {
        return;
    }
    desk.view_now().clear_cursor();
    match desk.peek(|state| edit::placements(state).len()) {
        0 => {
            desk.announce(t!("No unplaced marks left. Ctrl+Z undoes the last step."));
            if desk.peek(|state| edit::rewordings(state).is_empty()) {
                close_then(desk, article::focus);
            } else {
                desk.open(Overlay::Rewordings);
            }
        }
        left => {
            desk.announce(tf!("Done; {left} left."));
            focus(body);
        }
    }
}

/// Focuses the first button, once it is in the page.
fn focus(body: NodeRef<html::Div>) {
    // The view follows the project one frame later, and is in the page one frame after that.
    request_animation_frame(move || {
        crate::ui::schedule::after(move || {
            if let Some(body) = body.try_get_untracked().flatten() {
                roving::focus_first(&body, "button");
            }
        });
    });
}

/// Up and down move between the buttons; Ctrl+Z undoes from here.
fn keys(desk: Desk, body: NodeRef<html::Div>, event: &KeyboardEvent) {
    let held = event.ctrl_key() || event.meta_key();
    let Some(body) = body.get_untracked() else {
        return;
    };
    let key = event.key();
    if key == "z" && held && !event.shift_key() {
        event.prevent_default();
        return desk.undo();
    }
    let Some(way) = Way::vertical(&key) else {
        return;
    };
    let Ok(buttons) = body.query_selector_all("button") else {
        return;
    };
    let buttons =
        (0..buttons.length()).filter_map(|at| buttons.item(at)?.dyn_into::<Element>().ok());
    let buttons: Vec<Element> = buttons.collect();
    let active = document().active_element();
    let at = (buttons.iter()).position(|button| active.as_ref() == Some(button));
    let next = at.and_then(|at| buttons.get(way.next(at, buttons.len())?).cloned());
    if roving::focus(next) {
        event.prevent_default();
    }
}
