//! From days to pixels and back: the axis of the story, stretched as far as a person has zoomed in. Breaks keep their
//! width.

use postil_story::axis::{Axis, STEPS, Step, Stretch, Unit};
use postil_story::when::Day;
use postil_story::words;

/// The width of a break in pixels.
pub const BREAK_PX: f64 = 26.0;
/// The width of a day in pixels with which one can zoom in no further.
const WIDEST_DAY_PX: f64 = 72.0;
/// Browsers do not lay out what is wider.
const WIDEST_PX: f64 = 3_000_000.0;
/// What the written ticks are apart, in pixels: days, then everything longer.
const APART_PX: (f64, f64) = (36.0, 48.0);
/// A piece that is narrower has its year written, and nothing more.
const NARROW_PX: f64 = 64.0;
/// Ticks that are drawn at most.
const MAX_TICKS: usize = 200;

/// A stretch in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its days and its places from 0 to 1.
    pub stretch: Stretch,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
}

/// The axis in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    axis: Axis,
    pieces: Vec<Piece>,
}

/// A day that is written over the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it begins.
    pub x: f64,
    /// What is written.
    pub words: String,
}

/// A year, or a month of days, that is written over its ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// What is written.
    pub words: String,
}

/// What is written at a tick.
fn words_of(step: Step, day: Day) -> String {
    let (year, month, of_month) = day.civil();
    match step.unit() {
        Unit::Day => of_month.to_string(),
        Unit::Month => words::month(month).to_owned(),
        Unit::Year => year.to_string(),
    }
}

impl Piece {
    /// The width of a day.
    fn day_px(&self) -> f64 {
        let days = self.stretch.last.since(self.stretch.first) + 1;
        (self.right - self.left) / f64::from(days)
    }
}

impl Scale {
    /// An axis with this width in pixels when all of it is seen, stretched by a factor.
    pub fn new(axis: &Axis, width: f64, zoom: f64) -> Self {
        let breaks = axis.breaks().count() as f64 * BREAK_PX;
        let broken: f64 = axis.breaks().map(|gap| gap.end - gap.start).sum();
        let room = (width - breaks).max(width / 2.0).max(1.0) * zoom;
        let mut left = 0.0;
        let mut pieces = Vec::with_capacity(axis.stretches().len());
        for stretch in axis.stretches() {
            let own = if stretch.is_broken {
                BREAK_PX
            } else {
                room * (stretch.end - stretch.start) / (1.0 - broken)
            };
            pieces.push(Piece {
                stretch: *stretch,
                left,
                right: left + own,
            });
            left += own;
        }
        Self {
            axis: axis.clone(),
            pieces,
        }
    }

