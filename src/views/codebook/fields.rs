//! The fields of the editor. What is typed becomes part of the codebook while it is typed.

use super::session::{Part, Session};
use crate::ui::memo::ErasedMemo;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use crate::views::draft::Draft;
use crate::views::field;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement};
use postil_core::codebook::Item;
use std::rc::Rc;

/// A field of one line. `put` gets what was typed and the key of the undo step; it tells whether it is taken.
pub fn text(
    session: Session,
    title: &'static str,
    hint: &'static str,
    value: ErasedMemo<String>,
    put: impl Fn(&str, &str) -> bool + 'static,
) -> AnyView {
    let draft = Draft::new(session.desk, value, put);
    ui! {
        <label class="field">
            <span>{title}</span>
            <input class="input" dir="auto" placeholder=hint autocomplete="off" {..draft.field(None)} />
        </label>
    }
}

/// A field of several lines, in Markdown.
pub fn rule(
    session: Session,
    title: &'static str,
    hint: &'static str,
    value: ErasedMemo<String>,
    put: impl Fn(&str, &str) -> bool + 'static,
) -> AnyView {
    let draft = Draft::new(session.desk, value, put);
    ui! {
        <label class="field">
            <span>{title}</span>
            <textarea class="input tall" dir="auto" placeholder={hint} {..draft.field(None)}></textarea>
        </label>
    }
}

/// The name in files. It is changed when the field is left: on the way, it could be that of another part.
pub fn name(part: Part, hint: &'static str) -> AnyView {
    let desk = part.session.desk;
    let shown = crate::ui::memo::memo(move || part.item.with(|item| item.name().to_owned()));
    let typed = ErasedSignal::new(None::<String>);
    let number = desk.typing.number();
    let keep = move || {
        let Some(words) = typed.change(Option::take).flatten() else {
            return true;
        };
        desk.typing.end(number);
        shown.with_untracked(|name| *name == words) || part.rename(&words)
    };
    // The screen may be closed, or the page left, from within the field.
    on_cleanup(move || {
        keep();
    });
    let noted = move |event| {
        typed.set(Some(event_target_value(&event)));
        let keep = Rc::new(move || {
            keep();
        });
        desk.typing.begin(number, keep);
    };
    let changed = move |event: &Event| {
        if !keep() {
            // The reason stands below; the name stays what it was.
            let field: HtmlInputElement = event_target(event);
            field.set_value(&shown.get_untracked());
        }
    };
    ui! {
        <label class="field">
            <span>"Name"</span>
            <input
                class="input"
                autocomplete="off"
                spellcheck="false"
                title={hint}
                {..field::holds(shown, Some(hint))}
                disabled=live(move || desk.read_only.get())
                on:input=noted
                on:change=move |event: Event| changed(&event)
                on:blur=move |event| changed(&event)
            />
        </label>
    }
}

/// A switch with what it means.
pub fn switch(
    title: &'static str,
    about: &'static str,
    on: ErasedMemo<bool>,
    put: impl Fn(bool) + 'static,
) -> AnyView {
    let toggle = move |_| put(!on.get_untracked());
    ui! {
        <div class="field">
            <span aria-hidden="true">{title}</span>
            <button
                type="button"
                class="switch"
                role="switch"
                aria-label=title
                aria-checked=live(move || on.get().to_string())
                on:click=toggle
            >
                <i></i>
                <span aria-hidden="true">{about}</span>
            </button>
        </div>
    }
}

/// One of several options, by value and title.
pub fn select(
    title: &'static str,
    options: Vec<(String, String)>,
    chosen: ErasedMemo<String>,
    put: impl Fn(&str) + 'static,
) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, title)| ui! { <option value=value>{title}</option> })
        .collect();
    ui! {
        <label class="field">
            <span>{title}</span>
            <select
                class="input"
                prop:value=live(move || chosen.get())
                on:change=move |event| put(&event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
}

/// What kind of part it is, as a heading over its fields.
pub fn kind_title(item: &Item) -> &'static str {
    match item {
        Item::Layer(_) => "Layer",
        Item::Label(_) => "Label",
        Item::Attribute(..) => "Attribute",
        Item::Relation(_) => t!("Link type"),
        Item::Value(..) | Item::RelationValue(..) => "Value",
    }
}
