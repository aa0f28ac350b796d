//! One of several ways to go on, with what it does.

use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use std::fmt::Debug;

/// A button of a group in which one is chosen, for a way of this title; below it, what the way does.
pub fn way_option<W: Copy + Debug + PartialEq + Send + Sync + 'static>(
    own: W,
    title: &'static str,
    does: impl Fn() -> String + Send + Sync + 'static,
    way: ErasedSignal<W>,
) -> AnyView {
    let about = format!("way-{own:?}");
    ui! {
        <label class="option">
            <input
                type="radio"
                name="way"
                aria-label=title
                aria-describedby=about.clone()
                prop:checked=live(move || way.get() == own)
                on:change=move |_| way.set(own)
            />
            <span>
                <b>{title}</b>
                <span class="quiet" id=about>{live(does)}</span>
            </span>
        </label>
    }
}
