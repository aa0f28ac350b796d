//! The card of a cluster, and its mentions.

use crate::article;
use crate::desk::card::card;
use crate::desk::command::Direction;
use crate::desk::mentions::{Mention, mentions, next_after};
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use postil_core::model::ClusterId;

/// Opens the card of the selected mark's cluster.
pub fn show_card(desk: Desk) {
    match of_selected(desk) {
        Some(id) => card().open(desk, &id),
        None => desk.announce(t!("The mark is in no cluster. L links it.")),
    }
}

/// Goes to the next or previous mention of what the selected mark means.
pub fn mention(desk: Desk, direction: Direction) {
    let Some(id) = of_selected(desk) else {
        return desk.announce(t!("The mark is in no cluster. L links it."));
    };
    let selected = desk.view_now().mark().get_untracked();
    let shown = desk.view_now().document().get_untracked();
    let found = desk.peek(|state| {
        let mut all = mentions(state, &id);
        if direction == Direction::Back {
            all.reverse();
        }
        let next = next_after(&all, state, selected.as_ref(), shown.as_ref())?.clone();
        let at = all.iter().position(|it| *it == next)? + 1;
        let at = match direction {
            Direction::Forward => at,
            Direction::Back => all.len() + 1 - at,
        };
        let name = labels::brief(&state.cluster(&id)?.record().name);
        Some((next, at, all.len(), name))
    });
    if let Some((Mention { id, .. }, at, of, name)) = found {
        desk.select_mark(&id);
        article::focus();
        desk.announce(tf!("{name}: mention {at} of {of}"));
    }
}

fn of_selected(desk: Desk) -> Option<ClusterId> {
    let mark = desk.view_now().mark().get_untracked()?;
    desk.peek(|state| Some(state.cluster_of(&mark)?.record().id.clone()))
}
