//! Asks what to link an annotation to.

use super::kept;
use crate::desk::Desk;
use crate::desk::overlay::{Overlay, Tie};
use crate::ui::sentence::t;

/// Links the annotations that are kept; if there are none, asks which cluster or annotation to link the
/// selected one to.
pub fn link(desk: Desk) {
    if !desk.read_only.get_untracked() && kept::link(desk) {
        return;
    }
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    if desk.read_only.get_untracked() {
        desk.announce(t!("This project is read only here."));
        return;
    }
    desk.open(Overlay::Link(id, Tie::Cluster));
}
