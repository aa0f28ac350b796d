//! The page as a whole.

use crate::api;
use crate::article::{self, Article};
use crate::desk::Desk;
use crate::dialog::Dialogs;
use crate::files;
use crate::inspector::Inspector;
use crate::keep;
use crate::notice::{Blank, Notice};
use crate::rail::Rail;
use crate::statusbar::Statusbar;
use crate::subbar::Subbar;
use crate::topbar::Topbar;
use leptos::prelude::*;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    api::install(desk);
    files::listen(desk);
    keep::start(desk);
    view! {
        <div class="page">
            <button type="button" class="button skip" on:click=move |_| article::focus()>
                "Skip to the article"
            </button>
            <Topbar />
            <Rail />
            <main class="main">
                <Notice />
                <Subbar />
                <Blank />
                <Article />
            </main>
            <Inspector />
            <Statusbar />
            <Dialogs />
            <Show when=move || desk.drawer.with(Option::is_some)>
                <div class="scrim" on:click=move |_| desk.drawer.set(None)></div>
            </Show>
        </div>
    }
}
