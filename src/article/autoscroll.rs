//! Scrolling while something is dragged beyond the upper or lower edge of the article.

use super::pane::Pane;
use leptos::prelude::request_animation_frame;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How far beyond an edge a pointer scrolls fastest.
const FAR_PX: f64 = 40.0;
/// How far is scrolled in one frame at most.
const STEP_PX: f64 = 18.0;

/// Scrolls for as long as a pointer stays beyond an edge.
pub struct Autoscroll {
    y: Cell<f64>,
    /// The pane whose edges count.
    pane: RefCell<Option<Rc<Pane>>>,
    is_running: Cell<bool>,
}

impl Autoscroll {
    /// One that does nothing yet.
    pub fn new() -> Rc<Self> {
        Rc::new(Self {
            y: Cell::new(0.0),
            pane: RefCell::default(),
            is_running: Cell::new(false),
        })
    }

    /// The pointer is at this height of the window, in a pane. `follow` is called after each step and
    /// says whether something is still being dragged.
    pub fn pointer_at(self: &Rc<Self>, pane: &Rc<Pane>, y: f64, follow: Rc<dyn Fn() -> bool>) {
        self.y.set(y);
        self.pane.replace(Some(pane.clone()));
        if step(pane, y) != 0 && !self.is_running.replace(true) {
            self.clone().go_on(follow);
        }
    }

    fn go_on(self: Rc<Self>, follow: Rc<dyn Fn() -> bool>) {
        request_animation_frame(move || {
            let Some(pane) = self.pane.borrow().clone() else {
                return self.is_running.set(false);
            };
            let by = step(&pane, self.y.get());
            let before = pane.scroller.scroll_top();
            pane.scroller.set_scroll_top(before + by);
            let has_moved = pane.scroller.scroll_top() != before;
            if by != 0 && follow() && has_moved {
                self.go_on(follow);
            } else {
                // A pane that is closed is not kept.
                self.pane.take();
                self.is_running.set(false);
            }
        });
    }
}

/// How far to scroll for a pointer at this height, in pixels: further the further it is beyond an
/// edge. A line that is in sight stays where it is.
fn step(pane: &Pane, y: f64) -> i32 {
    let sight = pane.scroller.get_bounding_client_rect();
    let above = sight.top() - y;
    let below = y - sight.bottom();
    let part = |beyond: f64| (beyond / FAR_PX).min(1.0) * STEP_PX;
    if above > 0.0 {
        -part(above).ceil() as i32
    } else if below > 0.0 {
        part(below).ceil() as i32
    } else {
        0
    }
}