    /// The pieces, from left to right.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How wide it is.
    pub fn width(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.right)
    }

    /// The factor that stretches an axis the most.
    pub fn most(axis: &Axis, width: f64) -> f64 {
        let whole = Self::new(axis, width, 1.0);
        let days = whole.pieces.iter().filter(|it| !it.stretch.is_broken);
        let least = days.map(Piece::day_px).fold(f64::INFINITY, f64::min);
        let most = (WIDEST_DAY_PX / least).min(WIDEST_PX / whole.width().max(1.0));
        if most.is_finite() { most.max(1.0) } else { 1.0 }
    }

    /// The pixel at a place of the axis, from 0 to 1.
    pub fn x_of(&self, place: f64) -> f64 {
        let at = self
            .pieces
            .partition_point(|piece| piece.stretch.end <= place);
        let Some(piece) = self.pieces.get(at).or(self.pieces.last()) else {
            return 0.0;
        };
        let part = (place - piece.stretch.start) / (piece.stretch.end - piece.stretch.start);
        piece.left + part * (piece.right - piece.left)
    }

    /// The place of the axis at a pixel.
    pub fn place_at(&self, x: f64) -> f64 {
        let Some(piece) = self.piece_at(x) else {
            return 0.0;
        };
        let part = (x - piece.left) / (piece.right - piece.left);
        piece.stretch.start + part * (piece.stretch.end - piece.stretch.start)
    }

    fn piece_at(&self, x: f64) -> Option<&Piece> {
        let at = self.pieces.partition_point(|piece| piece.right <= x);
        self.pieces.get(at).or(self.pieces.last())
    }

    /// Where a day begins.
    pub fn start_of(&self, day: Day) -> f64 {
        self.x_of(self.axis.start_of(day))
    }

    /// Where a day ends.
    pub fn end_of(&self, day: Day) -> f64 {
        // The end of a stretch is not the start of the break after it by a hair.
        let end = self.axis.end_of(day);
        let at = self
            .pieces
            .iter()
            .find(|piece| (piece.stretch.end - end).abs() < 1e-12);
        at.map_or_else(|| self.x_of(end), |piece| piece.right)
    }

    /// The middle of a day.
    pub fn middle_of(&self, day: Day) -> f64 {
        f64::midpoint(self.start_of(day), self.end_of(day))
    }

    /// The day at a pixel, with the width of a day there; `None` in a break.
    pub fn day_at(&self, x: f64) -> Option<(Day, f64)> {
        let piece = self.piece_at(x).filter(|it| !it.stretch.is_broken)?;
        let days = piece.stretch.last.since(piece.stretch.first);
        // Saturates.
        let at = ((x - piece.left) / piece.day_px()).floor() as i32;
        let day = piece.stretch.first.plus(at.clamp(0, days))?;
        Some((day, piece.day_px()))
    }

    /// What is written over the axis between two pixels: ticks, and what stands over them.
    pub fn written(&self, from: f64, to: f64) -> (Vec<Tick>, Vec<Span>) {
        let (mut ticks, mut spans) = (Vec::new(), Vec::new());
        let seen = self
            .pieces
            .iter()
            .filter(|it| !it.stretch.is_broken && it.right >= from && it.left <= to);
        for piece in seen {
            let apart = |step: Step| match step {
                Step::Days(1) => APART_PX.0,
                _ => APART_PX.1,
            };
            let fits = |step: &&(Step, i32)| f64::from(step.1) * piece.day_px() >= apart(step.0);
            let is_narrow = piece.right - piece.left < NARROW_PX;
            let step = STEPS.iter().find(fits).filter(|_| !is_narrow);
            let Some((step, _)) = step else {
                ticks.push(Tick {
                    x: piece.left,
                    words: piece.stretch.first.year().to_string(),
                });
                continue;
            };
            let first = self.day_at(from.max(piece.left)).map(|(day, _)| day);
            let first = first
                .unwrap_or(piece.stretch.first)
                .max(piece.stretch.first);
            let before = ticks.len();
            let mut next = step.first(first);
            while let Some(day) = next.filter(|day| *day <= piece.stretch.last) {
                let x = self.start_of(day);
                if x > to || ticks.len() - before > MAX_TICKS {
                    break;
                }
                ticks.push(Tick {
                    x,
                    words: words_of(*step, day),
                });
                next = step.next(day);
            }
            match step {
                Step::Days(_) => self.over(piece, Step::Months(1), (from, to), &mut spans),
                Step::Months(..12) => self.over(piece, Step::Months(12), (from, to), &mut spans),
                Step::Months(_) if ticks.len() == before && piece.left >= from => {
                    ticks.push(Tick {
                        x: piece.left,
                        words: piece.stretch.first.year().to_string(),
                    });
                }
                Step::Months(_) => {}
            }
        }
        let mut reached = f64::NEG_INFINITY;
        ticks.retain(|tick: &Tick| {
            let has_room = tick.x >= reached;
            if has_room {
                reached = tick.x + APART_PX.0;
            }
            has_room
        });
        (ticks, spans)
    }

    /// The years, or the months, of a piece between two pixels.
    fn over(&self, piece: &Piece, step: Step, (from, to): (f64, f64), spans: &mut Vec<Span>) {
        let name = |day: Day| match step {
            Step::Months(1) => format!("{} {}", words::month(day.civil().1), day.year()),
            _ => day.year().to_string(),
        };
        let first = self.day_at(from.max(piece.left)).map(|(day, _)| day);
        let mut day = first
            .unwrap_or(piece.stretch.first)
            .max(piece.stretch.first);
        let (year, month, _) = day.civil();
        // From the beginning of the year or month on, so that the same span is there wherever one begins to look.
        let begin = match step {
            Step::Months(1) => Day::new(year, month, 1),
            _ => Day::new(year, 1, 1),
        };
        day = begin.unwrap_or(day);
        for _ in 0..MAX_TICKS {
            let after = step.next(day).and_then(|next| next.plus(-1));
            let last = after.unwrap_or(piece.stretch.last).min(piece.stretch.last);
            let (left, right) = (
                self.start_of(day.max(piece.stretch.first)),
                self.end_of(last),
            );
            if left > to {
                break;
            }
            spans.push(Span {
                left,
                right,
                words: name(day),
            });
            match last.plus(1) {
                Some(next) if next <= piece.stretch.last => day = next,
                _ => break,
            }
        }
    }
}
