//! The rule of the label at hand, beside the text. It follows what is selected, and is in the way of nothing.

use crate::article;
use crate::browser::focus;
use crate::desk::command::Command;
use crate::desk::{Desk, rule};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::schedule;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, ui, when};
use crate::views::codebook;
use crate::views::fetched::{Words, once_here};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

const WORDS: Words = Words {
    awaited: t!("The rule opens…"),
    missing: t!("The rule could not be fetched."),
};

/// The rule, while it is wanted.
pub fn draw() -> AnyView {
    let desk = Desk::here();
    when(move || desk.rule.get(), move || panel(desk)).into_any()
}

fn panel(desk: Desk) -> AnyView {
    let at_hand = schedule::at_rest(move || rule::label_at_hand(desk));
    // Another label of the list, until another one is at hand.
    let chosen = ErasedSignal::new(None::<String>);
    let listing = ErasedSignal::new(false);
    effect(move || {
        at_hand.track();
        chosen.set(None);
        listing.set(false);
    });
    let label = memo(move || match chosen.get() {
        Some(chosen) => Some(chosen),
        None => at_hand.get().filter(|_| !listing.get()),
    });
    let close = move || {
        desk.rule.set(false);
        article::focus();
    };
    let keys = move |event: KeyboardEvent| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let is_close = event.key() == "Escape" || event.key().eq_ignore_ascii_case("g");
        if is_close && is_plain && !focus::is_composing(&event) {
            event.prevent_default();
            close();
        }
    };
    let all = move |_| {
        chosen.set(None);
        listing.set(true);
    };
    ui! {
        <aside class="rule-panel" aria-label=t!("Rule of the label") on:keydown=keys>
            <header class="rule-head">
                <h2>{live(move || if label.with(Option::is_some) { t!("Rule") } else { t!("All rules") })}</h2>
                {when(
                    move || label.with(Option::is_some),
                    move || ui! {
                        <button type="button" class="link" on:click=all>
                            {t!("All rules")}
                        </button>
                    },
                )}
                <button
                    type="button"
                    class="link"
                    on:click=move |_| Command::Codebook.run(desk)
                >
                    "Codebook"
                </button>
                <button
                    type="button"
                    class="icon-button small"
                    aria-label=t!("Close the rule")
                    title=t!("Close the rule")
                    on:click=move |_| close()
                >
                    {icon(Icon::Close)}
                </button>
            </header>
            <div class="rule-body" tabindex="0" role="region" aria-label=t!("Rule")>
                {once_here(WORDS, codebook::fetch, move |doors| (doors.rule)(label, chosen))}
            </div>
        </aside>
    }
}
