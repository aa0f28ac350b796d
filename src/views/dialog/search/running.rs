//! A search, run a few milliseconds a frame and begun again when the query changes.

use crate::desk::Desk;
use crate::ui::schedule;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use postil_core::find::Finding;
use postil_core::model::{AnnotationId, Attributes, DocumentId};
use postil_core::text::{Flaw, Pattern, Wanted};
use std::cell::RefCell;

/// Code points of selected text that are taken for a query at most.
const MAX_QUERY: usize = 80;

thread_local! {
    /// The label that matches were marked with last.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
pub struct Session {
    pub desk: Desk,
    pub query: ErasedSignal<String>,
    pub regex: ErasedSignal<bool>,
    pub whole_words: ErasedSignal<bool>,
    pub exact: ErasedSignal<bool>,
    /// Whether only the article in the pane is searched.
    pub here: ErasedSignal<bool>,
    /// The label to mark with; `None` while a person only reads.
    pub label: ErasedSignal<Option<String>>,
    /// The mark that the others are to be like, and its attributes.
    pub like: ErasedSignal<Option<(AnnotationId, Attributes)>>,
    pub flaw: ErasedSignal<Option<Flaw>>,
    finding: ErasedSignal<Option<Finding>>,
    /// Raised whenever more was found or a tick changed.
    version: ErasedSignal<u64>,
    /// The number of the search, to end an older one.
    number: ErasedSignal<u64>,
    /// What the last search was for: a search for the same keeps the ticks.
    last: ErasedSignal<Option<(Wanted, Option<DocumentId>, u64)>>,
}

impl Session {
    /// Fills in what a person likely searches for, and follows the query from now on.
    pub fn begin(desk: Desk, like: Option<&AnnotationId>) -> Self {
        let mark = like.and_then(|id| {
            desk.peek(|state| {
                let annotation = state.annotation(id)?;
                let same = (id.clone(), annotation.attributes.clone());
                Some((same, state.quote(annotation), annotation.label.clone()))
            })
        });
        let selected = || {
            let words = desk.peek_document(|_, document| {
                let cursor = desk.view_now().cursor().get_untracked()?;
                let range = cursor.range();
                (range.len() <= MAX_QUERY).then(|| document.text().slice(range).to_owned())
            });
            words.flatten().unwrap_or_default()
        };
        let (like, query, label) = match mark {
            Some((like, quote, label)) => (Some(like), quote, Some(label)),
            None => (None, selected(), None),
        };
        let session = Self {
            desk,
            query: ErasedSignal::new(query),
            regex: ErasedSignal::new(false),
            whole_words: ErasedSignal::new(like.is_some()),
            exact: ErasedSignal::new(false),
            here: ErasedSignal::new(false),
            label: ErasedSignal::new(label),
            like: ErasedSignal::new(like),
            flaw: ErasedSignal::new(None),
            finding: ErasedSignal::new(None),
            version: ErasedSignal::new(0),
            number: ErasedSignal::new(0),
            last: ErasedSignal::new(None),
        };
        effect(move || session.search());
        session
    }

    /// Reads what was found, tracked; `None` without a query that can be searched for.
    pub fn with<R>(self, read: impl FnOnce(&Finding) -> R) -> Option<R> {
        self.version.track();
        self.peek(read)
    }

    /// The same, untracked.
    pub fn peek<R>(self, read: impl FnOnce(&Finding) -> R) -> Option<R> {
        self.finding
            .try_with_untracked(|finding| finding.as_ref().map(read))
            .flatten()
    }

    /// Changes ticks.
    pub fn change<R>(self, change: impl FnOnce(&mut Finding) -> R) -> Option<R> {
        let changed = self.finding.change(|finding| finding.as_mut().map(change));
        self.version.update(|version| *version += 1);
        changed.flatten()
    }

    /// Begins to mark, or goes back to reading.
    pub fn set_marking(self, marking: bool) {
        let label = marking.then(|| {
            let last = LAST.with_borrow(Clone::clone);
            self.desk.peek(|state| {
                let schema = state.schema();
                let layer = |label: &str| label.split('.').next().unwrap_or_default().to_owned();
                let known = last.filter(|last| schema.layer(&layer(last)).is_some());
                let first = || schema.layers.first().map(|layer| layer.name.clone());
                known.or_else(first).unwrap_or_default()
            })
        });
        self.label.set(label);
    }

    /// Keeps the label for the next time.
    pub fn keep_label(label: &str) {
        LAST.with_borrow_mut(|last| *last = Some(label.to_owned()));
    }

    /// Searches for what the fields say, tracked.
    fn search(self) {
        let wanted = Wanted {
            query: self.query.get(),
            regex: self.regex.get(),
            whole_words: self.whole_words.get(),
            exact: self.exact.get(),
        };
        let only = self
            .here
            .get()
            .then(|| self.desk.view().document().get())
            .flatten();
        let label = self.label.get();
        // A change of the project begins the search again.
        self.desk.with(|_| ());
        let number = self.number.change(|number| {
            *number += 1;
            *number
        });
        let pattern = match Pattern::new(&wanted) {
            _ if wanted.query.trim().is_empty() => Ok(None),
            pattern => pattern.map(Some),
        };
        let flaw = pattern.as_ref().err().cloned();
        if self.flaw.with_untracked(|before| *before != flaw) {
            self.flaw.set(flaw);
        }
        let finding = pattern.ok().flatten().map(|pattern| {
            self.desk
                .peek(|state| Finding::new(state, pattern, only.as_ref(), label))
        });
        let this = Some((wanted, only, self.desk.revision()));
        let same = self.last.with_untracked(|last| *last == this);
        let ticks = self.peek(Finding::changed).filter(|_| same);
        self.last.change(|last| *last = this);
        self.finding.change(|place| {
            *place = finding;
            if let (Some(finding), Some(ticks)) = (place.as_mut(), ticks) {
                finding.set_changed(ticks);
            }
        });
        wasm_bindgen_futures::spawn_local(async move {
            loop {
                let current = self.number.try_with_untracked(|now| Some(*now)).flatten();
                if current.is_none() || current != number {
                    return;
                }
                let more = self.go_on();
                self.version.update(|version| *version += 1);
                if !more {
                    return;
                }
                schedule::breathe().await;
            }
        });
    }

    /// Searches for a few milliseconds, and tells whether there is more to do.
    fn go_on(self) -> bool {
        let pause = schedule::slice();
        self.desk.peek(|state| {
            let more = self.finding.change(|finding| {
                let Some(finding) = finding else {
                    return false;
                };
                while finding.step(state) {
                    if pause.is_due() {
                        return true;
                    }
                }
                false
            });
            more.unwrap_or(false)
        })
    }
}
