//! The small toolbar above the selection: the layers, then the labels of the chosen layer.

pub mod tray;

use crate::article;
use crate::browser::viewport::is_narrow;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{each, live, part, ui, when};
use leptos::prelude::*;
use postil_core::model::label_layer;
use postil_core::model::schema::Layer;
use tray::Tray;

/// Up to this width of the window, in CSS pixels, the toolbar is at the bottom and the tray joins it;
/// the style sheet has the same number.
const TRAY_MAX_WINDOW_PX: f64 = 760.0;

/// The toolbar. It is hidden while nothing is selected.
pub fn draw() -> Option<AnyView> {
    let desk = Desk::here();
    let anchor = article::anchor()?;
    let of_text = memo(move || {
        desk.view
            .cursor()
            .get()
            .is_some_and(|cursor| !cursor.is_empty())
    });
    // Keys need no buttons: over a mark made or reached by keys it would only hide the text above.
    let shown = memo(move || {
        let wanted = of_text.get() || desk.view.by_pointer().get() || is_narrow(TRAY_MAX_WINDOW_PX);
        wanted && anchor.with(Option::is_some)
    });
    // The label of the selected annotation, while no other text is selected.
    let label = memo(move || {
        // Hidden labels are not drawn either.
        let id = desk
            .view
            .mark()
            .get()
            .filter(|_| shown.get() && !of_text.get())?;
        desk.with(|state| state.annotation(&id).map(|a| a.label.clone()))
    });
    let can_add = memo(move || {
        let selected = desk.view.mark().get();
        let shown = desk.view.document().get();
        of_text.get()
            && desk.with(|state| {
                let annotation = selected.as_ref().and_then(|id| state.annotation(id));
                annotation.is_some_and(|a| Some(&a.document) == shown.as_ref())
            })
    });
    let tray = memo(move || {
        let id = desk.view.mark().get().filter(|_| !of_text.get())?;
        is_narrow(TRAY_MAX_WINDOW_PX).then_some(id)
    });
    let layers = memo(move || desk.with(|state| state.schema().layers.clone()));
    // Above the first line; the style sheet moves it to the bottom of a narrow window.
    let top = move || {
        format!(
            "{:.0}px",
            anchor.get().map_or(0.0, |anchor| anchor.top - 60.0)
        )
    };
    Some(ui! {
        <div
            class="toolbar"
            role="toolbar"
            aria-label=t!("Tag selection")
            hidden=live(move || !shown.get())
            style:top=top
            // Pressing a button must not take the selection from the text.
            on:pointerdown=move |event| event.prevent_default()
            on:mousedown=move |event| event.prevent_default()
        >
            {each(
                move || layers.get(),
                |layer| layer.name.clone(),
                move |layer| ui! { <LayerButton layer label /> },
            )}
            {when(move || can_add.get(), move || add_button(desk))}
            {part(move || {
                let label = label.get()?;
                let layers = layers.get();
                let layer = layers.iter().find(|layer| layer.name == label_layer(&label))?;
                Some(labels(desk, layer, &label))
            })}
            {part(move || tray.get().map(|id| ui! { <Tray id /> }))}
        </div>
    })
}

#[component]
fn LayerButton(layer: Layer, label: ErasedMemo<Option<String>>) -> impl IntoView {
    let desk = Desk::here();
    let name = layer.name.clone();
    let pressed =
        move || label.with(|label| label.as_deref().map(label_layer) == Some(name.as_str()));
    let command = Command::Tag(layer.name.clone());
    ui! {
        <button
            type="button"
            class="layer"
            data-layer=layer.name.clone()
            aria-pressed=live(move || pressed().to_string())
            on:click=move |_| command.run(desk)
        >
            <Glyph form=layer.form />
            {labels::brief(&layer.title)}
            {layer.key.map(|key| ui! { <kbd>{key.to_uppercase().to_string()}</kbd> })}
        </button>
    }
}

fn add_button(desk: Desk) -> AnyView {
    ui! {
        <i class="rule"></i>
        <button type="button" on:click=move |_| Command::AddFragment.run(desk)>
            {t!("Add to mark")}
            <kbd>"A"</kbd>
        </button>
    }
}

fn labels(desk: Desk, layer: &Layer, label: &str) -> AnyView {
    let current = label.split_once('.').map(|(_, name)| name.to_owned());
    let labels = layer.labels.iter().enumerate();
    let buttons: Vec<AnyView> = labels
        .map(|(at, label)| {
            let digit = at + 1;
            let pressed = current.as_deref() == Some(label.name.as_str());
            ui! {
                <button
                    type="button"
                    class="label"
                    data-label=label.name.clone()
                    aria-pressed=pressed.to_string()
                    on:click=move |_| Command::Label(digit).run(desk)
                >
                    <kbd>{digit}</kbd>
                    {labels::brief(&label.title)}
                </button>
            }
        })
        .collect();
    ui! {
        <i class="rule"></i>
        <span class="labels">{buttons}</span>
    }
}
