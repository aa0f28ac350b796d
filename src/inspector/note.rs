//! The note on a mark, kept while it is written.

use super::mark::Shown;
use crate::desk::{Desk, Field};
use crate::field;
use crate::live::live;
use crate::stamp;
use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::AnnotationId;

/// So many milliseconds after the last key the note is kept.
const PAUSE: u32 = 500;

/// The note on a mark.
#[component]
pub fn Note(id: AnnotationId, shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let note = Memo::new(move |_| shown.with(|a| a.as_ref().map(|a| a.note.clone())));
    let field = NodeRef::<html::Textarea>::new();
    field::takes_focus(field, |asked| *asked == Field::Note);
    let waiting = StoredValue::new_local(None::<Timeout>);
    let typed = StoredValue::new(None::<String>);
    // All that is typed between coming to the field and leaving it is one step of undo.
    let sitting = StoredValue::new(String::new());
    let id = StoredValue::new(id);
    let keep = move || {
        waiting.set_value(None);
        let Some(words) = typed.try_update_value(Option::take).flatten() else {
            return;
        };
        let key = sitting.get_value();
        let written = id
            .with_value(|id| desk.stamped(|state, stamp| edit::set_note(state, id, &words, stamp)));
        desk.commit(written.map(|written| written.merging(key)));
    };
    let input = move |event| {
        typed.set_value(Some(event_target_value(&event)));
        waiting.set_value(Some(Timeout::new(PAUSE, keep)));
    };
    // Another mark may be selected before the pause is over.
    on_cleanup(keep);
    view! {
        <label class="field wide">
            <span>"Note"</span>
            <textarea
                class="input"
                rows="2"
                node_ref=field
                prop:value=live(move || note.get().unwrap_or_default())
                on:focus=move |_| sitting.set_value(stamp::new_id('n'))
                on:input=input
                on:blur=move |_| keep()
                on:keydown=field::leave_on_escape
            ></textarea>
        </label>
    }
}
