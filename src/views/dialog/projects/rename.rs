//! The field for the name of a project in the list. What is typed into it is part of the open project
//! within a second. For another project it is set aside until the field is left: the project is opened and
//! renamed only then, and a dialog that was closed with the page opens again with the field in it.

use crate::desk::Desk;
use crate::ui::sentence::t;
use crate::ui::view::ui;
use crate::views::{field, project_name};
use leptos::prelude::*;
use leptos::web_sys::{Element, FocusEvent};
use wasm_bindgen::JsCast;

fn aside(id: &str) -> String {
    format!("rename {id}")
}

/// The name that is set aside for a project, if any.
pub fn set_aside(desk: Desk, id: &str) -> Option<String> {
    desk.aside.of(&aside(id)).and_then(|mut typed| typed.pop())
}

/// Throws away the name that is set aside for a project.
pub fn forget(desk: Desk, id: &str) {
    desk.aside.clear(&aside(id));
}

/// The field for the name of the open project; `done` is called when it is left.
pub fn of_open(desk: Desk, done: impl Fn() + 'static) -> AnyView {
    let draft = project_name::draft(desk);
    let leave = move |event: FocusEvent| {
        if is_left(&event) {
            done();
        }
    };
    ui! {
        <input
            class="input"
            aria-label=t!("Name of the project")
            autofocus=true
            autocomplete="off"
            {..draft.field(None)}
            on:keydown=field::leave_on_enter
            on:blur=leave
        />
    }
    .into_any()
}

/// The field for the name of another project; `rename` is called with what was typed when it is left.
pub fn of_other(desk: Desk, id: &str, name: &str, rename: impl Fn(String) + 'static) -> AnyView {
    let typed = set_aside(desk, id).unwrap_or_else(|| name.to_owned());
    let aside = aside(id);
    let leave = move |event: FocusEvent| {
        if is_left(&event) {
            rename(event_target_value(&event));
        }
    };
    ui! {
        <input
            class="input"
            aria-label=t!("Name of the project")
            autofocus=true
            autocomplete="off"
            {..field::begins_with(&typed)}
            on:input=move |event| desk.aside.put(&aside, vec![event_target_value(&event)])
            on:keydown=field::leave_on_enter
            on:blur=leave
        />
    }
    .into_any()
}

/// Whether the field has lost the focus to something in the page, and not with the window.
fn is_left(event: &FocusEvent) -> bool {
    let field = event
        .target()
        .and_then(|field| field.dyn_into::<Element>().ok());
    field.is_some_and(|field| field.is_connected() && document().active_element() != Some(field))
}
