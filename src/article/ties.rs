//! The relations of the selected annotation as lines: in its article, and from pane to pane; and one that is
//! dragged to another annotation. They are drawn anew before a frame, once, where something has changed:
//! everything is measured first, and written then.

mod drag;
mod ends;
mod layer;
mod measure;
mod port;
mod route;
mod scene;
mod stage;
#[cfg(test)]
mod testing;

use super::pane::Pane;
use crate::desk::Desk;
use crate::desk::command::Command;
use crate::desk::ties::{Drag, ties};
use crate::ui::view::effect;
use ends::Ends;
use gloo::events::EventListener;
use layer::{Drawing, Layer};
use leptos::prelude::request_animation_frame;
use leptos::web_sys::{Element, ResizeObserver};
use port::Port;
use route::{Area, Point, at};
use stage::Over;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The selected annotation with the other ends of its relations.
    static ENDS: RefCell<Option<Ends>> = const { RefCell::new(None) };
    /// Whether that may have changed.
    static OUTDATED: Cell<bool> = const { Cell::new(false) };
    /// Whether anything is drawn, or would be elsewhere in the article.
    static DRAWN: Cell<bool> = const { Cell::new(false) };
    /// Whether drawing before the next frame is scheduled.
    static SCHEDULED: Cell<bool> = const { Cell::new(false) };
}

/// Draws over a pane from now on, until it is closed.
pub fn listen(pane: &Rc<Pane>) {
    let (Ok(layer), Ok(port)) = (Layer::new(&pane.scroller), Port::new(&pane.article)) else {
        return;
    };
    stage::enter(pane, layer, port);
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
        ties().shown.track();
        ties().drag.track();
        desk.hidden.track();
        desk.read_only.track();
        desk.tying.track();
        desk.panes().track();
        view.document().track();
        view.cursor().track();
        desk.at_once(|_| ());
        OUTDATED.set(true);
        if is_selected {
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

/// Draws before the next frame, if anything is drawn: where its ends are may have changed.
pub fn draw_what_is_there() {
    if DRAWN.get() {
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
    let drag = ties().drag.get_untracked();
    if OUTDATED.replace(false) {
        let found = find_ends(desk, &panes);
        ENDS.set(found);
    }
    // Everything is read before anything is written.
    let places: Vec<(Area, Point)> = panes
        .iter()
        .map(|over| (over.sight(), over.scrolled()))
        .collect();
    let ports: Vec<Option<Point>> = panes.iter().map(|over| port_of(over)).collect();
    let sights: Vec<Area> = places.iter().map(|(sight, _)| *sight).collect();
    let mut drawings = match &drag {
        Some(drag) => dragged(&panes, drag),
        None => ENDS.with_borrow(|ends| {
            let ends = ends.as_ref()?;
            desk.peek(|state| Some(measure::lines(state, &panes, &sights, ends)))
        }),
    }
    .unwrap_or_default();
    drawings.resize(panes.len(), Drawing::default());
    let landing = drag.as_ref().and_then(|drag| drag::landing(&panes, drag));
    drag::land(landing.clone());
    let list = drag.as_ref().zip(landing);
    let list = list.map(|(drag, landing)| drag::list_at(&panes, drag, &landing));

    drag::place_list(list);
    let mut is_drawn = false;
    for ((over, port), (drawing, (sight, scrolled))) in panes
        .iter()
        .zip(ports)
        .zip(drawings.into_iter().zip(places))
    {
        is_drawn |= port.is_some() || !drawing.is_empty();
        over.port.show(port);
        let next = (drawing, sight, scrolled);
        let mut drawn = over.drawn.borrow_mut();
        let is_nothing = drawn.0.is_empty() && next.0.is_empty();
        if !is_nothing && *drawn != next {
            over.layer.show(&next.0, &next.1, next.2);
            *drawn = next;
        }
    }
    let has_ends = ENDS.with_borrow(|ends| ends.as_ref().is_some_and(|it| !it.others.is_empty()));
    DRAWN.set(is_drawn || has_ends);
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

/// Where the port of a pane is, in pixels of its article.
fn port_of(over: &Over) -> Option<Point> {
    let id = drag::origin(over)?;
    let place = measure::port(over, &id)?;
    let article = over.pane.article.get_bounding_client_rect();
    Some(at(place.x - article.left(), place.y - article.top()))
}

/// The line of a relation that is dragged, over all panes.
fn dragged(panes: &[Rc<Over>], drag: &Drag) -> Option<Vec<Drawing>> {
    let start = panes
        .iter()
        .find_map(|over| measure::port(over, &drag.from))?;
    // Once let go, it goes along with the mark that it was dragged to.
    let to = drag.to.as_ref().filter(|_| drag.waits);
    let end = to.and_then(|to| panes.iter().find_map(|over| measure::end(over, &to.mark)));
    let start = at(start.x, start.y - route::GAP_PX);
    let drawing = Drawing {
        lines: vec![vec![start, end.unwrap_or_else(drag::pointer)]],
        ..Drawing::default()
    };
    Some(vec![drawing; panes.len()])
}

/// Begins to drag a relation, if an element that is pressed at a point of the window is the port of a pane.
/// Whether it is.
pub fn grab(pane: &Pane, pressed: &Element, point: (f64, f64), by_finger: bool) -> bool {
    let panes = stage::panes();
    let own = panes.iter().find(|over| over.pane.view == pane.view);
    let Some(from) = own
        .filter(|_| Port::is(pressed))
        .and_then(|over| drag::origin(over))
    else {
        return false;
    };
    drag::begin(from, at(point.0, point.1), by_finger);
    draw_soon();
    true
}

/// Drags the relation to a point of the window.
pub fn drag_to(x: f64, y: f64) {
    drag::follow(at(x, y));
    draw_soon();
}

/// The pane in which the relation is, to be scrolled.
pub fn pane_under(x: f64) -> Option<Rc<Pane>> {
    let panes = stage::panes();
    let mut panes = panes.into_iter();
    let over = panes.find(|over| {
        let sight = over.sight();
        sight.left <= x && x <= sight.right
    });
    over.map(|over| over.pane.clone())
}

/// Lets go of the relation where it is.
pub fn drop_it(desk: Desk) {
    let drag = ties().drag.get_untracked();
    let Some(drag) = drag.filter(|drag| !drag.waits) else {
        return;
    };
    drag::land(drag::landing(&stage::panes(), &drag));
    Command::DropRelation.run(desk);
}

/// Gives up a relation that is dragged, or waits for its type.
pub fn give_up() {
    if ties().drag.with_untracked(Option::is_some) {
        ties().drag.set(None);
    }
}
