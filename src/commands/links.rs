//! Asks what to link an annotation to.

use super::{kept, marks};
use crate::desk::Desk;
use crate::desk::overlay::{Overlay, Tie};

/// Links the annotations that are kept; if there are none, asks which cluster or annotation to link the
/// selected one to.
pub fn link(desk: Desk) {
    if !desk.read_only.get_untracked() && kept::link(desk) {
        return;
    }
    let Some(id) = marks::to_change(desk) else {
        return;
    };
    desk.open(Overlay::Link(id, Tie::Cluster));
}
