//! How to search: four choices, and whether to mark what is found.

use super::running::Session;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui, when};
use leptos::prelude::*;

/// The choices.
pub fn options(session: Session) -> AnyView {
    let choice = |name: &'static str, chosen: ErasedSignal<bool>| {
        ui! {
            <label class="search-option">
                <input
                    type="checkbox"
                    prop:checked=live(move || chosen.get())
                    on:change=move |event| chosen.set(event_target_checked(&event))
                />
                {name}
            </label>
        }
    };
    let marking = move || session.label.with(Option::is_some);
    ui! {
        <div class="search-options" role="group" aria-label=t!("How to search")>
            {choice(t!("Whole words"), session.whole_words)}
            {choice(t!("Exact case and signs"), session.exact)}
            {choice(t!("Regular expression"), session.regex)}
            {choice(t!("This article only"), session.here)}
            {when(
                move || !session.desk.read_only.get(),
                move || ui! {
                    <button
                        type="button"
                        class="button plain search-mark"
                        aria-expanded=live(move || marking().to_string())
                        on:click=move |_| session.set_marking(!session.label.with_untracked(Option::is_some))
                    >
                        {t!("Mark matches")}
                    </button>
                },
            )}
        </div>
    }
}
