//! The picture as data: what is in sight of it, how it is scrolled and zoomed, and where the focus goes.

use super::date;
use super::drag::Drag;
use super::kept::Kept;
use super::layout::{DATE_PX, Layout, Metrics, Spot, What, layout};
use super::made::{Item, Made, made, told};
use super::scale::Scale;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use crate::views::story::session::Session;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, FocusEvent, FocusOptions, HtmlElement};
use postil_core::model::AnnotationId;
use postil_story::dated::Basis;
use postil_story::when::{Day, When};
use wasm_bindgen::JsCast;

/// Between the names of lanes and the axis, and behind it, in pixels.
pub const EDGE_PX: f64 = 24.0;
/// The picture is drawn anew each time it is scrolled so far, in pixels.
const STEP_PX: f64 = 200.0;
/// How far out of sight it is drawn, in pixels.
const BEYOND_PX: f64 = 300.0;
/// The height of the axis; the style sheet has the same number.
const AXIS_PX: f64 = 52.0;
/// Frames in which a place is scrolled to and drawn.
const TRIES: usize = 8;
/// Part of the window that a count fills when it is pressed.
const FILLED: f64 = 0.7;
/// Events that lie closer than this, in pixels, are not told apart by zooming in.
const APART_PX: f64 = 4.0;

/// The picture; a copy is the same.
#[derive(Clone, Copy)]
pub struct Chart {
    pub session: Session,
    pub kept: Kept,
    /// What is drawn.
    pub made: ErasedMemo<Made>,
    /// Where it lies; `None` if there is no axis, or before the size is known.
    pub layout: ErasedMemo<Option<Layout>>,
    /// What of it is in sight, and a little more.
    pub window: ErasedMemo<Sight>,
    /// What scrolls, and what is scrolled.
    pub scroller: NodeRef<html::Div>,
    pub content: NodeRef<html::Div>,
    /// The whole view.
    pub root: NodeRef<html::Div>,
    /// The size of what scrolls, in pixels.
    pub size: ErasedSignal<(f64, f64)>,
    /// How far it is scrolled, in pixels.
    pub scrolled: ErasedSignal<(f64, f64)>,
    /// An event without a date that is dragged.
    pub drag: ErasedSignal<Option<Drag>>,
    /// The event whose date is being typed.
    pub typing: ErasedSignal<Option<AnnotationId>>,
    /// The line of the tray that is shown.
    pub line: ErasedSignal<Option<usize>>,
    /// The mark that gets the focus once it is drawn.
    wanted: ErasedSignal<Option<AnnotationId>>,
    /// The mark that has the focus, or had it when what was drawn of it went away. Notifies nobody.
    held: ErasedSignal<Option<AnnotationId>>,
}

/// A part of the picture, in pixels from the beginning of the axis and from the first lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    pub from: f64,
    pub to: f64,
    pub top: f64,
    pub bottom: f64,
}

/// What is drawn in a spot.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// A name that nothing else has, and that changes with what is drawn.
    pub key: String,
    /// The mark that the spot is known by.
    pub mark: AnnotationId,
    /// What is drawn.
    pub drawn: Drawn,
}

/// What is drawn.
#[derive(Clone, PartialEq)]
pub enum Drawn {
    /// An item of a lane, and all about it in words.
    Item(Item, String),
    /// So many events, on these days.
    Count(usize, (Day, Day)),
}

