//! The marks that were carried over to another article and are in doubt there: the words that differ, and
//! where each could be, to carry it there or to leave it.

use super::excerpt::Excerpt;
use super::frame::{Frame, close_then};
use super::line_list::LineList;
use super::rewordings::draw_words;
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::doubts::doubts;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;
use postil_core::edit::{self, Carry, Rewording};
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::State;
use postil_core::transaction::Transaction;
use std::ops::Range;

/// Marks listed at a time; deciding brings up the others.
const MAX_LISTED: usize = 100;
/// Places offered for a mark.
const MAX_PLACES: usize = 3;

/// The selector of a mark in the list.
const LINE: &str = ".doubt";
/// The selector of what is offered for it.
const BUTTON: &str = ".doubt button";

/// A mark in the list.
#[derive(Clone, PartialEq)]
struct Line {
    number: usize,
    original: AnnotationId,
    was: Vec<String>,
    is: Vec<String>,
    label: String,
    words: String,
    article: String,
    places: Vec<Place>,
}

/// Where it could be.
#[derive(Clone, PartialEq)]
struct Place {
    excerpt: Excerpt,
    ranges: Vec<Range<usize>>,
    /// In percent.
    confidence: usize,
}

/// The marks in doubt.
#[component]
pub fn Marks() -> AnyView {
    let desk = Desk::here();
    let open = memo(move || doubts().open(desk));
    let many = memo(move || open.with(Vec::len));
    let lines = memo(move || open.with(|open| desk.peek(|state| lines(state, open))));
    let list = LineList::new(LINE, BUTTON);
    list.focus(0);
    let title = move || match many.get() {
        0 => t!("Nothing is left to look at.").to_owned(),
        1 => t!("One mark has no certain place in the other article.").to_owned(),
        many => tf!("{many} marks have no certain place in the other articles."),
    };
    let is_locked = move || desk.read_only.get();
    ui! {
        <Frame title=t!("Marks to look at") class="form-dialog wide doubts">
            <p class="lead" role="status">
                {live(title)}
            </p>
            <ul
                class="problems"
                aria-label=t!("Marks to look at")
                node_ref=list.node
                on:keydown=move |event| list.keys(desk, &event)
            >
                {each(
                    move || lines.get(),
                    |line| line.number.to_string(),
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
                        <button
                            type="button"
                            class="button"
                            disabled=live(is_locked)
                            on:click=move |_| carry_all(desk, list)
                        >
                            {live(move || tf!("Carry all {} to their likeliest places", many.get()))}
                        </button>
                    },
                )}
                <button type="button" class="button solid" on:click=move |_| end(desk)>
                    "Close"
                </button>
            </div>
        </Frame>
    }
}

fn lines(state: &State, open: &[usize]) -> Vec<Line> {
    let listed = open.iter().take(MAX_LISTED);
    let lines = listed.filter_map(|number| {
        let doubt = doubts().get(*number)?;
        let original = state.annotation(&doubt.original)?;
        let text = state.document(&doubt.to)?.text();
        let places = doubt.candidates.iter().take(MAX_PLACES);
        let places = places.filter_map(|place| {
            Some(Place {
                excerpt: Excerpt::of(text, &place.fragments)?,
                ranges: place.fragments.clone(),
                confidence: (place.confidence * 100.0) as usize,
            })
        });
        Some(Line {
            number: *number,
            label: labels::brief(state.schema().title(&original.label)),
            words: labels::snippet(state, original, 60),
            article: labels::numbered_article(state, &doubt.to)?,
            places: places.collect(),
            original: doubt.original,
            was: doubt.was,
            is: doubt.is,
        })
    });
    lines.collect()
}

