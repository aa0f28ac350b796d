//! The list of the marks in the article, in the order of the text.

use crate::article;
use crate::desk::command::Command;
use crate::desk::offered::MAX_OPTIONS;
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui, when};
use crate::ui::virtual_list::Rows;
use crate::ui::{schedule, virtual_list};
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;
use postil_core::model::{AnnotationId, DocumentId, label_layer};
use postil_core::state::{DocumentState, State};
use postil_core::text::Query;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The height of a row in CSS pixels; the style sheet has the same number.
const ROW_HEIGHT_PX: f64 = 34.0;

/// How many layers a list without marks tells the keys of.
const MAX_KEYS: usize = 6;

/// What is listed.
#[derive(Clone, Default, PartialEq)]
struct Filter {
    /// A layer, or a full label; empty for all.
    label: String,
    /// Words that the mark covers; empty for any.
    words: String,
}

/// The list of all marks.
#[component]
pub fn List() -> AnyView {
    let desk = Desk::here();
    let filter = ErasedSignal::new(Filter::default());
    let slots = memo(move || {
        let id = desk.view().document().get();
        desk.hidden.with(|hidden| {
            filter.with(|filter| desk.with(|state| listed(state, id.as_ref(), hidden, filter)))
        })
    });
    let count = memo(move || slots.with(Vec::len));
    let row: virtual_list::Row = Arc::new(move |at| {
        let slot = slots.with(|slots| slots.get(at).copied())?;
        desk.with(|state| row(desk, state, slot))
    });
    // How far the list is scrolled is known without another layout once the frame is painted.
    let selected = schedule::later(move || {
        let id = desk.view().mark().get()?;
        let slot = desk.peek(|state| state.slot(&id))?;
        slots.with(|slots| slots.iter().position(|other| *other == slot))
    });
    let selected = memo(move || selected.get());
    // They count as marks, and would be missed.
    let left_out = memo(move || {
        let id = desk.view().document().get();
        let count = |state: &State, hidden: &BTreeSet<String>| {
            let document = state.document(id.as_ref()?)?;
            Some(hidden.iter().map(|layer| document.layer_count(layer)).sum())
        };
        let count = desk
            .hidden
            .with(|hidden| desk.with(|state| count(state, hidden)));
        count.unwrap_or(0_usize)
    });
    let any = memo(move || {
        let id = desk.view().document().get();
        let marks = |state: &State| Some(state.document(id.as_ref()?)?.count() > 0);
        desk.with(marks).unwrap_or(false)
    });
    ui! {
        <div class="list-filter">
            <LabelFilter filter />
            <input
                class="input"
                type="search"
                aria-label=t!("Filter by words")
                placeholder=t!("Filter by words")
                autocomplete="off"
                on:input=move |event| {
                    filter.update(|filter| filter.words = event_target_value(&event));
                }
                on:keydown=crate::views::field::leave_on_escape
            />
        </div>
        {when(
            move || count.get() > 0,
            move || ui! { <Rows label="Marks" count height=ROW_HEIGHT_PX row=row.clone() reveal=selected /> },
        )}
        {when(move || count.get() == 0, move || part(move || ui! { <Empty any=any.get() /> }).into_any())}
        {part(move || {
            let marks = labels::count(left_out.get(), "mark");
            (left_out.get() > 0).then(|| {
                ui! { <p class="empty list-hidden">{tf!("{marks} in hidden layers")}</p> }
            })
        })}
    }
}

/// Why nothing is listed, and what to do.
#[component]
fn Empty(any: bool) -> AnyView {
    if any {
        return ui! { <p class="empty">{t!("No matches.")}</p> };
    }
    let desk = Desk::here();
    let keys = move || {
        let keys: Vec<_> = desk.with(|state| {
            let layers = state.schema().layers.iter();
            let keys = layers.filter_map(|layer| Some((layer.key?, &layer.title)));
            let one = |(key, title): (char, &String)| {
                ui! { <li><kbd>{key.to_uppercase().to_string()}</kbd> {labels::brief(title)}</li> }
            };
            keys.take(MAX_KEYS).map(one).collect()
        });
        if keys.is_empty() {
            return ui! { <p class="empty">{t!("No marks yet. Select text, then choose a label.")}</p> };
        }
        ui! {
            <p class="empty">{t!("No marks yet. Select text, then press a key.")}</p>
            <ul class="empty keys">{keys}</ul>
        }
        .into_any()
    };
    let is_bare = memo(move || desk.with(|state| state.annotation_count() == 0));
    let example = move || {
        ui! {
            <p class="empty">
                {t!("Or see what it can look like, in a project of its own. ")}
                <button type="button" class="link" on:click=move |_| Command::WorkedExample.run(desk)>
                    {t!("Open the worked example")}
                </button>
            </p>
        }
    };
    ui! { {part(keys)} {when(move || is_bare.get(), example)} }
}

