//! The options of formats with one label per token: the scheme for where marks begin and end, and
//! which layer wins where several overlap.

use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, ui};
use leptos::prelude::*;
use leptos::web_sys::Element;
use postil_formats::{Options, Scheme};
use wasm_bindgen::JsCast;

const SCHEMES: [(Scheme, &str); 3] = [
    (Scheme::Iob2, "IOB2"),
    (Scheme::Iobes, "IOBES"),
    (Scheme::Bilou, "BILOU"),
];

/// The choices.
pub fn options(options: ErasedSignal<Options>) -> AnyView {
    let desk = Desk::here();
    let scheme = move |(scheme, title): (Scheme, &'static str)| {
        ui! {
            <label>
                <input
                    type="radio"
                    name="scheme"
                    prop:checked=live(move || options.with(|options| options.scheme == scheme))
                    on:change=move |_| options.update(|options| options.scheme = scheme)
                />
                {title}
            </label>
        }
    };
    let layers = each(
        move || options.with(|options| options.layers.clone()),
        String::clone,
        move |layer| {
            let title = desk.peek(|state| labels::brief(state.schema().title(&layer)));
            let label = tf!("Move {title} up");
            let name = layer.clone();
            let first = move || {
                let first = options.with(|options| options.layers.first() == Some(&name));
                first.to_string()
            };
            ui! {
                <li>
                    <span>{title}</span>
                    <button
                        type="button"
                        class="icon-button small"
                        aria-label=label.clone()
                        title=label
                        data-layer=layer.clone()
                        aria-disabled=live(first)
                        on:click=move |_| raise(options, &layer)
                    >
                        {icon(Icon::Up)}
                    </button>
                </li>
            }
        },
    );
    ui! {
        <fieldset class="inline">
            <legend>"Scheme"</legend>
            {SCHEMES.map(scheme).collect_view()}
        </fieldset>
        <h3 id="precedence">{t!("Where marks overlap, a token takes the first of these")}</h3>
        <ol class="precedence" aria-labelledby="precedence">
            {layers}
        </ol>
    }
}

/// Swaps a layer with the one above it.
fn raise(options: ErasedSignal<Options>, layer: &str) {
    options.update(|options| {
        let at = options.layers.iter().position(|name| name == layer);
        if let Some(at) = at.filter(|at| *at > 0) {
            options.layers.swap(at - 1, at);
        }
    });
    // A button that moves in the page loses the focus.
    let layer = layer.to_owned();
    request_animation_frame(move || {
        let buttons = document().query_selector_all("[data-layer]");
        let buttons = buttons.into_iter().flat_map(|list| {
            (0..list.length()).filter_map(move |at| list.get(at)?.dyn_into::<Element>().ok())
        });
        for button in buttons {
            if button.get_attribute("data-layer").as_deref() == Some(layer.as_str()) {
                roving::focus(Some(button));
            }
        }
    });
}
