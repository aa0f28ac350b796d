//! What takes longer than a frame says so before it begins.

use crate::desk::Desk;
use crate::ui::schedule;
use crate::ui::sentence::tf;

/// So many operations can be done, shown and kept within a tenth of a second.
const AT_ONCE: usize = 2000;

/// Does something of so many operations; of many, after the page has shown what is being done.
pub fn run(desk: Desk, operations: usize, doing: &str, act: impl FnOnce() + 'static) {
    if operations <= AT_ONCE {
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
