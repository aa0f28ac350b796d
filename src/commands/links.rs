//! Asks what to link an annotation to.

use crate::desk::Desk;
use crate::desk::overlay::{Overlay, Tie};
use crate::ui::sentence::t;

/// Asks which cluster or annotation to link the selected annotation to.
pub fn link(desk: Desk) {
    ask(desk, Tie::Cluster);
}

/// Asks for the speaker of the selected claim.
pub fn speaker(desk: Desk) {
    ask(desk, Tie::Relation("said-by".to_owned()));
}

fn ask(desk: Desk, tie: Tie) {
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    if desk.read_only.get_untracked() {
        desk.announce(t!("This project is read only here."));
        return;
    }
    let fits = desk.peek(|state| match &tie {
        Tie::Cluster => true,
        Tie::Relation(kind) => state
            .annotation(&id)
            .zip(state.schema().relation(kind))
            .is_some_and(|(annotation, kind)| kind.starts_at(&annotation.label)),
    });
    if fits {
        desk.open(Overlay::Link(id, tie));
    } else {
        desk.announce(t!("Only a claim has a speaker."));
    }
}
