//! What of a long table is in sight, so that no more of it need be in the page.

use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use gloo::events::EventListener;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event, ResizeObserver};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The widest window, in CSS pixels, in which tables become lists; the style sheet has the same number.
pub const NARROW_PX: f64 = 760.0;

/// How much of a paper is in sight: all of it.
const PAPER_PX: f64 = 1e7;

/// The part of an element that is in sight, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// How far the element is scrolled out over the upper edge; negative while it begins below.
    pub top: f64,
    /// The same for the left edge.
    pub left: f64,
    /// The width of the view.
    pub width: f64,
    /// The height of the view.
    pub height: f64,
}

/// What keeps a [`Sight`] up to date.
struct Watch {
    observer: ResizeObserver,
    _resized: Closure<dyn FnMut()>,
    _listeners: Vec<EventListener>,
}

/// Follows what of an element is in sight in the view that scrolls it. While it is printed, all of its height is.
pub fn follow<E>(node: NodeRef<E>) -> ErasedSignal<Sight>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + Into<Element> + 'static,
{
    let sight = ErasedSignal::new(Sight {
        width: window_size(window().inner_width()),
        height: window_height(),
        ..Sight::default()
    });
    effect(move || {
        if let Some(element) = node.get() {
            watch(element.into(), sight);
        }
    });
    sight
}

/// The height of the window in CSS pixels.
pub fn window_height() -> f64 {
    window_size(window().inner_height())
}

fn window_size(size: Result<JsValue, JsValue>) -> f64 {
    let size = size.ok().and_then(|size| size.as_f64());
    size.unwrap_or_default()
}

fn watch(element: Element, sight: ErasedSignal<Sight>) {
    let Some(body) = element.closest(".story-body").ok().flatten() else {
        return;
    };
    let own = body.clone();
    let measure = Rc::new(move || {
        let (view, rect) = (
            own.get_bounding_client_rect(),
            element.get_bounding_client_rect(),
        );
        let now = Sight {
            top: view.top() - rect.top(),
            left: view.left() - rect.left(),
            width: f64::from(own.client_width()),
            height: f64::from(own.client_height()),
        };
        if sight.try_with_untracked(|before| *before != now) == Some(true) {
            sight.set(now);
        }
    });
    measure();
    let again = measure.clone();
    let resized = Closure::<dyn FnMut()>::new(move || again());
    let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(&body);
    let again = measure.clone();
    let scrolled = EventListener::new(&body, "scroll", move |_| measure());
    let begun = EventListener::new(&window(), "beforeprint", move |_| {
        if sight.try_with_untracked(|_| ()).is_some() {
            sight.update(|sight| (sight.top, sight.height) = (0.0, PAPER_PX));
        }
    });
    let ended = EventListener::new(&window(), "afterprint", move |_| again());
    let watching = ErasedSignal::new(Some(Watch {
        observer,
        _resized: resized,
        _listeners: vec![scrolled, begun, ended],
    }));
    on_cleanup(move || {
        if let Some(watch) = watching.change(Option::take).flatten() {
            watch.observer.disconnect();
        }
    });
}

/// Follows at once what a view was scrolled by the program: the browser tells it with the next frame, and a key may be
/// pressed before, for a place that is not in the page yet.
pub fn moved(body: &Element) {
    if let Ok(event) = Event::new("scroll") {
        // It fails only for an event that is on its way.
        let _ = body.dispatch_event(&event);
    }
}

/// Which of `count` rows or columns of equal size are in sight, with some more on both sides, so that the arrow
/// keys find the next one. All sizes are in CSS pixels.
pub fn shown(from: f64, length: f64, each: f64, count: usize, more: usize) -> Range<usize> {
    let first = (from / each).floor().max(0.0) as usize;
    let last = ((from + length) / each).ceil().max(0.0) as usize;
    let start = first.saturating_sub(more).min(count);
    start..last.saturating_add(more).clamp(start, count)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_is_in_sight_has_some_more_on_both_sides() {
        assert_eq!(shown(0.0, 100.0, 10.0, 50, 2), 0..12);
        assert_eq!(shown(200.0, 100.0, 10.0, 50, 2), 18..32);
        assert_eq!(shown(-60.0, 100.0, 10.0, 50, 2), 0..6);
        assert_eq!(shown(450.0, 1e7, 10.0, 50, 2), 43..50);
        assert_eq!(shown(900.0, 100.0, 10.0, 3, 2), 3..3);
        assert_eq!(shown(-900.0, 100.0, 10.0, 3, 2), 0..2);
        assert_eq!(shown(0.0, 100.0, 10.0, 0, 2), 0..0);
    }
}
