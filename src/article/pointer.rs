//! Mouse, pen and finger: what a press begins, and what becomes of it. `docs/guide.md` says what a
//! press means beside marks.

use super::autoscroll::Autoscroll;
use super::edge_drag::EdgeDrag;
use super::mouse_selection::MouseSelection;
use super::offsets;
use super::pane::Pane;
use super::ties;
use crate::desk::command::Command;
use crate::desk::view::Cursor;
use crate::ui::sentence::t;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::web_sys::{self, Element, MouseEvent, PointerEvent};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// How far a pointer may move between press and release and still tap.
const SLOP_PX: f64 = 8.0;
/// How far a mouse may move before it selects: a hand that clicks trembles.
const TREMBLE_PX: f64 = 3.0;

/// The listeners of the pane; dropping them removes them.
pub struct Pointer {
    _listeners: Vec<EventListener>,
}

/// A press that has not been released yet.
struct Press {
    /// Where it began, in pixels of the window.
    from: (f64, f64),
    /// Where the pointer is.
    at: (f64, f64),
    by_character: bool,
    /// Whether a mark that is pressed is kept beside the selected one.
    beside: bool,
    pointer: i32,
    by: By,
}

/// What a press has begun.
enum By {
    /// A finger: the browser scrolls and selects.
    Finger,
    /// A mouse or a pen on the text; nothing is selected before it moves.
    Mouse(Option<MouseSelection>),
    /// A handle.
    Handle(EdgeDrag),
    /// The dot that relations are dragged from.
    Port,
}

/// The press of the moment, for all listeners.
type Pressed = Rc<RefCell<Option<Press>>>;

impl Pointer {
    /// Listens to the pane's article.
    pub fn listen(pane: &Rc<Pane>) -> Self {
        let pressed: Pressed = Rc::default();
        let finger = Rc::new(Cell::new(false));
        let scroll = Autoscroll::new();
        let active = EventListenerOptions::enable_prevent_default();
        let article = &pane.article;

        let (own, presses, fingers) = (pane.clone(), pressed.clone(), finger.clone());
        let down = EventListener::new_with_options(article, "pointerdown", active, move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            fingers.set(event.pointer_type() == "touch");
            ties::give_up();
            keep_of_other_pane(&own, event);
            own.desk.activate(own.view);
            let press = press(&own, event);
            if let Some(interrupted) = presses.replace(press) {
                interrupted.cancel(&own);
            }
        });

        // Only here does a browser say how many presses there were in a row.
        let (own, presses) = (pane.clone(), pressed.clone());
        let begun = EventListener::new_with_options(article, "mousedown", active, move |event| {
            let event: &MouseEvent = event.unchecked_ref();
            if let Some(Press {
                by: By::Mouse(selection),
                ..
            }) = presses.borrow_mut().as_mut()
            {
                // The browser's own selecting does not begin.
                event.prevent_default();
                focus(&own);
                let (x, y) = (event.client_x().into(), event.client_y().into());
                *selection = MouseSelection::begin(&own, x, y, event.detail(), event.shift_key());
            }
        });

        let (own, presses) = (pane.clone(), pressed.clone());
        let moved = EventListener::new(article, "pointermove", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            moved(&own, &presses, &scroll, event);
        });

        // On the window: a selection may end outside the article.
        let (own, presses) = (pane.clone(), pressed.clone());
        let released = EventListener::new(&window(), "pointerup", move |event| {
            let event: &PointerEvent = event.unchecked_ref();
            let is_released = |press: &mut Press| press.pointer == event.pointer_id();
            let press = presses.borrow_mut().take_if(is_released);
            if let Some(press) = press {
                release(&own, press);
            }
        });

        // The browser took the gesture for itself, to scroll or to select by a long press.
        let (own, presses) = (pane.clone(), pressed);
        let cancelled = EventListener::new(&window(), "pointercancel", move |_| {
            own.set_selecting(false);
            let press = presses.take();
            if let Some(press) = press {
                press.cancel(&own);
            }
        });

        let own = pane.clone();
        let selected = EventListener::new(&document(), "selectionchange", move |_| {
            if finger.get() {
                adopt_touch_selection(&own);
            }
        });
        Self {
            _listeners: vec![down, begun, moved, released, cancelled, selected],
        }
    }
}

