//! The root component.

use crate::desk::{Desk, doors};
use crate::ui::sentence::t;
use crate::ui::view::{each, part, ui, when};
use crate::views::dialog::Dialogs;
use crate::views::inspector::Inspector;
use crate::views::notice::{Blank, Notice};
use crate::views::pane::Pane;
use crate::views::rail::Rail;
use crate::views::statusbar::Statusbar;
use crate::views::subbar::Subbar;
use crate::views::topbar::Topbar;
use crate::{api, article, loader};
use leptos::prelude::*;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    api::install(desk);
    loader::start(desk);
    ui! {
        <div class="page">
            <button type="button" class="button skip" on:click=move |_| article::focus()>
                {t!("Skip to the article")}
            </button>
            <Topbar />
            <Rail />
            <main class="main">
                <Subbar />
                <Blank />
                <div class="panes">
                    {each(
                        move || desk.panes().get().into_iter().map(|slot| slot.view).collect(),
                        |view| format!("{view:?}"),
                        |view| ui! { <Pane view /> },
                    )}
                </div>
                <Notice />
                {part(move || doors::here().map(|doors| (doors.strip)()))}
            </main>
            <Inspector />
            {part(move || doors::here().map(|doors| (doors.beside)()))}
            <Statusbar />
            <Dialogs />
            {when(
                move || desk.drawer.with(Option::is_some),
                move || ui! { <div class="scrim" on:click=move |_| desk.drawer.set(None)></div> },
            )}
        </div>
    }
}
