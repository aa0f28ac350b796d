//! A list of what is to be settled, one line each: moving by keys, and keeping the place in it.

use super::frame::close_then;
use crate::article;
use crate::browser::focus;
use crate::desk::Desk;
use crate::ui::roving::{self, Way};
use crate::ui::schedule;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget, HtmlInputElement, KeyboardEvent, MouseEvent};
use postil_core::model::AnnotationId;
use wasm_bindgen::JsCast;

/// The list, with the selectors of its parts; a copy is the same list.
#[derive(Clone, Copy)]
pub struct LineList {
    /// The element of the list.
    pub node: NodeRef<html::Ul>,
    line: &'static str,
    button: &'static str,
}

impl LineList {
    /// A list with lines and buttons of these selectors.
    pub fn new(line: &'static str, button: &'static str) -> Self {
        Self {
            node: NodeRef::new(),
            line,
            button,
        }
    }

    /// The number of lines above that of the button that was clicked.
    pub fn line_of(self, event: &MouseEvent) -> usize {
        let button = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let line = button.and_then(|button| button.closest(self.line).ok().flatten());
        let before = |line: &Element| line.previous_element_sibling();
        std::iter::successors(line.as_ref().and_then(before), before).count()
    }

    /// Focuses the line with this number, or the last one, once the list has followed the project.
    pub fn focus(self, at: usize) {
        // The list follows the project one frame later, and is in the page one frame after that.
        request_animation_frame(move || {
            schedule::after(move || {
                let list = self.node.try_get_untracked().flatten();
                let Some(Ok(lines)) = list.map(|list| list.query_selector_all(self.line)) else {
                    return;
                };
                let last = lines.length().saturating_sub(1);
                let line = lines.item(u32::try_from(at).unwrap_or(last).min(last));
                if let Some(line) = line.and_then(|line| line.dyn_into::<Element>().ok()) {
                    roving::focus_first(&line, self.button);
                }
            });
        });
    }

    /// Up and down move between lines, left and right between the buttons of one; Ctrl+Z undoes from
    /// here.
    pub fn keys(self, desk: Desk, event: &KeyboardEvent) {
        let held = event.ctrl_key() || event.meta_key();
        let key = event.key();
        if key == "z" && held && !event.shift_key() {
            event.prevent_default();
            return desk.undo();
        }
        let active = document().active_element();
        let around = |selector: &str| active.as_ref()?.closest(selector).ok().flatten();
        let moved = if let Some(way) = Way::vertical(&key) {
            let next = around(self.line).and_then(|line| way.beside(&line));
            next.is_some_and(|next| roving::focus_first(&next, self.button))
        } else if let Some(way) = Way::horizontal(&key) {
            roving::focus(around(self.button).and_then(|button| way.beside(&button)))
        } else {
            false
        };
        if moved {
            event.prevent_default();
        }
    }
}

/// Closes the dialog, and shows a mark in its article.
pub fn show_mark(desk: Desk, id: &AnnotationId) {
    desk.select_mark(id);
    let extent = desk.peek(|state| state.annotation(id).map(|a| a.extent()));
    close_then(desk, move || {
        article::focus();
        if let Some(extent) = extent {
            article::reveal(extent);
        }
    });
}

/// Lines that PageUp and PageDown move by.
const PAGE_LINES: usize = 8;

/// Takes a key that was pressed in line `at` of so `many` of a windowed list: to its ends, by pages, and from the first
/// line to the field for words. Left and right are for `sideways`, which tells whether it took them. Whether the key
/// was for any of that.
pub fn steer(
    key: &str,
    (at, line): (usize, &Element),
    many: usize,
    focus: impl Fn(usize),
    sideways: impl Fn(Way) -> bool,
) -> bool {
    let last = many.saturating_sub(1);
    match key {
        "ArrowUp" if at == 0 => {
            if let Ok(Some(around)) = line.closest(".search-box") {
                roving::focus_first(&around, ".picker-field");
            }
        }
        "Home" => focus(0),
        "End" => focus(last),
        "PageDown" => focus((at + PAGE_LINES).min(last)),
        "PageUp" => focus(at.saturating_sub(PAGE_LINES)),
        key => return Way::horizontal(key).is_some_and(sideways),
    }
    true
}

/// A step back or forward in the history of the project.
#[derive(Clone, Copy)]
pub enum Turn {
    /// Undo.
    Back,
    /// Redo.
    Forward,
}

/// Undoes and redoes for the usual keys in a line of a windowed list, with the number of that line. The field
/// above it undoes its own typing, unless nothing is typed and nothing is listed that could have the focus.
pub fn turn_by_key(event: &KeyboardEvent, turn: impl Fn(Turn, usize)) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return;
    }
    let way = match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Turn::Back,
        ("z", true) | ("y", false) => Turn::Forward,
        _ => return,
    };
    let at = match line_of(event.target()) {
        Some((at, _)) => at,
        None if is_all_empty(event.target()) => 0,
        None => return,
    };
    event.prevent_default();
    event.stop_propagation();
    turn(way, at);
}

/// Whether an empty field has no list below it.
fn is_all_empty(field: Option<EventTarget>) -> bool {
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let field = field.filter(|field| field.value().is_empty());
    let around = field.and_then(|field| field.closest(".search-box").ok().flatten());
    around.is_some_and(|around| matches!(around.query_selector("[data-line]"), Ok(None)))
}

/// Focuses a line of a windowed list, or the last of so `many`, once the list has followed the project. The
/// list brings the line of `reveal` into sight.
pub fn focus_line(
    list: NodeRef<html::Div>,
    reveal: ErasedSignal<Option<usize>>,
    at: usize,
    many: usize,
) {
    let at = at.min(many.saturating_sub(1));
    reveal.set(Some(at));
    request_animation_frame(move || {
        schedule::after(move || {
            if let Some(list) = list.try_get_untracked().flatten() {
                roving::focus_first(&list, &format!("[data-line='{at}'] .search-go"));
            }
            if reveal.try_with_untracked(|_| ()).is_some() {
                reveal.set(None);
            }
        });
    });
}

/// The field for words over a windowed list. `go` is called for a key that is pressed in it, and tells
/// whether that was for the list.
pub fn words_field(
    text: ErasedSignal<String>,
    go: impl Fn(&str) -> bool + Send + 'static,
) -> AnyView {
    let keys = move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.meta_key();
        if !focus::is_composing(&event) && !modified && go(&event.key()) {
            event.prevent_default();
        }
    };
    ui! {
        <input
            class="picker-field"
            type="text"
            role="searchbox"
            aria-label=t!("Filter by words")
            placeholder=t!("Filter by words")
            autocomplete="off"
            spellcheck="false"
            autofocus=true
            prop:value=live(move || text.get())
            on:input=move |event| text.set(event_target_value(&event))
            on:keydown=keys
        />
    }
}

/// The line of a windowed list that an event comes from, with its number.
pub fn line_of(target: Option<EventTarget>) -> Option<(usize, Element)> {
    let element: Element = target?.dyn_into().ok()?;
    let line = element.closest("[data-line]").ok().flatten()?;
    let at = line.get_attribute("data-line")?.parse().ok()?;
    Some((at, line))
}
