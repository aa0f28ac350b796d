//! The bar of the marks that are kept: how many, and what can be done with all of them.

use crate::commands::kept;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{live, ui, when};
use leptos::prelude::*;

/// How many of them are shown in words.
const SHOWN: usize = 3;

/// Makes the bar. It is there while marks are kept and no relation is in the making.
pub fn draw() -> AnyView {
    let desk = Desk::here();
    let is_there = move || kept::are_there(desk) && desk.tying.with(Option::is_none);
    when(is_there, move || bar(desk)).into_any()
}

fn bar(desk: Desk) -> AnyView {
    let all = memo(move || {
        desk.kept.track();
        desk.view().mark().track();
        desk.with(|state| {
            let ids = kept::all(desk);
            let words = ids.iter().take(SHOWN).filter_map(|id| state.annotation(id));
            let words: Vec<String> = words.map(|it| labels::snippet(state, it, 30)).collect();
            let more = if ids.len() > SHOWN { " …" } else { "" };
            (labels::count(ids.len(), "mark"), words.join(" · ") + more)
        })
    });
    ui! {
        <div class="strip tying-bar kept-bar" role="toolbar" aria-label=t!("Kept marks")>
            <b>{live(move || all.get().0)}</b>
            <bdi class="quote clip">{live(move || all.get().1)}</bdi>
            <span class="keys">
                <button type="button" class="button" on:click=move |_| Command::Link.run(desk)>
                    {t!("Link")}
                    <kbd>"L"</kbd>
                </button>
                <button type="button" on:click=move |_| Command::Labels.run(desk)>
                    {t!("Label")}
                    <kbd>"T"</kbd>
                </button>
                <button type="button" on:click=move |_| Command::Remove.run(desk)>
                    {t!("Remove")}
                    <kbd>"Del"</kbd>
                </button>
                <button
                    type="button"
                    on:click=move |_| {
                        kept::let_go(desk);
                    }
                >
                    {t!("Let go")}
                    <kbd>"Esc"</kbd>
                </button>
            </span>
        </div>
    }
}
