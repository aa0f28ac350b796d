//! Keeping work: what is opened when the page starts.

use crate::bundled;
use crate::desk::{Desk, Saving};
use leptos::prelude::Set;
use postil_core::history::History;
use postil_core::state::State;
use postil_core::workspace::Workspace;

/// Opens the bundled project on the desk.
pub fn open(desk: Desk) {
    match State::open(bundled::project()) {
        Ok(state) => desk.open(Workspace::new(state, History::default())),
        Err(found) => desk.announce(found.first().map_or_else(String::new, ToString::to_string)),
    }
    desk.saving.set(Saving::Saved);
}
