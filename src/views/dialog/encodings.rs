//! The encodings of files that are not in Unicode: what was guessed, what the text looks like in it, and
//! the choice of another.

use crate::desk::proposal::Encoded;
use crate::desk::{Desk, labels};
use crate::transfer;
use crate::ui::sentence::{t, tf};
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_formats::encodings::CHOICES;

/// Files shown; the others are counted.
const MAX_FILES: usize = 20;

/// A choice for each file whose encoding was guessed; nothing if there is none.
pub fn choices(desk: Desk, encoded: &[Encoded]) -> Option<AnyView> {
    if encoded.is_empty() {
        return None;
    }
    let rows = encoded.iter().take(MAX_FILES).map(|it| choice(desk, it));
    let rows: Vec<_> = rows.collect();
    let more = encoded.len().saturating_sub(MAX_FILES);
    Some(ui! {
        <section class="encodings" aria-labelledby="encodings">
            <h3 id="encodings">{t!("Not in Unicode: choose the encoding in which the text is right")}</h3>
            {rows}
            {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
        </section>
    })
}

fn choice(desk: Desk, encoded: &Encoded) -> AnyView {
    let options: Vec<_> = (CHOICES.iter())
        .map(|(label, title)| {
            ui! {
                <option value=*label selected=*label == encoded.label>{*title}</option>
            }
            .into_any()
        })
        .collect();
    let samples: Vec<_> = (encoded.samples.iter())
        .map(|words| ui! { <li dir="auto">"… " {words.clone()} " …"</li> }.into_any())
        .collect();
    let file = encoded.file.clone();
    let changed = move |event| {
        transfer::read_again(desk, |chosen| {
            let label = event_target_value(&event);
            chosen.encodings.insert(file.clone(), label);
        });
    };
    ui! {
        <label class="field">
            <span>{labels::brief(&encoded.file)}</span>
            <select class="input" on:change=changed>{options}</select>
        </label>
        <ul class="samples">{samples}</ul>
    }
}
