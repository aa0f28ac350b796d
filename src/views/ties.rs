//! The types of a relation that is dragged to a mark, one letter each, beside the marks.

use crate::commands::tying::dragged;
use crate::desk::Desk;
use crate::desk::ties::{Offer, ties};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;

/// The list. It is there while the pointer is on a mark at which the relation can end, and once it was let
/// go there until a type is chosen.
pub fn draw() -> AnyView {
    let desk = Desk::here();
    let offered = memo(|| {
        ties().drag.with(|drag| {
            let drag = drag.as_ref()?;
            let landing = drag.to.as_ref()?;
            Some((landing.offers.clone(), landing.more, drag.by_finger))
        })
    });
    let waits = memo(|| {
        let drag = ties().drag;
        drag.with(|drag| drag.as_ref().is_some_and(|drag| drag.waits))
    });
    let left = || px(|(x, _)| x);
    let top = || px(|(_, y)| y);
    part(move || {
        let (offers, more, by_finger) = offered.get()?;
        let buttons: Vec<AnyView> = offers
            .into_iter()
            .map(|offer| button(desk, offer))
            .collect();
        Some(ui! {
            <div
                class="tie-choice"
                class:passing=live(move || !waits.get())
                class:finger=by_finger
                role="group"
                aria-label=t!("Types of relations")
                hidden=live(|| ties().place.with(Option::is_none))
                style:left=left
                style:top=top
                // The article keeps the focus, and so its keys.
                on:pointerdown=move |event| event.prevent_default()
                on:mousedown=move |event| event.prevent_default()
            >
                {buttons}
                {(more > 0).then(|| ui! { <p>{tf!("{more} more: Ctrl K")}</p> })}
            </div>
        })
    })
    .into_any()
}

fn px(pick: fn((f64, f64)) -> f64) -> String {
    let place = ties().place.get().unwrap_or_default();
    format!("{:.0}px", pick(place))
}

fn button(desk: Desk, offer: Offer) -> AnyView {
    let Offer { kind, title, key } = offer;
    ui! {
        <button type="button" on:click=move |_| dragged::choose(desk, &kind)>
            <kbd>{key.to_uppercase().to_string()}</kbd>
            <span class="clip">{title}</span>
        </button>
    }
}
