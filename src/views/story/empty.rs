//! What is said where a view has nothing to show: a sentence, and what to do about it.

use super::session::Session;
use crate::desk::Desk;
use crate::desk::command::Command;
use crate::ui::sentence::t;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use postil_story::filter::Filter;

/// The sentence with a button.
pub fn empty(words: &'static str, action: AnyView) -> AnyView {
    ui! {
        <div class="story-empty">
            <p class="story-lead">{words}</p>
            {action}
        </div>
    }
}

/// A button.
pub fn button(words: &'static str, run: impl Fn() + 'static) -> AnyView {
    ui! {
        <button type="button" class="button" on:click=move |_| run()>
            {words}
        </button>
    }
}

/// Leads back to the articles.
pub fn to_articles(desk: Desk) -> AnyView {
    button(t!("Go to the articles"), move || Command::Story.run(desk))
}

/// Takes away the filter.
pub fn show_everything(session: Session) -> AnyView {
    button(t!("Show everything"), move || {
        session.filter.set(Filter::default());
    })
}

/// Opens the worked example.
pub fn worked_example(desk: Desk) -> AnyView {
    button(t!("Open the worked example"), move || {
        Command::WorkedExample.run(desk);
    })
}

/// Lists proposed clusters, where they can be taken.
pub fn propose_clusters(desk: Desk) -> AnyView {
    ui! {
        <button
            type="button"
            class="button"
            disabled=live(move || desk.read_only.get())
            on:click=move |_| Command::ProposeClusters.run(desk)
        >
            {t!("Propose clusters")}
        </button>
    }
}
