//! The rail: the articles, and the things that are spoken of in several of them.

mod articles;
mod clusters;

use crate::desk::Desk;
use crate::overlay::Drawer;
use articles::Articles;
use clusters::Clusters;
pub use clusters::dots;
use leptos::prelude::*;

/// The rail.
#[component]
pub fn Rail() -> impl IntoView {
    let desk = Desk::here();
    let open = move || desk.drawer.get() == Some(Drawer::Articles);
    view! {
        <nav class="rail" class:open=open aria-label="Articles and clusters">
            <Articles />
            <Clusters />
        </nav>
    }
}
