//! The picture as data: what is in sight of it, how it is scrolled and zoomed, and where the focus goes.

mod focus;
mod moving;
mod paper;
mod part;

use super::date;
use super::kept::Kept;
use super::layout::{DATE_PX, Layout, Metrics, Spot, What, layout};
use super::made::{Item, Made, made, told};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use crate::views::story::session::Session;
use leptos::html;
use leptos::prelude::*;
use part::Sight;
use postil_core::model::AnnotationId;
use postil_story::dated::Basis;
use postil_story::when::{Day, When};

/// Between the names of lanes and the axis, and behind it, in pixels.
pub const EDGE_PX: f64 = 24.0;
/// The picture is drawn anew each time it is scrolled so far, in pixels.
const STEP_PX: f64 = 200.0;
/// How far out of sight it is drawn, in pixels.
const BEYOND_PX: f64 = 300.0;
/// The height of the axis; the style sheet has the same number.
const AXIS_PX: f64 = 52.0;

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
    /// Whether it is laid out for paper.
    pub on_paper: ErasedSignal<bool>,
    /// The line of the tray that is shown.
    pub line: ErasedSignal<Option<usize>>,
    /// The mark that gets the focus once it is drawn.
    wanted: ErasedSignal<Option<AnnotationId>>,
    /// The mark that has the focus, or had it when what was drawn of it went away. Notifies nobody.
    held: ErasedSignal<Option<AnnotationId>>,
}

/// An event that is dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// The event.
    pub mark: AnnotationId,
    /// Where on the axis it is, in pixels, and the date that it would get; `None` beside the axis, or in a break.
    pub over: Option<(f64, String)>,
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
        let on_paper = ErasedSignal::new(false);
        let made = memo(move || made(session, kept));
        let laid = memo(move || {
            let (width, metrics, zoom) = if on_paper.get() {
                (paper::WIDTH_PX, Metrics::on_paper(paper::WIDTH_PX), 1.0)
            } else {
                let (width, _) = size.get();
                (width, Metrics::of(width), kept.zoom.get())
            };
            if width < 1.0 {
                return None;
            }
            let room = (width - metrics.label - 2.0 * EDGE_PX).max(100.0);
            made.with(|made| {
                let lifted = |lifted: &_| layout(made, (room, zoom), metrics, lifted);
                kept.lifted.with(lifted)
            })
        });
        let window = memo(move || {
            if on_paper.get() {
                return paper::ALL;
            }
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
            on_paper,
            line: ErasedSignal::new(None),
            wanted: ErasedSignal::new(None),
            held: ErasedSignal::new(None),
        };
        effect(move || {
            chart.made.with(|_| ());
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
        paper::follow(on_paper);
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