/// Keeps the mark that is selected in the pane that was active, where another mark is kept beside it here.
fn keep_of_other_pane(pane: &Pane, event: &PointerEvent) {
    let desk = pane.desk;
    let active = desk.view_now();
    let is_beside = event.ctrl_key() || event.meta_key() || event.shift_key();
    if is_beside
        && active != pane.view
        && desk.kept.with_untracked(Vec::is_empty)
        && active.mark().with_untracked(Option::is_some)
    {
        Command::Keep.run(desk);
    }
}

/// What a press begins; nothing on what is not text, such as the toolbar or a bar in the margin.
fn press(pane: &Rc<Pane>, event: &PointerEvent) -> Option<Press> {
    if event.button() != 0 {
        return None;
    }
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let target: Element = event.target()?.dyn_into().ok()?;
    let other = target.closest(".toolbar, .margin [data-mark], .document-head");
    if other.ok()?.is_some() {
        return None;
    }
    let by = match pane.handles.edge_of(&target) {
        Some(edge) => {
            event.prevent_default();
            By::Handle(EdgeDrag::begin(pane, edge, x, y)?)
        }
        None if grabs_port(pane, &target, event) => By::Port,
        None if event.pointer_type() == "touch" => By::Finger,
        None => By::Mouse(None),
    };
    if !matches!(by, By::Finger) {
        let _ = pane.article.set_pointer_capture(event.pointer_id());
    }
    pane.set_selecting(matches!(by, By::Mouse(_)));
    Some(Press {
        from: (x, y),
        at: (x, y),
        by_character: event.alt_key(),
        beside: event.ctrl_key() || event.meta_key() || event.shift_key(),
        pointer: event.pointer_id(),
        by,
    })
}

/// Begins to drag a relation, if that is what is pressed.
fn grabs_port(pane: &Pane, target: &Element, event: &PointerEvent) -> bool {
    let point = (f64::from(event.client_x()), f64::from(event.client_y()));
    let grabs = ties::grab(pane, target, point, event.pointer_type() == "touch");
    if grabs {
        event.prevent_default();
        focus(pane);
    }
    grabs
}

fn focus(pane: &Pane) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = pane.article.focus_with_options(&options);
}

/// Takes what was begun to where the pointer is, and scrolls where that is at an edge.
fn moved(pane: &Rc<Pane>, pressed: &Pressed, scroll: &Rc<Autoscroll>, event: &PointerEvent) {
    // The button was let go where nobody saw it: over a menu of the system, for instance.
    let is_up = event.buttons() == 0 && event.pointer_type() != "touch";
    let lost = |press: &mut Press| is_up && press.pointer == event.pointer_id();
    let lost = pressed.borrow_mut().take_if(lost);
    if let Some(press) = lost {
        return release(pane, press);
    }
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    if let Some(press) = pressed.borrow_mut().as_mut() {
        press.at = at;
        press.by_character = event.alt_key();
    }
    let (own, presses) = (pane.clone(), pressed.clone());
    let follow = move || {
        let mut press = presses.borrow_mut();
        press.as_mut().is_some_and(|press| press.follow(&own))
    };
    if follow() {
        let is_tie = pressed
            .borrow()
            .as_ref()
            .is_some_and(|press| matches!(press.by, By::Port));
        let other = is_tie.then(|| ties::pane_under(at.0)).flatten();
        scroll.pointer_at(other.as_ref().unwrap_or(pane), at.1, Rc::new(follow));
    }
}

impl Press {
    /// How far the pointer is from where it was pressed, in pixels.
    fn way(&self) -> f64 {
        (self.at.0 - self.from.0).hypot(self.at.1 - self.from.1)
    }

    /// Gives up what was begun.
    fn cancel(self, pane: &Rc<Pane>) {
        match self.by {
            By::Handle(drag) => drag.cancel(pane),
            By::Mouse(_) => pane.sync_selection(),
            By::Port => ties::give_up(),
            By::Finger => {}
        }
        pane.catch_up();
    }

    /// Takes what was begun to where the pointer is. Whether something is being dragged.
    fn follow(&mut self, pane: &Pane) -> bool {
        let (way, (x, y), by_character) = (self.way(), self.at, self.by_character);
        match &mut self.by {
            By::Finger | By::Mouse(None) => return false,
            By::Handle(drag) => drag.follow(pane, x, y, by_character),
            By::Port => ties::drag_to(x, y),
            By::Mouse(Some(selection)) => {
                if way <= TREMBLE_PX && selection.selected().is_none() {
                    return false;
                }
                selection.follow(pane, x, y, by_character);
            }
        }
        true
    }
}

