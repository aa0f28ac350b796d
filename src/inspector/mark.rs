//! What is known about one mark.

use super::attributes::Attributes;
use super::cluster::ClusterCard;
use super::label::LabelChoice;
use super::links::Links;
use super::note::Note;
use crate::article;
use crate::command::Command;
use crate::desk::Desk;
use crate::field;
use crate::glyph::Glyph;
use crate::icon::{Icon, icon};
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;

/// The annotation that a part of the inspector is about.
pub type Shown = Memo<Option<Annotation>>;

/// What is known about one mark.
#[component]
pub fn Mark(id: AnnotationId) -> impl IntoView {
    let desk = Desk::here();
    let own = id.clone();
    let shown: Shown = Memo::new(move |_| desk.with(|state| state.annotation(&own).cloned()));
    let read_only = move || desk.read_only.get();
    view! {
        <Heading shown />
        <Quote shown />
        <fieldset class="fields" disabled=read_only>
            <legend class="unseen">"What is known about the mark"</legend>
            <LabelChoice shown />
            <Links shown />
            <Attributes shown />
            <Note id=id.clone() shown />
        </fieldset>
        <ClusterCard shown />
        <div class="mark-foot">
            <Origin shown />
            <button
                type="button"
                class="button plain"
                disabled=read_only
                on:click=move |_| {
                    Command::Remove.run(desk);
                    article::focus();
                }
            >
                {icon(Icon::Bin)}
                "Delete"
            </button>
        </div>
    }
}

/// The form and the title of its label, and its place among the marks of its layer.
#[component]
fn Heading(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let parts = Memo::new(move |_| {
        let annotation = shown.get()?;
        desk.with(|state| {
            let layer = state.schema().layer(annotation.layer());
            Some((
                layer.map(|layer| layer.form),
                state.schema().title(&annotation.label).to_owned(),
                layer.map(|layer| layer.title.clone()),
                place(state, &annotation),
            ))
        })
    });
    move || {
        parts.get().map(|(form, title, layer, place)| {
            let layer = layer.filter(|layer| *layer != title);
            view! {
                <h2 class="mark-title">
                    {form.map(|form| view! { <Glyph form /> })}
                    <b>{title}</b>
                    {layer.map(|layer| view! { <span class="quiet">{layer}</span> })}
                    <span class="count">
                        {place.map(|(at, of)| format!("{at} of {of}"))}
                    </span>
                </h2>
            }
        })
    }
}

/// Which one of its layer in its document it is, from 1, and of how many.
fn place(state: &State, annotation: &Annotation) -> Option<(usize, usize)> {
    let document = state.document(&annotation.document)?;
    let rank = document.rank(state, state.slot(&annotation.id)?)?;
    let same = |slot: &&u32| {
        state
            .at(**slot)
            .is_some_and(|other| other.layer() == annotation.layer())
    };
    let before = document.order().get(..rank)?.iter().filter(same).count();
    Some((before + 1, document.layer_count(annotation.layer())))
}

/// What the mark covers, and where.
#[component]
fn Quote(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let pieces = Memo::new(move |_| {
        let annotation = shown.get()?;
        desk.with(|state| {
            let document = state.document(&annotation.document)?;
            let piece = |fragment: &postil_core::model::Fragment| {
                let quote = document.text().slice(fragment.range()).to_owned();
                (quote, fragment.range())
            };
            Some(annotation.fragments.iter().map(piece).collect::<Vec<_>>())
        })
    });
    let one = |quote: String, range: std::ops::Range<usize>| {
        view! {
            <blockquote class="mark-quote quote">{quote}</blockquote>
            <p class="extent">{format!("Characters {}–{}", range.start, range.end)}</p>
        }
        .into_any()
    };
    let fragment = move |(at, (quote, range)): (usize, (String, std::ops::Range<usize>))| {
        let remove = move |event| {
            let Some(id) = desk.selected.get_untracked() else {
                return;
            };
            field::stay(&event);
            desk.commit(desk.stamped(|state, stamp| edit::remove_fragment(state, &id, at, stamp)));
        };
        view! {
            <li>
                <blockquote class="mark-quote quote">{quote}</blockquote>
                <p class="extent">{format!("Characters {}–{}", range.start, range.end)}</p>
                <button
                    type="button"
                    class="icon-button small"
                    aria-label=format!("Remove fragment {}", at + 1)
                    title="Remove this fragment"
                    on:click=remove
                >
                    {icon(Icon::Close)}
                </button>
            </li>
        }
    };
    move || {
        let mut pieces = pieces.get()?;
        Some(match pieces.len() {
            1 => {
                let (quote, range) = pieces.pop()?;
                one(quote, range)
            }
            _ => view! {
                <ol class="fragments" aria-label="Fragments">
                    {pieces.into_iter().enumerate().map(fragment).collect_view()}
                </ol>
            }
            .into_any(),
        })
    }
}

/// Who made it, and when it was last changed.
#[component]
fn Origin(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let words = move || {
        let annotation = shown.get()?;
        let author = desk.with(|state| {
            let annotators = &state.header().annotators;
            let known = annotators.iter().find(|a| a.id == annotation.author);
            known.map_or(annotation.author.clone(), |known| known.name.clone())
        });
        let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
        let made = match (day(&annotation.created).as_str(), author.as_str()) {
            ("", "") => String::new(),
            (day, "") => format!("Made {day}"),
            ("", author) => format!("By {author}"),
            (day, author) => format!("{author}, {day}"),
        };
        let changed = day(&annotation.modified);
        Some(
            match changed.is_empty() || changed == day(&annotation.created) {
                true => made,
                false => format!("{made}, changed {changed}"),
            },
        )
    };
    view! { <p class="quiet">{words}</p> }
}
