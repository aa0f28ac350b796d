//! What will be exported, before it is downloaded.

use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::files;
use crate::words;
use leptos::prelude::*;
use postil_core::format::Format;
use postil_core::state::State;

/// What will be exported.
#[component]
pub fn Export() -> AnyView {
    let desk = Desk::here();
    let shown = desk.document.get_untracked();
    let whole = RwSignal::new(true);
    let own = shown.clone();
    let written = Memo::new(move |_| {
        let only = own.as_ref().filter(|_| !whole.get());
        let written = files::write(desk, Format::Postil, only);
        written.files.into_iter().next()
    });
    let article = shown
        .clone()
        .and_then(|id| desk.peek(|state| Some(words::article_name(state.document(&id)?.meta()))));
    let contents = desk.peek(contents);
    let of_article = shown.clone().and_then(|id| {
        desk.peek(|state| Some(words::count(state.document(&id)?.order().len(), "mark")))
    });
    let download = move |_| {
        written.with_untracked(|file| {
            if let Some(file) = file {
                files::download(file);
                desk.announce(format!("Exported {}.", file.name));
            }
        });
        close(desk);
    };
    let file = move || {
        written.with(|file| {
            let file = file.as_ref()?;
            Some(view! {
                <code>{file.name.clone()}</code>
                <span class="count">{size(file.bytes.len())}</span>
            })
        })
    };
    let option = move |value: bool, title: String, detail: String| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="scope"
                    prop:checked=move || whole.get() == value
                    on:change=move |_| whole.set(value)
                />
                <span>
                    <b>{title}</b>
                    <span class="quiet">{detail}</span>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <Frame title="Export" class="form-dialog">
            <fieldset class="options">
                <legend class="unseen">"What is exported"</legend>
                {option(true, "The whole project".to_owned(), contents)}
                {article
                    .map(|article| {
                        let detail = format!("{article}, {}", of_article.unwrap_or_default());
                        option(false, "This article only".to_owned(), detail)
                    })}
            </fieldset>
            <p class="file">
                <span class="quiet">"File"</span>
                {file}
            </p>
            <p class="lead">
                "The texts, all marks, links and clusters, the schema and the notes. Postil reads it back as it was."
            </p>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button type="button" class="button solid" autofocus=true on:click=download>
                    "Download"
                </button>
            </div>
        </Frame>
    }
    .into_any()
}

fn contents(state: &State) -> String {
    format!(
        "{}, {}, {}, {}",
        words::count(state.documents().len(), "article"),
        words::count(state.annotation_count(), "mark"),
        words::count(state.relations().count(), "link"),
        words::count(state.clusters().count(), "cluster"),
    )
}

/// A size in bytes as people say it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
