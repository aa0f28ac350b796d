//! Keys, the wheel, the mouse and two fingers on the picture.

use super::chart::{Chart, EDGE_PX};
use super::layout::Spot;
use crate::browser::{focus, reflect};
use crate::commands::chord::Press;
use crate::ui::roving;
use crate::ui::signal::ErasedSignal;
use gloo::events::EventListener;
use js_sys::Array;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent, PointerEvent, TouchEvent, WheelEvent};
use postil_core::model::AnnotationId;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// The factor of a press of plus.
pub const FACTOR: f64 = 1.5;
/// How much a pixel of the wheel zooms.
const WHEEL: f64 = 0.004;
/// Pixels of a line of the wheel.
const LINE_PX: f64 = 32.0;
/// Part of the window that an arrow key pans.
const PART: f64 = 0.25;
/// What a press on it means something else than to pan.
const TAKEN: &str = "button, input, .timeline-label";

thread_local! {
    /// While a button is down.
    static LISTENERS: RefCell<Vec<EventListener>> = RefCell::default();
}

/// Does what a key means in the timeline.
pub fn pressed(chart: Chart, event: &KeyboardEvent) {
    if event.default_prevented() || focus::takes_text() || focus::is_composing(event) {
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let press = Press::from(event);
    let mut readings = press.readings().into_iter();
    if readings.any(|(key, shift)| run(chart, key, shift)) {
        event.prevent_default();
    }
}

/// Does what a key means, if it means anything. The lists of keys have them from `commands/keymap/own.rs`.
fn run(chart: Chart, key: &str, shift: bool) -> bool {
    match (key, shift) {
        ("+" | "=", _) => {
            chart.zoom(FACTOR, None);
            true
        }
        ("-" | "_", _) => {
            chart.zoom(1.0 / FACTOR, None);
            true
        }
        ("Home", _) => {
            chart.everything();
            true
        }
        ("ArrowLeft", true) => pan(chart, -1.0, 0.0),
        ("ArrowRight", true) => pan(chart, 1.0, 0.0),
        ("ArrowUp", true) => pan(chart, 0.0, -1.0),
        ("ArrowDown", true) => pan(chart, 0.0, 1.0),
        ("ArrowLeft", false) => step(chart, -1, 0),
        ("ArrowRight", false) => step(chart, 1, 0),
        ("ArrowUp", false) => step(chart, 0, -1),
        ("ArrowDown", false) => step(chart, 0, 1),
        ("a" | "A", _) => accept(chart),
        ("d" | "D", _) => type_date(chart),
        ("u" | "U", _) => to_tray(chart),
        _ => false,
    }
}

/// The stop with the focus, and its mark.
fn at() -> Option<(Element, AnnotationId)> {
    let stop = document().active_element()?.closest(".stop").ok()??;
    let mark = stop.get_attribute("data-mark")?;
    Some((stop, mark.into()))
}

fn is_in_tray(stop: &Element) -> bool {
    stop.closest(".timeline-tray")
        .is_ok_and(|tray| tray.is_some())
}

fn pan(chart: Chart, x: f64, y: f64) -> bool {
    let (width, height) = chart.size.get_untracked();
    chart.scroll_by(x * width * PART, y * height * PART);
    true
}

fn accept(chart: Chart) -> bool {
    let Some((stop, mark)) = at() else {
        return false;
    };
    let all = !stop.class_list().contains("timeline-number");
    chart.accept(&mark, all);
    true
}

fn type_date(chart: Chart) -> bool {
    let own = at().filter(|(stop, _)| is_in_tray(stop));
    if let Some((_, mark)) = &own {
        chart.typing.set(Some(mark.clone()));
    }
    own.is_some()
}

/// Goes to the events without a date.
pub fn to_tray(chart: Chart) -> bool {
    let first = chart.made.with_untracked(|made| {
        made.timeline
            .undated
            .first()
            .map(|event| event.mark.clone())
    });
    if let Some(first) = first {
        chart.focus(first);
    }
    true
}

/// Goes from event to event in the order of time, or to the row above or below. Elsewhere arrow keys go to what is
/// nearest.
fn step(chart: Chart, along: i32, down: i32) -> bool {
    let Some((stop, mark)) = at().filter(|(stop, _)| !is_in_tray(stop)) else {
        return false;
    };
    if along != 0 {
        let beside = match along {
            1 => stop.next_element_sibling(),
            _ => stop.previous_element_sibling(),
        };
        if let Some(beside) = beside.filter(|it| it.class_list().contains("stop")) {
            return roving::focus(Some(beside));
        }
    }
    let own = stop
        .closest("[data-spot]")
        .ok()
        .flatten()
        .and_then(|item| item.get_attribute("data-spot"))
        .map_or(mark, AnnotationId::from);
    let next = chart.peek(|layout| {
        let now = layout.spot(&own)?;
        let is_known = |spot: &&Spot| !std::ptr::eq(*spot, now);
        let middle = |spot: &Spot| f64::midpoint(spot.form.0, spot.form.1);
        let next = if along != 0 {
            let strip = layout.strips.get(now.lane)?;
            let lane = layout.spots.get(strip.spots.clone())?;
            let key = |spot: &Spot| (spot.form.0, spot.row);
            let order = |one: &Spot, other: &Spot| {
                let ((x, row), (other_x, other_row)) = (key(one), key(other));
                x.total_cmp(&other_x).then(row.cmp(&other_row))
            };
            let others = lane.iter().filter(is_known);
            if along > 0 {
                others
                    .filter(|spot| order(spot, now).is_gt())
                    .min_by(|one, other| order(one, other))
            } else {
                others
                    .filter(|spot| order(spot, now).is_lt())
                    .max_by(|one, other| order(one, other))
            }
        } else {
            let place = |spot: &Spot| (spot.lane, spot.row);
            let is_ahead = |spot: &&Spot| {
                let order = place(spot).cmp(&place(now));
                if down > 0 {
                    order.is_gt()
                } else {
                    order.is_lt()
                }
            };
            let ahead = layout.spots.iter().filter(is_ahead);
            let nearest_row = if down > 0 {
                ahead.clone().map(place).min()
            } else {
                ahead.clone().map(place).max()
            };
            let row = ahead.filter(|spot| Some(place(spot)) == nearest_row);
            let far = |spot: &Spot| (middle(spot) - middle(now)).abs();
            row.min_by(|one, other| far(one).total_cmp(&far(other)))
        };
        next.and_then(|next| chart.mark_of(next))
    });
    match next.flatten() {
        Some(mark) => {
            chart.reveal(&mark);
            // What is out of sight is drawn first.
            request_animation_frame(move || {
                roving::focus(chart.element_of(&mark));
            });
            true
        }
        None => false,
    }
}

/// Zooms with Ctrl, and pans along the axis where nothing can be scrolled down.
pub fn wheeled(chart: Chart, event: &WheelEvent) {
    let lines = event.delta_mode() == WheelEvent::DOM_DELTA_LINE;
    let down = event.delta_y() * if lines { LINE_PX } else { 1.0 };
    let Some(scroller) = chart.scroller.get_untracked() else {
        return;
    };
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        let left = scroller.get_bounding_client_rect().left();
        let x = f64::from(event.client_x()) - left;
        chart.zoom((-down * WHEEL).exp().clamp(0.5, 2.0), Some(x));
    } else if event.delta_x() == 0.0
        && !event.shift_key()
        && scroller.scroll_height() <= scroller.client_height()
    {
        event.prevent_default();
        chart.scroll_by(down, 0.0);
    }
}

