//! The head of a pane among others: which article it shows, and how the pane is moved and closed. And the
//! edge before it, which parts the width between two panes.

use crate::commands::panes;
use crate::desk::command::Direction;
use crate::desk::panes::index_of;
use crate::desk::view::View;
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui, when};
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent, PointerEvent};
use wasm_bindgen::JsCast;

/// Thousandths of the usual width that a key moves an edge by.
const STEP: i32 = 50;
/// How far a pointer may move on a head before the pane follows it.
const TREMBLE_PX: f64 = 6.0;

/// A press on a head.
#[derive(Clone, Copy)]
struct Press {
    /// Where, in CSS pixels from the left of the window.
    from: f64,
    /// Whether the pane follows it.
    moved: bool,
}

/// Makes the head of a pane, and the edge before it.
pub fn draw(view: View) -> AnyView {
    let desk = Desk::here();
    let place = memo(move || {
        desk.panes().with(|slots| {
            let at = index_of(slots, view);
            (at.unwrap_or_default(), slots.len())
        })
    });
    let title = memo(move || {
        let id = view.document().get();
        desk.with(|state| {
            let document = state.document(id.as_ref()?)?;
            let name = labels::article_name(document);
            let title = labels::title(document);
            Some(if name == title {
                (name, String::new())
            } else {
                (name, title)
            })
        })
    });
    let label = move || {
        let (at, many) = place.get();
        let (name, title) = title.get().unwrap_or_default();
        tf!("Pane {} of {many}: {name} {title}", at + 1)
    };
    let has_edge = move || place.with(|(at, _)| *at > 0);
    let pressed = ErasedSignal::new(None::<Press>);
    let down = move |event: PointerEvent| {
        desk.activate(view);
        let in_button = event.target().and_then(|target| {
            let target: Element = target.dyn_into().ok()?;
            target.closest(".icon-button").ok()?
        });
        if event.button() != 0 || in_button.is_some() {
            return;
        }
        // A quick hand has left the head before it has moved for the first time.
        capture(&event);
        let from = f64::from(event.client_x());
        pressed.set(Some(Press { from, moved: false }));
    };
    let moved = move |event: PointerEvent| {
        let Some(Press { from, moved }) = pressed.get_untracked() else {
            return;
        };
        let x = f64::from(event.client_x());
        if event.buttons() == 0 {
            return pressed.set(None);
        }
        if !moved && (x - from).abs() <= TREMBLE_PX {
            return;
        }
        follow(desk, view, &event);
        pressed.set(Some(Press { from, moved: true }));
    };
    // A pane that is put in another place loses the pointer.
    let lost = move |event: PointerEvent| {
        if pressed.with_untracked(Option::is_some) {
            capture(&event);
        }
    };
    let read = move || {
        desk.activate(view);
        crate::article::focus();
    };
    // The browser gives the click to the head, which holds the pointer, and not to the title.
    let up = move |_: PointerEvent| {
        let press = pressed.get_untracked();
        pressed.set(None);
        if press.is_some_and(|press| !press.moved) {
            read();
        }
    };
    let key = move |event: KeyboardEvent| {
        let direction = match event.key().as_str() {
            "ArrowRight" => Direction::Forward,
            "ArrowLeft" => Direction::Back,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            desk.activate(view);
            panes::shift_active(desk, direction);
        }
    };
    ui! {
        {when(has_edge, move || edge(desk, view))}
        <header
            class="pane-head"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=move |_| pressed.set(None)
            on:lostpointercapture=lost
            on:keydown=key
        >
            <button
                type="button"
                class="pane-title"
                aria-label=live(label)
                aria-current=live(move || (desk.view() == view).then_some("true"))
                title=t!("Drag it, or press Alt and an arrow key, to move the pane")
                on:click=move |_| read()
            >
                <b class="clip">{live(move || title.get().map(|(name, _)| name))}</b>
                <span class="clip">{live(move || title.get().map(|(_, title)| title))}</span>
            </button>
            <span class="pane-switch">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t!("Previous pane")
                    on:click=move |_| panes::step(desk, Direction::Back)
                >
                    {icon(Icon::Left)}
                </button>
                <span>
                    {live(move || {
                        let (at, many) = place.get();
                        format!("{} / {many}", at + 1)
                    })}
                </span>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t!("Next pane")
                    on:click=move |_| panes::step(desk, Direction::Forward)
                >
                    {icon(Icon::Right)}
                </button>
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label=t!("Close the pane")
                title=t!("Close the pane")
                on:click=move |_| panes::close_one(desk, view)
            >
                {icon(Icon::Close)}
            </button>
        </header>
    }
}

