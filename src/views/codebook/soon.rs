//! Gives the focus to what a press has just added, before the next key is heard: letters that are typed right after
//! the press belong to the new field.

use super::outline;
use super::session::Session;
use crate::ui::roving;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos::web_sys::{Element, HtmlInputElement};
use wasm_bindgen::JsCast;

/// Rounds of drawing after which only a frame can show more. No key falls between them.
const ROUNDS: usize = 16;

/// Runs a function until it has found what takes the focus: after each round of drawing that comes before the next
/// key, and once more in the next frame.
pub fn soon(focus: impl Fn() -> bool + 'static) {
    spawn_local(async move {
        for _ in 0..ROUNDS {
            tick().await;
            if focus() {
                return;
            }
        }
        request_animation_frame(move || {
            focus();
        });
    });
}

/// Focuses the first field in an element, with its words selected, so that typing replaces them; tells whether there
/// is one.
pub fn name_first(root: &Element) -> bool {
    let field = root.query_selector("input").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.is_some_and(|field| {
        let _ = field.focus();
        field.select();
        true
    })
}

/// Focuses the field of what is added to a list, which has so many elements already.
pub fn name_added(list: Element, already: u32) {
    soon(move || {
        let last = list.last_element_child();
        list.child_element_count() > already && last.is_some_and(|last| name_first(&last))
    });
}

/// Gives the focus to the part that is shown, in the list of all, once the list has it.
pub fn to_part(session: Session) {
    soon(move || {
        let chosen = session.chosen.try_with_untracked(Clone::clone).flatten();
        let Some(path) = chosen.map(|item| outline::path(&item)) else {
            return true;
        };
        let row = document().query_selector(".outline-row[aria-current]");
        let row = row.ok().flatten();
        let row = row.filter(|row| row.get_attribute("data-part") == Some(path));
        roving::focus(row)
    });
}
