//! What a mark lacks of what the codebook demands.

use super::shown::Shown;
use crate::desk::{Desk, checks};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use crate::views::field;
use leptos::prelude::*;
use postil_core::codebook::Lack;
use postil_core::edit;

/// What is listed at most.
const MAX_LISTED: usize = 3;

/// A line for each thing that is lacking; nothing where nothing is.
#[component]
pub fn Lacks(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let lacks = memo(move || {
        shown.with(|mark| {
            let mark = mark.as_ref()?;
            let all = checks::with(|checks| {
                desk.peek(|state| {
                    let all = checks::of_mark(state, checks, mark).into_iter();
                    // Right after a value is filled in, the checks may not know yet.
                    all.filter(|(found, _)| match &found.lack {
                        Lack::ToCheck(_) => mark.check != 0,
                        _ => true,
                    })
                    .map(|(found, words)| (matches!(found.lack, Lack::ToCheck(_)), words))
                    .collect::<Vec<_>>()
                })
            });
            Some(all)
        })
    });
    let confirm = move |event| {
        let id = shown.with_untracked(|mark| mark.as_ref().map(|mark| mark.id.clone()));
        field::stay(&event);
        if desk.commit(desk.stamped(|state, stamp| edit::confirm(state, id.as_slice(), stamp))) {
            desk.announce(t!("Confirmed."));
        }
    };
    part(move || {
        let all = lacks.get().filter(|all| !all.is_empty())?;
        let more = all.len().saturating_sub(MAX_LISTED);
        let line = |(changed, words): (bool, String)| {
            ui! {
                <li>
                    {icon(Icon::Warning)}
                    <span>{words}</span>
                    {changed.then(|| ui! {
                        <button
                            type="button"
                            class="link"
                            disabled=live(move || desk.read_only.get())
                            title=t!("The label is still right")
                            on:click=confirm
                        >
                            {t!("Confirm")}
                        </button>
                    })}
                </li>
            }
        };
        let lines: Vec<_> = all.into_iter().take(MAX_LISTED).map(line).collect();
        Some(ui! {
            <section aria-label=t!("To check")>
                <ul class="mark-lacks">
                    {lines}
                    {(more > 0).then(|| ui! { <li class="quiet">{tf!("And {more} more.")}</li> })}
                </ul>
            </section>
        })
    })
    .into_any()
}
