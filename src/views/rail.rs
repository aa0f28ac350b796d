//! The rail: the articles, and the clusters across them.

mod articles;
mod clusters;
mod lacks;

use crate::desk::Desk;
use crate::desk::doors;
use crate::desk::overlay::Drawer;
use crate::ui::sentence::t;
use crate::ui::view::{part, ui};
use articles::Articles;
pub use articles::menu as article_menu;
pub use clusters::{clusters, dots, for_dots};
pub use lacks::lacks;
use leptos::prelude::*;

/// The rail.
#[component]
pub fn Rail() -> impl IntoView {
    let desk = Desk::here();
    let open = move || desk.drawer.get() == Some(Drawer::Articles);
    ui! {
        <nav class="rail" class:open=open aria-label=t!("Articles and clusters")>
            <Articles />
            {part(move || Some((doors::here()?.clusters)()))}
        </nav>
    }
}
