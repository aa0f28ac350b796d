//! The choice of a mark’s layer and label.

use super::shown::Shown;
use crate::commands::tag::relabel;
use crate::desk::{Desk, Field, labels};
use crate::ui::memo::memo;
use crate::ui::view::{live, part, ui};
use crate::views::field;
use leptos::html;
use leptos::prelude::*;
use postil_core::model::schema::Layer;

/// One list to choose the layer and the label of the mark from.
#[component]
pub fn LabelChoice(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let layers = memo(move || desk.with(|state| state.schema().layers.clone()));
    let label = memo(move || shown.with(|a| a.as_ref().map(|a| a.label.clone())));
    let field = NodeRef::<html::Select>::new();
    field::takes_focus(field, |asked| *asked == Field::First);
    // A label that the schema does not list is offered while the mark has it.
    let unlisted = move || {
        let label = label.get()?;
        let listed = layers.with(|layers| layers.iter().any(|layer| lists(layer, &label)));
        (!listed).then_some(label)
    };
    let groups = move || {
        // Untracked: a new label changes which option is chosen, below, and does not rebuild the options.
        let label = label.get_untracked().unwrap_or_default();
        let group = |layer: Layer| group(layer, &label);
        layers
            .get()
            .into_iter()
            .map(group)
            .collect_view()
            .into_any()
    };
    ui! {
        <label class="field">
            <span>"Label"</span>
            <select
                class="input"
                node_ref=field
                prop:value=live(move || label.get())
                on:change=move |event| relabel(desk, &event_target_value(&event))
                on:keydown=field::leave_on_escape
            >
                {part(move || {
                    unlisted().map(|label| ui! { <option value=label.clone()>{labels::brief(&label)}</option> })
                })}
                {part(groups)}
            </select>
        </label>
    }
}

fn lists(layer: &Layer, label: &str) -> bool {
    match label.split_once('.') {
        None => layer.name == label,
        Some((name, label)) => {
            layer.name == name && layer.labels.iter().any(|known| known.name == label)
        }
    }
}

fn group(layer: Layer, chosen: &str) -> AnyView {
    let option = |value: String, title: String| {
        let selected = value == chosen;
        ui! {
            <option value=value selected=selected>
                {title}
            </option>
        }
    };
    let plain = option(layer.name.clone(), labels::brief(&layer.title));
    let labels: Vec<_> = layer
        .labels
        .iter()
        .map(|label| {
            option(
                format!("{}.{}", layer.name, label.name),
                labels::brief(&label.title),
            )
        })
        .collect();
    ui! {
        <optgroup label=labels::brief(&layer.title)>
            {plain}
            {labels}
        </optgroup>
    }
}
