//! The name of the project in the top bar, and the field for it.

use super::draft::Draft;
use super::field;
use crate::desk::Desk;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use postil_core::edit;

/// The name, in the place and the width of the field, until that is here.
pub fn before(desk: Desk) -> AnyView {
    let name = name(desk);
    ui! {
        <input
            class="project-name"
            size=live(move || width(&name.get()))
            aria-label=t!("Project name")
            readonly
            prop:value=live(move || name.get())
        />
    }
    .into_any()
}

/// The field.
pub fn field() -> AnyView {
    let desk = Desk::here();
    let draft = draft(desk);
    ui! {
        <input
            class="project-name"
            size=live(move || width(&draft.now()))
            aria-label=t!("Project name")
            placeholder=t!("Untitled project")
            spellcheck="false"
            autocomplete="off"
            {..draft.field(None)}
            disabled=live(move || desk.read_only.get())
            on:keydown=field::leave_on_enter
        />
    }
    .into_any()
}

/// What is typed into a field for the name of the open project.
pub fn draft(desk: Desk) -> Draft {
    Draft::new(desk, name(desk), move |name, sitting| {
        let renamed = desk.peek(|state| {
            let mut header = state.header().clone();
            name.trim().clone_into(&mut header.name);
            edit::set_header(state, header)
        });
        renamed.is_none_or(|renamed| desk.commit(renamed.merging(sitting)))
    })
}

fn name(desk: Desk) -> ErasedMemo<String> {
    memo(move || desk.at_once(|state| state.header().name.clone()))
}

/// The width of the field for a name, in characters.
fn width(name: &str) -> String {
    name.chars().count().clamp(12, 120).to_string()
}