fn draw(desk: Desk, list: LineList, line: Line) -> AnyView {
    let number = line.number;
    let words = line.words;
    let is_locked = move || desk.read_only.get();
    let differ = (!line.is.is_empty()).then(|| {
        draw_words(&Rewording {
            annotation: line.original,
            was: line.was,
            is: line.is,
        })
    });
    let places = line.places.into_iter().map(|place| {
        let ranges = place.ranges;
        let confidence = place.confidence;
        let carry = move |event: MouseEvent| {
            let made = carry_one(desk, number, &ranges);
            finish(desk, list, list.line_of(&event), made);
        };
        ui! {
            <button
                type="button"
                class="option place"
                disabled=live(is_locked)
                on:click=carry
            >
                <span>
                    <span class="words" dir="auto">{place.excerpt.draw()}</span>
                    <span class="quiet">{tf!("Carry here: {confidence} % certain")}</span>
                </span>
            </button>
        }
    });
    let leave = move |event: MouseEvent| {
        let at = list.line_of(&event);
        doubts().left.update(|left| {
            left.insert(number);
        });
        go_on(desk, list, at);
    };
    ui! {
        <li class="conflict rewording doubt">
            <header>
                <b>{line.label}</b>
                <span class="quote clip" dir="auto">{words.clone()}</span>
                <span class="quiet">{line.article}</span>
            </header>
            {differ}
            <div class="options" role="group" aria-label=t!("Possible places")>
                {places.collect::<Vec<_>>()}
                <button
                    type="button"
                    class="button"
                    aria-label=tf!("Leave the mark on “{words}”")
                    on:click=leave
                >
                    {t!("Leave")}
                </button>
            </div>
        </li>
    }
}

fn carry_one(desk: Desk, number: usize, place: &[Range<usize>]) -> Option<Transaction> {
    let doubt = doubts().get(number)?;
    let mut carried = vec![doubt.carry(place, fresh())];
    carried.extend(desk.peek(|state| doubt.beside(state, fresh)));
    carry(desk, carried, &doubt.to)
}

fn carry(desk: Desk, carried: Vec<Carry>, to: &DocumentId) -> Option<Transaction> {
    let fresh = || clock_and_ids::new_id('r').as_str().into();
    desk.stamped(|state, stamp| edit::carry_to_twin(state, carried, to, stamp, fresh))
}

fn fresh() -> AnnotationId {
    clock_and_ids::new_id('a').as_str().into()
}

/// Carries all marks to the likeliest of their places, in one step.
fn carry_all(desk: Desk, list: LineList) {
    let mut by_document: Vec<(DocumentId, Vec<Carry>)> = Vec::new();
    let open = doubts().open_now(desk).into_iter();
    for doubt in open.filter_map(|number| doubts().get(number)) {
        let Some(place) = doubt.candidates.first() else {
            continue;
        };
        let carried = doubt.carry(&place.fragments, fresh());
        match by_document.last_mut().filter(|(to, _)| *to == doubt.to) {
            Some((_, all)) => all.push(carried),
            None => {
                let beside = desk.peek(|state| doubt.beside(state, fresh));
                by_document.push((doubt.to, [vec![carried], beside].concat()));
            }
        }
    }
    let made = by_document
        .into_iter()
        .filter_map(|(to, carried)| carry(desk, carried, &to));
    let made: Vec<Transaction> = made.collect();
    let name = match made.as_slice() {
        [] => return,
        [one] => one.name.clone(),
        many => format!("carry marks to {} articles", many.len()),
    };
    let ops = made.into_iter().flat_map(|made| made.ops).collect();
    finish(desk, list, 0, Some(Transaction::new(name, ops)));
}

/// Commits what carries a mark.
fn finish(desk: Desk, list: LineList, at: usize, made: Option<Transaction>) {
    if desk.commit(made) {
        go_on(desk, list, at);
    }
}

/// Keeps the focus at the same line of the list, or closes it after the last one.
fn go_on(desk: Desk, list: LineList, at: usize) {
    match doubts().open_now(desk).len() {
        0 => {
            desk.announce(t!(
                "Nothing is left to look at. Ctrl+Z undoes the last step."
            ));
            end(desk);
        }
        left => {
            desk.announce(tf!("Done; {left} left."));
            list.focus(at);
        }
    }
}

/// Closes the dialog, and goes back to where it was opened from.
fn end(desk: Desk) {
    match doubts().back.get_untracked() {
        true => desk.open(Overlay::SharedCopy(None)),
        false => close_then(desk, article::focus),
    }
}
