//! The inspector: what is known about the selected mark, and the list of all marks.

mod attributes;
mod cluster;
mod label;
mod links;
mod list;
mod mark;
mod note;

use crate::command::{Command, Direction};
use crate::desk::Desk;
use crate::icon::{Icon, icon};
use crate::live::live;
use crate::overlay::Drawer;
use leptos::prelude::*;
use list::List;
use mark::Mark;

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
    let shown = Memo::new(move |_| selected.get().filter(|_| !desk.listing.get()));
    let body = move || match shown.get() {
        Some(id) => view! { <div class="inspector-body"><Mark id /></div> }.into_any(),
        None => view! { <List /> }.into_any(),
    };
    let marks = Memo::new(move |_| {
        let id = desk.document.get();
        desk.with(|state| Some(state.document(id.as_ref()?)?.order().len()))
    });
    let listing = Memo::new(move |_| shown.with(Option::is_none));
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
                <div class="segments" role="group" aria-label="What is shown here">
                    <button
                        type="button"
                        aria-pressed=live(move || (!listing.get()).to_string())
                        disabled=live(move || selected.with(Option::is_none))
                        on:click=move |_| desk.listing.set(false)
                    >
                        "Mark"
                    </button>
                    <button
                        type="button"
                        aria-pressed=live(move || listing.get().to_string())
                        on:click=move |_| desk.listing.set(true)
                    >
                        "All marks "
                        <span class="count">{live(move || marks.get())}</span>
                    </button>
                </div>
                {step(Direction::Back, "Previous mark", Icon::Left)}
                {step(Direction::Forward, "Next mark", Icon::Right)}
            </div>
            {body}
        </aside>
    }
}
