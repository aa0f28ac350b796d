//! The row over the article: a toggle for each layer, with how many marks of it there are.

use crate::desk::Desk;
use crate::glyph::Glyph;
use crate::live::live;
use leptos::prelude::*;
use postil_core::model::schema::Layer;

/// The row over the article.
#[component]
pub fn Subbar() -> impl IntoView {
    let desk = Desk::here();
    let layers = Memo::new(move |_| desk.with(|state| state.schema().layers.clone()));
    view! {
        <div class="subbar" role="group" aria-label="Layers">
            <For each=move || layers.get() key=|layer| layer.name.clone() let:layer>
                <LayerToggle layer />
            </For>
        </div>
    }
}

#[component]
fn LayerToggle(layer: Layer) -> impl IntoView {
    let desk = Desk::here();
    let name = StoredValue::new(layer.name.clone());
    let count = Memo::new(move |_| {
        let id = desk.document.get();
        name.with_value(|name| {
            desk.with(|state| {
                let document = state.document(id.as_ref()?)?;
                Some(document.layer_count(name))
            })
        })
    });
    let hidden = move || name.with_value(|name| desk.hidden.with(|hidden| hidden.contains(name)));
    let toggle = move |_| {
        desk.hidden.update(|hidden| {
            let name = name.get_value();
            if !hidden.remove(&name) {
                hidden.insert(name);
            }
        });
    };
    let title = match layer.plural.as_str() {
        "" => layer.title.clone(),
        plural => plural.to_owned(),
    };
    view! {
        <button
            type="button"
            class="layer-toggle"
            aria-pressed=live(move || (!hidden()).to_string())
            title=live(move || if hidden() { "Hidden: show this layer" } else { "Hide this layer" })
            on:click=toggle
        >
            <Glyph form=layer.form />
            {title}
            " "
            <span class="count">{live(move || count.get())}</span>
        </button>
    }
}
