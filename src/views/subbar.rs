//! The row above the article: a toggle for each layer, with the number of its marks.

use crate::desk::command::Command;
use crate::desk::offered::{self, MAX_BUTTONS};
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, effect, live, part, ui};
use leptos::prelude::*;
use postil_core::model::schema::Layer;

/// The row above the article.
#[component]
pub fn Subbar() -> impl IntoView {
    let desk = Desk::here();
    let layers = memo(move || desk.with(|state| offered::layers(state.schema())));
    let left_out = memo(move || {
        let all = desk.with(|state| state.schema().layers.len());
        all.checked_sub(MAX_BUTTONS).filter(|more| *more > 0)
    });
    let held = memo(move || {
        let pen = desk.pen.get()?;
        Some(desk.with(|state| labels::brief(state.schema().title(&pen))))
    });
    // The style sheet changes the pointer over the text.
    effect(move || {
        if let Some(root) = document().document_element() {
            let _ = root.toggle_attribute_with_force("data-pen", desk.pen.with(Option::is_some));
        }
    });
    ui! {
        <div class="subbar" role="group" aria-label="Layers">
            <span class="toggles">
                {each(
                    move || layers.get(),
                    offered::key,
                    |layer| ui! { <LayerToggle layer /> },
                )}
                {part(move || {
                    let more = labels::count(left_out.get()?, "more layer");
                    Some(
                        ui! {
                            <button
                                type="button"
                                class="layer-toggle"
                                title=t!("Show or hide them by commands")
                                on:click=move |_| Command::Commands.run(desk)
                            >
                                {more}
                            </button>
                        },
                    )
                })}
            </span>
            <span class="end">
                {part(move || {
                    let title = held.get()?;
                    Some(
                        ui! {
                            <button
                                type="button"
                                class="held"
                                title=t!("Let go")
                                on:click=move |_| Command::HoldLast.run(desk)
                            >
                                {tf!("Holding: {title}")}
                                {icon(Icon::Close)}
                            </button>
                        },
                    )
                })}
                <button
                    type="button"
                    class="layer-toggle names"
                    aria-pressed=live(move || desk.named.get().to_string())
                    title=t!("Show the names of labels in the text")
                    on:click=move |_| Command::Names.run(desk)
                >
                    {t!("Names of labels")}
                </button>
            </span>
        </div>
    }
}

#[component]
fn LayerToggle(layer: Layer) -> impl IntoView {
    let desk = Desk::here();
    let name = ErasedSignal::new(layer.name.clone());
    let count = memo(move || {
        let id = desk.view().document().get();
        name.with_untracked(|name| {
            desk.with(|state| {
                let document = state.document(id.as_ref()?)?;
                Some(document.layer_count(name))
            })
        })
    });
    let hidden =
        move || name.with_untracked(|name| desk.hidden.with(|hidden| hidden.contains(name)));
    let toggle = move |_| Command::ToggleLayer(name.get_untracked()).run(desk);
    let title = match layer.plural.as_str() {
        "" => labels::brief(&layer.title),
        plural => plural.to_owned(),
    };
    ui! {
        <button
            type="button"
            class="layer-toggle"
            aria-pressed=live(move || (!hidden()).to_string())
            title=live(move || if hidden() { t!("Show this layer") } else { t!("Hide this layer") })
            on:click=toggle
        >
            <Glyph look=Look::of(&layer) />
            {title}
            " "
            <span class="count">{live(move || count.get().map(|count| count.to_string()))}</span>
        </button>
    }
}
