//! The guidelines of the project, written at the left and read at the right.

use super::session::Session;
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{live, part, ui};
use crate::views::draft::Draft;
use crate::views::markdown;
use leptos::prelude::*;
use postil_core::edit::codebook;

/// Draws both.
pub fn draw(session: Session) -> AnyView {
    let desk = session.desk;
    let text = memo(move || desk.at_once(|state| state.header().guidelines.clone()));
    let draft = Draft::new(desk, text, move |words, sitting| {
        session.change_in(sitting, |state, stamp| {
            codebook::set_guidelines(state, words, stamp)
        })
    });
    let shown = memo(move || draft.now());
    let read = move || {
        let text = shown.get();
        Some(if text.trim().is_empty() {
            ui! {
                <p class="empty">
                    {t!("Write how to annotate: what the project is for, what to mark, and what to do in doubt. It is in Markdown: # heading, - list, **strong**.")}
                </p>
            }
        } else {
            markdown::draw(&text)
        })
    };
    ui! {
        <div class="guidelines">
            <textarea
                class="input"
                dir="auto"
                aria-label=t!("Guidelines of the project, in Markdown")
                disabled=live(move || desk.read_only.get())
                {..draft.field(None)}
            ></textarea>
            <div class="guidelines-read" tabindex="0" role="region" aria-label=t!("As it reads")>
                // Stands over the headings of the text.
                <h3 class="unseen">{t!("As it reads")}</h3>
                {part(read)}
            </div>
        </div>
    }
}
