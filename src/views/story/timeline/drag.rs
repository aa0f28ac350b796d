//! Drags an event without a date onto the axis.

use super::chart::{Chart, Drag};
use super::{date, gestures};
use crate::ui::sentence::t;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::web_sys::{KeyboardEvent, PointerEvent};
use postil_core::model::AnnotationId;
use std::cell::RefCell;
use wasm_bindgen::JsCast;

/// How far a pointer moves before it drags, in pixels.
const THRESHOLD_PX: f64 = 6.0;
/// How near the edge of the axis it scrolls, in pixels, and how far each time.
const EDGE_PX: f64 = 30.0;

thread_local! {
    /// While a button is down.
    static LISTENERS: RefCell<Vec<EventListener>> = RefCell::default();
}

/// Begins to drag an event once the pointer moves. A finger has to take hold of the grip: elsewhere it scrolls.
pub fn grab(chart: Chart, mark: &AnnotationId, event: &PointerEvent, is_grip: bool) {
    let is_finger = event.pointer_type() == "touch";
    if event.button() != 0 || is_finger && !is_grip || chart.session.desk.read_only.get_untracked()
    {
        return;
    }
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    let own = mark.clone();
    let moved = EventListener::new(&window(), "pointermove", move |event| {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let to = (f64::from(event.client_x()), f64::from(event.client_y()));
        let is_dragging = chart.drag.with_untracked(Option::is_some);
        if is_dragging || (to.0 - from.0).hypot(to.1 - from.1) >= THRESHOLD_PX {
            follow(chart, &own, event);
        }
    });
    let up = EventListener::new(&window(), "pointerup", move |_| {
        let drag = chart.drag.with_untracked(Clone::clone);
        if let Some(Drag {
            mark,
            over: Some((_, value)),
        }) = drag
            && date::give(chart.session.desk, &mark, &value)
        {
            chart.focus(mark);
        }
        end(chart);
    });
    let cancelled = EventListener::new(&window(), "pointercancel", move |_| end(chart));
    let options = EventListenerOptions::run_in_capture_phase();
    let options = EventListenerOptions {
        passive: false,
        ..options
    };
    let escaped = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && chart.drag.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
            chart.session.desk.announce(t!("Not dragged.").to_owned());
            end(chart);
        }
    });
    LISTENERS.set(vec![moved, up, cancelled, escaped]);
}

fn follow(chart: Chart, mark: &AnnotationId, event: &PointerEvent) {
    let place = gestures::under(chart, event);
    if let (Some(_), Some(scroller)) = (place, chart.scroller.get_untracked()) {
        let rect = scroller.get_bounding_client_rect();
        let label = chart.peek(|layout| layout.metrics.label).unwrap_or(0.0);
        let x = f64::from(event.client_x());
        if x < rect.left() + label + EDGE_PX {
            chart.scroll_by(-EDGE_PX, 0.0);
        } else if x > rect.right() - EDGE_PX {
            chart.scroll_by(EDGE_PX, 0.0);
        }
    }
    let over = place.and_then(|x| {
        let (day, day_px) = chart.peek(|layout| layout.scale.day_at(x))??;
        Some((x, date::value_at(day, day_px)))
    });
    let drag = Drag {
        mark: mark.clone(),
        over,
    };
    if chart.drag.with_untracked(|now| now.as_ref() != Some(&drag)) {
        chart.drag.set(Some(drag));
    }
}

fn end(chart: Chart) {
    // The click that follows still finds out that it ended a drag; a listener must not go away while it runs.
    request_animation_frame(move || {
        if chart.drag.try_with_untracked(Option::is_some) == Some(true) {
            chart.drag.set(None);
        }
        drop(LISTENERS.take());
    });
}
