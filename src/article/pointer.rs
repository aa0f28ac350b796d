//! Mouse, pen and finger: selecting text, picking marks, dragging their edges.

use super::handles::Edge;
use super::offsets;
use super::pane::Pane;
use super::selection::Chosen;
use crate::desk::view::Cursor;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::web_sys::{self, Element, PointerEvent};
use postil_core::edit;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// How far a pointer may move between press and release and still tap.
const SLOP_PX: f64 = 8.0;

/// The listeners of the pane; dropping them removes them.
pub struct Pointer {
    _listeners: Vec<EventListener>,
}

/// A press that has not been released yet.
struct Press {
    x: f64,
    y: f64,
    pointer: i32,
    dragged: Option<Drag>,
}

/// An edge being dragged.
struct Drag {
    edge: Edge,
    chosen: Chosen,
    /// From the pointer to the middle of the line with the edge, in pixels.
    grip: (f64, f64),
    range: Range<usize>,
}

impl Pointer {
    /// Listens to the pane's article.
    pub fn listen(pane: &Rc<Pane>) -> Self {
        let press: Rc<RefCell<Option<Press>>> = Rc::default();
        let finger = Rc::new(Cell::new(false));
        let mut listeners = Vec::new();
        let active = EventListenerOptions::enable_prevent_default();

        let (own, presses, fingers) = (pane.clone(), press.clone(), finger.clone());
        listeners.push(EventListener::new_with_options(
            &pane.article,
            "pointerdown",
            active,
            move |event| {
                let event: &PointerEvent = event.unchecked_ref();
                fingers.set(event.pointer_type() == "touch");
                *presses.borrow_mut() = down(&own, event);
            },
        ));

        let (own, presses) = (pane.clone(), press.clone());
        listeners.push(EventListener::new(
            &pane.article,
            "pointermove",
            move |event| {
                let event: &PointerEvent = event.unchecked_ref();
                if let Some(Press {
                    dragged: Some(drag),
                    ..
                }) = presses.borrow_mut().as_mut()
                {
                    drag.follow(&own, event);
                }
            },
        ));

        // On the window: a selection may end outside the article.
        let (own, presses) = (pane.clone(), press.clone());
        listeners.push(EventListener::new(&window(), "pointerup", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            let released = presses.borrow_mut().take();
            if let Some(press) = released {
                up(&own, &press, event);
            }
        }));

        // The browser took the gesture for itself, to scroll or to select by a long press.
        let (own, presses) = (pane.clone(), press);
        listeners.push(EventListener::new(&window(), "pointercancel", move |_| {
            presses.borrow_mut().take();
            own.selecting.set(false);
        }));

        let (own, fingers) = (pane.clone(), finger);
        listeners.push(EventListener::new(
            &document(),
            "selectionchange",
            move |_| {
                if fingers.get() {
                    adopt_touch_selection(&own);
                }
            },
        ));
        Self {
            _listeners: listeners,
        }
    }
}

fn down(pane: &Rc<Pane>, event: &PointerEvent) -> Option<Press> {
    if event.button() != 0 {
        return None;
    }
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let target: Element = event.target()?.dyn_into().ok()?;
    if target
        .closest(".toolbar, .margin-note, .document-head")
        .ok()?
        .is_some()
    {
        return None;
    }
    let dragged = pane.handles.edge_of(&target).and_then(|edge| {
        let chosen = pane.chosen()?;
        let range = chosen.range();
        let caret = pane.sheet(|sheet| match edge {
            Edge::Start => offsets::caret(sheet, range.start, offsets::Assoc::After),
            Edge::End => offsets::caret(sheet, range.end, offsets::Assoc::Before),
        })??;
        event.prevent_default();
        let _ = pane.article.set_pointer_capture(event.pointer_id());
        Some(Drag {
            edge,
            grip: (caret.x - x, (caret.top + caret.bottom) / 2.0 - y),
            range,
            chosen,
        })
    });
    let by_mouse = event.pointer_type() != "touch";
    pane.selecting.set(dragged.is_none() && by_mouse);
    if dragged.is_none() && by_mouse && !event.shift_key() {
        // A press on selected text would drag that text instead of starting a new selection.
        if let Ok(Some(selection)) = document().get_selection() {
            let _ = selection.remove_all_ranges();
        }
    }
    Some(Press {
        x,
        y,
        pointer: event.pointer_id(),
        dragged,
    })
}

