//! The note on a mark.

use super::shown::Shown;
use crate::desk::{Desk, Field};
use crate::ui::memo::memo;
use crate::ui::view::ui;
use crate::views::draft::Draft;
use crate::views::field;
use leptos::html;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::AnnotationId;

/// The note on a mark.
#[component]
pub fn Note(id: AnnotationId, shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let note = memo(move || shown.with(|a| a.as_ref().map(|a| a.note.clone()).unwrap_or_default()));
    let field = NodeRef::<html::Textarea>::new();
    field::takes_focus(field, |asked| *asked == Field::Note);
    let draft = Draft::new(desk, note, move |words, sitting| {
        let written = desk.stamped(|state, stamp| edit::set_note(state, &id, words, stamp));
        written.is_none_or(|written| desk.commit(written.merging(sitting)))
    });
    ui! {
        <label class="field wide">
            <span>"Note"</span>
            <textarea
                class="input"
                rows="2"
                {..draft.field(None)}
                node_ref=field
                on:keydown=field::leave_on_escape
            ></textarea>
        </label>
    }
}
