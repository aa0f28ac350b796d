//! The places of a view that a person goes to: arrow keys move from one to the nearest in their direction, Enter
//! opens the sentence in its article, and what is under the pointer or has the focus is shown in full.
//!
//! A stop is an element of the class `stop`, a button as a rule, with `tabindex="-1"`. `data-mark` names the mark
//! whose sentence it stands for, `data-cluster` the cluster whose dossier it opens.

use super::session::Session;
use super::sight;
use crate::browser::focus;
use crate::ui::roving;
use leptos::web_sys::{DomRect, Element, Event, KeyboardEvent, MouseEvent, PointerEvent};
use wasm_bindgen::JsCast;

/// Every stop of a view.
const STOPS: &str = ".stop";

/// The stop that an event happened in.
fn stop_of(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(STOPS).ok()?
}

fn mark_of(stop: &Element) -> Option<String> {
    stop.get_attribute("data-mark")
}

/// Shows the sentence of a stop that has got the focus.
pub fn focused(session: Session, event: &Event) {
    let Some(stop) = stop_of(event) else {
        return;
    };
    let mark = mark_of(&stop).map(Into::into);
    if session.at.with_untracked(|at| *at != mark) {
        session.at.set(mark);
    }
}

/// Shows the sentence under a mouse; a finger presses first.
pub fn hovered(session: Session, event: &PointerEvent) {
    if event.pointer_type() == "mouse" {
        let mark = stop_of(event).and_then(|stop| mark_of(&stop));
        let mark = mark.map(Into::into);
        if mark.is_some() && session.over.with_untracked(|over| *over != mark) {
            session.over.set(mark);
        }
    }
}

/// A press of the pointer chooses a stop, a second one opens it; Enter opens it at once.
pub fn clicked(session: Session, event: &MouseEvent) {
    let Some(stop) = stop_of(event) else {
        return;
    };
    let by_pointer = event.detail() > 0;
    if let Some(mark) = mark_of(&stop) {
        let mark = mark.into();
        let was_chosen = session
            .pressed
            .with_untracked(|at| at.as_ref() == Some(&mark));
        if by_pointer && !was_chosen {
            roving::focus(Some(stop));
            session.pressed.set(Some(mark.clone()));
            session.at.set(Some(mark));
        } else {
            session.to_text(&mark);
        }
    } else if let Some(cluster) = stop.get_attribute("data-cluster") {
        session.show_dossier(cluster.into());
    }
}

/// Moves with the arrow keys.
pub fn pressed(event: &KeyboardEvent) {
    let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.shift_key();
    if event.default_prevented() || !is_plain || focus::takes_text() {
        return;
    }
    let direction = match event.key().as_str() {
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowRight" => (1.0, 0.0),
        "ArrowUp" => (0.0, -1.0),
        "ArrowDown" => (0.0, 1.0),
        _ => return,
    };
    let Some(body) = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let now = stop_of(event);
    let next = match &now {
        Some(now) => nearest(&body, now, direction),
        None => body.query_selector(STOPS).ok().flatten(),
    };
    if next.is_some() {
        event.prevent_default();
        roving::focus(next);
        sight::moved(&body);
    }
}

/// How much farther a stop seems for each pixel that it is aside of the way.
const ASIDE: f64 = 4.0;

/// How much farther a stop seems that is not straight on.
const ASTRAY: f64 = 1000.0;
/// How far two stops that are one after the other may lie over each other, in pixels.
const TOUCHING: f64 = 3.0;

/// The stop that is nearest in a direction. O(s) for s stops in the page.
fn nearest(body: &Element, from: &Element, (x, y): (f64, f64)) -> Option<Element> {
    let own = from.get_bounding_client_rect();
    let all = body.query_selector_all(STOPS).ok()?;
    let stops = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    let others = stops.filter(|stop| !stop.is_same_node(Some(from)));
    let far = others.filter_map(|stop| {
        let rect = stop.get_bounding_client_rect();
        // From edge to edge: what stands one below the other is not beside it, however wide it is.
        let (ahead, aside) = match (x > 0.0, x < 0.0, y > 0.0) {
            (true, _, _) => (rect.left() - own.right(), gap(&own, &rect, false)),
            (_, true, _) => (own.left() - rect.right(), gap(&own, &rect, false)),
            (_, _, true) => (rect.top() - own.bottom(), gap(&own, &rect, true)),
            _ => (own.top() - rect.bottom(), gap(&own, &rect, true)),
        };
        let astray = if aside > 0.0 {
            ASTRAY + ASIDE * aside
        } else {
            0.0
        };
        (ahead > -TOUCHING && rect.width() > 0.0).then_some((ahead.max(0.0) + astray, stop))
    });
    let nearest = far.min_by(|(one, _), (other, _)| one.total_cmp(other));
    nearest.map(|(_, stop)| stop)
}

/// How far a stop is aside of the way that leads straight on from another, up or down or else to a side, in pixels.
fn gap(own: &DomRect, rect: &DomRect, upright: bool) -> f64 {
    let (from, to, start, end) = if upright {
        (own.left(), own.right(), rect.left(), rect.right())
    } else {
        (own.top(), own.bottom(), rect.top(), rect.bottom())
    };
    (start - to).max(from - end).max(0.0)
}

/// Focuses the stop of the mark that the person was at, else the first one, without scrolling.
pub fn begin(body: &Element, at: Option<&str>) {
    let all = body.query_selector_all(STOPS).ok();
    let count = all.as_ref().map_or(0, |all| all.length());
    let stops = (0..count).filter_map(|n| all.as_ref()?.item(n)?.dyn_into::<Element>().ok());
    let stops: Vec<Element> = stops.collect();
    let own = stops
        .iter()
        .find(|stop| at.is_some() && mark_of(stop).as_deref() == at);
    match own.or(stops.first()).cloned() {
        Some(stop) => roving::focus(Some(stop)),
        None => roving::focus(Some(body.clone())),
    };
}
