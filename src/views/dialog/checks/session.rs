//! One sitting at the list: what is listed and ticked, and what is done with it.

use super::listed::{Listed, list};
use crate::article;
use crate::desk::lacks::Kind;
use crate::desk::{Desk, checks};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::views::dialog::frame::close_then;
use crate::views::dialog::line_list::focus_line;
use leptos::html;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::AnnotationId;
use std::collections::BTreeSet;

/// The open list; a copy is the same.
#[derive(Clone, Copy)]
pub struct Session {
    /// The desk of the page.
    pub desk: Desk,
    /// Words that a line must have.
    pub text: ErasedSignal<String>,
    /// The only kind that is listed.
    pub kind: ErasedSignal<Option<Kind>>,
    /// What is listed.
    pub listed: ErasedMemo<Listed>,
    /// The marks that are ticked, of those to confirm.
    pub ticked: ErasedSignal<BTreeSet<AnnotationId>>,
    /// The list.
    pub node: NodeRef<html::Div>,
    /// The line to bring into sight.
    pub reveal: ErasedSignal<Option<usize>>,
}

impl Session {
    /// Opens the list.
    pub fn new(desk: Desk) -> Self {
        let text = ErasedSignal::new(String::new());
        let kind = ErasedSignal::new(None::<Kind>);
        Self {
            desk,
            text,
            kind,
            listed: memo(move || {
                text.with(|text| {
                    checks::with(|checks| desk.peek(|state| list(state, checks, kind.get(), text)))
                })
            }),
            ticked: ErasedSignal::new(BTreeSet::new()),
            node: NodeRef::new(),
            reveal: ErasedSignal::new(None),
        }
    }

    /// Focuses a line, or the last one, once the list has followed the project.
    pub fn focus(self, at: usize) {
        let many = self.listed.with_untracked(|listed| listed.lines.len());
        focus_line(self.node, self.reveal, at, many);
    }

    /// Ticks the mark of a line, or takes the tick away; for a heading, all in its article.
    pub fn toggle(self, at: usize) {
        let of_line = self.listed.with_untracked(|listed| listed.changed_in(at));
        self.ticked.update(|ticked| {
            let all = of_line.iter().all(|id| ticked.contains(id));
            for id in of_line {
                if all {
                    ticked.remove(&id);
                } else {
                    ticked.insert(id);
                }
            }
        });
    }

    /// The marks that are ticked, of those that are listed; all of these if none is.
    pub fn ticked_or_all(self) -> Vec<AnnotationId> {
        self.listed.with_untracked(|listed| {
            self.ticked.with_untracked(|ticked| {
                let all = listed.changed.iter();
                let all = all.filter(|id| ticked.is_empty() || ticked.contains(*id));
                all.cloned().collect()
            })
        })
    }

    /// Confirms marks, and keeps the focus at a line.
    pub fn confirm(self, ids: Vec<AnnotationId>, at: usize) {
        let desk = self.desk;
        let confirmed = desk.stamped(|state, stamp| edit::confirm(state, &ids, stamp));
        if !desk.commit(confirmed) {
            return;
        }
        self.ticked.set(BTreeSet::new());
        let left = checks::now(desk, |_, checks| checks.total());
        if left == 0 {
            desk.announce(t!("Nothing left to check. Ctrl+Z undoes the last step."));
            return close_then(desk, article::focus);
        }
        desk.announce(tf!("Confirmed; {left} to check."));
        self.focus(at);
    }
}
