//! The panes that relations are drawn over, as they are on the screen.

use super::layer::{Drawing, Layer};
use super::port::Port;
use super::route::{Area, Point, at};
use crate::article::pane::Pane;
use crate::browser::viewport::is_narrow;
use crate::desk::overlay::INSPECTOR_DRAWER_MAX_PX;
use crate::desk::view::View;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// The panes of the page, with what is drawn over them.
    static STAGE: RefCell<Vec<Rc<Over>>> = const { RefCell::new(Vec::new()) };
}

/// A pane with what is drawn over it.
pub struct Over {
    /// The pane.
    pub pane: Rc<Pane>,
    /// The elements over it.
    pub layer: Layer,
    /// The dot that relations are dragged from.
    pub port: Port,
    /// What is shown, where, and how far that was scrolled.
    pub drawn: RefCell<(Drawing, Area, Point)>,
}

impl Over {
    /// What can be seen of the article, in pixels of the window.
    pub fn sight(&self) -> Area {
        let scroller = &self.pane.scroller;
        let rect = scroller.get_bounding_client_rect();
        Area {
            left: rect.left(),
            top: rect.top(),
            right: rect.left() + f64::from(scroller.client_width()),
            bottom: rect.top() + f64::from(scroller.client_height()),
        }
    }

    /// How far the article is scrolled.
    pub fn scrolled(&self) -> Point {
        let scroller = &self.pane.scroller;
        at(scroller.scroll_left().into(), scroller.scroll_top().into())
    }
}

/// Adds a pane, until it is closed.
pub fn enter(pane: &Rc<Pane>, layer: Layer, port: Port) {
    let over = Rc::new(Over {
        pane: pane.clone(),
        layer,
        port,
        drawn: RefCell::default(),
    });
    STAGE.with_borrow_mut(|stage| stage.push(over));
    pane.keep(Leaving(pane.view));
}

/// Takes its pane from the stage when it is dropped.
struct Leaving(View);

impl Drop for Leaving {
    fn drop(&mut self) {
        // What goes away with the page needs no care.
        let _ = STAGE.try_with(|stage| {
            if let Ok(mut stage) = stage.try_borrow_mut() {
                stage.retain(|over| over.pane.view != self.0);
            }
        });
    }
}

/// The panes that can be seen, from the left to the right.
pub fn panes() -> Vec<Rc<Over>> {
    let all = STAGE.with_borrow(Clone::clone);
    let Some(desk) = all.first().map(|over| over.pane.desk) else {
        return all;
    };
    let one = is_narrow(INSPECTOR_DRAWER_MAX_PX).then(|| desk.view_now());
    let slots = desk.panes().get_untracked();
    let views = slots.iter().map(|slot| slot.view);
    views
        .filter(|view| one.is_none_or(|one| one == *view))
        .filter_map(|view| all.iter().find(|over| over.pane.view == view).cloned())
        .collect()
}
