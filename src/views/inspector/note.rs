//! The note on a mark, saved while it is written.

use super::shown::Shown;
use crate::browser::clock_and_ids;
use crate::desk::{Desk, Field};
use crate::ui::memo::memo;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::field;
use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::AnnotationId;

/// Milliseconds after the last key until the note is committed.
const COMMIT_AFTER_MS: u32 = 500;

/// The note on a mark.
#[component]
pub fn Note(id: AnnotationId, shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let note = memo(move || shown.with(|a| a.as_ref().map(|a| a.note.clone()).unwrap_or_default()));
    let field = NodeRef::<html::Textarea>::new();
    field::takes_focus(field, |asked| *asked == Field::Note);
    let waiting = ErasedSignal::new(None::<Timeout>);
    let typed = ErasedSignal::new(None::<String>);
    // Everything typed between entering the field and leaving it is one undo step.
    let sitting = ErasedSignal::new(String::new());
    let id = ErasedSignal::new(id);
    let keep = move || {
        waiting.set(None);
        let Some(words) = typed.change(Option::take).flatten() else {
            return;
        };
        let key = sitting.get_untracked();
        let written = id.with_untracked(|id| {
            desk.stamped(|state, stamp| edit::set_note(state, id, &words, stamp))
        });
        desk.commit(written.map(|written| written.merging(key)));
    };
    let input = move |event| {
        typed.set(Some(event_target_value(&event)));
        waiting.set(Some(Timeout::new(COMMIT_AFTER_MS, keep)));
    };
    // Another mark may be selected before the timeout.
    on_cleanup(keep);
    ui! {
        <label class="field wide">
            <span>"Note"</span>
            <textarea
                class="input"
                rows="2"
                {..field::holds(note, None)}
                node_ref=field
                on:focus=move |_| sitting.set(clock_and_ids::new_id('n'))
                on:input=input
                on:blur=move |_| keep()
                on:keydown=field::leave_on_escape
            ></textarea>
        </label>
    }
}
