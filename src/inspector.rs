//! The inspector: what is known about the selected mark, and the list of all marks.

mod attributes;
mod label;
mod mark;
mod note;
mod overview;

use crate::command::{Command, Direction};
use crate::desk::Desk;
use crate::icon::{Icon, icon};
use crate::overlay::Drawer;
use leptos::prelude::*;
use mark::Mark;
use overview::Overview;

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let desk = Desk::here();
    let open = move || desk.drawer.get() == Some(Drawer::Inspector);
    // What is shown changes with the annotation, not with what is said about it: fields keep
    // their focus while they are filled in.
    let selected = Memo::new(move |_| {
        let id = desk.selected.get()?;
        desk.with(|state| state.annotation(&id).is_some())
            .then_some(id)
    });
    let body = move || match selected.get() {
        Some(id) => view! { <Mark id /> }.into_any(),
        None => view! { <Overview /> }.into_any(),
    };
    let step = move |direction, label: &'static str, sign| {
        view! {
            <button
                type="button"
                class="icon-button small"
                aria-label=label
                title=label
                on:click=move |_| Command::Mark(direction).run(desk)
            >
                {icon(sign)}
            </button>
        }
    };
    view! {
        <aside class="inspector" class:open=open aria-label="Inspector">
            <div class="inspector-head">
                <h2>{move || if selected.with(Option::is_some) { "Mark" } else { "Article" }}</h2>
                {step(Direction::Back, "Previous mark", Icon::Left)}
                {step(Direction::Forward, "Next mark", Icon::Right)}
            </div>
            <div class="inspector-body">{body}</div>
        </aside>
    }
}
