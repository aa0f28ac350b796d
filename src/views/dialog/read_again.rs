//! Files that can be read in several ways: what was chosen for each, and the choice of another, which reads
//! all files once more.

use crate::desk::{Desk, labels};
use crate::transfer::{self, Chosen};
use crate::ui::sentence::tf;
use crate::ui::view::ui;
use leptos::prelude::*;

/// Files shown; the others are counted.
const MAX_FILES: usize = 20;

/// A row for each file under a heading, in a section of this id and class; nothing if there is no file.
pub fn section<T>(
    id: &'static str,
    heading: &'static str,
    files: &[T],
    row: impl Fn(&T) -> AnyView,
) -> Option<AnyView> {
    if files.is_empty() {
        return None;
    }
    let rows: Vec<_> = files.iter().take(MAX_FILES).map(row).collect();
    let more = files.len().saturating_sub(MAX_FILES);
    Some(ui! {
        <section class=id aria-labelledby=id>
            <h3 id=id>{heading}</h3>
            {rows}
            {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
        </section>
    })
}

/// The choice for a file; `choose` notes the value of what was chosen.
pub fn choice(
    desk: Desk,
    file: &str,
    options: Vec<AnyView>,
    choose: impl Fn(&mut Chosen, String, String) + Copy + Send + 'static,
) -> AnyView {
    let title = labels::brief(file);
    let file = file.to_owned();
    let changed = move |event| {
        let value = event_target_value(&event);
        transfer::read_again(desk, |chosen| choose(chosen, file.clone(), value));
    };
    ui! {
        <label class="field">
            <span>{title}</span>
            <select class="input" on:change=changed>{options}</select>
        </label>
    }
}
