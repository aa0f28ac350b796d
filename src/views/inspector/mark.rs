//! The details of one mark.

use super::attributes::Attributes;
use super::cluster::ClusterCard;
use super::label::LabelChoice;
use super::lacks::Lacks;
use super::note::Note;
use super::relations::Relations;
use super::shown::Shown;
use crate::article;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use crate::views::field;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;

/// The details of one mark.
#[component]
pub fn Mark(id: AnnotationId) -> impl IntoView {
    let desk = Desk::here();
    let own = id.clone();
    // A removed mark stays visible until the list replaces it a frame later.
    let last = StoredValue::new(None);
    let shown: Shown = memo(move || {
        let now = desk.at_once(|state| state.annotation(&own).cloned());
        if now.is_some() {
            last.set_value(now);
        }
        last.get_value()
    });
    let read_only = move || desk.read_only.get();
    ui! {
        <Heading id=id.clone() shown />
        <Lacks shown />
        <Quote shown />
        <fieldset class="fields" disabled=live(read_only)>
            <legend class="unseen">{t!("Details of the mark")}</legend>
            <LabelChoice shown />
            <Relations shown />
            <Attributes shown />
            <Note id=id.clone() shown />
        </fieldset>
        <ClusterCard shown />
        <div class="mark-foot">
            <Origin shown />
            <button
                type="button"
                class="button plain"
                disabled=live(read_only)
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

/// The look and the title of its label, and its number among the marks of the article.
#[component]
fn Heading(id: AnnotationId, shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let parts = memo(move || {
        let annotation = shown.get()?;
        desk.with(|state| {
            let layer = state.schema().layer(annotation.layer());
            Some((
                layer.map(|layer| Look {
                    form: layer.form,
                    color: state.schema().color(&annotation.label),
                }),
                labels::brief(state.schema().title(&annotation.label)),
                layer.map(|layer| labels::brief(&layer.title)),
            ))
        })
    });
    let number = memo(move || desk.with(|state| number(state, state.annotation(&id)?)));
    part(move || {
        parts.get().map(|(look, title, layer)| {
            let layer = layer.filter(|layer| *layer != title);
            ui! {
                <h2 class="mark-title">
                    {look.map(|look| ui! { <Glyph look /> })}
                    <b>{title}</b>
                    {layer.map(|layer| ui! { <span class="quiet">{layer}</span> })}
                    <span class="count" title=t!("Among all marks of the article")>
                        {live(move || number.get().map(|(at, of)| tf!("{at} of {of}")))}
                    </span>
                    <button
                        type="button"
                        class="link"
                        aria-pressed=live(move || desk.rule.get().to_string())
                        title=t!("The rule of the label, beside the text")
                        on:click=move |_| Command::Rule.run(desk)
                    >
                        {t!("Rule")}
                    </button>
                </h2>
            }
        })
    })
    .into_any()
}

/// Its number among the marks of its document, from 1, and how many there are. O(log n).
fn number(state: &State, annotation: &Annotation) -> Option<(usize, usize)> {
    let document = state.document(&annotation.document)?;
    let rank = document.rank(state, state.slot(&annotation.id)?)?;
    Some((rank + 1, document.count()))
}

/// Code points shown of each fragment that a mark covers.
const MAX_QUOTE_CHARS: usize = 2000;

/// The text that the mark covers, and its offsets.
#[component]
fn Quote(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let pieces = memo(move || {
        let annotation = shown.get()?;
        desk.with(|state| {
            let document = state.document(&annotation.document)?;
            let piece = |fragment: &postil_core::model::Fragment| {
                let range = fragment.range();
                let seen = range.start..range.end.min(range.start + MAX_QUOTE_CHARS);
                let more = if seen.end < range.end { "…" } else { "" };
                (format!("{}{more}", document.text().slice(seen)), range)
            };
            Some(annotation.fragments.iter().map(piece).collect::<Vec<_>>())
        })
    });
    let one = |quote: String, range: std::ops::Range<usize>| {
        ui! {
            <blockquote class="mark-quote quote">{quote}</blockquote>
            <p class="extent">{tf!("Characters {}–{}", range.start, range.end)}</p>
        }
        .into_any()
    };
    let fragment = move |(at, (quote, range)): (usize, (String, std::ops::Range<usize>))| {
        let remove = move |event| {
            let Some(id) = desk.view_now().mark().get_untracked() else {
                return;
            };
            field::stay(&event);
            desk.commit(desk.stamped(|state, stamp| edit::remove_fragment(state, &id, at, stamp)));
        };
        ui! {
            <li>
                <blockquote class="mark-quote quote">{quote}</blockquote>
                <p class="extent">{tf!("Characters {}–{}", range.start, range.end)}</p>
                <button
                    type="button"
                    class="icon-button small"
                    aria-label=tf!("Remove fragment {}", at + 1)
                    title=t!("Remove this fragment")
                    on:click=remove
                >
                    {icon(Icon::Close)}
                </button>
            </li>
        }
    };
    part(move || {
        let mut pieces = pieces.get()?;
        Some(match pieces.len() {
            1 => {
                let (quote, range) = pieces.pop()?;
                one(quote, range)
            }
            _ => ui! {
                <ol class="fragments" aria-label="Fragments">
                    {pieces.into_iter().enumerate().map(fragment).collect_view()}
                </ol>
            },
        })
    })
    .into_any()
}

/// Who made it and when, and when it was last changed.
#[component]
fn Origin(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let words = move || {
        let annotation = shown.get()?;
        let author = desk.with(|state| {
            let annotators = &state.header().annotators;
            let known = annotators.iter().find(|a| a.id == annotation.author);
            labels::brief(known.map_or(&annotation.author, |known| &known.name))
        });
        let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
        let made = match (day(&annotation.created).as_str(), author.as_str()) {
            ("", "") => String::new(),
            (day, "") => tf!("Made {day}"),
            ("", author) => tf!("By {author}"),
            (day, author) => tf!("{author}, {day}"),
        };
        let changed = day(&annotation.modified);
        Some(
            if changed.is_empty() || changed == day(&annotation.created) {
                made
            } else {
                tf!("{made}, changed {changed}")
            },
        )
    };
    ui! { <p class="quiet">{live(words)}</p> }
}
