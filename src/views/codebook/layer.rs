//! The fields of a layer.

use super::session::Part;
use super::{color_field, fields, keys};
use crate::desk::command::Command;
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::sentence::t;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use postil_core::model::schema::Form;

const FORMS: [(Form, &str); 3] = [
    (Form::Fill, t!("Fill")),
    (Form::Dash, t!("Dashed line")),
    (Form::Bracket, t!("Bracket")),
];

/// Draws them.
pub fn draw(part: Part) -> AnyView {
    let session = part.session;
    ui! {
        {fields::text(
            session,
            "Title",
            "",
            part.of_layer(|layer| layer.title.clone()),
            move |words, sitting| {
                let is_put = part.put_layer(sitting, |layer| words.clone_into(&mut layer.title));
                part.follow_title(sitting, words);
                is_put
            },
        )}
        {fields::text(
            session,
            "Plural",
            t!("As the bar over the article names it"),
            part.of_layer(|layer| layer.plural.clone()),
            move |words, sitting| part.put_layer(sitting, |layer| words.clone_into(&mut layer.plural)),
        )}
        {fields::name(part, t!("The first part of its labels in files"))}
        {keys::field(
            session,
            part.of_layer(|layer| layer.key),
            move || Some(Command::Tag(part.now().name().to_owned())),
            move |key| part.put_layer("", |layer| layer.key = key),
        )}
        {form(part)}
        {color_field::field(
            part,
            part.of_layer(|layer| layer.color),
            move |color, sitting| part.put_layer(sitting, |layer| layer.color = color),
        )}
        {fields::rule(
            session,
            "Rule",
            t!("What to mark in this layer, and what not. Markdown."),
            part.of_layer(|layer| layer.description.clone()),
            move |words, sitting| part.put_layer(sitting, |layer| words.clone_into(&mut layer.description)),
        )}
    }
}

/// How its marks are drawn.
fn form(part: Part) -> AnyView {
    let desk = part.session.desk;
    let chosen = part.of_layer(|layer| layer.form);
    let buttons: Vec<_> = FORMS
        .into_iter()
        .map(|(form, title)| {
            let choose = move |_| {
                part.put_layer("", |layer| layer.form = form);
            };
            ui! {
                <button
                    type="button"
                    aria-pressed=live(move || (chosen.get() == form).to_string())
                    disabled=live(move || desk.read_only.get())
                    on:click=choose
                >
                    <Glyph look=Look { form, color: None } />
                    {title}
                </button>
            }
        })
        .collect();
    ui! {
        <div class="field">
            <span>"Form"</span>
            <div class="segments forms" role="group" aria-label="Form">
                {buttons}
            </div>
        </div>
    }
}
