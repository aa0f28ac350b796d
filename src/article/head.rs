//! The head of the article: its source, its date, and how the date is known.

use crate::desk::overlay::Overlay;
use crate::desk::view::View;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use postil_core::model::DocumentMeta;

/// The head of the article.
#[component]
pub fn Head(view: View) -> impl IntoView {
    let desk = Desk::here();
    let meta = memo(move || {
        let id = view.document().get();
        desk.with(|state| state.document(id.as_ref()?).map(|d| d.meta().clone()))
    });
    let title = memo(move || {
        let id = view.document().get();
        desk.with(|state| {
            let document = state.document(id.as_ref()?)?;
            let has_title = !document.meta().title.is_empty();
            Some(match has_title {
                true => labels::title(document),
                false => labels::article_name(document),
            })
        })
    });
    // Where the title stands, the outlet is not in its place.
    let outlet = memo(move || {
        meta.with(|meta| {
            let meta = meta.as_ref().filter(|meta| !meta.title.is_empty())?;
            (!meta.outlet.is_empty()).then(|| labels::brief(&meta.outlet))
        })
    });
    let details = move |_| {
        if let Some(id) = view.document().get_untracked() {
            desk.open(Overlay::Details(id));
        }
    };
    ui! {
        <header class="document-head" class:absent=live(move || meta.with(Option::is_none))>
            <h1>
                <bdi>{live(move || title.get())}</bdi>
            </h1>
            <p>
                {part(move || outlet.get().map(|outlet| ui! { <bdi class="outlet">{outlet}</bdi> }))}
                <bdi>{live(move || meta.with(|meta| meta.as_ref().map(date_in_words)))}</bdi>
                <button type="button" class="link" on:click=details>
                    {t!("Details")}
                </button>
            </p>
        </header>
    }
}

/// The date, and how it is known.
fn date_in_words(meta: &DocumentMeta) -> String {
    let date = labels::brief(&meta.published.in_words());
    let mut letters = date.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let date: String = first.into_iter().chain(letters).collect();
    match meta.published.note.as_str() {
        "" => date,
        note => tf!("{date}. {}", labels::brief(note)),
    }
}
