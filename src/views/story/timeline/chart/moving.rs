//! Scrolls and zooms the picture.

use super::{AXIS_PX, Chart, EDGE_PX, published_px};
use crate::views::story::timeline::layout::What;
use crate::views::story::timeline::scale::Scale;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use postil_core::model::AnnotationId;

/// Part of the window that a count fills when it is pressed.
const FILLED: f64 = 0.7;
/// Events that lie closer than this, in pixels, are not told apart by zooming in.
const APART_PX: f64 = 4.0;

impl Chart {
    /// Takes note of how far the picture is scrolled.
    pub fn note_scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let at = (
            f64::from(scroller.scroll_left()),
            f64::from(scroller.scroll_top()),
        );
        if self.scrolled.try_with_untracked(|now| *now != at) == Some(true) {
            let place = self.peek(|layout| layout.scale.place_at(at.0));
            self.kept
                .at
                .change(|kept| *kept = (place.unwrap_or(kept.0), at.1));
            self.scrolled.set(at);
        }
    }

    /// Scrolls to a place in pixels.
    pub fn scroll_to(self, left: f64, top: f64) {
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_left(left.round() as i32);
            scroller.set_scroll_top(top.round() as i32);
            self.note_scrolled();
        }
    }

    /// Scrolls by so many pixels.
    pub fn scroll_by(self, x: f64, y: f64) {
        let (left, top) = self.scrolled.get_untracked();
        self.scroll_to(left + x, top + y);
    }

    /// Scrolls to where the view was left.
    pub fn come_back(self) {
        let (place, top) = self.kept.at.get_untracked();
        if let Some(left) = self.peek(|layout| layout.scale.x_of(place)) {
            self.widen();
            self.scroll_to(left, top);
        }
    }

    /// Shows all of the axis.
    pub fn everything(self) {
        self.kept.zoom.set(1.0);
        self.widen();
        let (_, top) = self.scrolled.get_untracked();
        self.scroll_to(0.0, top);
    }

    /// Stretches the axis by a factor. What is at `x`, in pixels from the left of the window, stays there; without it
    /// the place where the person is, or else the middle.
    pub fn zoom(self, factor: f64, x: Option<f64>) {
        let (left, top) = self.scrolled.get_untracked();
        let at = self.session.at.get_untracked().filter(|_| x.is_none());
        let Some(Some((x, place, most, own))) = self.peek(|layout| {
            let (width, _) = self.size.get_untracked();
            let start = layout.metrics.label + EDGE_PX;
            let own = at.as_ref().and_then(|mark| {
                let spot = layout.spot(mark)?;
                let x = f64::midpoint(spot.form.0, spot.form.1) - left + start;
                (start..width).contains(&x).then_some((mark, x))
            });
            let middle = f64::midpoint(start, width);
            let x = x.or(own.map(|(_, x)| x)).unwrap_or(middle) - start;
            let place = layout.scale.place_at(left + x);
            let most = self.made.with_untracked(|made| {
                let axis = made.axis.as_ref()?;
                Some(Scale::most(axis, width - start - EDGE_PX))
            });
            Some((x, place, most?, own.map(|(mark, _)| mark.clone())))
        }) else {
            return;
        };
        let zoom = self.kept.zoom.get_untracked();
        let next = (zoom * factor).clamp(1.0, most);
        if next == zoom {
            return;
        }
        self.kept.zoom.set(next);
        self.widen();
        if let Some(at) = self.peek(|layout| layout.scale.x_of(place)) {
            self.scroll_to(at - x, top);
        }
        if let Some(own) = own {
            self.reveal(&own);
        }
    }

    /// Makes room for the axis as it is now, so that it can be scrolled at once.
    fn widen(self) {
        let width = self.peek(|layout| layout.scale.width() + layout.metrics.label + 2.0 * EDGE_PX);
        if let Some((width, content)) = width.zip(self.content.get_untracked()) {
            let content: &HtmlElement = &content;
            let _ = content.style().set_property("width", &format!("{width}px"));
        }
    }

    /// Shows the events that a count stands for: zooms in, or gives them rows if that does not tell them apart.
    pub fn open_count(self, mark: &AnnotationId) {
        let found = self.peek(|layout| {
            let spot = layout.spot(mark)?.clone();
            let What::Count { days, .. } = spot.what else {
                return None;
            };
            Some((
                spot.lane,
                layout.scale.start_of(days.0),
                layout.scale.end_of(days.1),
                layout.metrics.label,
            ))
        });
        let Some(Some((lane, left, right, label))) = found else {
            return;
        };
        let (width, _) = self.size.get_untracked();
        let room = (width - label - 2.0 * EDGE_PX) * FILLED;
        let factor = room / (right - left).max(1.0);
        let before = self.kept.zoom.get_untracked();
        if right - left > APART_PX && factor > 1.2 {
            let middle = f64::midpoint(left, right);
            let (_, top) = self.scrolled.get_untracked();
            // First into the middle, so that it stays there.
            self.scroll_to(middle - (width - label) / 2.0, top);
            let (now, _) = self.scrolled.get_untracked();
            self.zoom(factor, Some(middle - now + label + EDGE_PX));
        }
        if self.kept.zoom.get_untracked() == before {
            let key = self
                .made
                .with_untracked(|made| made.lanes.get(lane).map(|lane| lane.key.clone()));
            if let Some(key) = key {
                self.kept.lifted.update(|lifted| {
                    lifted.insert(key);
                });
            }
        }
        self.wanted.set(Some(mark.clone()));
    }

    /// Scrolls to the spot of a mark, as far as it is out of sight.
    pub fn reveal(self, mark: &AnnotationId) {
        let Some(Some((left, right, top, bottom, label))) = self.peek(|layout| {
            let spot = layout.spot(mark)?;
            let top = layout.top_of(spot);
            Some((
                spot.left,
                spot.right,
                top,
                top + layout.metrics.row,
                layout.metrics.label,
            ))
        }) else {
            return;
        };
        let (width, height) = self.size.get_untracked();
        let published = self.peek(published_px).unwrap_or_default();
        let (seen_left, seen_top) = self.scrolled.get_untracked();
        let room = width - label - EDGE_PX;
        let into = |seen: f64, from: f64, to: f64, room: f64| {
            if from < seen || to - from > room {
                from
            } else if to > seen + room {
                to - room
            } else {
                seen
            }
        };
        // Pixels of the content begin before the axis does.
        let x = into(seen_left, left - EDGE_PX / 2.0, right + EDGE_PX, room);
        let y = into(seen_top, top, bottom, height - AXIS_PX - published);
        self.scroll_to(x.max(0.0), y.max(0.0));
    }
}
