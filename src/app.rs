//! The page as a whole.

use crate::api;
use crate::article::Article;
use crate::desk::Desk;
use crate::keep;
use leptos::prelude::*;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    api::install(desk);
    keep::open(desk);
    view! {
        <main>
            <Article />
        </main>
        <p class="announcement" role="status">{move || desk.announcement.get()}</p>
    }
}
