//! What is typed into a field becomes part of the project while it is typed: a second after the first
//! key that is not, however steadily the typing goes on, and when the field loses the focus or goes
//! away, or the page is hidden or left.
//!
//! While a field is typed into, nothing writes into it: what was typed last would be lost.

use super::field;
use crate::browser::clock_and_ids;
use crate::desk::Desk;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use gloo::timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::event::on;
use leptos::web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Milliseconds from the first key that is not part of the project until it is.
const KEEP_AFTER_MS: u32 = 1000;

/// Makes what was typed part of the project, as a part of the undo step of this key; returns whether it
/// can be.
type Put = Rc<dyn Fn(&str, &str) -> bool>;

/// What is typed into one field.
#[derive(Clone, Copy)]
pub struct Draft {
    desk: Desk,
    /// The number of the field.
    number: u64,
    /// The value in the project.
    value: ErasedMemo<String>,
    /// Whether the field shows what was typed, and not the value.
    typing: ErasedSignal<bool>,
    /// Whether it has had the focus since the last key.
    inside: ErasedSignal<bool>,
    /// What was typed.
    typed: ErasedSignal<String>,
    /// Whether some of it is not part of the project.
    open: ErasedSignal<bool>,
    /// The merge key of the undo step: one between getting and losing the focus.
    sitting: ErasedSignal<String>,
    wait: ErasedSignal<Option<Timeout>>,
    put: ErasedSignal<Put>,
    /// The name under which words that are refused are put aside; empty where none ever are.
    aside: ErasedSignal<String>,
}

impl Draft {
    /// Makes the draft of a field that shows a value, which must follow the project at once; `put` makes
    /// a typed value part of the project under the merge key that is passed, and returns whether it can
    /// be.
    pub fn new(
        desk: Desk,
        value: ErasedMemo<String>,
        put: impl Fn(&str, &str) -> bool + 'static,
    ) -> Self {
        let put: Put = Rc::new(put);
        Self::of(desk, value, put)
    }

    fn of(desk: Desk, value: ErasedMemo<String>, put: Put) -> Self {
        let draft = Self {
            desk,
            number: desk.typing.number(),
            value,
            typing: ErasedSignal::new(false),
            inside: ErasedSignal::new(false),
            typed: ErasedSignal::new(String::new()),
            open: ErasedSignal::new(false),
            sitting: ErasedSignal::new(String::new()),
            wait: ErasedSignal::new(None),
            put: ErasedSignal::new(put),
            aside: ErasedSignal::new(String::new()),
        };
        // Another mark may be selected, or a dialog closed, before the second is over.
        on_cleanup(move || {
            draft.keep();
            draft.desk.typing.end(draft.number);
        });
        draft
    }

    /// Puts words that are refused aside under a name that no other field has: they are in the field
    /// again when it comes back, until it is written anew.
    pub fn keeping_refused(self, name: String) -> Self {
        let refused = self.desk.aside.of(&name).and_then(|mut words| words.pop());
        self.aside.change(|aside| *aside = name);
        if let Some(words) = refused {
            self.typed.set(words);
            self.typing.set(true);
            self.sitting.set(clock_and_ids::new_id('t'));
            self.open.change(|open| *open = true);
            self.begin();
            self.keep();
        }
        self
    }

    /// Lets go of words that were refused once the value is set elsewhere, such as by a button beside the field.
    pub fn giving_way(self) -> Self {
        let before = StoredValue::new(self.value.get_untracked());
        effect(move || {
            let value = self.value.get();
            let has_changed = before.with_value(|before| *before != value);
            before.set_value(value);
            let is_refused = self.open.get_untracked() && !self.inside.get_untracked();
            if has_changed && is_refused {
                self.open.set(false);
                self.typing.set(false);
                self.desk.typing.end(self.number);
                let aside = self.aside.get_untracked();
                if !aside.is_empty() {
                    self.desk.aside.clear(&aside);
                }
            }
        });
        self
    }

    /// What the field holds, tracked.
    pub fn now(self) -> String {
        if self.typing.get() {
            self.typed.get()
        } else {
            self.value.get()
        }
    }

    /// Whether the field is typed into right now, tracked: what it holds may be unfinished. `None` where
    /// it shows the value of the project.
    pub fn is_in_hand(self) -> Option<bool> {
        self.typing.get().then(|| self.inside.get())
    }

    /// The attributes of the field, with a hint on what is expected, if any.
    pub fn field(self, hint: Option<&'static str>) -> impl Attribute + use<> {
        let last = ErasedSignal::new(untrack(move || self.now()));
        let (typing, value) = (self.typing, self.value);
        let shown = memo(move || {
            if !typing.get() {
                last.change(|last| *last = value.get());
            }
            last.get_untracked()
        });
        let input: Box<dyn FnMut(Event)> = Box::new(move |event| self.type_in(&event));
        let left: Box<dyn FnMut(ev::FocusEvent)> = Box::new(move |event| self.leave(&event));
        (
            field::holds(shown, hint),
            on(ev::input, input),
            on(ev::blur, left),
        )
    }

    fn type_in(self, event: &Event) {
        self.typed.set(event_target_value(event));
        if !self.typing.get_untracked() {
            self.typing.set(true);
            self.sitting.set(clock_and_ids::new_id('t'));
        }
        if !self.inside.get_untracked() {
            self.inside.set(true);
        }
        self.open.change(|open| *open = true);
        let waits = self.wait.with_untracked(Option::is_some);
        if !waits {
            self.begin();
            let late = Timeout::new(KEEP_AFTER_MS, move || self.keep());
            self.wait.change(|wait| *wait = Some(late));
        }
    }

    fn begin(self) {
        let keep = Rc::new(move || self.keep());
        self.desk.typing.begin(self.number, keep);
    }

    /// Makes what was typed part of the project.
    fn keep(self) {
        self.wait.change(|wait| *wait = None);
        if self.open.change(std::mem::take) != Some(true) {
            return;
        }
        let typed = self.typed.get_untracked();
        let sitting = self.sitting.get_untracked();
        let put = self.put.get_untracked();
        let aside = self.aside.get_untracked();
        if put(&typed, &sitting) {
            self.desk.typing.end(self.number);
            if !aside.is_empty() && self.desk.aside.of(&aside).is_some() {
                self.desk.aside.clear(&aside);
            }
        } else {
            self.open.change(|open| *open = true);
            self.desk.typing.refuse(self.number);
            if !aside.is_empty() {
                self.desk.aside.put(&aside, vec![typed]);
            }
        }
    }

    fn leave(self, event: &ev::FocusEvent) {
        // Some browsers tell a field that it lost the focus after it is gone.
        if self.typing.try_with_untracked(|_| ()).is_none() {
            return;
        }
        self.keep();
        self.inside.set(false);
        if self.open.get_untracked() {
            // Refused: it stays in the field, which says why.
            return;
        }
        if self.typing.get_untracked() {
            self.typing.set(false);
            // The value may be another spelling of what was typed.
            self.value.with_untracked(|value| write(event, value));
        }
    }
}

fn write(event: &Event, value: &str) {
    let Some(target) = event.current_target() else {
        return;
    };
    if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
        if field.value() != value {
            field.set_value(value);
        }
    } else if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>()
        && field.value() != value
    {
        field.set_value(value);
    }
}
