//! The columns of tags in files of tokens: what was read, what else could be, and the choice of another.

use crate::desk::{Desk, labels};
use crate::transfer;
use crate::ui::sentence::{t, tf};
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_formats::choices::Choice;

/// Files shown; the others are counted.
const MAX_FILES: usize = 20;

/// A choice for each file with several columns that look like tags; nothing if there is none.
pub fn choices(desk: Desk, all: &[Choice]) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let rows = all.iter().take(MAX_FILES).map(|it| choice(desk, it));
    let rows: Vec<_> = rows.collect();
    let more = all.len().saturating_sub(MAX_FILES);
    Some(ui! {
        <section class="tag-columns" aria-labelledby="tag-columns">
            <h3 id="tag-columns">{t!("Several columns look like tags: choose which become marks")}</h3>
            {rows}
            {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
        </section>
    })
}

fn choice(desk: Desk, choice: &Choice) -> AnyView {
    let options: Vec<_> = (choice.candidates.iter())
        .map(|it| {
            let columns = it.value.replace(',', ", ");
            let samples = it.samples.join(", ");
            let title = match it.value.contains(',') {
                true => tf!("Columns {columns}: {samples} …"),
                false => tf!("Column {columns}: {samples} …"),
            };
            ui! {
                <option value=it.value.clone() selected=it.value == choice.chosen>{title}</option>
            }
            .into_any()
        })
        .collect();
    let file = choice.file.clone();
    let changed = move |event| {
        transfer::read_again(desk, |chosen| {
            let columns = event_target_value(&event);
            chosen.columns.insert(file.clone(), columns);
        });
    };
    ui! {
        <label class="field">
            <span>{labels::brief(&choice.file)}</span>
            <select class="input" on:change=changed>{options}</select>
        </label>
    }
}
