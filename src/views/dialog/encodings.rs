//! The encodings of files that are not in Unicode: what was guessed, what the text looks like in it, and
//! the choice of another.

use super::read_again;
use crate::desk::Desk;
use crate::desk::proposal::Encoded;
use crate::ui::sentence::t;
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_formats::encodings::CHOICES;

/// A choice for each file whose encoding was guessed; nothing if there is none.
pub fn choices(desk: Desk, encoded: &[Encoded]) -> Option<AnyView> {
    let heading = t!("Not in Unicode: choose the encoding in which the text is right");
    read_again::section("encodings", heading, encoded, |it| choice(desk, it))
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
    ui! {
        {read_again::choice(desk, &encoded.file, options, |chosen, file, label| {
            chosen.encodings.insert(file, label);
        })}
        <ul class="samples">{samples}</ul>
    }
}
