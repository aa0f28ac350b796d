//! The inspector: the selected mark, or the list of all marks.

mod attributes;
mod card;
mod cluster;
mod label;
mod lacks;
mod list;
mod mark;
mod note;
mod relations;
mod shown;

use crate::article;
use crate::desk::Desk;
use crate::desk::command::{Command, Direction};
use crate::desk::doors;
use crate::desk::overlay::Drawer;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::schedule;
use crate::ui::sentence::t;
use crate::ui::view::{effect, live, part, ui};
use leptos::prelude::*;
use list::List;
use mark::Mark;
use postil_core::model::AnnotationId;

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let desk = Desk::here();
    let open = move || desk.drawer.get() == Some(Drawer::Inspector);
    // The view is rebuilt for another annotation, not for another value: fields keep the focus while
    // they are filled in.
    let now = schedule::at_rest(move || desk.view().mark().get());
    // A field that was asked for must be there before the next key, which is its first letter.
    effect(move || {
        if desk.field.with(Option::is_some) {
            now.set(desk.view_now().mark().get_untracked());
        }
    });
    let selected = memo(move || {
        let id = now.get()?;
        desk.with(|state| state.annotation(&id).is_some())
            .then_some(id)
    });
    let busy = move || (now.get() != desk.view().mark().get()).then_some("true");
    let shown = memo(move || selected.get().filter(|_| !desk.listing.get()));
    let body = move || {
        let later = doors::here()?;
        Some((later.inspector)(shown.get()))
    };
    let marks = memo(move || {
        let id = desk.view().document().get();
        desk.with(|state| Some(state.document(id.as_ref()?)?.count()))
    });
    let listing = memo(move || shown.with(Option::is_none));
    let step = move |direction, label: &'static str, sign| {
        ui! {
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
    ui! {
        <aside
            class="inspector"
            class:open=live(open)
            class:panel=live(move || desk.panel.get())
            aria-label="Inspector"
            aria-busy=live(busy)
        >
            <div class="inspector-head">
                <div class="segments" role="group" aria-label=t!("Mark or list")>
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
                        {t!("All marks ")}
                        <span class="count">{live(move || marks.get().map(|marks| marks.to_string()))}</span>
                    </button>
                </div>
                {step(Direction::Back, t!("Previous mark"), Icon::Left)}
                {step(Direction::Forward, t!("Next mark"), Icon::Right)}
                <button
                    type="button"
                    class="icon-button small puts-away"
                    aria-label=t!("Close the inspector")
                    title=t!("Close the inspector")
                    on:click=move |_| {
                        desk.show_inspector(false);
                        article::focus();
                    }
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            {part(body)}
        </aside>
    }
}

/// The card of a cluster that is open, else the mark; without one, the list of all marks.
pub fn body(shown: Option<AnnotationId>) -> AnyView {
    let desk = Desk::here();
    let of = shown.clone();
    let beside = memo(move || crate::desk::card::card().beside(desk, of.as_ref()));
    part(move || {
        Some(match beside.get() {
            Some(id) => card::draw(id),
            None => of_mark(shown.clone()),
        })
    })
    .into_any()
}

fn of_mark(shown: Option<AnnotationId>) -> AnyView {
    match shown {
        Some(id) => {
            let of = id.to_string();
            ui! { <div class="inspector-body" data-of=of><Mark id /></div> }.into_any()
        }
        None => ui! { <List /> }.into_any(),
    }
}
