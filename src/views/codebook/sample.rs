//! How marks will look: the titles of labels, drawn as marks in an article.

use super::session::Session;
use crate::article::KINDS;
use crate::desk::labels;
use crate::ui::memo::ErasedMemo;
use crate::ui::sentence::t;
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use postil_core::codebook::Item;
use postil_core::model::Schema;
use postil_core::model::schema::{Form, Layer};

/// The most labels in a sample.
const MAX_LABELS: usize = 8;

/// One word of the sample.
#[derive(Clone, PartialEq)]
struct Word {
    title: String,
    classes: String,
    own: Option<(&'static str, String)>,
}

/// A line with the labels of the layer that is chosen, or the label alone.
pub fn line(session: Session) -> AnyView {
    draw_line(session.piece(move |schema| {
        let item = session.chosen.get();
        item.map_or(Vec::new(), |item| words(schema, &item))
    }))
}

/// The same for a certain part.
pub fn of(session: Session, item: Item) -> AnyView {
    draw_line(session.piece(move |schema| words(schema, &item)))
}

fn draw_line(words: ErasedMemo<Vec<Word>>) -> AnyView {
    part(move || {
        let words = words.get();
        (!words.is_empty()).then(|| {
            let words: Vec<_> = words.into_iter().map(draw).collect();
            ui! {
                <p class="sample" aria-hidden="true">
                    <span class="quiet">{t!("In the text: ")}</span>
                    {words}
                </p>
            }
        })
    })
    .into_any()
}

fn draw(word: Word) -> AnyView {
    let Word {
        title,
        classes,
        own,
    } = word;
    let [fill, dash, bracket] = ["--own-fill", "--own-dash", "--own-bracket"].map(|property| {
        let own = own.as_ref().filter(|(name, _)| *name == property);
        own.map(|(_, color)| color.clone())
    });
    ui! {
        <span class=classes style:--own-fill=fill style:--own-dash=dash style:--own-bracket=bracket>
            {title}
        </span>
        " "
    }
}

fn words(schema: &Schema, item: &Item) -> Vec<Word> {
    match item {
        Item::Layer(name) => schema.layer(name).map_or(Vec::new(), |layer| {
            if layer.labels.is_empty() {
                return vec![word(layer, None)];
            }
            let shown = 0..layer.labels.len().min(MAX_LABELS);
            shown.map(|at| word(layer, Some(at))).collect()
        }),
        Item::Label(_) => {
            let layer = item.position(schema).zip(layer_of(schema, item));
            layer.map_or(Vec::new(), |(at, layer)| vec![word(layer, Some(at))])
        }
        _ => Vec::new(),
    }
}

fn layer_of<'a>(schema: &'a Schema, item: &Item) -> Option<&'a Layer> {
    match item {
        Item::Label(full) => schema.layer(full.split_once('.')?.0),
        _ => None,
    }
}

fn word(layer: &Layer, at: Option<usize>) -> Word {
    let label = at.and_then(|at| layer.labels.get(at));
    let kind = at.map_or(0, |at| at % KINDS + 1);
    let (form, letter, own, property) = match layer.form {
        Form::Fill => ("fill0", 'f', "own-fill", "--own-fill"),
        Form::Dash => ("dash0", 'd', "own-dash", "--own-dash"),
        Form::Bracket => ("bracket opens closes", 'b', "own-bracket", "--own-bracket"),
    };
    let color = label.and_then(|label| label.color).or(layer.color);
    let mut classes = format!("m {form}");
    if kind > 0 {
        classes += &format!(" {letter}{kind}");
    }
    if color.is_some() {
        classes = format!("{classes} {own}");
    }
    Word {
        title: labels::brief(label.map_or(&layer.title, |label| &label.title)),
        classes,
        own: color.map(|color| (property, color.to_string())),
    }
}
