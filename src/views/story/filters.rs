//! What the views are made of: layers, labels, outlets, days and annotators that a person chooses.

use super::session::Session;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui, when};
use leptos::prelude::*;
use postil_core::state::State;
use postil_story::filter::Filter;
use postil_story::when::Day;
use std::collections::BTreeSet;

/// Choices of one kind that are offered.
const MOST: usize = 200;

/// What choices choose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Layers,
    Labels,
    Outlets,
    Annotators,
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Layers, "Layers"),
    (Kind::Outlets, "Outlets"),
    (Kind::Annotators, "Annotators"),
    (Kind::Labels, "Labels"),
];

impl Kind {
    fn of(self, filter: &Filter) -> &BTreeSet<String> {
        match self {
            Self::Layers => &filter.layers,
            Self::Labels => &filter.labels,
            Self::Outlets => &filter.outlets,
            Self::Annotators => &filter.annotators,
        }
    }

    fn of_mut(self, filter: &mut Filter) -> &mut BTreeSet<String> {
        match self {
            Self::Layers => &mut filter.layers,
            Self::Labels => &mut filter.labels,
            Self::Outlets => &mut filter.outlets,
            Self::Annotators => &mut filter.annotators,
        }
    }
}

/// How many parts of a filter choose something.
fn count(filter: &Filter) -> usize {
    let sets = KINDS.iter().filter(|(kind, _)| !kind.of(filter).is_empty());
    sets.count() + usize::from(filter.from.is_some()) + usize::from(filter.to.is_some())
}

/// Opens the choices, and says how many are made.
pub fn button(session: Session, open: ErasedSignal<bool>) -> AnyView {
    let chosen = memo(move || session.filter.with(count));
    ui! {
        <button
            type="button"
            class="button filter-button"
            aria-expanded=live(move || open.get().to_string())
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {live(move || match chosen.get() {
                0 => "Filter".to_owned(),
                many => tf!("Filter: {many}"),
            })}
        </button>
    }
}

/// The choices, while they are open.
pub fn panel(session: Session, open: ErasedSignal<bool>) -> AnyView {
    let choices = move || {
        let groups: Vec<_> = KINDS
            .into_iter()
            .map(|(kind, title)| group(session, kind, title))
            .collect();
        ui! {
            <div class="story-filters" role="group" aria-label="Filter">
                {groups}
                <fieldset>
                    <legend>"Published"</legend>
                    {day(session, "From", false)}
                    {day(session, "To", true)}
                </fieldset>
                <button
                    type="button"
                    class="link"
                    on:click=move |_| session.filter.set(Filter::default())
                >
                    {t!("Show everything")}
                </button>
            </div>
        }
    };
    when(move || open.get(), choices).into_any()
}

fn group(session: Session, kind: Kind, title: &'static str) -> AnyView {
    let all = memo(move || session.desk.with(|state| offered(state, kind)));
    let boxes = each(
        move || all.with(|all| all.iter().take(MOST).cloned().collect()),
        |(name, _)| name.clone(),
        move |(name, words)| choice(session, kind, name, words),
    );
    let more = move || {
        let more = all.with(Vec::len).checked_sub(MOST + 1)? + 1;
        Some(ui! { <p class="quiet">{tf!("And {more} more.")}</p> })
    };
    ui! {
        <fieldset>
            <legend>{title}</legend>
            <div class="choices-of">{boxes} {part(more)}</div>
        </fieldset>
    }
}

fn choice(session: Session, kind: Kind, name: String, words: String) -> AnyView {
    let own = name.clone();
    let is_on = memo(move || session.filter.with(|filter| kind.of(filter).contains(&own)));
    let toggle = move |_| {
        session.filter.update(|filter| {
            let chosen = kind.of_mut(filter);
            if !chosen.remove(&name) {
                chosen.insert(name.clone());
            }
        });
    };
    ui! {
        <label>
            <input type="checkbox" prop:checked=live(move || is_on.get()) on:change=toggle />
            <span class="clip" dir="auto">{words}</span>
        </label>
    }
}

/// The names to choose from, each with its words, in the order of the codebook or of the alphabet.
fn offered(state: &State, kind: Kind) -> Vec<(String, String)> {
    let schema = state.schema();
    match kind {
        Kind::Layers => {
            let layers = schema.layers.iter();
            let named = layers.map(|layer| (layer.name.clone(), labels::brief(&layer.title)));
            named.collect()
        }
        Kind::Labels => {
            let all = schema.layers.iter().flat_map(|layer| {
                let labels = layer.labels.iter();
                labels.map(move |label| format!("{}.{}", layer.name, label.name))
            });
            let named = all.map(|name| {
                let words = labels::brief(schema.title(&name));
                (name, words)
            });
            named.collect()
        }
        Kind::Outlets => {
            let all = state.documents().iter();
            let outlets: BTreeSet<&str> = all
                .map(|document| document.meta().outlet.as_str())
                .collect();
            let named = outlets.into_iter().map(|outlet| {
                let words = match outlet {
                    "" => t!("Outlet not stated").to_owned(),
                    outlet => labels::brief(outlet),
                };
                (outlet.to_owned(), words)
            });
            named.collect()
        }
        Kind::Annotators => {
            let known = state.header().annotators.iter();
            let named = known.map(|one| (one.id.to_string(), labels::brief(&one.name)));
            named.collect()
        }
    }
}

/// The first or the last day of publication.
fn day(session: Session, words: &'static str, is_last: bool) -> AnyView {
    let now = memo(move || {
        session.filter.with(|filter| {
            let day = if is_last { filter.to } else { filter.from };
            day.map(|day| day.to_string()).unwrap_or_default()
        })
    });
    let changed = move |event: leptos::ev::Event| {
        let day = Day::parse(&event_target_value(&event));
        session.filter.update(|filter| {
            if is_last {
                filter.to = day;
            } else {
                filter.from = day;
            }
        });
    };
    ui! {
        <label class="day">
            <span>{words}</span>
            <input type="date" prop:value=live(move || now.get()) on:change=changed />
        </label>
    }
}
