//! Shows the progress of long work.

use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use crate::desk::work::{Stage, Work};
use crate::ui::sentence::tf;

/// How long work may take before a person sees its progress.
const QUIET_MS: f64 = 150.0;

/// Notes the progress of work: which part of the stage is done, if known, and a description. Shows it
/// once the work has gone on for a moment, as soon as nothing else lies over the page.
pub fn show(desk: Desk, work: Work, stage: Stage, part: Option<f64>, detail: String) {
    work.set(stage, part, detail);
    let free = desk.overlay.with_untracked(Option::is_none);
    if free && work.age() > QUIET_MS {
        desk.open(Overlay::Working(work));
    }
}

/// The same, described in percent.
pub fn show_part(desk: Desk, work: Work, stage: Stage, part: f64) {
    show(desk, work, stage, Some(part), tf!("{:.0} %", part * 100.0));
}

/// Hides the progress of work that has ended.
pub fn end(desk: Desk, work: Work) {
    let is_shown = |over: &Option<Overlay>| *over == Some(Overlay::Working(work));
    if desk.overlay.with_untracked(is_shown) {
        desk.close_overlay();
    }
}
