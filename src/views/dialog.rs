//! The dialogs, one at a time. Each is a native modal dialog: the page behind it is inert, Escape
//! closes it, and the focus returns to where it was.

mod add;
mod backups;
mod checks;
mod codebook;
mod columns;
mod commands;
mod conflicts;
mod details;
mod doubts;
mod encodings;
mod excerpt;
mod export;
mod findings;
mod frame;
mod keys;
mod labels;
pub(super) mod line_list;
mod link;
mod pick_cluster;
mod picker;
mod preview;
mod problems;
mod projects;
mod proposals;
mod read_again;
mod reprints;
mod revise;
mod rewordings;
mod search;
mod texts;
mod unplaced;
mod way_option;
mod working;

use crate::article;
use crate::desk::Desk;
use crate::desk::doors;
use crate::desk::overlay::Overlay;
use crate::ui::memo::memo;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use postil_formats::unannotated::NewText;
use wasm_bindgen::JsCast;

/// The open dialog.
#[component]
pub fn Dialogs() -> AnyView {
    let desk = Desk::here();
    let overlay = memo(move || desk.overlay.get());
    // Where the focus was before the first dialog opened.
    let opener = ErasedSignal::new(None::<HtmlElement>);
    let shown = move || -> Option<AnyView> {
        let overlay = overlay.get();
        if overlay.is_some() {
            remember(opener);
        } else {
            queue_microtask(move || give_back(opener));
        }
        let later = doors::here()?;
        overlay.map(later.dialog)
    };
    part(shown).into_any()
}

/// Draws a dialog.
pub fn draw(overlay: Overlay) -> AnyView {
    match overlay {
        Overlay::Keys => ui! { <keys::Keys /> }.into_any(),
        Overlay::Commands => ui! { <commands::Commands /> }.into_any(),
        Overlay::Codebook => ui! { <codebook::Codebook /> }.into_any(),
        Overlay::Labels => ui! { <labels::Labels /> }.into_any(),
        Overlay::Conflicts => ui! { <conflicts::Conflicts /> }.into_any(),
        Overlay::AddArticles => ui! { <add::AddArticles draft=NewText::default() /> }.into_any(),
        Overlay::Pasted(offer) => {
            let draft = offer.texts().texts.first().cloned().unwrap_or_default();
            ui! { <add::AddArticles draft /> }.into_any()
        }
        Overlay::Revise(id) => ui! { <revise::Revise id /> }.into_any(),
        Overlay::Places => ui! { <unplaced::Unplaced /> }.into_any(),
        Overlay::Rewordings => ui! { <rewordings::Rewordings /> }.into_any(),
        Overlay::Checks => ui! { <checks::Checks /> }.into_any(),
        Overlay::Details(id) => ui! { <details::Details id /> }.into_any(),
        Overlay::Export => ui! { <export::Export /> }.into_any(),
        Overlay::Preview(proposal) => ui! { <preview::Preview proposal /> }.into_any(),
        Overlay::Texts(offer) => ui! { <texts::Texts offer /> }.into_any(),
        Overlay::Link(id, tie) => ui! { <link::Link id tie /> }.into_any(),
        Overlay::PickCluster(task) => ui! { <pick_cluster::PickCluster task /> }.into_any(),
        Overlay::Proposals => ui! { <proposals::Proposals /> }.into_any(),
        Overlay::SharedCopy(at) => ui! { <reprints::SharedCopy at /> }.into_any(),
        Overlay::Doubts => ui! { <doubts::Marks /> }.into_any(),
        Overlay::Working(work) => ui! { <working::Working work /> }.into_any(),
        Overlay::Search(like) => ui! { <search::Search like /> }.into_any(),
        Overlay::Projects => ui! { <projects::Projects /> }.into_any(),
        Overlay::Backups => ui! { <backups::Backups /> }.into_any(),
        Overlay::Problems(title, found) => ui! { <problems::Problems title found /> }.into_any(),
    }
}

fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

fn remember(opener: ErasedSignal<Option<HtmlElement>>) {
    let from_page = focused().filter(|element| !matches!(element.closest("dialog"), Ok(Some(_))));
    if from_page.is_some() {
        opener.set(from_page);
    }
}

/// Returns the focus, unless something else has it.
fn give_back(opener: ErasedSignal<Option<HtmlElement>>) {
    let Some(opener) = opener.change(Option::take).flatten() else {
        return;
    };
    let elsewhere = focused().is_some_and(|element| element.tag_name() != "BODY");
    if elsewhere {
        return;
    }
    let _ = opener.focus();
    // An element that was removed or hidden meanwhile takes no focus.
    if !focused().is_some_and(|element| element.is_same_node(Some(&opener))) {
        article::focus();
    }
}
