//! Gives the focus to what is drawn of a mark, and keeps it there when that is drawn anew.

use super::Chart;
use crate::ui::roving;
use leptos::prelude::*;
use leptos::web_sys::{Element, FocusEvent, FocusOptions, HtmlElement};
use postil_core::model::AnnotationId;
use wasm_bindgen::JsCast;

/// Frames in which a place is scrolled to and drawn.
const TRIES: usize = 8;

impl Chart {
    /// Gives the focus to a mark, in the picture or in the tray, once it is there.
    pub fn focus(self, mark: AnnotationId) {
        self.wanted.set(Some(mark));
    }

    pub(super) fn try_focus(self) {
        if self.root.try_get_untracked().flatten().is_none() {
            return;
        }
        let Some(mark) = self.wanted.get_untracked() else {
            return;
        };
        // What is drawn follows the project a frame later: an event that has just got a date is still in the tray.
        let given = self.session.desk.peek(|state| {
            let date = state.annotation(&mark)?.attributes.get("date")?;
            date.as_str().map(str::to_owned)
        });
        let given = given.unwrap_or_default();
        let in_tray = self.made.with_untracked(|made| {
            let mut undated = made.timeline.undated.iter();
            undated.position(|event| event.mark == mark && event.given == given)
        });
        if self.peek(|layout| layout.spot(&mark).is_some()) == Some(true) {
            self.reveal(&mark);
        } else if in_tray.is_some() {
            self.line.set(in_tray);
        } else {
            // What it became is not drawn yet.
            return;
        }
        self.wanted.change(|wanted| *wanted = None);
        self.focus_soon(mark, TRIES);
    }

    /// Gives the focus to what is drawn of a mark, at the latest after so many frames: it may have to be scrolled to.
    fn focus_soon(self, mark: AnnotationId, tries: usize) {
        request_animation_frame(move || {
            if !roving::focus(self.element_of(&mark)) && tries > 0 {
                self.focus_soon(mark, tries - 1);
            }
        });
    }

    /// Takes note of what has the focus.
    pub fn note_focus(self, event: &FocusEvent) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let mark = target.and_then(|it| it.get_attribute("data-mark"));
        self.held.change(|held| *held = mark.map(Into::into));
    }

    /// Gives the focus back to the mark that had it, if nothing else has it.
    pub(super) fn hold_focus(self) {
        let is_free = document()
            .active_element()
            .is_none_or(|it| it.tag_name() == "BODY");
        let Some(mark) = self.held.try_with_untracked(Clone::clone).flatten() else {
            return;
        };
        let element = self.element_of(&mark).filter(|_| is_free);
        if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // It throws only for options that it does not know.
            let _ = element.focus_with_options(&options);
        }
    }

    /// The place of a mark in the page.
    pub fn element_of(self, mark: &AnnotationId) -> Option<Element> {
        let all = self
            .root
            .try_get_untracked()
            .flatten()?
            .query_selector_all(".stop[data-mark]")
            .ok()?;
        let stops = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
        let mut own =
            stops.filter(|stop| stop.get_attribute("data-mark").as_deref() == Some(mark.as_str()));
        own.next()
    }
}
