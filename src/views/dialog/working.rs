//! Progress of a long task, which can be cancelled.

use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::desk::work::Work;
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;

/// The progress of a task. Closing the dialog in any way cancels the task.
#[component]
pub fn Working(work: Work) -> AnyView {
    let desk = Desk::here();
    // A finished task ignores this.
    on_cleanup(move || work.cancel());
    let title = untrack(|| work.stage().title());
    let bar = move || {
        Some(match work.part() {
            Some(done) => {
                ui! { <progress aria-labelledby="working-stage" max="1" value=done.to_string()></progress> }
            }
            None => ui! { <progress aria-labelledby="working-stage"></progress> },
        })
    };
    ui! {
        <Frame title=title class="working-dialog" firm=true>
            <div class="working">
                <p id="working-stage" role="status">{live(move || work.stage().words())}</p>
                {part(bar)}
                <p class="quiet">{live(move || work.detail())}</p>
            </div>
            <div class="dialog-foot">
                <button type="button" class="button" autofocus=true on:click=move |_| close(desk)>
                    "Cancel"
                </button>
            </div>
        </Frame>
    }
}
