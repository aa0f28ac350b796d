//! What all fields outside the article share: how they get the focus and how they lose it.

use crate::article;
use crate::browser::focus;
use crate::desk::{Desk, Field, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::sentence::t;
use crate::ui::view::{effect, live};
use leptos::attr;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::property::prop;
use leptos::web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use wasm_bindgen::JsCast;

/// Code points of a value that a field shows at most. A browser can be busy for minutes with the
/// lines of a megabyte.
const MAX_CHARS: usize = 20_000;

/// Whether a field can show a value in full.
pub fn fits(value: &str) -> bool {
    value.char_indices().nth(MAX_CHARS).is_none()
}

/// Makes a field hold a value, with a hint on what is expected, if any. A field shows only the
/// beginning of a value that is too long, and is read-only.
pub fn holds(value: ErasedMemo<String>, hint: Option<&'static str>) -> impl Attribute + use<> {
    let desk = Desk::here();
    let long = memo(move || value.with(|value| !fits(value)));
    let shown = move || value.with(|value| labels::cut(value, MAX_CHARS));
    let title = move || {
        if long.get() {
            Some(t!("Too long to edit here"))
        } else {
            hint
        }
    };
    (
        prop("value", live(shown)),
        attr::readonly(live(move || long.get() || desk.read_only.get())),
        attr::title(live(title)),
    )
}

/// Makes a field begin with a value, within the limits of [`holds`].
pub fn begins_with(value: &str) -> impl Attribute + use<> {
    let value = value.to_owned();
    holds(memo(move || value.clone()), None)
}

/// Enter and Escape in a field of one line: apply what was typed and return the focus to the
/// article.
pub fn leave_on_enter(event: KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | "Escape") && !focus::is_composing(&event) {
        leave(&event);
    }
}

/// Enter in a field: does what the button beside it does.
pub fn on_enter(act: impl Fn() + 'static) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        let modified = event.ctrl_key() || event.meta_key();
        if event.key() == "Enter" && !focus::is_composing(&event) && !modified {
            event.prevent_default();
            act();
        }
    }
}

/// Escape in a field of several lines: the same as [`leave_on_enter`].
pub fn leave_on_escape(event: KeyboardEvent) {
    if event.key() == "Escape" && !focus::is_composing(&event) {
        leave(&event);
    }
}

fn leave(event: &KeyboardEvent) {
    event.prevent_default();
    let field = event
        .current_target()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // A field passes on what was typed when it loses the focus.
        let _ = field.blur();
    }
    article::focus();
}

/// Focuses an element when the desk asks for its field.
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
            // For a moment, the inspector may still show the mark selected before.
            of.is_none_or(|of| {
                let selected = desk.view_now().mark().get_untracked();
                selected.is_some_and(|id| id.as_str() == of)
            })
        };
        if let Some(element) = element().filter(|field| asked && of_selected(field)) {
            let _ = element.focus();
            // Answered: the same field of the next mark does not take the focus by itself.
            desk.field.change(|asked| *asked = None);
        }
    });
}

/// Keeps the focus near a button that its own press removes: in its section of the page, else in
/// the article.
pub fn stay(event: &MouseEvent) {
    let section = event
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
        let fields = "button, input, select, textarea";
        let section = section.filter(|section| section.is_connected());
        if !section.is_some_and(|section| roving::focus_first(&section, fields)) {
            article::focus();
        }
    });
}
