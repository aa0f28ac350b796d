//! Whether the inspector is open in a window of middle width; remembered in this browser.

use gloo::storage::{LocalStorage, Storage};

const KEY: &str = "postil-inspector";
const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// Whether it was open last; `None` if nobody has opened or closed it yet.
pub fn remembered() -> Option<bool> {
    let state = LocalStorage::get::<String>(KEY).ok()?;
    Some(state == OPEN)
}

/// Remembers whether it is open.
pub fn remember(open: bool) {
    // If it cannot be remembered, it is so until the page is closed.
    let _ = LocalStorage::set(KEY, if open { OPEN } else { CLOSED });
}
