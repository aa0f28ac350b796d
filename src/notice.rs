//! What stands over the article when something keeps it from being read, changed or kept.

use crate::command::Command;
use crate::desk::{Desk, Saving};
use crate::files;
use crate::icon::{Icon, icon};
use leptos::prelude::*;

/// That changes are refused, or that they are not kept.
#[component]
pub fn Notice() -> AnyView {
    let desk = Desk::here();
    let refused = Memo::new(move |_| match desk.saving.get() {
        Saving::Refused(reason) => Some(reason),
        _ => None,
    });
    let shown = move || match refused.get() {
        _ if desk.read_only.get() => Some(
            view! {
                <div class="notice calm" role="status">
                    {icon(Icon::Lock)}
                    <p>
                        "Open in another tab: read only. Close the project there to change it here."
                    </p>
                </div>
            }
            .into_any(),
        ),
        Some(reason) => Some(
            view! {
                <div class="notice" role="alert">
                    {icon(Icon::Warning)}
                    <p>{format!("Not saved: {reason}")}</p>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| files::download_project(desk, None)
                    >
                        "Export now"
                    </button>
                </div>
            }
            .into_any(),
        ),
        None => None,
    };
    shown.into_any()
}

/// What stands in the place of an article where there is none.
#[component]
pub fn Blank() -> AnyView {
    let desk = Desk::here();
    let empty = Memo::new(move |_| desk.with(|state| state.documents().is_empty()));
    let shown = move || {
        if !empty.get() {
            return None;
        }
        Some(match desk.saving.get() {
            Saving::Opening => view! {
                <div class="blank opening" role="status">
                    <p>"Opening the project …"</p>
                </div>
            }
            .into_any(),
            _ => nothing(desk),
        })
    };
    shown.into_any()
}

fn nothing(desk: Desk) -> AnyView {
    view! {
        <div class="blank">
            <h1>"Nothing to read yet"</h1>
            <p>
                "Add the articles that tell the story, or open a project. Texts and marks stay in this browser; nothing is uploaded."
            </p>
            <div class="row">
                <button
                    type="button"
                    class="button solid"
                    disabled=move || desk.read_only.get()
                    on:click=move |_| Command::AddArticles.run(desk)
                >
                    "Add articles"
                </button>
                <button
                    type="button"
                    class="button"
                    disabled=move || desk.read_only.get()
                    on:click=move |_| Command::Import.run(desk)
                >
                    "Open a file"
                </button>
            </div>
        </div>
    }
    .into_any()
}
