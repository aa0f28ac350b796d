//! Writes the whole project as bytes, a few milliseconds per frame.

use super::Desk;
use crate::ui::schedule;
use postil_core::format::File;
use postil_core::format::postil::Piecewise;
use postil_core::state::State;

/// Restarts because the project changed while it was written. After those it is written in one go, so
/// that it ends even while the user goes on working.
const RESTARTS: usize = 3;

/// Writes what `begin` begins; small projects in one frame. The result is the project at one
/// revision, and still current when this returns. Calls `go_on` between two frames with the part
/// written, from 0 to 1; if that returns false, returns `None`.
pub async fn written(
    desk: Desk,
    begin: impl Fn(&State) -> Piecewise,
    go_on: impl Fn(f64) -> bool,
) -> Option<Piecewise> {
    let mut begun = 0;
    loop {
        begun += 1;
        let since = desk.revision();
        let mut piecewise = desk.peek(&begin);
        while desk.revision() == since {
            let pause = schedule::slice();
            let is_written = desk.peek(|state| {
                while piecewise.step(state) {
                    if begun <= RESTARTS && pause.is_due() {
                        return false;
                    }
                }
                true
            });
            if is_written {
                return Some(piecewise);
            }
            if !go_on(piecewise.part()) {
                return None;
            }
            schedule::breathe().await;
        }
    }
}

/// Writes the project file while the page stays responsive; see [`written`] for `go_on`.
pub async fn project_file(desk: Desk, go_on: impl Fn(f64) -> bool) -> Option<File> {
    let written = written(desk, Piecewise::new, go_on).await?;
    Some(desk.peek(|state| written.finish(state)))
}