/// Pans with the mouse, from a place where nothing is. A finger scrolls by itself.
pub fn grabbed(chart: Chart, event: &PointerEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_free = target.is_some_and(|target| target.closest(TAKEN).is_ok_and(|it| it.is_none()));
    if event.button() != 0 || event.pointer_type() == "touch" || !is_free {
        return;
    }
    let Some(scroller) = chart.scroller.get_untracked() else {
        return;
    };
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    let (left, top) = chart.scrolled.get_untracked();
    let _ = scroller.class_list().add_1("panning");
    let moved = EventListener::new(&window(), "pointermove", move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            let to = (f64::from(event.client_x()), f64::from(event.client_y()));
            chart.scroll_to(left + from.0 - to.0, top + from.1 - to.1);
        }
    });
    let end = move |_: &leptos::web_sys::Event| {
        if let Some(scroller) = chart.scroller.try_get_untracked().flatten() {
            let _ = scroller.class_list().remove_1("panning");
        }
        // A listener must not go away while it runs.
        request_animation_frame(|| drop(LISTENERS.take()));
    };
    let up = EventListener::new(&window(), "pointerup", end);
    let cancelled = EventListener::new(&window(), "pointercancel", end);
    LISTENERS.set(vec![moved, up, cancelled]);
}

/// Where two fingers are: the middle between them from the left of the window, and how far they are apart.
fn fingers(event: &TouchEvent) -> Option<(f64, f64)> {
    let touches = reflect::get(event.as_ref(), "touches");
    if reflect::get(&touches, "length").as_f64() != Some(2.0) {
        return None;
    }
    let finger = |at: u32| -> Option<(f64, f64)> {
        let at = Array::of1(&JsValue::from(at));
        let touch = reflect::call(&touches, "item", &at).ok()?;
        let pixel = |name: &str| reflect::get(&touch, name).as_f64();
        Some((pixel("clientX")?, pixel("clientY")?))
    };
    let ((x, y), (other_x, other_y)) = (finger(0)?, finger(1)?);
    Some((f64::midpoint(x, other_x), (x - other_x).hypot(y - other_y)))
}

/// Two fingers on the picture: how far they were apart last.
pub type Pinch = ErasedSignal<Option<f64>>;

/// Follows two fingers that are put down, or moved.
pub fn pinched(chart: Chart, pinch: Pinch, event: &TouchEvent) {
    let Some((x, apart)) = fingers(event) else {
        pinch.change(|pinch| *pinch = None);
        return;
    };
    event.prevent_default();
    let before = pinch.change(|pinch| pinch.replace(apart)).flatten();
    if let Some(before) = before.filter(|before| *before > 0.0) {
        let left = chart
            .scroller
            .get_untracked()
            .map(|scroller| scroller.get_bounding_client_rect().left());
        chart.zoom(apart / before, Some(x - left.unwrap_or_default()));
    }
}

/// The pixel of the axis under the pointer, with how far that is from its beginning.
pub fn under(chart: Chart, event: &PointerEvent) -> Option<f64> {
    let rect = chart.scroller.get_untracked()?.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let label = chart.peek(|layout| layout.metrics.label)?;
    let is_in =
        x >= rect.left() + label && x <= rect.right() && y >= rect.top() && y <= rect.bottom();
    let (left, _) = chart.scrolled.get_untracked();
    is_in.then(|| x - rect.left() + left - label - EDGE_PX)
}
