//! What the tests of relations as lines are made of.

use super::route::{Area, End, PaneArea, Place, at};

/// A pane of 800 by 800 CSS pixels.
pub(super) fn pane(left: f64) -> PaneArea {
    PaneArea {
        sight: Area {
            left,
            top: 100.0,
            right: left + 800.0,
            bottom: 900.0,
        },
        column: (left + 160.0, left + 770.0),
        is_rtl: false,
    }
}

/// An end that is in sight there.
pub(super) fn seen(pane: usize, x: f64, y: f64) -> End {
    End {
        pane,
        place: Place::Seen(at(x, y)),
    }
}
