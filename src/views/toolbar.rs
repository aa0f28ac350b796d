//! The small toolbar above the selection: the layers, then the labels of the chosen layer.

mod labels_row;
pub mod strip;
pub mod tray;

use crate::article::{self, Anchor};
use crate::browser::viewport::is_narrow;
use crate::commands::kept;
use crate::desk::command::Command;
use crate::desk::overlay::INSPECTOR_DRAWER_MAX_PX;
use crate::desk::ties::ties;
use crate::desk::{Desk, labels, offered, rule};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{each, live, part, ui, when};
use leptos::prelude::*;
use postil_core::model::label_layer;
use postil_core::model::schema::Layer;
use tray::Tray;

/// Up to this width of the window, in CSS pixels, the toolbar is at the bottom and the tray joins it.
const TRAY_MAX_WINDOW_PX: f64 = INSPECTOR_DRAWER_MAX_PX;

/// Rows of labels; the list of all has the others.
const MAX_ROWS: usize = 2;
/// From the toolbar to the line, in CSS pixels.
const GAP_PX: f64 = 12.0;
/// What the toolbar takes above a line, with all its rows, in CSS pixels.
const ROOM_PX: f64 = 136.0;

/// The toolbar. It is hidden while nothing is selected.
pub fn draw() -> Option<AnyView> {
    let desk = Desk::here();
    let anchor = article::anchor()?;
    let of_text = memo(move || {
        desk.view()
            .cursor()
            .get()
            .is_some_and(|cursor| !cursor.is_empty())
    });
    // Keys need no buttons: over a mark made or reached by keys it would only hide the text above.
    let shown = memo(move || {
        // Nor are they needed beside the bar of kept marks, over others that may be kept too.
        let of_mark = desk.view().by_pointer().get() && !kept::are_there(desk);
        let wanted = of_text.get() || of_mark || is_narrow(TRAY_MAX_WINDOW_PX);
        let is_free = desk.tying.with(Option::is_none) && ties().drag.with(Option::is_none);
        wanted && is_free && anchor.with(Option::is_some)
    });
    // The label of the selected annotation, while no other text is selected.
    let label = memo(move || {
        // Hidden labels are not drawn either.
        let id = desk
            .view()
            .mark()
            .get()
            .filter(|_| shown.get() && !of_text.get())?;
        desk.with(|state| state.annotation(&id).map(|a| a.label.clone()))
    });
    let can_add = memo(move || {
        let selected = desk.view().mark().get();
        let shown = desk.view().document().get();
        of_text.get()
            && desk.with(|state| {
                let annotation = selected.as_ref().and_then(|id| state.annotation(id));
                annotation.is_some_and(|a| Some(&a.document) == shown.as_ref())
            })
    });
    let tray = memo(move || {
        let id = desk.view().mark().get().filter(|_| !of_text.get())?;
        is_narrow(TRAY_MAX_WINDOW_PX).then_some(id)
    });
    let layers = memo(move || desk.with(|state| offered::layers(state.schema())));
    // Under the last line where there is no room above the first. It stays there until the range is
    // another, or buttons would move away from the pointer.
    let below = memo(move || {
        let top = f64::from(desk.view_now().scroll().get_untracked());
        anchor.with(|anchor| anchor.is_some_and(|anchor| anchor.top - top < ROOM_PX))
    });
    // The style sheet moves it to the bottom of a narrow window.
    let top = move || {
        let edge = |anchor: Anchor| {
            if below.get() {
                anchor.bottom + GAP_PX
            } else {
                anchor.top - GAP_PX
            }
        };
        format!("{:.0}px", anchor.get().map_or(0.0, edge))
    };
    Some(ui! {
        <div
            class="toolbar"
            class:below=live(move || below.get())
            role="toolbar"
            aria-label=t!("Tag selection")
            hidden=live(move || !shown.get())
            style:top=top
            // Pressing a button must not take the selection from the text.
            on:pointerdown=move |event| event.prevent_default()
            on:mousedown=move |event| event.prevent_default()
        >
            <div class="layers">
                {each(
                    move || layers.get(),
                    offered::key,
                    move |layer| ui! { <LayerButton layer label /> },
                )}
                {all_and_hold(desk)}
                {when(move || can_add.get(), move || add_button(desk))}
            </div>
            {part(move || {
                let label = label.get()?;
                let layer = desk.with(|state| state.schema().layer(label_layer(&label)).cloned())?;
                let rows = if is_narrow(TRAY_MAX_WINDOW_PX) { usize::MAX } else { MAX_ROWS };
                labels_row::draw(desk, &layer, &label, rows)
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
    let own = layer.name.clone();
    let hint = memo(move || desk.with(|state| rule::hint(state.schema(), &own)));
    ui! {
        <button
            type="button"
            class="layer"
            data-layer=layer.name.clone()
            title=live(move || hint.get())
            aria-description=live(move || hint.get())
            aria-pressed=live(move || pressed().to_string())
            on:click=move |event| labels_row::press(&event, desk, &command)
        >
            <Glyph look=Look::of(&layer) />
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

fn all_and_hold(desk: Desk) -> AnyView {
    let held = move || desk.pen.with(Option::is_some).to_string();
    ui! {
        <i class="rule"></i>
        <button type="button" on:click=move |_| Command::Labels.run(desk)>
            {t!("All labels")}
            <kbd>"T"</kbd>
        </button>
        <button
            type="button"
            class="hold"
            aria-pressed=live(held)
            title=t!("Hold the label like a pen: text that you select is tagged at once")
            on:click=move |_| Command::HoldLast.run(desk)
        >
            "Hold"
            <kbd>"H"</kbd>
        </button>
    }
    .into_any()
}
