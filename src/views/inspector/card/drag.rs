//! Drags mentions from the card onto another cluster in the rail.

use super::session::{Session, chosen, commit};
use crate::desk::card::card;
use crate::ui::sentence::tf;
use gloo::events::EventListener;
use leptos::prelude::*;
use leptos::web_sys::{Element, PointerEvent};
use postil_core::edit;
use postil_core::model::{AnnotationId, ClusterId};
use std::cell::RefCell;
use wasm_bindgen::JsCast;

/// How far a pointer moves before it drags, in pixels.
const THRESHOLD_PX: f64 = 6.0;
/// The class of the cluster that the mentions would land in.
const LANDING: &str = "landing";

thread_local! {
    /// While a button is down.
    static LISTENERS: RefCell<Vec<EventListener>> = RefCell::default();
}

/// Begins to drag a mention, with all that are ticked if it is one of them, once the pointer moves. A finger
/// scrolls the list instead.
pub(super) fn grab(session: Session, id: &AnnotationId, event: &PointerEvent) {
    let is_locked = session.desk.read_only.get_untracked();
    if event.button() != 0 || event.pointer_type() == "touch" || is_locked {
        return;
    }
    let dragged = match card().ticked.with_untracked(|ticked| ticked.contains(id)) {
        true => chosen(session),
        false => vec![id.clone()],
    };
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let window = window();
    let moved = EventListener::new(&window, "pointermove", move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            let away = (f64::from(event.client_x()) - x).hypot(f64::from(event.client_y()) - y);
            if away >= THRESHOLD_PX {
                show_landing(under(event).map(|(row, _)| row).as_ref());
            }
        }
    });
    let up = EventListener::new(&window, "pointerup", move |event| {
        let landing = event.dyn_ref::<PointerEvent>().and_then(under);
        end();
        let Some((_, to)) = landing else {
            return;
        };
        let joined = session.desk.peek(|state| {
            let into = state.cluster(&to)?.record().clone();
            edit::join(state, &dragged, into)
        });
        if let Some(mut joined) = joined {
            joined.name = tf!("move to {}", joined.name.trim_start_matches("link to "));
            commit(session, joined);
        }
    });
    let cancelled = EventListener::new(&window, "pointercancel", |_| end());
    LISTENERS.set(vec![moved, up, cancelled]);
}

/// The cluster in the rail under the pointer, with its line.
fn under(event: &PointerEvent) -> Option<(Element, ClusterId)> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let line = document()
        .element_from_point(x, y)?
        .closest("[data-cluster]");
    let line = line.ok().flatten()?;
    let id = line.get_attribute("data-cluster")?;
    Some((line, ClusterId::from(id.as_str())))
}

fn show_landing(line: Option<&Element>) {
    if let Ok(Some(before)) = document().query_selector(&format!(".{LANDING}")) {
        let _ = before.class_list().remove_1(LANDING);
    }
    if let Some(line) = line {
        let _ = line.class_list().add_1(LANDING);
    }
}

fn end() {
    show_landing(None);
    // A listener must not go away while it runs.
    request_animation_frame(|| drop(LISTENERS.take()));
}