impl Chart {
    /// The picture of a session.
    pub fn new(session: Session) -> Self {
        let kept = Kept::here();
        let size = ErasedSignal::new((0.0, 0.0));
        let scrolled = ErasedSignal::new((0.0, 0.0));
        let made = memo(move || made(session, kept));
        let laid = memo(move || {
            let (width, _) = size.get();
            if width < 1.0 {
                return None;
            }
            let metrics = Metrics::of(width);
            let room = (width - metrics.label - 2.0 * EDGE_PX).max(100.0);
            let zoom = kept.zoom.get();
            made.with(|made| {
                let lifted = |lifted: &_| layout(made, (room, zoom), metrics, lifted);
                kept.lifted.with(lifted)
            })
        });
        let window = memo(move || {
            let ((left, top), (width, height)) = (scrolled.get(), size.get());
            let step = |at: f64| (at / STEP_PX).floor() * STEP_PX;
            Sight {
                from: step(left) - BEYOND_PX,
                to: step(left) + width + STEP_PX + BEYOND_PX,
                top: step(top) - BEYOND_PX,
                bottom: step(top) + height + STEP_PX + BEYOND_PX,
            }
        });
        let chart = Self {
            session,
            kept,
            made,
            layout: laid,
            window,
            scroller: NodeRef::new(),
            content: NodeRef::new(),
            root: NodeRef::new(),
            size,
            scrolled,
            drag: ErasedSignal::new(None),
            typing: ErasedSignal::new(None),
            line: ErasedSignal::new(None),
            wanted: ErasedSignal::new(None),
            held: ErasedSignal::new(None),
        };
        effect(move || {
            chart.layout.with(|_| ());
            if chart.wanted.with(Option::is_some) {
                request_animation_frame(move || chart.try_focus());
            }
        });
        // What is drawn anew, or in another order, loses the focus.
        effect(move || {
            chart.made.with(|_| ());
            chart.layout.with(|_| ());
            chart.window.get();
            request_animation_frame(move || chart.hold_focus());
        });
        chart
    }

    /// The lanes in sight; tracked.
    pub fn lanes_in_sight(self) -> Vec<usize> {
        let window = self.window.get();
        self.layout.with(|layout| {
            let strips = layout
                .as_ref()
                .map(|it| it.strips_in(window.top, window.bottom));
            strips.unwrap_or_default().collect()
        })
    }

    /// What is in sight, and the place where the person is; tracked.
    pub fn shown(self) -> Vec<Shown> {
        let window = self.window.get();
        let at = self.session.at.get();
        let read = |made: &Made, layout: &Layout| {
            let strips = layout.strips_in(window.top, window.bottom);
            let spots = strips.filter_map(|at| layout.strips.get(at));
            let spots = spots.filter_map(|strip| layout.spots.get(strip.spots.clone()));
            let seen = spots
                .flatten()
                .filter(|spot| spot.right >= window.from && spot.left <= window.to);
            let shown: Vec<Shown> = seen.filter_map(|spot| show(made, spot)).collect();
            // The focus is not lost where it is scrolled away from.
            let own = at.as_ref().and_then(|mark| layout.spot(mark));
            let own = own.and_then(|spot| show(made, spot));
            let own = own.filter(|own| shown.iter().all(|it| it.mark != own.mark));
            shown.into_iter().chain(own).collect()
        };
        let all = self.made.with(|made| {
            self.layout
                .with(|layout| layout.as_ref().map(|layout| read(made, layout)))
        });
        all.unwrap_or_default()
    }

    /// Reads the layout, untracked.
    pub fn peek<R>(self, read: impl FnOnce(&Layout) -> R) -> Option<R> {
        self.layout
            .with_untracked(|layout| layout.as_ref().map(read))
    }

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

    /// Gives the focus to a mark, in the picture or in the tray, once it is there.
    pub fn focus(self, mark: AnnotationId) {
        self.wanted.set(Some(mark));
    }

    fn try_focus(self) {
        if self.root.try_get_untracked().flatten().is_none() {
            return;
        }
        let Some(mark) = self.wanted.get_untracked() else {
            return;
        };
        let in_tray = self.made.with_untracked(|made| {
            let undated = made.timeline.undated.iter();
            undated.clone().position(|event| event.mark == mark)
        });
        if self.peek(|layout| layout.spot(&mark).is_some()) == Some(true) {
            self.reveal(&mark);
        } else if in_tray.is_some() {
            self.line.set(in_tray);
        } else {
            // What it became is not drawn yet.
            return;
        }
        self.wanted.change(|wanted| *wanted = None);
        self.focus_soon(mark, TRIES);
    }

    /// Gives the focus to what is drawn of a mark, at the latest after so many frames: it may have to be scrolled to.
    fn focus_soon(self, mark: AnnotationId, tries: usize) {
        request_animation_frame(move || {
            if !roving::focus(self.element_of(&mark)) && tries > 0 {
                self.focus_soon(mark, tries - 1);
            }
        });
    }

