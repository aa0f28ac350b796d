//! Whether the inspector is open in a window of middle width; remembered in this browser.

use super::remembered;

const KEY: &str = "postil-inspector";
const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// Whether it was open last; `None` if nobody has opened or closed it yet.
pub fn was_open() -> Option<bool> {
    remembered::get(KEY).map(|state| state == OPEN)
}

/// Remembers whether it is open.
pub fn remember(open: bool) {
    remembered::set(KEY, if open { OPEN } else { CLOSED });
}
