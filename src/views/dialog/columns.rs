//! The columns of tags in files of tokens: what was read, what else could be, and the choice of another.

use super::read_again;
use crate::desk::Desk;
use crate::ui::sentence::{t, tf};
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_formats::choices::Choice;

/// A choice for each file with several columns that look like tags; nothing if there is none.
pub fn choices(desk: Desk, all: &[Choice]) -> Option<AnyView> {
    let heading = t!("Several columns look like tags: choose which become marks");
    read_again::section("tag-columns", heading, all, |it| choice(desk, it))
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
    read_again::choice(desk, &choice.file, options, |chosen, file, columns| {
        chosen.columns.insert(file, columns);
    })
}
