//! What is around the events: the axis with its ticks and breaks, and what the symbols mean.

use super::item::{capsule, disc};
use super::{LEFT, WIDTH};
use crate::axis::{Axis, Tick, Unit};
use crate::picture::Paint;
use crate::picture::draft::{Draft, MARGIN, SMALL, STRONG, Style, dashed, stroke};
use crate::words::month;

/// The least distance of two ticks.
const TICK: f64 = 44.0;

/// What the symbols mean.
pub fn legend(draft: &mut Draft) {
    let style = SMALL.in_paint(Paint::Soft);
    let mut x = MARGIN;
    let y = draft.y;
    for (at, words) in [
        "on a day",
        "within a month, a year or other days",
        "not known to have happened: planned, possible, denied or not stated",
        "published",
    ]
    .into_iter()
    .enumerate()
    {
        match at {
            0 => disc(draft, x + 6.0, y - 4.0, false),
            1 => capsule(draft, (x, x + 24.0), y - 4.0, false),
            2 => {
                disc(draft, x + 6.0, y - 4.0, true);
                capsule(draft, (x + 16.0, x + 40.0), y - 4.0, true);
            }
            _ => draft.straight(
                (x + 1.0, y - 11.0),
                (x + 1.0, y + 3.0),
                stroke(Paint::Ink, 2.0),
            ),
        }
        x += [18.0, 30.0, 46.0, 10.0]
            .get(at)
            .copied()
            .unwrap_or_default();
        draft.line(x, y, words, style, 400.0);
        x += style.width(words) + 20.0;
    }
    draft.y += 20.0;
}

/// The axis with lines through so much of the picture below it, where `y` is then.
pub fn axis(draft: &mut Draft, axis: &Axis, height: f64) {
    let x = |place: f64| LEFT + place * WIDTH;
    let (top, bottom) = (draft.y + 40.0, draft.y + 40.0 + height);
    draft.rectangle(
        (MARGIN, draft.y),
        (draft.inner(), 40.0),
        0.0,
        Some(Paint::Tint),
        None,
    );
    for gap in axis.breaks() {
        let (from, to) = (x(gap.start), x(gap.end));
        draft.rectangle(
            (from, draft.y),
            (to - from, bottom - draft.y),
            0.0,
            Some(Paint::Tint),
            None,
        );
        for edge in [from, to] {
            draft.straight((edge, draft.y), (edge, bottom), dashed(Paint::Edge, 1.0));
        }
    }
    // Up to where something is written above ticks.
    let mut reached = 0.0;
    for tick in axis.ticks(TICK / WIDTH) {
        let at = x(tick.place);
        draft.straight((at, top - 4.0), (at, bottom), stroke(Paint::Line, 1.0));
        let (above, below) = written(&tick);
        draft.line(
            at + 3.0,
            top - 8.0,
            &below,
            SMALL.in_paint(Paint::Soft),
            TICK,
        );
        let style = Style {
            size: SMALL.size,
            ..STRONG
        };
        if at >= reached && !above.is_empty() {
            draft.line(at + 3.0, top - 24.0, &above, style, 2.0 * TICK);
            reached = at + 6.0 + style.width(&above);
        }
    }
    draft.rule(MARGIN, draft.right(), top, Paint::Edge);
    draft.y = top;
}

/// What is written above a tick, where it is the first of several, and below that.
fn written(tick: &Tick) -> (String, String) {
    let (year, number, day) = tick.day.civil();
    let (above, below) = match tick.unit {
        Unit::Year => (String::new(), year.to_string()),
        Unit::Month => (year.to_string(), month(number).to_owned()),
        Unit::Day => (format!("{} {year}", month(number)), day.to_string()),
    };
    (if tick.is_first { above } else { String::new() }, below)
}
