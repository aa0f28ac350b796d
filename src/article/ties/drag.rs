//! A relation that is dragged: where the pointer is, and what is there.

use super::measure;
use super::route::{self, Area, Point, at};
use super::stage::Over;
use crate::article::offsets;
use crate::article::selection::Chosen;
use crate::desk::ties::{Drag, Landing, can_begin, ties};
use leptos::prelude::window;
use postil_core::model::AnnotationId;
use std::cell::Cell;
use std::rc::Rc;

/// The list of types: its width, the height of a line, and what is around them.
const LIST_PX: f64 = 200.0;
const LINE_PX: f64 = 30.0;
const FINGER_LINE_PX: f64 = 44.0;
const AROUND_PX: f64 = 10.0;

thread_local! {
    /// Where the pointer is.
    static POINTER: Cell<Point> = const { Cell::new(at(0.0, 0.0)) };
    /// Where it was when it came to the annotation that it is on.
    static CAME: Cell<Point> = const { Cell::new(at(0.0, 0.0)) };
}

/// The annotation that a relation can be dragged from in a pane.
pub fn origin(over: &Over) -> Option<AnnotationId> {
    let (desk, view) = (over.pane.desk, over.pane.view);
    let is_free = !desk.read_only.get_untracked() && desk.tying.with_untracked(Option::is_none);
    if desk.view_now() != view || !is_free {
        return None;
    }
    let Some(Chosen::Annotation(id, _)) = over.pane.chosen() else {
        return None;
    };
    let begins = desk.peek(|state| Some(can_begin(state, state.annotation(&id)?)));
    (begins == Some(true)).then_some(id)
}

/// Begins at a point of the window.
pub fn begin(from: AnnotationId, point: Point, by_finger: bool) {
    POINTER.set(point);
    ties().place.set(None);
    ties().drag.set(Some(Drag {
        from,
        to: None,
        waits: false,
        by_finger,
    }));
}

/// Takes it to a point of the window.
pub fn follow(point: Point) {
    POINTER.set(point);
}

/// Where the pointer is.
pub fn pointer() -> Point {
    POINTER.get()
}

/// The annotation under the pointer at which it can end: the smallest that fits.
pub fn landing(panes: &[Rc<Over>], drag: &Drag) -> Option<Landing> {
    if drag.waits {
        return drag.to.clone();
    }
    let Point { x, y } = POINTER.get();
    let over = panes.iter().find(|over| over.sight().holds(at(x, y)))?;
    let pane = &over.pane;
    let character = pane.sheet(|sheet| offsets::character_at_point(sheet, x, y))??;
    let hidden = pane.desk.hidden.get_untracked();
    let id = pane.view.document().get_untracked()?;
    pane.desk.peek(|state| {
        let document = state.document(&id)?;
        let stack = state.stack_at(document, character).into_iter();
        let mut marks = stack
            .filter_map(|slot| state.at(slot))
            .filter(|mark| !hidden.contains(mark.layer()));
        marks.find_map(|mark| Landing::at(state, &drag.from, mark))
    })
}

/// Shows what is there now.
pub fn land(landing: Option<Landing>) {
    let is_new = ties().drag.with_untracked(|drag| {
        let before = drag.as_ref().map(|drag| &drag.to);
        before.is_some_and(|before| *before != landing)
    });
    if is_new {
        CAME.set(POINTER.get());
        ties().drag.update(|drag| {
            if let Some(drag) = drag {
                drag.to = landing;
            }
        });
    }
}

/// Where the types that fit are listed: beside both annotations, near the pointer.
pub fn list_at(panes: &[Rc<Over>], drag: &Drag, landing: &Landing) -> (f64, f64) {
    let marks = [&landing.mark, &drag.from];
    let areas: Vec<Area> = marks
        .into_iter()
        .filter_map(|id| measure::area(panes, id))
        .collect();
    let line = if drag.by_finger {
        FINGER_LINE_PX
    } else {
        LINE_PX
    };
    let lines = landing.offers.len() + usize::from(landing.more > 0);
    let size = (LIST_PX, lines as f64 * line + AROUND_PX);
    let length = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let whole = Area {
        left: 0.0,
        top: 0.0,
        right: length(window().inner_width()),
        bottom: length(window().inner_height()),
    };
    let point = route::clear_of(size, &areas, CAME.get(), whole);
    (point.x, point.y)
}

/// Shows where the types are listed.
pub fn place_list(place: Option<(f64, f64)>) {
    if ties().place.with_untracked(|before| *before != place) {
        ties().place.set(place);
    }
}
