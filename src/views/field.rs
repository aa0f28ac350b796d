//! What all fields outside of the article have in common: how the focus comes and how it goes.

use crate::article;
use crate::desk::{Desk, Field, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{effect, live};
use leptos::attr;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::property::prop;
use leptos::web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use wasm_bindgen::JsCast;

/// So many code points of a value are shown in a field at most. A browser can be busy for minutes
/// with the lines of a megabyte.
const MOST: usize = 20_000;

/// Whether a value can be shown whole in a field.
pub fn fits(value: &str) -> bool {
    value.char_indices().nth(MOST).is_none()
}

/// Lets a field hold a value, and tells what is expected of it, if anything is to be told. Of a
/// value that is too long the field shows the beginning, and lets nothing be changed.
pub fn holds(value: ErasedMemo<String>, hint: Option<&'static str>) -> impl Attribute + use<> {
    let desk = Desk::here();
    let long = memo(move || value.with(|value| !fits(value)));
    let shown = move || value.with(|value| labels::cut(value, MOST));
    let title = move || match long.get() {
        true => Some(t!("Too long to be changed here")),
        false => hint,
    };
    (
        prop("value", live(shown)),
        attr::readonly(live(move || long.get() || desk.read_only.get())),
        attr::title(live(title)),
    )
}

/// Lets a field hold what it begins with, like [`holds`].
pub fn begins_with(value: &str) -> impl Attribute + use<> {
    let value = value.to_owned();
    holds(memo(move || value.clone()), None)
}

/// Enter and Escape in a field of one line: what was typed is taken, and the article has the focus
/// again.
pub fn leave_on_enter(event: KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | "Escape") && !event.is_composing() {
        leave(&event);
    }
}

/// Escape in a field of many lines.
pub fn leave_on_escape(event: KeyboardEvent) {
    if event.key() == "Escape" && !event.is_composing() {
        leave(&event);
    }
}

fn leave(event: &KeyboardEvent) {
    event.prevent_default();
    let field = event
        .current_target()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // Leaving a field is what makes it pass on what was typed.
        let _ = field.blur();
    }
    article::focus();
}

/// Gives an element the focus when the desk asks for the field that it is.
pub fn takes_focus<E>(field: NodeRef<E>, is_asked: impl Fn(&Field) -> bool + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    let element = move || field.get()?.dyn_into::<HtmlElement>().ok();
    focus_when_asked(Box::new(element), Box::new(is_asked));
}

fn focus_when_asked(
    element: Box<dyn Fn() -> Option<HtmlElement>>,
    is_asked: Box<dyn Fn(&Field) -> bool>,
) {
    let desk = Desk::here();
    effect(move || {
        let asked = desk
            .field
            .with(|asked| asked.as_ref().is_some_and(&is_asked));
        let of_selected = |element: &HtmlElement| {
            let body = element.closest("[data-of]").ok().flatten();
            let of = body.and_then(|body| body.get_attribute("data-of"));
            // What is shown may be of the mark that was selected before, for a moment.
            of.is_none_or(|of| {
                let selected = desk.view.mark().get_untracked();
                selected.is_some_and(|id| id.as_str() == of)
            })
        };
        if let Some(element) = element().filter(|field| asked && of_selected(field)) {
            let _ = element.focus();
            // Served: the same field of the next mark does not take the focus by itself.
            desk.field.change(|asked| *asked = None);
        }
    });
}

/// Keeps the focus where a button was that its own press removes: in its section of the page, else
/// in the article.
pub fn stay(event: &MouseEvent) {
    let place = event
        .current_target()
        .and_then(|button| button.dyn_into::<Element>().ok())
        .and_then(|button| button.closest("section, fieldset").ok().flatten());
    request_animation_frame(move || {
        let lost = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY");
        if !lost {
            return;
        }
        let next = place.and_then(|place| {
            let next = place.query_selector("button, input, select, textarea");
            next.ok().flatten()?.dyn_into::<HtmlElement>().ok()
        });
        match next {
            Some(next) => {
                let _ = next.focus();
            }
            None => article::focus(),
        }
    });
}
