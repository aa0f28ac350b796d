//! The view is still empty.

use super::session::Session;
use crate::ui::view::ui;
use leptos::prelude::*;

/// The view.
pub fn draw(_session: Session) -> AnyView {
    ui! { <p class="quiet">"…"</p> }
}
