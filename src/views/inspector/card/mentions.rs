//! The mentions of a cluster by article, to go to, to tick, and to drag onto another cluster.

use super::drag;
use super::session::Session;
use crate::article;
use crate::desk::card::card;
use crate::desk::mentions::mentions;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{effect, live, ui};
use crate::ui::virtual_list::{self, Rows};
use crate::ui::{roving, schedule};
use crate::views::dialog::line_list::line_of;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::state::State;
use std::sync::Arc;

/// The height of a mention in CSS pixels; the style sheet has the same number.
const ROW_HEIGHT_PX: f64 = 30.0;
/// Mentions visible at once; the others are scrolled to.
const MAX_VISIBLE: usize = 8;
/// Mentions that PageUp and PageDown move by.
const PAGE: usize = 7;
/// Code points of a quote.
const QUOTE_CHARS: usize = 70;

/// A mention in the list.
#[derive(Clone, PartialEq)]
struct Line {
    id: AnnotationId,
    quote: String,
    article: String,
    date: String,
}

fn line(state: &State, id: &AnnotationId) -> Option<Line> {
    let annotation = state.annotation(id)?;
    let document = state.document(&annotation.document)?;
    Some(Line {
        id: id.clone(),
        quote: labels::snippet(state, annotation, QUOTE_CHARS),
        article: labels::article_name(document),
        date: labels::brief(&document.meta().published.date),
    })
}

fn ids(state: &State, cluster: &ClusterId) -> Vec<AnnotationId> {
    let all = mentions(state, cluster).into_iter();
    all.map(|mention| mention.id).collect()
}

/// The list.
#[component]
pub(super) fn Mentions(session: Session) -> AnyView {
    let desk = session.desk;
    let all = memo(move || session.id.with(|id| desk.with(|state| ids(state, id))));
    let count = memo(move || all.with(Vec::len));
    let reveal = memo(move || {
        let (at, _) = card().at.get()?;
        all.with(|all| all.iter().position(|id| *id == at))
    });
    let row: virtual_list::Row = Arc::new(move |at| {
        let id = all.with(|all| all.get(at).cloned())?;
        let line = desk.with(|state| line(state, &id))?;
        Some(draw(desk, session, at, &line))
    });
    let list = NodeRef::<html::Div>::new();
    // Who is led here goes on here.
    effect(move || {
        let is_wanted = card().at.with(|at| matches!(at, Some((_, true))));
        let at = reveal.get();
        if !is_wanted || list.get().is_none() {
            return;
        }
        request_animation_frame(move || {
            schedule::after(move || {
                let Some(list) = list.try_get_untracked().flatten() else {
                    return;
                };
                // The inspector is to be drawn anew: the list to come goes on here.
                if list.closest("[aria-busy]").is_ok_and(|busy| busy.is_some()) {
                    return;
                }
                // It may have gone to the article meanwhile.
                if !card().at.with_untracked(|at| matches!(at, Some((_, true)))) {
                    return;
                }
                let at = at.unwrap_or_default();
                roving::focus_first(&list, &format!("[data-line='{at}'] .mention-row"));
                card().at.change(|at| {
                    if let Some((_, is_wanted)) = at {
                        *is_wanted = false;
                    }
                });
            });
        });
    });
    let to = move |at: usize| {
        let id = all.with_untracked(|all| all.get(at.min(all.len().saturating_sub(1))).cloned());
        card().at.set(id.map(|id| (id, true)));
    };
    let keys = move |event: KeyboardEvent| {
        let Some((at, _)) = line_of(event.target()) else {
            return;
        };
        match event.key().as_str() {
            " " => toggle(all.with_untracked(|all| all.get(at).cloned())),
            "ArrowDown" => to(at + 1),
            "ArrowUp" => to(at.saturating_sub(1)),
            "PageDown" => to(at + PAGE),
            "PageUp" => to(at.saturating_sub(PAGE)),
            "Home" => to(0),
            "End" => to(usize::MAX),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // Firefox presses a button when Space is let go.
    let keys_up = move |event: KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
        }
    };
    let height = move || format!("{}px", count.get().min(MAX_VISIBLE) as f64 * ROW_HEIGHT_PX);
    let said = move || {
        let ticked = card().ticked.with(std::collections::BTreeSet::len);
        match ticked {
            0 => labels::count(count.get(), "mention"),
            some => tf!("{some} of {} ticked", labels::count(count.get(), "mention")),
        }
    };
    ui! {
        <h3 class="card-head">
            {t!("Mentions")}
            <span class="count" role="status">{live(said)}</span>
        </h3>
        <div
            class="card-mentions"
            style:height=live(height)
            node_ref=list
            on:keydown=keys
            on:keyup=keys_up
        >
            <Rows label=t!("Mentions of the cluster") count height=ROW_HEIGHT_PX reveal row />
        </div>
    }
}

fn toggle(id: Option<AnnotationId>) {
    let Some(id) = id else {
        return;
    };
    card().ticked.update(|ticked| {
        if !ticked.remove(&id) {
            ticked.insert(id);
        }
    });
}

fn draw(desk: Desk, session: Session, at: usize, line: &Line) -> AnyView {
    let (go_to, here, ticks, own) = (
        line.id.clone(),
        line.id.clone(),
        line.id.clone(),
        line.id.clone(),
    );
    let is_current = move || {
        card()
            .at
            .with(|at| matches!(at, Some((at, _)) if *at == here))
    };
    let is_ticked = memo(move || card().ticked.with(|ticked| ticked.contains(&ticks)));
    let ticking = line.id.clone();
    let at_hand = line.id.clone();
    let go = move |_| {
        card().at.set(Some((go_to.clone(), false)));
        desk.select_mark(&go_to);
        desk.drawer.set(None);
        article::focus();
    };
    let focused = move |_| {
        let is_other = card().at.with_untracked(|at| match at {
            Some((at, _)) => *at != at_hand,
            None => true,
        });
        if is_other {
            card().at.set(Some((at_hand.clone(), false)));
        }
    };
    ui! {
        <div
            class="mention-line"
            data-line=at.to_string()
            on:pointerdown=move |event| drag::grab(session, &own, &event)
        >
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=tf!("Tick “{}”", line.quote)
                prop:checked=live(move || is_ticked.get())
                on:change=move |_| toggle(Some(ticking.clone()))
            />
            <button
                type="button"
                class="mention-row"
                aria-current=live(move || is_current().then_some("true"))
                aria-description=live(move || if is_ticked.get() { t!("Ticked") } else { "" })
                on:click=go
                on:focus=focused
            >
                <span class="clip quote">{line.quote.clone()}</span>
                <span class="clip where">{line.article.clone()}</span>
                {(!line.date.is_empty()).then(|| ui! { <span class="when">{line.date.clone()}</span> })}
            </button>
        </div>
    }
    .into_any()
}
