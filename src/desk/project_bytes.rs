//! The bytes of the whole project, written a few milliseconds a frame.

use super::Desk;
use crate::ui::schedule;
use postil_core::format::File;
use postil_core::format::postil::Piecewise;
use postil_core::state::State;

/// So often it is begun again where the project is changed meanwhile. Then it is written in one go:
/// someone who goes on working is not to wait for it for ever.
const AGAIN: usize = 3;

/// Writes what `begin` begins; what is small is written at once. It is never half of what the project
/// was before a change and half of what it became, and nothing can come between its end and what the
/// caller does next. `go_on` is told between two frames which part is written; where it answers
/// false, nothing comes of it.
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
                    if begun <= AGAIN && pause.is_due() {
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

/// Writes the project file without keeping the page from answering; see [`written`] for `go_on`.
pub async fn project_file(desk: Desk, go_on: impl Fn(f64) -> bool) -> Option<File> {
    let written = written(desk, Piecewise::new, go_on).await?;
    Some(desk.peek(|state| written.finish(state)))
}
