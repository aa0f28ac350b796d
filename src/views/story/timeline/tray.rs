//! The events that have no date, beside the axis or under it: each can be dragged onto the axis, or dated by keys.

use super::chart::Chart;
use super::{date, drag};
use crate::desk::labels;
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::memo;
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, part, ui};
use crate::ui::virtual_list::{self, Rows};
use crate::views::date_field;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::date::Forms;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_story::timeline::Event;
use std::sync::Arc;

/// The height of a line in CSS pixels; the style sheet has the same number.
const LINE_PX: f64 = 74.0;
/// Code points of its sentence that are shown before and after the words.
const BEFORE: usize = 28;
const AFTER: usize = 60;
/// Code points of the words in a line.
const WORDS: usize = 140;

/// The tray.
pub fn draw(chart: Chart) -> AnyView {
    let count = memo(move || chart.made.with(|made| made.timeline.undated.len()));
    let row: virtual_list::Row = Arc::new(move |at| line(chart, at));
    let reveal = memo(move || chart.line.get());
    let words = move || {
        if count.get() == 0 {
            t!("Every event has a date, or one is proposed.").to_owned()
        } else {
            t!("Drag one onto the axis, or press D to type its date.").to_owned()
        }
    };
    ui! {
        <section class="timeline-tray" aria-label=t!("Events without a date")>
            <header>
                <h3>{t!("Without a date")}</h3>
                <span class="many">{live(move || count.get().to_string())}</span>
                <p>{live(words)}</p>
            </header>
            <Rows label=t!("Events without a date") count height=LINE_PX reveal row />
        </section>
    }
}

/// The events of the tray on paper, where nothing scrolls.
pub fn on_paper(chart: Chart) -> AnyView {
    let all = move || {
        if !chart.on_paper.get() {
            return None;
        }
        let lines = chart.made.with(|made| {
            let undated = made.timeline.undated.iter();
            let lines = undated.map(|event| {
                let name = made.names.get(event.article).cloned().unwrap_or_default();
                let (before, words, after) = chart.session.desk.peek(|state| quoted(state, event));
                ui! {
                    <li>
                        <bdi>{name}</bdi>
                        <span class="tray-words" dir="auto">{before} <b>{words}</b> {after}</span>
                    </li>
                }
            });
            lines.collect::<Vec<_>>()
        });
        (!lines.is_empty()).then(|| {
            ui! {
                <section class="timeline-undated">
                    <h3>{t!("Without a date")}</h3>
                    <ul>{lines}</ul>
                </section>
            }
        })
    };
    part(all).into_any()
}

fn line(chart: Chart, at: usize) -> Option<AnyView> {
    let (event, name) = chart.made.with(|made| {
        let event = made.timeline.undated.get(at)?.clone();
        let name = made.names.get(event.article).cloned().unwrap_or_default();
        Some((event, name))
    })?;
    let own = event.mark.clone();
    let is_typing = chart.typing.get() == Some(event.mark.clone());
    Some(if is_typing {
        field(chart, own, &event)
    } else {
        shown(chart, event, name)
    })
}

fn shown(chart: Chart, event: Event, name: String) -> AnyView {
    let desk = chart.session.desk;
    let mark = event.mark.clone();
    let look = desk.peek(|state| labels::look(state, &mark));
    let cluster = event.cluster.as_ref().and_then(|cluster| {
        desk.peek(|state| {
            let name = &state.cluster(cluster)?.record().name;
            Some(labels::brief(name))
        })
    });
    let status = date::status(&event);
    let given = (!event.given.is_empty()).then(|| tf!("“{}” names no days", event.given));
    let said = [given, Some(status), cluster].into_iter().flatten();
    let said: Vec<String> = said.filter(|it| !it.is_empty()).collect();
    let said = said.join(" · ");
    let (before, words, after) = desk.peek(|state| quoted(state, &event));
    let (pressed, gripped, typed) = (mark.clone(), mark.clone(), mark.clone());
    let own = mark.clone();
    let is_dragged = move || {
        chart
            .drag
            .with(|it| it.as_ref().is_some_and(|it| it.mark == own))
    };
    ui! {
        <div class="tray-line" class:dragged=live(is_dragged)>
            <button
                type="button"
                class="stop tray-event"
                tabindex="-1"
                data-mark=mark.to_string()
                on:pointerdown=move |event| drag::grab(chart, &pressed, &event, false)
                on:click=move |event| {
                    // Not the end of a drag.
                    if chart.drag.with_untracked(Option::is_some) {
                        event.stop_propagation();
                    }
                }
            >
                <span class="tray-meta">
                    {look.map(|look| ui! { <Glyph look /> })}
                    <b>{name}</b>
                    <span class="clip" dir="auto">{said}</span>
                </span>
                <span class="tray-words" dir="auto">{before} <b>{words}</b> {after}</span>
            </button>
            <span
                class="tray-grip"
                aria-hidden="true"
                title=t!("Drag onto the axis")
                on:pointerdown=move |event| drag::grab(chart, &gripped, &event, true)
            ></span>
            <button
                type="button"
                class="button plain tray-date"
                tabindex="-1"
                title=t!("Type its date (D)")
                disabled=live(move || desk.read_only.get())
                on:click=move |event| {
                    event.stop_propagation();
                    chart.typing.set(Some(typed.clone()));
                }
            >
                "Date"
            </button>
        </div>
    }
}

