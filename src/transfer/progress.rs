//! Showing how far something that takes a while has got.

use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use crate::desk::work::{Stage, Work};

/// How long something may take before a person is told of it, in milliseconds.
const QUIET_MS: f64 = 150.0;

/// Tells how far work has got: which part of the stage is done, where that is known, and in words.
/// It is shown once it has gone on for a moment, as soon as nothing else lies over the page.
pub fn tell(desk: Desk, work: Work, stage: Stage, part: Option<f64>, detail: String) {
    work.set(stage, part, detail);
    let free = desk.overlay.with_untracked(Option::is_none);
    if free && work.age() > QUIET_MS {
        desk.open(Overlay::Working(work));
    }
}

/// As [`tell`], where the part says it all.
pub fn tell_part(desk: Desk, work: Work, stage: Stage, part: f64) {
    tell(
        desk,
        work,
        stage,
        Some(part),
        format!("{:.0} %", part * 100.0),
    );
}

/// Shows work that has ended no longer.
pub fn end(desk: Desk, work: Work) {
    let is_shown = |over: &Option<Overlay>| *over == Some(Overlay::Working(work));
    if desk.overlay.with_untracked(is_shown) {
        desk.close_overlay();
    }
}
