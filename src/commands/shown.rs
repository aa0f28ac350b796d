//! What the article shows of its marks.

use crate::desk::ties::ties;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};

/// Shows the names of labels over the marks, or hides them.
pub fn toggle_names(desk: Desk) {
    desk.named.update(|named| *named = !*named);
    desk.announce(if desk.named.get_untracked() {
        t!("The names of labels are shown.")
    } else {
        t!("The names of labels are hidden.")
    });
}

/// Shows the relations of the selected annotation as lines, or hides them.
pub fn toggle_ties(desk: Desk) {
    desk.announce(if ties().toggle() {
        t!("The relations of the selected mark are shown as lines.")
    } else {
        t!("Relations are not shown as lines.")
    });
}

/// Hides a layer, or shows it again.
pub fn toggle_layer(desk: Desk, name: &str) {
    let Some(title) = desk.peek(|state| {
        let layer = state.schema().layer(name)?;
        Some(labels::brief(&layer.title))
    }) else {
        return;
    };
    let mut hides = false;
    desk.hidden.update(|hidden| {
        hides = !hidden.remove(name);
        if hides {
            hidden.insert(name.to_owned());
        }
    });
    desk.announce(if hides {
        tf!("Layer {title}: hidden.")
    } else {
        tf!("Layer {title}: shown.")
    });
}