/// Gives all events of a pointer to what listens to this one, until it is let go.
fn capture(event: &PointerEvent) {
    let head: Option<Element> = event.current_target().and_then(|it| it.dyn_into().ok());
    if let Some(head) = head {
        // It may be up by now.
        let _ = head.set_pointer_capture(event.pointer_id());
    }
}

/// Swaps the pane with the neighbour that the pointer is over, once it would be over the pane afterwards:
/// then it does not jump back.
fn follow(desk: Desk, view: View, event: &PointerEvent) {
    let x = f64::from(event.client_x());
    let Some(own) = pane_at(event) else {
        return;
    };
    let rect = own.get_bounding_client_rect();
    let passes = |direction| match direction {
        Direction::Forward => own.next_element_sibling().is_some_and(|next| {
            let next = next.get_bounding_client_rect();
            x > next.left() && x > rect.left() + next.width()
        }),
        Direction::Back => own.previous_element_sibling().is_some_and(|previous| {
            let previous = previous.get_bounding_client_rect();
            x < previous.right() && x < rect.right() - previous.width()
        }),
    };
    let mut both = [Direction::Forward, Direction::Back].into_iter();
    if let Some(direction) = both.find(|&direction| passes(direction)) {
        panes::shift(desk, view, direction);
    }
}

/// The pane whose head an event is of.
fn pane_at(event: &PointerEvent) -> Option<Element> {
    let head: Element = event.current_target()?.dyn_into().ok()?;
    head.closest(".pane").ok()?
}

/// The edge between a pane and the one before it.
fn edge(desk: Desk, view: View) -> AnyView {
    let at = move || {
        let slots = desk.panes().get_untracked();
        index_of(&slots, view)
    };
    // The share of the pane before the edge in that of both, in percent.
    let value = memo(move || {
        desk.panes().with(|slots| {
            let at = index_of(slots, view)?;
            let (left, right) = (slots.get(at.checked_sub(1)?)?.share, slots.get(at)?.share);
            Some((100 * left / (left + right).max(1)).to_string())
        })
    });
    let by = move |by: i32| {
        if let Some(before) = at().and_then(|at| at.checked_sub(1)) {
            panes::move_edge(desk, before, by);
        }
    };
    let dragged = ErasedSignal::new(None::<f64>);
    let moved = move |event: PointerEvent| {
        let Some(from) = dragged.get_untracked() else {
            return;
        };
        let x = f64::from(event.client_x());
        let row = pane_at(&event).and_then(|pane| pane.parent_element());
        let width = row.map_or(0.0, |row| row.get_bounding_client_rect().width());
        let whole: u32 = desk
            .panes()
            .with_untracked(|slots| slots.iter().map(|slot| slot.share).sum());
        if width > 0.0 {
            let shares = ((x - from) / width * f64::from(whole)) as i32;
            if shares != 0 {
                by(shares);
                dragged.set(Some(from + f64::from(shares) * width / f64::from(whole)));
            }
        }
    };
    let down = move |event: PointerEvent| {
        event.prevent_default();
        capture(&event);
        dragged.set(Some(f64::from(event.client_x())));
    };
    let key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => STEP,
            "ArrowLeft" => -STEP,
            _ => return,
        };
        event.prevent_default();
        by(step);
    };
    ui! {
        <div
            class="pane-edge"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=t!("Width of the panes")
            aria-valuenow=live(move || value.get())
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| dragged.set(None)
            on:keydown=key
        ></div>
    }
}