impl Drag {
    /// Shows the range with the edge at the pointer.
    fn follow(&mut self, pane: &Rc<Pane>, event: &PointerEvent) {
        let x = f64::from(event.client_x()) + self.grip.0;
        let y = f64::from(event.client_y()) + self.grip.1;
        let Some(offset) = pane
            .sheet(|sheet| offsets::offset_at_point(sheet, x, y))
            .flatten()
        else {
            return;
        };
        let range = match self.edge {
            Edge::Start => offset.min(self.range.end.saturating_sub(1))..self.range.end,
            Edge::End => self.range.start..offset.max(self.range.start + 1),
        };
        let snapped = if event.alt_key() {
            range
        } else {
            // Only the dragged edge snaps: the other may be inside a word on purpose.
            pane.sheet(|sheet| {
                let snapped = sheet.text.snap(range.clone());
                match self.edge {
                    Edge::Start => snapped.start..range.end,
                    Edge::End => range.start..snapped.end,
                }
            })
            .unwrap_or(range)
        };
        if snapped.is_empty() {
            return;
        }
        self.range = snapped.clone();
        pane.view.select_text(Cursor {
            anchor: snapped.start,
            head: snapped.end,
        });
    }
}

fn up(pane: &Rc<Pane>, press: &Press, event: &PointerEvent) {
    if press.pointer != event.pointer_id() {
        return;
    }
    if let Some(drag) = &press.dragged {
        if let Chosen::Annotation(id, _) = &drag.chosen {
            pane.view.clear_cursor();
            pane.desk
                .commit(pane.desk.stamped(|state, stamp| {
                    edit::set_extent(state, id, drag.range.clone(), stamp)
                }));
        }
        pane.update_soon();
        return;
    }
    pane.selecting.set(false);
    pane.leave_column();
    pane.view.by_pointer().set(true);
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let still = (x - press.x).hypot(y - press.y) <= SLOP_PX;
    let selection = pane.read_selection().filter(|cursor| !cursor.is_empty());
    match selection {
        Some(cursor) => adopt(pane, cursor, event.alt_key()),
        None if still => tap(pane, x, y, event.pointer_type() == "touch"),
        None => {}
    }
    pane.catch_up();
}

/// Makes the browser's selection the desk's, in whole words unless Alt is pressed.
fn adopt(pane: &Rc<Pane>, cursor: Cursor, by_character: bool) {
    let Some(range) = pane.sheet(|sheet| {
        if by_character {
            cursor.range()
        } else {
            sheet.text.snap(cursor.range())
        }
    }) else {
        return;
    };
    let (anchor, head) = if cursor.anchor <= cursor.head {
        (range.start, range.end)
    } else {
        (range.end, range.start)
    };
    let next = Cursor { anchor, head };
    pane.view.select_text(next);
    pane.sync_selection();
}

/// Follows a selection made by a long press and the browser's own handles, without touching it.
fn adopt_touch_selection(pane: &Rc<Pane>) {
    let Some(cursor) = pane.read_selection().filter(|cursor| !cursor.is_empty()) else {
        return;
    };
    let range = pane.sheet(|sheet| sheet.text.snap(cursor.range()));
    let next = range.map(|range| Cursor {
        anchor: range.start,
        head: range.end,
    });
    if let Some(next) = next
        && pane.view.cursor().get_untracked().map(Cursor::range) != Some(next.range())
    {
        pane.selecting.set(true);
        pane.view.select_text(next);
        pane.selecting.set(false);
    }
}

/// Handles a click or tap: picks the smallest mark there, or the next larger one when tapped again.
/// Where there is no mark, a finger selects the word and a mouse moves the cursor.
fn tap(pane: &Rc<Pane>, x: f64, y: f64, finger: bool) {
    let desk = pane.desk;
    let character = pane
        .sheet(|sheet| offsets::character_at_point(sheet, x, y))
        .flatten();
    let Some(character) = character else {
        pane.view.clear_selection();
        return;
    };
    let picked = desk
        .peek_document(|state, document| {
            let stack: Vec<u32> = state
                .stack_at(document, character)
                .into_iter()
                .filter(|&slot| {
                    state.at(slot).is_some_and(|annotation| {
                        desk.hidden
                            .with_untracked(|h| !h.contains(annotation.layer()))
                    })
                })
                .collect();
            let selected = pane.view.mark().get_untracked();
            let at = stack
                .iter()
                .position(|&slot| state.at(slot).map(|a| &a.id) == selected.as_ref());
            let next = at.map_or(0, |at| (at + 1) % stack.len().max(1));
            Some(state.at(*stack.get(next)?)?.id.clone())
        })
        .flatten();
    if let Some(id) = picked {
        desk.select_mark(&id);
        return;
    }
    let word = pane.sheet(|sheet| sheet.text.word_at(character)).flatten();
    pane.view.move_cursor(match word {
        Some(word) if finger => Cursor {
            anchor: word.start,
            head: word.end,
        },
        _ => Cursor::at(
            pane.sheet(|sheet| offsets::offset_at_point(sheet, x, y))
                .flatten()
                .unwrap_or(character),
        ),
    });
}

/// Picks the mark whose bar or note in the margin was clicked.
pub fn pick_from_margin(pane: &Rc<Pane>, event: &web_sys::Event) {
    let mark = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("[data-mark]").ok().flatten())
        .and_then(|target| target.get_attribute("data-mark"));
    if let Some(id) = mark {
        pane.desk.select_mark(&id.as_str().into());
        let _ = pane.article.focus();
    }
}
