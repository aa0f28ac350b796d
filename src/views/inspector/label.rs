//! The choice of a mark’s layer and label.

use super::shown::Shown;
use crate::commands::tag::relabel;
use crate::desk::command::Command;
use crate::desk::offered::{self, Group};
use crate::desk::{Desk, Field, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{live, part, ui};
use crate::views::field;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use postil_core::model::label_layer;

/// One list to choose the layer and the label of the mark from.
#[component]
pub fn LabelChoice(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let label = memo(move || shown.with(|a| a.as_ref().map(|a| a.label.clone())));
    let offered = memo(move || {
        let near = label.with(|label| label.as_deref().map(label_layer).map(str::to_owned));
        desk.with(|state| offered::labels(state.schema(), near.as_deref().unwrap_or_default()))
    });
    let field = NodeRef::<html::Select>::new();
    field::takes_focus(field, |asked| *asked == Field::First);
    // A label that is not offered otherwise is while the mark has it.
    let unlisted = move || {
        let label = label.get()?;
        let title = desk.peek(|state| labels::brief(state.schema().title(&label)));
        (!offered.with(|offered| offered.has(&label))).then_some((label, title))
    };
    let groups = move || {
        // Untracked: a new label changes which option is chosen, below, and does not rebuild the options.
        let label = label.get_untracked().unwrap_or_default();
        let groups = offered.get().groups.into_iter();
        groups
            .map(|group| draw(group, &label))
            .collect_view()
            .into_any()
    };
    let more = move || {
        let is_cut = offered.with(|offered| offered.is_cut);
        is_cut.then(|| ui! { <option value="">{t!("All labels …")}</option> })
    };
    let choose = move |event| match event_target_value(&event).as_str() {
        "" => {
            // The mark keeps its label until another is chosen from the list.
            let now = label.get_untracked().unwrap_or_default();
            event_target::<HtmlSelectElement>(&event).set_value(&now);
            Command::Labels.run(desk);
        }
        chosen => relabel(desk, chosen),
    };
    ui! {
        <label class="field">
            <span>"Label"</span>
            <select
                class="input"
                node_ref=field
                prop:value=live(move || label.get())
                on:change=choose
                on:keydown=field::leave_on_escape
            >
                {part(move || {
                    unlisted().map(|(label, title)| ui! { <option value=label>{title}</option> })
                })}
                {part(groups)}
                {part(more)}
            </select>
        </label>
    }
}

fn draw(group: Group, chosen: &str) -> AnyView {
    let option = |(value, title): (String, String)| {
        let selected = value == chosen;
        ui! {
            <option value=value selected=selected>
                {title}
            </option>
        }
    };
    let options: Vec<_> = group.options.into_iter().map(option).collect();
    ui! { <optgroup label=group.title>{options}</optgroup> }.into_any()
}
