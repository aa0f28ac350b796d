//! One sitting at the list of shared copy: what is listed and open, and what is done with it.

use super::listed::{Key, Line, Listed, key, list};
use crate::commands::twins::carrying::Wanted;
use crate::commands::twins::{self, Spot};
use crate::desk::{Desk, reprints};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use crate::views::dialog::frame::close_then;
use crate::views::dialog::line_list::focus_line;
use leptos::html;
use leptos::prelude::*;
use postil_core::state::State;
use postil_propose::reprint::{Passage, Place, Reprints};
use std::cell::RefCell;

thread_local! {
    /// The passage that was open last, to return to.
    static LAST: RefCell<Option<Key>> = const { RefCell::new(None) };
}

/// The open list; a copy is the same.
#[derive(Clone, Copy)]
pub struct Session {
    /// The desk of the page.
    pub desk: Desk,
    /// Words that a passage must have.
    pub text: ErasedSignal<String>,
    /// The passage whose places are listed.
    pub open: ErasedSignal<Option<Key>>,
    /// What is listed; `None` while the texts are compared.
    pub listed: ErasedMemo<Option<Listed>>,
    /// The list.
    pub node: NodeRef<html::Div>,
    /// The line to bring into sight.
    pub reveal: ErasedSignal<Option<usize>>,
}

impl Session {
    /// Opens the list, at the passage at an offset of the document that is shown, else at the one that was open
    /// last; and has the texts compared.
    pub fn new(desk: Desk, at: Option<usize>) -> Self {
        let text = ErasedSignal::new(String::new());
        let open = ErasedSignal::new(None::<Key>);
        let session = Self {
            desk,
            text,
            open,
            listed: memo(move || {
                let (text, open) = (text.get(), open.get());
                let list = |state: &State, found: &Reprints| {
                    list(state, found.passages(), open.as_ref(), text.trim())
                };
                reprints::with(desk, list)
            }),
            node: NodeRef::new(),
            reveal: ErasedSignal::new(None),
        };
        reprints::want(desk);
        on_cleanup(move || reprints::want_no_more(desk));
        session.begin_at(at);
        session
    }

    /// Unfolds the passage to begin at, once it is known.
    fn begin_at(self, at: Option<usize>) {
        let is_done = ErasedSignal::new(false);
        effect(move || {
            if !self.listed.with(Option::is_some) || is_done.get_untracked() {
                return;
            }
            is_done.set(true);
            let shown = self.desk.view_now().document().get_untracked();
            let number = reprints::peek(self.desk, |_, found| {
                let here = |place: &Place| {
                    let is_at =
                        at.is_some_and(|at| (place.range.start..=place.range.end).contains(&at));
                    is_at && Some(&place.document) == shown.as_ref()
                };
                let last = LAST.with_borrow(Clone::clone).filter(|_| at.is_none());
                let mut passages = found.passages().iter();
                passages.position(|passage| match &last {
                    Some(_) => key(passage) == last,
                    None => passage.places.iter().any(here),
                })
            });
            if let Some(number) = number.flatten() {
                self.unfold_number(number, Some(true));
            }
        });
    }

    /// Reads the passage of a line, and the place if it is one; untracked.
    fn with_line<R>(
        self,
        at: usize,
        read: impl FnOnce(&State, &Passage, Option<&Place>) -> Option<R>,
    ) -> Option<R> {
        let line = self
            .listed
            .with_untracked(|listed| listed.as_ref()?.lines.get(at).cloned())?;
        reprints::peek(self.desk, |state, found| {
            let (number, place) = match line {
                Line::Passage(number) => (number, None),
                Line::Place(number, place) => (number, Some(place)),
            };
            let passage = found.passages().get(number)?;
            let place = place.and_then(|place| passage.places.get(place));
            read(state, passage, place)
        })?
    }

    /// How many lines there are; untracked.
    pub fn many(self) -> usize {
        self.listed
            .with_untracked(|listed| listed.as_ref().map_or(0, |listed| listed.lines.len()))
    }

    /// Focuses a line, or the last one, once the list has followed.
    pub fn focus(self, at: usize) {
        focus_line(self.node, self.reveal, at, self.many());
    }

    /// Lists the places of the passage of a line, or puts them away.
    pub fn unfold(self, at: usize, is_open: Option<bool>) {
        let line = self
            .listed
            .with_untracked(|listed| listed.as_ref()?.lines.get(at).cloned());
        if let Some(Line::Passage(number) | Line::Place(number, _)) = line {
            self.unfold_number(number, is_open);
        }
    }

    fn unfold_number(self, number: usize, is_open: Option<bool>) {
        let own = reprints::peek(self.desk, |_, found| key(found.passages().get(number)?));
        let own = own.flatten();
        let was = self.open.with_untracked(|open| *open == own);
        match is_open.unwrap_or(!was) {
            true => {
                LAST.set(own.clone());
                self.open.set(own);
            }
            false if was => self.open.set(None),
            false => {}
        }
        let at = self
            .listed
            .with_untracked(|listed| listed.as_ref()?.line_of(number));
        if let Some(at) = at {
            self.focus(at);
        }
    }

    /// Goes to the place of a line, with another one in a pane beside it. The line of a passage leads to the
    /// article that is shown, if it has it.
    pub fn go(self, at: usize) {
        let desk = self.desk;
        let shown = desk.view_now().document().get_untracked();
        let spots = self.with_line(at, |_, passage, place| {
            let here = |place: &&Place| Some(&place.document) == shown.as_ref();
            let own = passage.places.iter().find(here);
            let to = place.or(own).or(passage.places.first())?;
            let others = || {
                passage
                    .places
                    .iter()
                    .filter(|other| other.document != to.document)
            };
            let twin = others().find(here).or(others().next());
            Some((spot(to), twin.map(spot)))
        });
        if let Some((to, twin)) = spots {
            LAST.set(self.with_line(at, |_, passage, _| key(passage)));
            close_then(desk, move || twins::go(desk, &to, twin.as_ref()));
        }
    }

    /// Carries the marks of a place to all others; those of a passage are taken from the article that is shown,
    /// else from that which has most.
    pub fn carry(self, at: usize) {
        let shown = self.desk.view_now().document().get_untracked();
        let from = self.with_line(at, |state, passage, place| {
            let here = |place: &&Place| Some(&place.document) == shown.as_ref();
            let own = passage.places.iter().find(here);
            let own = own.filter(|own| marks(state, own) > 0);
            let most = || {
                passage
                    .places
                    .iter()
                    .rev()
                    .max_by_key(|place| marks(state, place))
            };
            place.or(own).or_else(most).map(spot)
        });
        if let Some(Spot { document, range }) = from {
            LAST.set(self.with_line(at, |_, passage, _| key(passage)));
            let wanted = Wanted {
                from: document,
                range,
                only: None,
                to: None,
            };
            twins::carry(self.desk, wanted, true);
        }
    }
}

fn spot(place: &Place) -> Spot {
    Spot {
        document: place.document.clone(),
        range: place.range.clone(),
    }
}

/// How many marks touch a place. O(log n + k log k) for k marks.
pub fn marks(state: &State, place: &Place) -> usize {
    let Some(document) = state.document(&place.document) else {
        return 0;
    };
    let touching = state.marks_in(document, place.range.clone());
    let mut slots: Vec<u32> = touching.iter().map(|mark| mark.key.annotation).collect();
    slots.sort_unstable();
    slots.dedup();
    slots.len()
}
