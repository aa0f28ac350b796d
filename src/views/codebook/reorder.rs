//! Puts the parts of the codebook in order: with the pointer, or with Alt and an arrow key.

use super::row::{ROW_PX, Row, rows};
use super::session::Session;
use crate::desk::labels;
use crate::ui::memo::ErasedMemo;
use crate::ui::roving::{self, Way};
use crate::ui::sentence::tf;
use crate::ui::signal::ErasedSignal;
use gloo::events::EventListener;
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent, PointerEvent};
use postil_core::codebook::Item;
use postil_core::edit::codebook;
use wasm_bindgen::JsCast;

/// How far a pointer moves before it drags, in pixels.
const THRESHOLD_PX: f64 = 4.0;

/// The edge of a row at which a dragged part would land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above it.
    Before,
    /// Below it.
    After,
}

/// A part that is dragged.
#[derive(Clone, Debug, PartialEq)]
struct Drag {
    /// The row where it would land, and at which edge; none where it cannot.
    over: Option<(usize, Side)>,
    /// How many of its kind would be before it.
    to: usize,
}

/// The rows of the parts that one can change places with, in order. O(rows).
fn siblings(rows: &[Row], item: &Item) -> Vec<usize> {
    let is_sibling = |other: &Item| match (item, other) {
        (Item::Layer(_), Item::Layer(_)) | (Item::Relation(_), Item::Relation(_)) => true,
        (Item::Label(one), Item::Label(other)) => {
            one.split_once('.').map(|(layer, _)| layer)
                == other.split_once('.').map(|(layer, _)| layer)
        }
        (Item::Attribute(home, _), Item::Attribute(other, _)) => home == other,
        _ => false,
    };
    let all = rows.iter().enumerate();
    all.filter(|(_, row)| row.item().is_some_and(is_sibling))
        .map(|(at, _)| at)
        .collect()
}

/// Where a part lands if it is dropped `y` rows from the top of the list. The rows of a layer reach down to the next
/// one, so that it lands after them.
fn landing(rows: &[Row], item: &Item, y: f64) -> Option<Drag> {
    let siblings = siblings(rows, item);
    let own = siblings
        .iter()
        .position(|&at| rows.get(at).and_then(Row::item) == Some(item))?;
    let ends = |at: usize| {
        siblings.get(at + 1).copied().unwrap_or_else(|| {
            let after = siblings.get(at).map_or(0, |row| row + 1);
            let is_inside =
                |row: &Row| matches!((item, row), (Item::Layer(_), Row::Part { depth: 1.., .. }));
            after
                + rows
                    .get(after..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|row| is_inside(row))
                    .count()
        })
    };
    let before = (0..siblings.len())
        .filter(|&at| {
            let from = siblings.get(at).copied().unwrap_or_default() as f64;
            y > f64::midpoint(from, ends(at) as f64)
        })
        .count();
    // Its own place does not count.
    let to = if before > own { before - 1 } else { before };
    if to == own {
        return Some(Drag { over: None, to });
    }
    let over = match siblings.get(before) {
        Some(row) => (*row, Side::Before),
        None => (ends(before.checked_sub(1)?).checked_sub(1)?, Side::After),
    };
    Some(Drag {
        over: Some(over),
        to,
    })
}

/// What is dragged in the list, if anything is.
#[derive(Clone, Copy)]
pub struct Dragging {
    drag: ErasedSignal<Option<Drag>>,
    /// While a button is down.
    listeners: ErasedSignal<Vec<EventListener>>,
}

impl Dragging {
    /// Nothing is dragged.
    pub fn new() -> Self {
        Self {
            drag: ErasedSignal::new(None),
            listeners: ErasedSignal::new(Vec::new()),
        }
    }

    /// The edge of a row that is to be marked, tracked.
    pub fn mark_at(self, row: usize) -> Option<Side> {
        let over = self.drag.with(|drag| drag.as_ref()?.over)?;
        (over.0 == row).then_some(over.1)
    }