fn release(pane: &Rc<Pane>, press: Press) {
    let (x, y) = press.at;
    let is_still = press.way() <= SLOP_PX;
    pane.set_selecting(false);
    match press.by {
        By::Handle(drag) => {
            drag.end(pane);
            return pane.update_soon();
        }
        By::Port if is_still => {
            ties::give_up();
            pane.desk
                .announce(t!("Drag the dot to another mark to relate the two."));
        }
        By::Port => ties::drop_it(pane.desk),
        By::Mouse(selection) => {
            pane.leave_column();
            pane.view.by_pointer().set(true);
            match selection.map(|selection| selection.selected()) {
                Some(Some(cursor)) => adopt(pane, cursor),
                _ if is_still => tap(pane, x, y, false, press.beside),
                Some(None) => select_nothing(pane, x, y),
                None => pane.sync_selection(),
            }
        }
        By::Finger => {
            pane.leave_column();
            pane.view.by_pointer().set(true);
            let selection = pane.read_selection().filter(|cursor| !cursor.is_empty());
            match selection {
                Some(cursor) => adopt(pane, snapped(pane, cursor)),
                None if is_still => tap(pane, x, y, true, false),
                None => {}
            }
        }
    }
    pane.catch_up();
}

/// Moves the cursor to where a drag over white space ended: what was selected before is no longer meant, and the next key
/// must not change it.
fn select_nothing(pane: &Pane, x: f64, y: f64) {
    let offset = pane.sheet(|sheet| offsets::offset_at_point(sheet, x, y));
    match offset.flatten() {
        // It does not end what is being made.
        _ if pane.desk.tying.with_untracked(Option::is_some) => {}
        Some(offset) => pane.view.move_cursor(Cursor::at(offset)),
        None => pane.view.clear_selection(),
    }
    pane.sync_selection();
}

/// Makes a selection that was made by hand the desk's.
fn adopt(pane: &Rc<Pane>, cursor: Cursor) {
    pane.view.select_text(cursor);
    pane.sync_selection();
}

/// A selection in whole words.
fn snapped(pane: &Pane, cursor: Cursor) -> Cursor {
    let range = pane.sheet(|sheet| sheet.text.snap(cursor.range()));
    let range = range.unwrap_or_else(|| cursor.range());
    let (anchor, head) = if cursor.anchor <= cursor.head {
        (range.start, range.end)
    } else {
        (range.end, range.start)
    };
    Cursor { anchor, head }
}

/// Follows a selection made by a long press and the browser's own handles, without touching it.
fn adopt_touch_selection(pane: &Rc<Pane>) {
    let Some(cursor) = pane.read_selection().filter(|cursor| !cursor.is_empty()) else {
        return;
    };
    let next = snapped(pane, cursor);
    if pane.view.cursor().get_untracked().map(Cursor::range) != Some(next.range()) {
        pane.selecting.set(true);
        pane.view.select_text(next);
        pane.selecting.set(false);
    }
}

/// Handles a click or tap: picks the smallest mark there, or the next larger one when tapped again.
/// `beside`: keeps it beside the one that is selected. Where there is no mark, a finger selects the word and a mouse moves the cursor.
fn tap(pane: &Rc<Pane>, x: f64, y: f64, finger: bool, beside: bool) {
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
            let ends = |slot: &u32| pane.can_end(state, state.at(*slot)?);
            if stack.first().and_then(ends).is_some() {
                // The smallest that fits, else the smallest: the command says why it does not fit.
                let fitting = stack.iter().find(|&slot| ends(slot) == Some(true));
                let slot = fitting.or(stack.first()).copied()?;
                return Some((state.at(slot)?.id.clone(), true));
            }
            let selected = pane.view.mark().get_untracked().filter(|_| !beside);
            let at = stack
                .iter()
                .position(|&slot| state.at(slot).map(|a| &a.id) == selected.as_ref());
            let next = at.map_or(0, |at| (at + 1) % stack.len().max(1));
            Some((state.at(*stack.get(next)?)?.id.clone(), false))
        })
        .flatten();
    match picked {
        Some((id, true)) => return Command::TakeEnd(id).run(desk),
        Some((id, false)) if beside => return Command::KeepBeside(id).run(desk),
        Some((id, false)) => return desk.select_mark(&id),
        // A press beside all marks does not end what is being made.
        None if desk.tying.with_untracked(Option::is_some) => return,
        None => {}
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
