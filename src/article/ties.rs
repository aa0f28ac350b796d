//! The relations of the selected annotation as lines: in its article, and from pane to pane. They are drawn
//! anew before a frame, once, where something has changed: everything is measured first, and written then.

mod ends;
mod layer;
mod measure;
mod route;
mod scene;
mod stage;

use super::pane::Pane;
use crate::desk::Desk;
use crate::desk::ties::ties;
use crate::ui::view::effect;
use ends::Ends;
use gloo::events::EventListener;
use layer::{Drawing, Layer};
use leptos::prelude::request_animation_frame;
use leptos::web_sys::ResizeObserver;
use route::{Area, Point};
use stage::Over;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The selected annotation with the other ends of its relations.
    static ENDS: RefCell<Option<Ends>> = const { RefCell::new(None) };
    /// Whether that may have changed.
    static OUTDATED: Cell<bool> = const { Cell::new(false) };
    /// Whether drawing before the next frame is scheduled.
    static SCHEDULED: Cell<bool> = const { Cell::new(false) };
}

/// Draws over a pane from now on, until it is closed.
pub fn listen(pane: &Rc<Pane>) {
    let Ok(layer) = Layer::new(&pane.scroller) else {
        return;
    };
    stage::enter(pane, layer);
    pane.keep(EventListener::new(&pane.scroller, "scroll", |_| {
        draw_what_is_there();
    }));
    let resized = Closure::<dyn FnMut()>::new(draw_what_is_there);
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(&pane.scroller);
        observer.observe(&pane.article);
        pane.keep(Observing(observer));
    }
    pane.keep(resized);
    let (desk, view) = (pane.desk, pane.view);
    effect(move || {
        let is_selected = desk.view().mark().with(Option::is_some);
        let is_shown = ties().shown.get();
        desk.hidden.track();
        desk.panes().track();
        view.document().track();
        desk.at_once(|_| ());
        OUTDATED.set(true);
        if is_selected && is_shown {
            draw_soon();
        } else {
            draw_what_is_there();
        }
    });
}

/// An observer that stops when it is dropped.
struct Observing(ResizeObserver);

impl Drop for Observing {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

/// Draws before the next frame, if a mark is selected or was.
fn draw_what_is_there() {
    if ENDS.with_borrow(Option::is_some) {
        draw_soon();
    }
}

fn draw_soon() {
    if !SCHEDULED.replace(true) {
        request_animation_frame(|| {
            SCHEDULED.set(false);
            draw();
        });
    }
}

fn draw() {
    let panes = stage::panes();
    let Some(desk) = panes.first().map(|over| over.pane.desk) else {
        return;
    };
    if OUTDATED.replace(false) {
        let found = find_ends(desk, &panes);
        ENDS.set(found);
    }
    // Everything is read before anything is written.
    let places: Vec<(Area, Point)> = panes
        .iter()
        .map(|over| (over.sight(), over.scrolled()))
        .collect();
    let sights: Vec<Area> = places.iter().map(|(sight, _)| *sight).collect();
    let drawings = ENDS.with_borrow(|ends| {
        let ends = ends.as_ref()?;
        desk.peek(|state| Some(measure::lines(state, &panes, &sights, ends)))
    });
    let mut drawings = drawings.unwrap_or_default();
    drawings.resize(panes.len(), Drawing::default());
    for ((over, drawing), (sight, scrolled)) in panes.iter().zip(drawings).zip(places) {
        let next = (drawing, sight, scrolled);
        let mut drawn = over.drawn.borrow_mut();
        let is_nothing = drawn.0.is_empty() && next.0.is_empty();
        if !is_nothing && *drawn != next {
            over.layer.show(&next.0, &next.1, next.2);
            *drawn = next;
        }
    }
}

/// The ends of the relations of what is selected in the active pane, if they are to be shown.
fn find_ends(desk: Desk, panes: &[Rc<Over>]) -> Option<Ends> {
    let view = desk.view_now();
    let is_shown = ties().shown.get_untracked();
    let id = view.mark().get_untracked().filter(|_| is_shown)?;
    let documents = panes
        .iter()
        .map(|over| over.pane.view.document().get_untracked());
    let shown: Vec<_> = documents.flatten().collect();
    let hidden = desk.hidden.get_untracked();
    let ends = desk.peek(|state| Ends::find(state, &id, &shown, &hidden))?;
    let is_here = view.document().get_untracked().as_ref() == Some(&ends.of.document);
    is_here.then_some(ends)
}