    /// Takes note of what has the focus.
    pub fn note_focus(self, event: &FocusEvent) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let mark = target.and_then(|it| it.get_attribute("data-mark"));
        self.held.change(|held| *held = mark.map(Into::into));
    }

    /// Gives the focus back to the mark that had it, if nothing else has it.
    fn hold_focus(self) {
        let is_free = document()
            .active_element()
            .is_none_or(|it| it.tag_name() == "BODY");
        let Some(mark) = self.held.try_with_untracked(Clone::clone).flatten() else {
            return;
        };
        let element = self.element_of(&mark).filter(|_| is_free);
        if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // It throws only for options that it does not know.
            let _ = element.focus_with_options(&options);
        }
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
        let published = self.peek(|layout| published_px(layout)).unwrap_or_default();
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

    /// The mark that a spot is known by.
    pub fn mark_of(self, spot: &Spot) -> Option<AnnotationId> {
        match &spot.what {
            What::Count { mark, .. } => Some(mark.clone()),
            What::Item(at) => self.made.with_untracked(|made| {
                let item = made.lanes.get(spot.lane)?.items.get(*at)?;
                item.mark().cloned()
            }),
        }
    }

    /// The place of a mark in the page.
    pub fn element_of(self, mark: &AnnotationId) -> Option<Element> {
        let all = self
            .root
            .try_get_untracked()
            .flatten()?
            .query_selector_all(".stop[data-mark]")
            .ok()?;
        let stops = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
        let mut own =
            stops.filter(|stop| stop.get_attribute("data-mark").as_deref() == Some(mark.as_str()));
        own.next()
    }

    /// The dates that are proposed for a mark, with `all` for the others that are drawn together with it.
    pub fn proposed(self, mark: &AnnotationId, all: bool) -> Vec<(AnnotationId, When)> {
        self.made.with_untracked(|made| {
            let items = made.lanes.iter().flat_map(|lane| &lane.items);
            let mut items = items.filter(|item| item.is_proposed);
            let item = items.find(|item| item.marks.iter().any(|(own, _)| own == mark));
            let marks = item.map(|item| item.marks.as_slice()).unwrap_or_default();
            let marks = marks.iter().filter(|(own, _)| all || own == mark);
            let when = |own: &AnnotationId| {
                let mut events = made.timeline.events.iter();
                let event = events.find(|event| event.mark == *own)?;
                let (when, basis) = event.when?;
                (basis == Basis::Proposed).then_some(when)
            };
            marks
                .filter_map(|(own, _)| Some((own.clone(), when(own)?)))
                .collect()
        })
    }

    /// Takes the date that is proposed for a mark.
    pub fn accept(self, mark: &AnnotationId, all: bool) {
        let proposed = self.proposed(mark, all);
        if !proposed.is_empty() && date::accept(self.session.desk, &proposed) {
            self.focus(mark.clone());
        }
    }
}

/// The height of the dates of publication.
pub fn published_px(layout: &Layout) -> f64 {
    let over = if layout.metrics.is_narrow { 20.0 } else { 0.0 };
    over + layout.published_rows as f64 * DATE_PX + 12.0
}

/// What is drawn in a spot.
fn show(made: &Made, spot: &Spot) -> Option<Shown> {
    match &spot.what {
        What::Item(at) => {
            let item = made.lanes.get(spot.lane)?.items.get(*at)?.clone();
            let told = made.timeline.events.get(item.event).map(told)?;
            let mark = item.mark()?.clone();
            let marks: Vec<&str> = item.marks.iter().map(|(mark, _)| mark.as_str()).collect();
            Some(Shown {
                key: format!(
                    "{} {} {} {} {told}",
                    marks.join(" "),
                    item.is_hollow,
                    item.is_proposed,
                    item.has_names
                ),
                mark,
                drawn: Drawn::Item(item, told),
            })
        }
        What::Count { mark, many, days } => Some(Shown {
            key: format!("count {mark} {many}"),
            mark: mark.clone(),
            drawn: Drawn::Count(*many, *days),
        }),
    }
}
