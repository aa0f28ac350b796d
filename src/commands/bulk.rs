//! Announces changes that take longer than a frame, before they begin.

use crate::desk::Desk;
use crate::ui::schedule;
use crate::ui::sentence::tf;

/// Operations that can be applied, shown and stored within a tenth of a second.
const OPERATIONS_AT_ONCE: usize = 2000;

/// Runs a change of `operations` operations. If those are many, first shows what the page is doing.
pub fn run(desk: Desk, operations: usize, doing: &str, act: impl FnOnce() + 'static) {
    if operations <= OPERATIONS_AT_ONCE {
        return act();
    }
    let doing = tf!("{doing}: {operations} marks …");
    desk.announce(doing.clone());
    desk.busy.set(Some(doing));
    schedule::after(move || {
        act();
        desk.busy.set(None);
    });
}
