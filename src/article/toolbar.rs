//! The small toolbar over what is selected: layers, then the labels of the layer.

use super::pane::Anchor;
use crate::command::Command;
use crate::desk::Desk;
use crate::glyph::Glyph;
use crate::live::{live, part};
use crate::overlay::is_narrow;
use crate::tray::Tray;
use leptos::prelude::*;
use postil_core::model::label_layer;
use postil_core::model::schema::Layer;

/// Up to this width of the window, in CSS pixels, the toolbar stands at its lower edge and is joined
/// by the tray; the style sheet says the same.
const TRAY: f64 = 760.0;

/// The toolbar. `anchor` is where the selection is; `None` hides it.
#[component]
pub fn Toolbar(anchor: RwSignal<Option<Anchor>>) -> impl IntoView {
    let desk = Desk::here();
    let of_text = Memo::new(move |_| desk.cursor.get().is_some_and(|cursor| !cursor.is_empty()));
    // Over a mark that keys made or reached it would only hide the text above: they need no buttons.
    let shown = Memo::new(move |_| {
        let wanted = of_text.get() || desk.by_pointer.get() || is_narrow(TRAY);
        wanted && anchor.with(Option::is_some)
    });
    // The label of the selected annotation, while no other text is selected.
    let label = Memo::new(move |_| {
        let id = desk.selected.get().filter(|_| !of_text.get())?;
        desk.with(|state| state.annotation(&id).map(|a| a.label.clone()))
    });
    let can_add = Memo::new(move |_| {
        let selected = desk.selected.get();
        let shown = desk.document.get();
        of_text.get()
            && desk.with(|state| {
                let annotation = selected.as_ref().and_then(|id| state.annotation(id));
                annotation.is_some_and(|a| Some(&a.document) == shown.as_ref())
            })
    });
    let tray = Memo::new(move |_| {
        let id = desk.selected.get().filter(|_| !of_text.get())?;
        is_narrow(TRAY).then_some(id)
    });
    let layers = Memo::new(move |_| desk.with(|state| state.schema().layers.clone()));
    // Above the first line; the style sheet moves it to the bottom of a narrow window.
    let top = move || {
        format!(
            "{:.0}px",
            anchor.get().map_or(0.0, |anchor| anchor.top - 60.0)
        )
    };
    view! {
        <div
            class="toolbar"
            role="toolbar"
            aria-label="Tag selection"
            hidden=live(move || !shown.get())
            style:top=top
            // Pressing a button must not take the selection from the text.
            on:pointerdown=move |event| event.prevent_default()
            on:mousedown=move |event| event.prevent_default()
        >
            <For each=move || layers.get() key=|layer| layer.name.clone() let:layer>
                <LayerButton layer label />
            </For>
            <Show when=move || can_add.get()>
                <i class="rule"></i>
                <button type="button" on:click=move |_| Command::AddFragment.run(desk)>
                    "Add to mark"
                    <kbd>"A"</kbd>
                </button>
            </Show>
            <Show when=move || label.with(Option::is_some)>
                <i class="rule"></i>
                <span class="labels">
                    {live(move || {
                        let label = label.get().unwrap_or_default();
                        let layer = layers
                            .get()
                            .into_iter()
                            .find(|layer| layer.name == label_layer(&label));
                        layer.map(|layer| labels(desk, &layer, &label))
                    })}
                </span>
            </Show>
            {part(move || tray.get().map(|id| view! { <Tray id /> }))}
        </div>
    }
}

#[component]
fn LayerButton(layer: Layer, label: Memo<Option<String>>) -> impl IntoView {
    let desk = Desk::here();
    let name = layer.name.clone();
    let pressed =
        move || label.with(|label| label.as_deref().map(label_layer) == Some(name.as_str()));
    let command = Command::Tag(layer.name.clone());
    view! {
        <button
            type="button"
            class="layer"
            data-layer=layer.name.clone()
            aria-pressed=live(move || pressed().to_string())
            on:click=move |_| command.run(desk)
        >
            <Glyph form=layer.form />
            {layer.title}
            {layer.key.map(|key| view! { <kbd>{key.to_uppercase().to_string()}</kbd> })}
        </button>
    }
}

fn labels(desk: Desk, layer: &Layer, label: &str) -> impl IntoView + use<> {
    let current = label.split_once('.').map(|(_, name)| name.to_owned());
    layer
        .labels
        .iter()
        .enumerate()
        .map(|(at, label)| {
            let digit = at + 1;
            let pressed = current.as_deref() == Some(label.name.as_str());
            view! {
                <button
                    type="button"
                    class="label"
                    data-label=label.name.clone()
                    aria-pressed=pressed.to_string()
                    on:click=move |_| Command::Label(digit).run(desk)
                >
                    <kbd>{digit}</kbd>
                    {label.title.clone()}
                </button>
            }
        })
        .collect_view()
}