/// The words of an event, with some of their sentence before and after them.
fn quoted(state: &State, event: &Event) -> (String, String, String) {
    let words = labels::cut(&labels::line(&event.words), WORDS);
    let around = || {
        let mark = state.annotation(&event.mark)?;
        let text = state.document(&mark.document)?.text();
        let extent = mark.extent();
        let first = text.sentence_at(extent.start)?;
        let last = text.sentence_at(extent.end.saturating_sub(1))?;
        let start = first.start.max(extent.start.saturating_sub(BEFORE));
        let end = last.end.min(extent.end + AFTER);
        let before = text.slice(start.min(extent.start)..extent.start);
        let after = text.slice(extent.end..end.max(extent.end));
        Some((
            labels::from_whole_word(before, start > first.start),
            labels::to_whole_word(after, end < last.end),
        ))
    };
    let (before, after) = around().unwrap_or_default();
    (before, words, after)
}

/// The field for the date of an event.
fn field(chart: Chart, mark: AnnotationId, event: &Event) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let typed = ErasedSignal::new(event.given.clone());
    let is_done = ErasedSignal::new(false);
    effect(move || {
        if let Some(field) = node.get() {
            let _ = field.focus();
        }
    });
    let wrong = memo(move || date_field::judge(&typed.get(), !is_done.get(), Forms::Timex));
    let words = labels::cut(&labels::line(&event.words), WORDS);
    let close = move |mark: AnnotationId| {
        chart.typing.set(None);
        chart.focus(mark);
    };
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => close(mark.clone()),
            "Enter" => put(chart, &mark, &typed.get_untracked(), is_done),
            // They move in the field.
            "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
                event.stop_propagation();
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let under = move || {
        Some(match wrong.get() {
            Some(wrong) => {
                ui! { <p class="tray-problem" id="tray-problem" role="alert">{wrong}</p> }
            }
            None => ui! {
                <p class="tray-hint" id="tray-problem">
                    <kbd>"Enter"</kbd>
                    {t!(" dates it, ")}
                    <kbd>"Esc"</kbd>
                    {t!(" gives up")}
                </p>
            },
        })
    };
    let name = tf!("Date of “{words}”");
    ui! {
        <div class="tray-line typing" on:keydown=keys>
            <input
                type="text"
                class="input"
                node_ref=node
                aria-label=name
                aria-describedby="tray-problem"
                aria-invalid=live(move || wrong.with(Option::is_some).to_string())
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=date_field::PLACEHOLDER
                prop:value=live(move || typed.get())
                on:input=move |event| {
                    is_done.set(false);
                    typed.set(event_target_value(&event));
                }
            />
            {part(under)}
        </div>
    }
}

/// Gives an event the date that was typed, and goes on with the next one.
fn put(chart: Chart, mark: &AnnotationId, typed: &str, is_done: ErasedSignal<bool>) {
    is_done.set(true);
    let typed = typed.trim();
    if date_field::judge(typed, false, Forms::Timex).is_some() {
        return;
    }
    if typed.is_empty() {
        chart.typing.set(None);
        chart.focus(mark.clone());
        return;
    }
    let beside = chart.made.with_untracked(|made| {
        let undated = &made.timeline.undated;
        let at = undated.iter().position(|event| event.mark == *mark)?;
        let before = || undated.get(at.checked_sub(1)?);
        let next = undated.get(at + 1).or_else(before);
        next.map(|next| next.mark.clone())
    });
    if date::give(chart.session.desk, mark, typed) {
        chart.typing.set(None);
        // The last one is found on the axis.
        let next = beside.unwrap_or_else(|| mark.clone());
        roving::focus(chart.element_of(&next));
        chart.focus(next);
    }
}
