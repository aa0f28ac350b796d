//! The export: what goes out, in which format, and what that loses, before the download.

mod choice;
mod layers;
mod report;

use super::frame::{Frame, close};
use crate::desk::{Desk, labels};
use crate::transfer;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{effect, live, part, ui};
use choice::{Choice, Outcome};
use leptos::prelude::*;
use postil_core::state::State;
use postil_formats::FormatInfo;
use report::Report;

/// The choice of what to export and how.
#[component]
pub fn Export() -> AnyView {
    let desk = Desk::here();
    let choice = Choice::new(desk);
    effect(move || choice.write());
    let ready = move || {
        let written = |outcome: &Outcome| matches!(outcome, Outcome::Written(_));
        choice.outcome.with(written)
    };
    ui! {
        <Frame title="Export" class="form-dialog export-dialog">
            <div class="export">
                <fieldset class="formats">
                    <legend class="unseen">"Format"</legend>
                    {transfer::listed_formats().map(|about| line(choice, about)).collect_view()}
                </fieldset>
                <div class="export-about">
                    {part(move || about(choice.format.get()))}
                    {scope(choice)}
                    {part(move || {
                        choice.format.get().options.then(|| layers::options(choice.options))
                    })}
                    <Report choice />
                </div>
            </div>
            <div class="dialog-foot">
                <p
                    // What the report shows already is for screen readers only.
                    class=live(move || {
                        if choice.outcome.with(Outcome::is_whole) { "unseen" } else { "foot-note" }
                    })
                    role="status"
                >
                    {live(move || choice.outcome.with(report::summary))}
                </p>
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button
                    type="button"
                    class="button solid"
                    autofocus=true
                    aria-disabled=live(move || (!ready()).to_string())
                    on:click=move |_| choice.download()
                >
                    "Download"
                </button>
            </div>
        </Frame>
    }
}

/// A format in the list.
fn line(choice: Choice, about: &'static FormatInfo) -> AnyView {
    ui! {
        <label class="format">
            <input
                type="radio"
                name="format"
                value=about.id
                prop:checked=live(move || choice.format.get().id == about.id)
                on:change=move |_| choice.format.set(about)
            />
            {about.title}
        </label>
    }
}

/// The facts about a format.
fn about(about: &'static FormatInfo) -> AnyView {
    ui! {
        <dl class="facts">
            <dt>"For"</dt>
            <dd>{about.tools}</dd>
            <dt>"Offsets"</dt>
            <dd>{about.unit}</dd>
        </dl>
    }
}

/// The choice between the whole project and the open article.
fn scope(choice: Choice) -> AnyView {
    let desk = choice.desk;
    let article = desk.peek_document(|_, document| {
        let marks = labels::count(document.count(), "mark");
        tf!("{}, {marks}", labels::article_name(document))
    });
    let option = move |value: bool, title: &'static str, detail: String| {
        ui! {
            <label class="option">
                <input
                    type="radio"
                    name="scope"
                    prop:checked=live(move || choice.whole.get() == value)
                    on:change=move |_| choice.whole.set(value)
                />
                <span>
                    <b>{title}</b>
                    <span class="quiet">{detail}</span>
                </span>
            </label>
        }
    };
    ui! {
        <fieldset class="options">
            <legend class="unseen">{t!("What to export")}</legend>
            {option(true, t!("The whole project"), desk.peek(contents))}
            {article.map(|article| option(false, t!("This article only"), article))}
        </fieldset>
    }
}

fn contents(state: &State) -> String {
    format!(
        "{}, {}, {}, {}",
        labels::count(state.documents().len(), "article"),
        labels::count(state.annotation_count(), "mark"),
        labels::count(state.relations().count(), "relation"),
        labels::count(state.clusters().count(), "cluster"),
    )
}
