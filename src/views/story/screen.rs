//! The screen of the story: its views in a row, what they are filtered by, the view, and the sentence of the place
//! where the person is.

use super::session::Session;
use super::{
    claims, coverage, dossier, filters, overview, save, sayings, sentence, stops, tensions,
    timeline,
};
use crate::desk::command::Command;
use crate::desk::reprints;
use crate::desk::story::StoryView;
use crate::ui::icon::Icon;
use crate::ui::memo::memo;
use crate::ui::menu::Menu;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, part, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The screen.
#[component]
pub fn Screen() -> AnyView {
    let session = Session::here();
    let desk = session.desk;
    reprints::want(desk);
    on_cleanup(move || {
        reprints::want_no_more(desk);
        session.over.set(None);
    });
    let view = memo(move || session.view());
    let filtering = ErasedSignal::new(false);
    let tabs: Vec<_> = StoryView::ALL
        .into_iter()
        .zip(1..)
        .map(|(own, key)| {
            ui! {
                <button
                    type="button"
                    aria-pressed=live(move || (view.get() == Some(own)).to_string())
                    aria-keyshortcuts=key.to_string()
                    on:click=move |_| Command::StoryView(own.into()).run(desk)
                >
                    {own.title()}
                    <kbd>{key}</kbd>
                </button>
            }
        })
        .collect();
    // In a narrow window the row of views is scrolled.
    effect(move || {
        view.get();
        request_animation_frame(reveal_tab);
    });
    let shown = move || {
        let view = view.get()?;
        let_go();
        Some(untrack(|| body(session, view)))
    };
    ui! {
        <div class="story-bar">
            <div class="story-tabs" role="group" aria-label=t!("Views of the story")>
                {tabs}
            </div>
            {filters::button(session, filtering)}
            <Menu
                label=t!("Save the view").to_owned()
                words="Save"
                picture=Icon::Download
                items=Arc::new(move || save::items(session))
            />
        </div>
        {filters::panel(session, filtering)}
        {part(shown)}
        {sentence::draw(session)}
    }
}

/// Takes the focus out of a view that is to go: the browser would take it while the next view is there as well, and
/// lay out both for it.
fn let_go() {
    let focused = document().active_element();
    let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    if matches!(focused.closest(".story-body"), Ok(Some(_))) {
        // It fails for nothing that can have the focus.
        let _ = focused.blur();
    }
}

/// Scrolls the row of views to the one that is shown.
fn reveal_tab() {
    let tab = document().query_selector(".story-tabs [aria-pressed='true']");
    let Some(tab) = tab.ok().flatten() else {
        return;
    };
    let (Some(row), Ok(tab)) = (tab.parent_element(), tab.dyn_into::<HtmlElement>()) else {
        return;
    };
    let middle = tab.offset_left() + tab.offset_width() / 2 - row.client_width() / 2;
    row.set_scroll_left(middle.max(0));
}

/// A view, scrolled to where it was left, with the focus where it was.
fn body(session: Session, view: StoryView) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let drawn = match view {
        StoryView::Coverage => coverage::draw(session),
        StoryView::Sayings => sayings::draw(session),
        StoryView::Timeline => timeline::draw(session),
        StoryView::Claims => claims::draw(session),
        StoryView::Tensions => tensions::draw(session),
        StoryView::Dossier => dossier::draw(session),
        StoryView::Overview => overview::draw(session),
    };
    let scrolled = move |_| {
        if let Some(body) = node.get_untracked() {
            let at = (body.scroll_left(), body.scroll_top());
            session.scrolled.change(|all| all.insert(view.name(), at));
        }
    };
    begin(session, view, node);
    ui! {
        <div
            class=format!("story-body {}-view", view.name())
            role="region"
            aria-label=view.title()
            aria-description=t!("Arrow keys go from place to place, Enter opens a sentence in its article.")
            tabindex="0"
            node_ref=node
            on:scroll=scrolled
            on:keydown=move |event| stops::pressed(&event)
            on:focusin=move |event| stops::focused(session, &event)
            on:pointerover=move |event| stops::hovered(session, &event)
            on:pointerleave=move |_| session.over.set(None)
            on:click=move |event| stops::clicked(session, &event)
        >
            {drawn}
        </div>
    }
}

/// Takes the focus once the view is drawn, unless a person has put it elsewhere.
fn begin(session: Session, view: StoryView, node: NodeRef<html::Div>) {
    let at = session
        .scrolled
        .with_untracked(|all| all.get(view.name()).copied());
    request_animation_frame(move || {
        // Another view may be there by now.
        let Some(body) = node.try_get_untracked().flatten() else {
            return;
        };
        if let Some((left, top)) = at {
            body.set_scroll_left(left);
            body.set_scroll_top(top);
        }
        // Rows in sight are drawn only now.
        request_animation_frame(move || {
            if is_free(&body) {
                let mark = session.at.get_untracked();
                stops::begin(&body, mark.as_ref().map(|mark| mark.as_str()));
            }
        });
    });
}

/// Whether the focus is on nothing that a person works in.
fn is_free(body: &HtmlElement) -> bool {
    let Some(focused) = document().active_element() else {
        return true;
    };
    let is_idle = focused.matches("body, .to-place, .story-tabs button, [data-article]");
    body.is_connected() && is_idle.unwrap_or(false)
}
