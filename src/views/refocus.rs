//! Gives the focus to the article at the beginning, back after a click on a bar around it or beside everything, and
//! back when the element that has it goes away: a button that its own press removes, a control of the mark that was
//! deselected, a row of a list that was deleted. Without it, keys would do nothing until the next click.

use crate::article;
use crate::desk::Desk;
use crate::ui::{roving, schedule};
use gloo::events::EventListener;
use js_sys::Array;
use leptos::prelude::*;
use leptos::web_sys::{Element, MouseEvent, MutationObserver, MutationObserverInit};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What takes the focus in a dialog, in order of preference.
const IN_DIALOG: [&str; 3] = [
    "dialog[open] [autofocus]",
    "dialog[open] .dialog-box > :not(.dialog-head) :is(button, input, select, textarea):enabled",
    "dialog[open] button",
];

/// Buttons around the article that change what it shows: after a click on one of them, the keys go on to work.
const AROUND: &str = ".topbar button, .subbar button, .strip button, .toolbar button";

/// Begins in the article, and watches the focus for as long as the page lives.
pub fn keep(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_none) && is_lost() {
        article::focus();
    }
    EventListener::new(&document(), "click", move |event| {
        // None of a key.
        let is_click = event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|click| click.detail() > 0);
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest(AROUND).ok().flatten());
        if !is_click
            || button
                .as_ref()
                .is_some_and(|button| button.has_attribute("aria-haspopup"))
        {
            return;
        }
        // The button may open something that takes the focus. A click beside everything takes it from the
        // article, and the keys with it.
        request_animation_frame(move || {
            let focused = document().active_element();
            let is_still = button.is_some_and(|button| {
                focused.is_some_and(|focused| button.contains(Some(&focused)))
            });
            if (is_still || is_lost() && !is_reading())
                && desk.overlay.with_untracked(Option::is_none)
            {
                article::focus();
            }
        });
    })
    .forget();
    let last: Rc<RefCell<Option<Element>>> = Rc::default();
    let noted = last.clone();
    EventListener::new(&document(), "focusin", move |event| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        noted.replace(target);
    })
    .forget();
    let due = Rc::new(Cell::new(false));
    let changed = Closure::<dyn Fn()>::new(move || {
        if !is_gone(last.borrow().as_ref()) || due.replace(true) {
            return;
        }
        let (last, due) = (last.clone(), due.clone());
        // Whoever removed it may have a better place for the focus.
        schedule::after(move || {
            due.set(false);
            if is_gone(last.borrow().as_ref()) && is_lost() {
                last.take();
                give_back(desk);
            }
        });
    });
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    let attributes = Array::of2(&"disabled".into(), &"hidden".into());
    options.set_attribute_filter(&attributes);
    let observer = MutationObserver::new(changed.as_ref().unchecked_ref());
    if let (Ok(observer), Some(body)) = (observer, document().body()) {
        // It fails only for options that contradict each other.
        let _ = observer.observe_with_options(&body, &options);
    }
    changed.forget();
}

/// Whether an element can no longer have the focus.
fn is_gone(element: Option<&Element>) -> bool {
    element.is_some_and(|element| {
        !element.is_connected()
            || element
                .closest(":disabled, [hidden]")
                .is_ok_and(|off| off.is_some())
    })
}

fn is_lost() -> bool {
    let focused = document().active_element();
    focused.is_none_or(|element| element.tag_name() == "BODY" || is_gone(Some(&element)))
}

/// Whether words are selected somewhere, to be copied: the focus would take that away.
fn is_reading() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn give_back(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_none) {
        return article::focus();
    }
    let first = IN_DIALOG
        .iter()
        .find_map(|place| document().query_selector(place).ok().flatten());
    roving::focus(first);
}
