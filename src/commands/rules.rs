//! The rule beside the text, and examples out of the text.

use crate::article;
use crate::desk::{Desk, labels, rule};
use crate::ui::sentence::{t, tf};
use leptos::prelude::*;
use postil_core::codebook::example;
use postil_core::edit::codebook;
use postil_core::model::schema::Example;

/// Code points shown of an example.
const EXAMPLE_CHARS: usize = 60;

/// Shows the rule of the label at hand, or puts it away.
pub fn toggle(desk: Desk) {
    let open = !desk.rule.get_untracked();
    desk.rule.set(open);
    if !open {
        return;
    }
    if desk.drawer.with_untracked(Option::is_some) {
        // It would lie over the rule.
        desk.drawer.set(None);
        article::focus();
    }
    let words = match untrack(|| rule::label_at_hand(desk)) {
        Some(label) => desk.peek(|state| {
            let title = labels::brief(state.schema().title(&label));
            match rule::hint(state.schema(), &label) {
                Some(hint) => tf!("{title}: {hint}"),
                None => tf!("No rule is written for {title}."),
            }
        }),
        None => t!("All rules").to_owned(),
    };
    desk.announce(words);
}

/// Adds the selected mark to the examples of its label, as one step of undo.
pub fn add_example(desk: Desk) {
    let Some(id) = desk.view_now().mark().get_untracked() else {
        return desk.announce(t!("Select a mark first."));
    };
    let found = desk.peek(|state| {
        let mark = state.annotation(&id)?;
        let (layer, _) = mark.label.split_once('.')?;
        let label = state.schema().label(&mark.label)?.clone();
        Some((layer.to_owned(), label, example(state, &id)?))
    });
    let Some((layer, mut label, example)) = found else {
        return desk.announce(t!("Only a label that the codebook lists has examples."));
    };
    let title = labels::brief(&label.title);
    let is_same =
        |known: &Example| known.annotation == example.annotation && known.text == example.text;
    if label.examples.iter().any(is_same) {
        return desk.announce(tf!("It is among the examples of {title} already."));
    }
    let words = labels::cut_at_word(&labels::line(&example.text), EXAMPLE_CHARS);
    label.examples.push(example);
    match desk.stamped(|state, stamp| codebook::put_label(state, &layer, label, stamp)) {
        Ok(Some(mut put)) => {
            // What is typed into a field is one step; each example is one of its own.
            put.merge = None;
            if desk.commit(put) {
                desk.announce(tf!("“{words}” is an example of {title} now."));
            }
        }
        Ok(None) => {}
        Err(fault) => desk.announce(tf!("Not done: {fault}.")),
    }
}
