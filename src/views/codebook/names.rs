//! A list of names out of those that the codebook has: the ends of a link type, or the labels of an attribute.

use super::session::Part;
use crate::desk::labels;
use crate::desk::offered::MAX_OPTIONS;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::ErasedMemo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui};
use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, HtmlSelectElement, KeyboardEvent};

/// Names that can be chosen, with their titles.
pub type Named = Vec<(String, String)>;

/// A field with the chosen names, and a list to add from; `none` says what it means if there are none.
pub fn field(
    of: Part,
    title: &'static str,
    none: &'static str,
    chosen: ErasedMemo<Vec<String>>,
    offered: ErasedMemo<Named>,
    put: impl Fn(Vec<String>) + Clone + Send + Sync + 'static,
) -> AnyView {
    let desk = of.session.desk;
    let add = put.clone();
    let chip = move |name: String| {
        let shown = offered.with_untracked(|all| {
            let found = all.iter().find(|(value, _)| *value == name);
            found.map_or_else(|| labels::brief(&name), |(_, title)| title.clone())
        });
        let put = put.clone();
        let removed = name.clone();
        let remove = move |event| {
            let mut next = chosen.get_untracked();
            next.retain(|name| *name != removed);
            put(next);
            crate::views::field::stay(&event);
        };
        ui! {
            <span class="name-chip">
                {shown.clone()}
                <button
                    type="button"
                    class="icon-button small"
                    aria-label=tf!("Remove {shown}")
                    disabled=live(move || desk.read_only.get())
                    on:click=remove
                >
                    {icon(Icon::Close)}
                </button>
            </span>
        }
    };
    let take = move |list: &HtmlSelectElement| {
        let name = list.value();
        list.set_value("");
        let mut next = chosen.get_untracked();
        if !name.is_empty() && !next.contains(&name) {
            next.push(name);
            add(next);
        }
    };
    // Keys go from one name to the next while the list is closed: none of those on the way is meant.
    let by_keys = ErasedSignal::new(false);
    let (on_enter, on_leave) = (take.clone(), take.clone());
    let keys = move |event: KeyboardEvent| {
        let key = event.key();
        match key.as_str() {
            "Enter" | " " => by_keys.set(false),
            "Tab" | "Shift" => {}
            _ => by_keys.set(true),
        }
        if key == "Enter" {
            on_enter(&event_target(&event));
        }
    };
    let changed = move |event| {
        if !by_keys.get_untracked() {
            take(&event_target(&event));
        }
    };
    let left = move |event: FocusEvent| {
        if by_keys.change(std::mem::take) == Some(true) {
            on_leave(&event_target(&event));
        }
    };
    let options = move || {
        let chosen = chosen.get();
        let free = offered
            .get()
            .into_iter()
            .filter(|(name, _)| !chosen.contains(name));
        let options: Vec<_> = free
            .take(MAX_OPTIONS)
            .map(|(name, title)| ui! { <option value=name>{title}</option> })
            .collect();
        options.into_any()
    };
    ui! {
        <div class="field">
            <span id=format!("names-{title}")>{title}</span>
            <div class="stack" role="group" aria-labelledby=format!("names-{title}")>
                <span class="name-chips">
                    {each(move || chosen.get(), String::clone, chip)}
                    <select
                        class="input"
                        aria-label=tf!("{title}: add")
                        title=t!("Enter adds what the keys have found")
                        on:keydown=keys
                        on:change=changed
                        on:blur=left
                    >
                        <option value="">
                            {live(move || if chosen.with(Vec::is_empty) { none } else { t!("Add…") })}
                        </option>
                        {part(options)}
                    </select>
                </span>
            </div>
        </div>
    }
}

/// Layers and labels by their full names, labels with that of their layer.
pub fn of_marks(of: Part) -> ErasedMemo<Named> {
    of.session.piece(|schema| {
        let mut named = Named::new();
        for layer in &schema.layers {
            let title = labels::brief(&layer.title);
            named.push((layer.name.clone(), tf!("{title}: all")));
            named.extend(layer.labels.iter().map(|label| {
                let own = labels::brief(&label.title);
                (
                    format!("{}.{}", layer.name, label.name),
                    format!("{title}: {own}"),
                )
            }));
        }
        named
    })
}
