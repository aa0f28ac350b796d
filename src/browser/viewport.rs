//! The size of the window.

use leptos::prelude::window;

/// Whether the window is at most `widest` CSS pixels wide.
pub fn is_narrow(widest: f64) -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width <= widest)
}