    /// Begins to drag a part, once the pointer moves. A finger scrolls the list instead.
    pub fn grab(
        self,
        session: Session,
        all: ErasedMemo<Vec<Row>>,
        item: &Item,
        event: &PointerEvent,
    ) {
        let is_locked = session.desk.read_only.get_untracked();
        if event.button() != 0 || event.pointer_type() == "touch" || is_locked {
            return;
        }
        let row = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let list = row.and_then(|row| row.closest(".rows").ok().flatten());
        let Some(list) = list else {
            return;
        };
        let (from, item, window) = (f64::from(event.client_y()), item.clone(), window());
        let dragged = item.clone();
        let moved = EventListener::new(&window, "pointermove", move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else {
                return;
            };
            let y = f64::from(event.client_y());
            let is_on = self.drag.with_untracked(Option::is_some);
            if !is_on && (y - from).abs() < THRESHOLD_PX {
                return;
            }
            let top = list.get_bounding_client_rect().top() - f64::from(list.scroll_top());
            let next = all.with_untracked(|rows| landing(rows, &dragged, (y - top) / ROW_PX));
            if self.drag.with_untracked(|now| *now != next) {
                self.drag.set(next);
            }
        });
        let up = EventListener::new(&window, "pointerup", move |_| {
            if let Some(Drag { over: Some(_), to }) = self.drop() {
                move_to(session, &item, to);
            }
        });
        let cancelled = EventListener::new(&window, "pointercancel", move |_| {
            self.drop();
        });
        self.listeners.set(vec![moved, up, cancelled]);
    }

    /// Ends dragging.
    fn drop(self) -> Option<Drag> {
        // A listener must not go away while it runs.
        request_animation_frame(move || self.listeners.set(Vec::new()));
        self.drag.change(Option::take).flatten()
    }
}

/// Moves a part among those of its kind, and says where it is now.
fn move_to(session: Session, item: &Item, to: usize) {
    if session.change(|state, stamp| codebook::move_item(state, item, to, stamp)) {
        let title = session
            .desk
            .peek(|state| labels::brief(item.title(state.schema())));
        session
            .desk
            .announce(tf!("{title} is now number {}.", to + 1));
    }
}

/// Moves the part of a row by Alt with an arrow key.
pub fn by_key(session: Session, item: &Item, event: &KeyboardEvent) {
    let Some(way) = Way::vertical(&event.key()).filter(|_| event.alt_key()) else {
        return;
    };
    event.prevent_default();
    event.stop_propagation();
    let place = session.desk.peek(|state| {
        let rows = rows(state.schema());
        Some((item.position(state.schema())?, siblings(&rows, item).len()))
    });
    let Some(to) = place.and_then(|(at, count)| way.next(at, count)) else {
        return;
    };
    let row = event_target::<Element>(event)
        .closest(".rows")
        .ok()
        .flatten();
    session.choose(Some(item.clone()));
    move_to(session, item, to);
    // The row is another element now.
    request_animation_frame(move || {
        let Some(list) = row else {
            return;
        };
        roving::focus_first(&list, "[aria-current=true]");
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::model::Schema;

    /// Where the label or layer lands among its kind when it is dropped so many rows from the top.
    fn check(item: Item, y: f64, to: usize) {
        let schema = Schema::bundled();
        let rows = rows(&schema);
        let drag = landing(&rows, &item, y).expect("it is listed");
        assert_eq!(drag.to, to, "{item:?} at {y}");
    }

    #[test]
    fn a_part_lands_among_its_kind() {
        let schema = Schema::bundled();
        let label = |at: usize| {
            let layer = &schema.layers[0];
            Item::Label(format!("{}.{}", layer.name, layer.labels[at].name))
        };
        // The first layer is in row 0, its labels from row 1 on.
        check(label(0), 1.2, 0);
        check(label(0), 2.4, 0);
        check(label(0), 2.6, 1);
        check(label(2), 0.0, 0);
        check(label(1), 1000.0, schema.layers[0].labels.len() - 1);
        let layer = |at: usize| Item::Layer(schema.layers[at].name.clone());
        check(layer(0), 3.0, 0);
        check(layer(0), 1000.0, 2);
        check(layer(2), 0.0, 0);
    }
}
