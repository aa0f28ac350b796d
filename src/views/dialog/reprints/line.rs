//! One line of the list of shared copy: a passage, or a place of the open one.

use super::listed::{Line, key, words};
use super::session::{Session, marks};
use crate::desk::{labels, reprints};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use leptos::prelude::*;
use postil_core::state::State;
use postil_propose::reprint::{Passage, Place};

/// Code points of the words of a passage.
const WORDS_CHARS: usize = 90;

/// What a line shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Passage {
        words: String,
        alike: String,
        articles: String,
        length: String,
        is_open: bool,
    },
    Place {
        article: String,
        words: String,
        alike: String,
        marks: String,
    },
}

/// Draws a line. Its element stays while the list changes, and with it the focus.
pub fn draw(session: Session, at: usize) -> AnyView {
    let shown = memo(move || shown(session, at));
    let is_place = move || shown.with(|it| matches!(it, Some(Shown::Place { .. })));
    let is_some = move || shown.with(Option::is_some);
    let expanded = move || {
        shown.with(|it| match it {
            Some(Shown::Passage { is_open, .. }) => Some(is_open.to_string()),
            _ => None,
        })
    };
    let is_locked = move || session.desk.read_only.get();
    ui! {
        <div
            class="search-line"
            class:proposed=live(is_place)
            data-line=at.to_string()
        >
            <button
                type="button"
                class="search-go"
                aria-expanded=live(expanded)
                on:click=move |_| match untrack(is_place) {
                    true => session.go(at),
                    false => session.unfold(at, None),
                }
            >
                {part(move || shown.with(|shown| shown.as_ref().map(body)))}
            </button>
            {when(move || is_some() && !is_place(), move || ui! {
                <button
                    type="button"
                    class="link"
                    tabindex="-1"
                    on:click=move |_| session.go(at)
                >
                    {t!("Show")}
                </button>
            })}
            {when(is_some, move || ui! {
                <button
                    type="button"
                    class="link confirm"
                    tabindex="-1"
                    disabled=live(is_locked)
                    on:click=move |_| session.carry(at)
                >
                    {t!("Carry marks")}
                </button>
            })}
        </div>
    }
    .into_any()
}

fn body(shown: &Shown) -> AnyView {
    match shown {
        Shown::Passage {
            words,
            alike,
            articles,
            length,
            ..
        } => ui! {
            <span class="quote clip lacking" dir="auto">{words.clone()}</span>
            " "
            {why(alike, articles)}
            " "
            <span class="count">{length.clone()}</span>
        }
        .into_any(),
        Shown::Place {
            article,
            words,
            alike,
            marks,
        } => ui! {
            <b class="clip name">{article.clone()}</b>
            " "
            <span class="quote clip lacking" dir="auto">{words.clone()}</span>
            " "
            {why(alike, marks)}
        }
        .into_any(),
    }
}

/// How alike, and what there is room for in a wide window only.
fn why(alike: &str, more: &str) -> AnyView {
    ui! {
        <span class="why">
            {alike.to_owned()}
            <span class="wide">{tf!(" alike · {more}")}</span>
        </span>
    }
}

fn shown(session: Session, at: usize) -> Option<Shown> {
    let line = session
        .listed
        .with(|listed| listed.as_ref()?.lines.get(at).cloned())?;
    let open = session.open.get();
    session.desk.with(|state| {
        reprints::peek(session.desk, |_, found| match line {
            Line::Passage(number) => {
                let passage = found.passages().get(number)?;
                of_passage(state, passage, open.is_some() && open == key(passage))
            }
            Line::Place(number, place) => {
                of_place(state, found.passages().get(number)?.places.get(place)?)
            }
        })?
    })
}

fn of_passage(state: &State, passage: &Passage, is_open: bool) -> Option<Shown> {
    let first = passage.places.first()?;
    let likeness = passage.places.iter().map(|place| place.likeness);
    let (least, most) = (
        likeness.clone().fold(1.0, f64::min),
        likeness.fold(0.0, f64::max),
    );
    let (least, most) = (reprints::percent(least), reprints::percent(most));
    let documents = passage.places.chunk_by(|a, b| a.document == b.document);
    Some(Shown::Passage {
        words: words(state, first, WORDS_CHARS),
        alike: match least == most {
            true => most,
            false => tf!("{least} to {most}"),
        },
        articles: labels::count(documents.count(), "article"),
        length: labels::count(first.words, "word"),
        is_open,
    })
}

fn of_place(state: &State, place: &Place) -> Option<Shown> {
    Some(Shown::Place {
        article: labels::numbered_article(state, &place.document)?,
        words: words(state, place, WORDS_CHARS),
        alike: reprints::percent(place.likeness),
        marks: labels::count(marks(state, place), "mark"),
    })
}
