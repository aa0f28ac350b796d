//! The color of a layer or a label, with what would make it hard to see.

use super::session::Part;
use crate::desk::labels;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use crate::views::draft::Draft;
use leptos::prelude::*;
use postil_core::codebook::{Item, alike};
use postil_core::model::{Color, Schema, Sight};

/// White, as the paper is by day.
const DAY: &str = "#ffffff";
/// The paper by night.
const NIGHT: &str = "#14171a";
/// How much of the color the lines have by night; the rest is white. The style sheet has the same number.
const LIGHTENED: f64 = 0.62;
/// The least contrast of a line with the paper.
const LEAST_CONTRAST: f64 = 4.5;
/// The most other colors that are named.
const MAX_ALIKE: usize = 3;

/// A field for a color. Nothing in it leaves the choice to the page.
pub fn field(
    part: Part,
    value: ErasedMemo<Option<Color>>,
    put: impl Fn(Option<Color>, &str) -> bool + Clone + 'static,
) -> AnyView {
    let desk = part.session.desk;
    let written = memo(move || value.get().map_or(String::new(), |color| color.to_string()));
    let typed = put.clone();
    let draft = Draft::new(desk, written, move |words, sitting| {
        let words = words.trim().to_lowercase();
        if words.is_empty() {
            return typed(None, sitting);
        }
        let words = if words.starts_with('#') {
            words
        } else {
            format!("#{words}")
        };
        words.parse().is_ok_and(|color| typed(Some(color), sitting))
    });
    let picked = move |event| {
        if let Ok(color) = event_target_value(&event).parse() {
            put(Some(color), "");
        }
    };
    let wrong = memo(move || {
        let now = draft.now();
        let now = now.trim().trim_start_matches('#').to_lowercase();
        !now.is_empty()
            && format!("#{now}").parse::<Color>().is_err()
            && draft.is_in_hand() != Some(true)
    });
    let warnings = memo(move || {
        let color = value.get();
        color.map_or(Vec::new(), |color| {
            part.item
                .with(|item| desk.at_once(|state| warnings(state.schema(), item, color)))
        })
    });
    ui! {
        <div class="field">
            <span>"Colour"</span>
            <div class="stack">
                <span class="row">
                    <input
                        type="color"
                        class="swatch"
                        aria-label=t!("Pick a colour")
                        prop:value=live(move || value.get().map_or("#888888".to_owned(), |color| color.to_string()))
                        on:change=picked
                    />
                    <input
                        class="input"
                        aria-label="Colour"
                        placeholder=t!("Chosen by Postil, e.g. #3366cc")
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid=live(move || wrong.get().to_string())
                        {..draft.field(None)}
                    />
                </span>
                {when(
                    move || wrong.get(),
                    || ui! { <small class="warned">{t!("A colour is written as # and six digits from 0 to f.")}</small> },
                )}
                {each(
                    move || warnings.get(),
                    String::clone,
                    |warning| ui! { <small class="warned">{warning}</small> },
                )}
            </div>
        </div>
    }
}

/// What would make a color hard to see.
fn warnings(schema: &Schema, item: &Item, color: Color) -> Vec<String> {
    let mut found = Vec::new();
    let contrast = |paper: &str, color: Color| {
        let paper: Option<Color> = paper.parse().ok();
        paper.map_or(f64::MAX, |paper| color.contrast(paper))
    };
    let (day, night) = (
        contrast(DAY, color),
        contrast(NIGHT, color.mixed(LIGHTENED, Color::new(255, 255, 255))),
    );
    for (contrast, when) in [(day, t!("light")), (night, t!("dark"))] {
        if contrast < LEAST_CONTRAST {
            let tenths = (contrast * 10.0).floor() / 10.0;
            found.push(tf!(
                "Its lines have a contrast of {tenths} to the {when} page; 4.5 can be seen well."
            ));
        }
    }
    let others = alike(schema, item, color);
    for (other, sight) in others.iter().take(MAX_ALIKE) {
        let title = labels::brief(other.title(schema));
        found.push(match sight {
            Sight::Full => tf!("Hard to tell from {title}."),
            _ => tf!("Hard to tell from {title} for people who do not see red and green apart."),
        });
    }
    found
}
