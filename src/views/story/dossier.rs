//! What the articles say of one cluster: its names and titles, what it said, what was said of it, what it did.

mod choose;
mod data;
mod lists;

use super::session::Session;
use super::stops;
use crate::browser::focus;
use crate::desk::labels;
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, part, ui, when};
use data::Data;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::model::ClusterId;
use postil_story::words;

/// The view.
pub fn draw(session: Session) -> AnyView {
    let words = ErasedSignal::new(String::new());
    let cluster = memo(move || session.cluster());
    let data = memo(move || {
        let id = cluster.get()?;
        session.read(|scope| Data::new(scope, &id))
    });
    let is_choosing = memo(move || data.with(Option::is_none) || words.with(|it| !it.is_empty()));
    let shown = memo(move || data.with(|data| Some(data.as_ref()?.id.clone())));
    follow(shown, words);
    let head = move || {
        data.with(|data| match data {
            Some(data) => heading(data),
            None => unchosen(cluster.with(Option::is_some)),
        })
    };
    let dossier = move || data.with(|data| data.as_ref().map(lists::draw));
    ui! {
        <header class="story-head">
            {part(head)}
            <div class="end">{find(words)}</div>
        </header>
        {when(move || is_choosing.get(), move || choose::draw(session, words))}
        {when(move || !is_choosing.get(), move || ui! {
            <div class="dossier">{part(dossier)}</div>
        })}
    }
}

fn unchosen(is_gone: bool) -> AnyView {
    let lead = match is_gone {
        true => t!("That cluster is no longer there. Choose another one."),
        false => t!("Choose what to read everything about."),
    };
    ui! {
        <div>
            <h2>"Dossier"</h2>
            <p class="story-lead">{lead}</p>
        </div>
    }
}

/// The name, what it is, how often it is mentioned, and the groups that it belongs to.
fn heading(data: &Data) -> AnyView {
    let mentions = words::count(data.mentions, "mention");
    let articles = data.mentioned.iter().filter(|it| it.mentions > 0).count();
    let all = words::count(data.sources.len(), "article");
    let kind = data.kind.clone().map(|(look, title)| {
        ui! {
            {look.map(|look| ui! { <Glyph look /> })}
            <span>{title}</span>
            " · "
        }
    });
    ui! {
        <div class="dossier-heading">
            <h2 dir="auto">{labels::brief(&data.name)}</h2>
            <p class="story-lead" role="status">
                {kind} {tf!("{mentions} in {articles} of {all}")}
            </p>
            {related(t!("Belongs to "), &data.groups)}
            {related(t!("Stands for "), &data.parts)}
        </div>
    }
}

/// Other clusters, each with the way to its dossier; nothing if there are none.
fn related(words: &'static str, clusters: &[(ClusterId, String)]) -> AnyView {
    let link = |(id, name): &(ClusterId, String)| {
        ui! {
            <button
                type="button"
                class="stop place-chip quote"
                tabindex="-1"
                dir="auto"
                data-cluster=id.to_string()
            >
                {labels::brief(name)}
            </button>
        }
    };
    let links: Vec<_> = clusters.iter().take(data::MAX_RELATED).map(link).collect();
    let more = clusters.len().saturating_sub(data::MAX_RELATED);
    if links.is_empty() {
        return ().into_any();
    }
    ui! {
        <p class="dossier-related">
            {words} {links} {(more > 0).then(|| tf!("and {more} more"))}
        </p>
    }
}

/// When another cluster is shown, forgets what was typed to find it, and goes to its beginning.
fn follow(shown: ErasedMemo<Option<ClusterId>>, words: ErasedSignal<String>) {
    let before = ErasedSignal::new(shown.get_untracked());
    effect(move || {
        let now = shown.get();
        if before.change(|before| std::mem::replace(before, now.clone())) == Some(now) {
            return;
        }
        words.set(String::new());
        // What had the focus is gone only after this.
        request_animation_frame(|| {
            let body = document().query_selector(".story-body").ok().flatten();
            let focused = document().active_element();
            let is_free =
                focused.is_none_or(|it| it.matches("body, [data-article]").unwrap_or(false));
            if let Some(body) = body {
                body.set_scroll_top(0);
                if is_free {
                    stops::begin(&body, None);
                }
            }
        });
    });
}

/// The field that finds any cluster.
fn find(words: ErasedSignal<String>) -> AnyView {
    let keys = move |event: KeyboardEvent| {
        if focus::is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" | "ArrowDown" => {
                let page = document().document_element();
                if page.is_some_and(|page| {
                    roving::focus_first(&page, ".dossier-choices .stop, .dossier .stop")
                }) {
                    event.prevent_default();
                }
            }
            "Escape" if words.with_untracked(|words| !words.is_empty()) => {
                words.set(String::new());
                event.prevent_default();
                event.stop_propagation();
            }
            _ => {}
        }
    };
    ui! {
        <input
            class="input story-find"
            type="search"
            aria-label=t!("Find another cluster")
            placeholder=t!("Find another cluster")
            autocomplete="off"
            spellcheck="false"
            prop:value=live(move || words.get())
            on:input=move |event| words.set(event_target_value(&event))
            on:keydown=keys
        />
    }
}
