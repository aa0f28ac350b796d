//! A list of rows of equal height; only those in sight are in the page.

use super::memo::{ErasedMemo, memo};
use super::roving::{self, Way};
use super::signal::ErasedSignal;
use super::view::{each, effect, live, part, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, KeyboardEvent, ResizeObserver};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Extra rows above and below those in sight, so that Tab always finds the next one.
const EXTRA_ROWS: usize = 8;

/// Draws a row by its number, from 0; `None` if there is none.
pub type Row = Arc<dyn Fn(usize) -> Option<AnyView> + Send + Sync>;

/// A scrolled list of `count` rows, each `height` pixels high. Calls `row` only for rows in sight, and
/// again when a value that it read changes.
#[component]
pub fn Rows(
    /// The name of the list.
    label: &'static str,
    count: ErasedMemo<usize>,
    height: f64,
    /// The row to scroll to whenever this changes.
    #[prop(optional)]
    reveal: Option<ErasedMemo<Option<usize>>>,
    row: Row,
) -> AnyView {
    let scroller = NodeRef::<html::Div>::new();
    let top = ErasedSignal::new(0.0_f64);
    let window = ErasedSignal::new(0.0_f64);
    watch_height(scroller, window);
    let shown = memo(move || {
        let first = (top.get() / height).floor() as usize;
        let visible = (window.get() / height).ceil() as usize + 1;
        let count = count.get();
        let start = first.saturating_sub(EXTRA_ROWS).min(count);
        start..(first + visible + EXTRA_ROWS).min(count)
    });
    let scrolled = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            top.set(f64::from(scroller.scroll_top()));
        }
    };
    if let Some(reveal) = reveal {
        effect(move || {
            if let (Some(at), Some(scroller)) = (reveal.get(), scroller.get()) {
                bring_into_sight(&scroller, at as f64 * height, height);
            }
        });
    }
    let rows = move || shown.get().collect::<Vec<_>>();
    ui! {
        <div class="rows" node_ref=scroller on:scroll=scrolled on:keydown=step>
            <ul aria-label=label style:height=live(move || format!("{}px", count.get() as f64 * height))>
                {each(
                    rows,
                    usize::to_string,
                    move |at| {
                        let row = row.clone();
                        ui! {
                        <li
                            style:top=format!("{}px", at as f64 * height)
                            aria-setsize=live(move || count.get().to_string())
                            aria-posinset=(at + 1).to_string()
                        >
                            {part(move || row(at))}
                        </li>
                        }
                    },
                )}
            </ul>
        </div>
    }
}

/// Keeps a signal at the height of the scrolled element, in pixels, while that is in the page.
fn watch_height(scroller: NodeRef<html::Div>, window: ErasedSignal<f64>) {
    let observer = ErasedSignal::new(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    effect(move || {
        let Some(element) = scroller.get() else {
            return;
        };
        let own = element.clone();
        let resized = Closure::<dyn FnMut()>::new(move || {
            let height = f64::from(own.client_height());
            if window.try_with_untracked(|now| *now != height) == Some(true) {
                window.set(height);
            }
        });
        if let Ok(made) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            made.observe(&element);
            observer.set(Some((made, resized)));
        }
    });
    on_cleanup(move || {
        let watching = observer.change(Option::take).flatten();
        if let Some((made, _)) = watching {
            made.disconnect();
        }
    });
}

/// Scrolls just far enough to show a row.
fn bring_into_sight(scroller: &HtmlElement, top: f64, height: f64) {
    let seen = f64::from(scroller.scroll_top());
    let window = f64::from(scroller.client_height());
    let to = match top {
        _ if window == 0.0 => return,
        _ if top < seen => top,
        _ if top + height > seen + window => top + height - window,
        _ => return,
    };
    scroller.set_scroll_top(to as i32);
}

/// Moves between rows with the arrow keys.
fn step(event: KeyboardEvent) {
    let Some(way) = Way::vertical(&event.key()) else {
        return;
    };
    let row = document()
        .active_element()
        .and_then(|active| active.closest("li").ok().flatten());
    let next = row.and_then(|row| way.beside(&row));
    if next.is_some_and(|next| roving::focus_first(&next, "button")) {
        event.prevent_default();
    }
}
