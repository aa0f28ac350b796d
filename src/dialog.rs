//! What lies over the page, one at a time. Each is a native modal dialog: the page behind it can
//! not be reached, Escape closes it, and the focus goes back to where it was.

mod add;
mod commands;
mod details;
mod export;
mod frame;
mod keys;
mod link;
mod picker;
mod problems;
mod search;

use crate::article;
use crate::desk::Desk;
use crate::overlay::Overlay;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast;

/// What lies over the page now.
#[component]
pub fn Dialogs() -> AnyView {
    let desk = Desk::here();
    let overlay = Memo::new(move |_| desk.overlay.get());
    // Where the focus was before the first of them opened.
    let opener = StoredValue::new_local(None::<HtmlElement>);
    let shown = move || {
        let overlay = overlay.get();
        match overlay.is_some() {
            true => remember(opener),
            false => queue_microtask(move || give_back(opener)),
        }
        overlay.map(draw)
    };
    shown.into_any()
}

fn draw(overlay: Overlay) -> AnyView {
    match overlay {
        Overlay::Keys => view! { <keys::Keys /> }.into_any(),
        Overlay::Commands => view! { <commands::Commands /> }.into_any(),
        Overlay::AddArticles => view! { <add::AddArticles /> }.into_any(),
        Overlay::Details(id) => view! { <details::Details id /> }.into_any(),
        Overlay::Export => view! { <export::Export /> }.into_any(),
        Overlay::Link(id, tie) => view! { <link::Link id tie /> }.into_any(),
        Overlay::Search => view! { <search::Search /> }.into_any(),
        Overlay::Problems(title, lines) => view! { <problems::Problems title lines /> }.into_any(),
    }
}

/// Closes what lies over the page, then does something in the page.
fn close_then(desk: Desk, act: impl FnOnce() + 'static) {
    desk.overlay.set(None);
    // The page behind a modal dialog takes no focus until that is gone.
    request_animation_frame(act);
}

fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

fn remember(opener: StoredValue<Option<HtmlElement>, LocalStorage>) {
    let from_page = focused().filter(|element| !matches!(element.closest("dialog"), Ok(Some(_))));
    if from_page.is_some() {
        opener.set_value(from_page);
    }
}

/// Gives the focus back, unless something else has taken it.
fn give_back(opener: StoredValue<Option<HtmlElement>, LocalStorage>) {
    let Some(opener) = opener.try_update_value(Option::take).flatten() else {
        return;
    };
    let taken = focused().is_some_and(|element| element.tag_name() != "BODY");
    if taken {
        return;
    }
    let _ = opener.focus();
    // What was removed or hidden in the meantime takes no focus.
    if !focused().is_some_and(|element| element.is_same_node(Some(&opener))) {
        article::focus();
    }
}
