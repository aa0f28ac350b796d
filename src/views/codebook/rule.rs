//! The rule of one label, as it stands beside the text; without one, the list of all rules.

use crate::desk::{Desk, labels};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use crate::views::markdown;
use leptos::prelude::*;
use postil_codebook::markdown::first_line;
use postil_core::model::schema::{AttributeType, Example, RelationType};
use postil_core::model::{Schema, label_layer};

/// Labels that the list has at most.
const MAX_LISTED: usize = 300;

/// All that the codebook says of a layer or a label.
#[derive(Clone, PartialEq)]
struct Rule {
    look: Option<Look>,
    title: String,
    /// The layer, if it is a label.
    layer: Option<String>,
    text: String,
    /// The rule of the layer of a label.
    of_layer: String,
    examples: Vec<Example>,
    attributes: Vec<AttributeType>,
    relations: Vec<RelationType>,
    is_listed: bool,
}

impl Rule {
    fn of(schema: &Schema, label: &str) -> Self {
        let layer = schema.layer(label_layer(label));
        let own = schema.label(label);
        let is_label = label.contains('.');
        let of_layer = layer.map_or("", |layer| layer.description.as_str());
        let text = match own {
            Some(label) => label.description.as_str(),
            None if is_label => "",
            None => of_layer,
        };
        Self {
            look: layer.map(|layer| Look {
                form: layer.form,
                color: schema.color(label),
            }),
            title: labels::brief(schema.title(label)),
            layer: layer
                .filter(|_| is_label)
                .map(|layer| labels::brief(&layer.title)),
            text: text.to_owned(),
            of_layer: if is_label { of_layer } else { "" }.to_owned(),
            examples: own.map_or_else(Vec::new, |label| label.examples.clone()),
            attributes: schema.attributes(label).cloned().collect(),
            relations: schema
                .relations
                .iter()
                .filter(|kind| !kind.description.is_empty() && kind.starts_at(label))
                .cloned()
                .collect(),
            is_listed: if is_label {
                own.is_some()
            } else {
                layer.is_some()
            },
        }
    }
}

/// Draws the rule of a label; without one, the list of all, where a press chooses one.
pub fn draw(label: ErasedMemo<Option<String>>, chosen: ErasedSignal<Option<String>>) -> AnyView {
    let desk = Desk::here();
    let rule = memo(move || {
        let label = label.get()?;
        Some(desk.with(|state| Rule::of(state.schema(), &label)))
    });
    part(move || {
        Some(match rule.get() {
            Some(rule) => draw_rule(rule),
            None => list(desk, chosen),
        })
    })
    .into_any()
}

fn draw_rule(rule: Rule) -> AnyView {
    let is_silent = rule.text.trim().is_empty();
    let examples: Vec<_> = rule
        .examples
        .into_iter()
        .map(|example| {
            ui! {
                <li>
                    <q dir="auto">{labels::brief(&example.text)}</q>
                    {(!example.note.is_empty()).then(|| ui! {
                        <span class="quiet">{labels::brief(&example.note)}</span>
                    })}
                </li>
            }
        })
        .collect();
    let attributes: Vec<_> = rule.attributes.into_iter().map(attribute).collect();
    let relations: Vec<_> = rule
        .relations
        .into_iter()
        .map(|kind| {
            ui! {
                <dt>{labels::brief(&kind.title)}</dt>
                <dd>{markdown::draw(&kind.description)}</dd>
            }
        })
        .collect();
    ui! {
        <h3 class="rule-title">
            {rule.look.map(|look| ui! { <Glyph look /> })}
            {rule.title}
            {rule.layer.clone().map(|layer| ui! { <span class="quiet">{layer}</span> })}
        </h3>
        {(!rule.is_listed).then(|| ui! { <p class="quiet">{t!("The codebook does not list this label.")}</p> })}
        {(is_silent && rule.is_listed).then(|| ui! { <p class="quiet">{t!("No rule is written for it.")}</p> })}
        {(!is_silent).then(|| markdown::draw(&rule.text))}
        {(!examples.is_empty()).then(|| ui! {
            <h4>{t!("Examples")}</h4>
            <ul class="rule-examples">{examples}</ul>
        })}
        {(!attributes.is_empty()).then(|| ui! {
            <h4>{t!("Attributes")}</h4>
            <dl>{attributes}</dl>
        })}
        {(!relations.is_empty()).then(|| ui! {
            <h4>{t!("Links from here")}</h4>
            <dl>{relations}</dl>
        })}
        {(!rule.of_layer.trim().is_empty()).then(|| ui! {
            <h4>{rule.layer.unwrap_or_default()}</h4>
            {markdown::draw(&rule.of_layer)}
        })}
    }
}

/// An attribute with what is said of it and of its values.
fn attribute(attribute: AttributeType) -> AnyView {
    let notes = &attribute.value_notes;
    let value = |value: &String| {
        let note = notes.get(value).filter(|note| !note.is_empty());
        let note = note.map(|note| tf!(": {}", first_line(note)));
        ui! {
            <li>
                <b>{labels::brief(value)}</b>
                {note}
            </li>
        }
    };
    let values: Vec<_> = attribute
        .values
        .iter()
        .take(MAX_LISTED)
        .map(value)
        .collect();
    let required = attribute
        .required
        .then(|| ui! { <span class="quiet">{t!("required")}</span> });
    ui! {
        <dt>
            {labels::brief(&attribute.title)}
            " "
            {required}
        </dt>
        <dd>
            {(!attribute.description.is_empty()).then(|| markdown::draw(&attribute.description))}
            {(!values.is_empty()).then(|| ui! { <ul class="rule-values">{values}</ul> })}
        </dd>
    }
}

/// All labels with the first lines of their rules.
fn list(desk: Desk, chosen: ErasedSignal<Option<String>>) -> AnyView {
    let all: Vec<(String, String, String)> = desk.with(|state| {
        let layers = state.schema().layers.iter();
        let lines = layers.flat_map(|layer| {
            let own = (layer.name.clone(), &layer.title, &layer.description);
            let labels = layer.labels.iter().map(move |label| {
                let full = format!("{}.{}", layer.name, label.name);
                (full, &label.title, &label.description)
            });
            [own].into_iter().chain(labels)
        });
        lines
            .take(MAX_LISTED)
            .map(|(label, title, rule)| (label, labels::brief(title), first_line(rule)))
            .collect()
    });
    let lines: Vec<_> = all
        .into_iter()
        .map(|(label, title, rule)| {
            let is_layer = !label.contains('.');
            ui! {
                <li class:layer=is_layer>
                    <button type="button" on:click=move |_| chosen.set(Some(label.clone()))>
                        <b>{title}</b>
                        <span class="quiet">{rule}</span>
                    </button>
                </li>
            }
        })
        .collect();
    ui! { <ul class="rule-list">{lines}</ul> }
}