/// The choice of a layer or a label, with the number of marks that have it.
#[component]
fn LabelFilter(filter: ErasedSignal<Filter>) -> AnyView {
    let desk = Desk::here();
    let groups = memo(move || {
        let id = desk.view().document().get();
        let groups = |state: &State| Some(counts(state, state.document(id.as_ref()?)?));
        desk.with(groups).unwrap_or_default()
    });
    let option = |(value, title, count): (String, String, usize)| {
        ui! { <option value=value>{tf!("{title} ({count})")}</option> }.into_any()
    };
    let group = move |group: Counts| {
        let options: Vec<_> = group.labels.into_iter().map(option).collect();
        ui! { <optgroup label=labels::brief(&group.title)>{options}</optgroup> }.into_any()
    };
    let all = move || {
        groups.with(|groups| {
            let marks: usize = groups.iter().map(|group| group.marks).sum();
            tf!("All marks ({marks})")
        })
    };
    ui! {
        <select
            class="input"
            aria-label=t!("Filter by label")
            prop:value=live(move || filter.with(|filter| filter.label.clone()))
            on:change=move |event| {
                filter.update(|filter| filter.label = event_target_value(&event));
            }
            on:keydown=crate::views::field::leave_on_escape
        >
            <option value="">{live(all)}</option>
            {part(move || groups.get().into_iter().map(group).collect_view().into_any())}
        </select>
    }
}

/// The counts of one layer.
#[derive(Clone, PartialEq)]
struct Counts {
    title: String,
    marks: usize,
    /// The full label, its title, and the number of marks that have it.
    labels: Vec<(String, String, usize)>,
}

/// The label counts of a document by layer, in the order of the schema. Layers that the schema does
/// not list come last.
fn counts(state: &State, document: &DocumentState) -> Vec<Counts> {
    let schema = state.schema();
    let mut by_layer: BTreeMap<&str, Vec<(&String, usize)>> = BTreeMap::new();
    for (label, count) in document.counts() {
        by_layer
            .entry(label_layer(label))
            .or_default()
            .push((label, *count));
    }
    let known = schema.layers.iter().map(|layer| layer.name.as_str());
    let names: BTreeSet<&str> = known.clone().collect();
    let unknown = by_layer
        .keys()
        .copied()
        .filter(|name| !names.contains(name));
    let mut left = MAX_OPTIONS;
    let counts = known.chain(unknown).map(|name| {
        let layer = schema.layer(name);
        let plural = layer.map_or(name, |layer| match layer.plural.as_str() {
            "" => &layer.title,
            plural => plural,
        });
        let marks = document.layer_count(name);
        let mut labels = vec![(name.to_owned(), tf!("All {}", plural.to_lowercase()), marks)];
        let of_layer = by_layer.get(name).into_iter().flatten();
        let of_layer = of_layer.filter(|(label, _)| label.as_str() != name);
        labels.extend(of_layer.take(left).map(|(label, count)| {
            let title = labels::brief(schema.title(label));
            ((*label).clone(), title, *count)
        }));
        left = left.saturating_sub(labels.len());
        Counts {
            title: plural.to_owned(),
            marks,
            labels,
        }
    });
    let counts = counts.filter(|counts| counts.marks > 0);
    counts.take(MAX_OPTIONS).collect()
}

/// The slots of the listed marks. O(marks · log hits).
fn listed(
    state: &State,
    id: Option<&DocumentId>,
    hidden: &BTreeSet<String>,
    filter: &Filter,
) -> Vec<u32> {
    let Some(document) = id.and_then(|id| state.document(id)) else {
        return Vec::new();
    };
    let words = filter.words.trim();
    if hidden.is_empty() && *filter == Filter::default() {
        return document.order().to_vec();
    }
    let hits = (!words.is_empty()).then(|| Query::new(words).find_in(document.text()));
    let fits = |slot: &u32| {
        let Some(annotation) = state.at(*slot) else {
            return false;
        };
        let label = filter.label.is_empty()
            || annotation.label == filter.label
            || annotation.layer() == filter.label;
        label
            && !hidden.contains(annotation.layer())
            && hits.as_ref().is_none_or(|hits| {
                let mut fragments = annotation.fragments.iter();
                fragments.any(|fragment| holds(hits, &fragment.range()))
            })
    };
    document.order().iter().copied().filter(fits).collect()
}

/// Whether one of the hits, which are sorted, is within a range.
fn holds(hits: &[Range<usize>], range: &Range<usize>) -> bool {
    let first = hits.partition_point(|hit| hit.start < range.start);
    hits.get(first).is_some_and(|hit| hit.end <= range.end)
}

fn row(desk: Desk, state: &State, slot: u32) -> Option<AnyView> {
    let annotation = state.at(slot)?;
    let look = labels::look(state, &annotation.id);
    let title = labels::brief(state.schema().title(&annotation.label));
    let quote = labels::snippet(state, annotation, 90);
    let id = annotation.id.clone();
    let own = id.clone();
    let current = move || {
        desk.view()
            .mark()
            .with(|selected| selected.as_ref() == Some(&own))
    };
    let go = move |event: MouseEvent| select(desk, &id, &event);
    let view = ui! {
        <button
            type="button"
            class="mark-row"
            aria-current=live(move || current().then_some("true"))
            on:click=go
        >
            {look.map(|look| ui! { <Glyph look /> })}
            <span class="clip quote">{quote}</span>
            <span class="label">{title}</span>
        </button>
    };
    Some(view.into_any())
}

/// Selects a mark. A click moves the focus to the article; Enter keeps it in the list, if that stays.
fn select(desk: Desk, id: &AnnotationId, event: &MouseEvent) {
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return Command::KeepBeside(id.clone()).run(desk);
    }
    desk.select_mark(id);
    if event.detail() > 0 || !desk.listing.get_untracked() {
        desk.drawer.set(None);
        article::focus();
    }
}
