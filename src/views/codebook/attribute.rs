//! The fields of an attribute.

use super::session::{Part, home_of};
use super::{fields, names, values};
use crate::desk::labels;
use crate::desk::offered::MAX_OPTIONS;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{part as view_part, ui, when};
use leptos::prelude::*;
use postil_core::codebook::{Home, Item, is_value_of};
use postil_core::model::schema::{AttributeKind, AttributeType};
use serde_json::Value;

const KINDS: [(AttributeKind, &str, &str); 7] = [
    (AttributeKind::Choice, "choice", t!("One of several values")),
    (
        AttributeKind::Choices,
        "choices",
        t!("Any of several values"),
    ),
    (AttributeKind::Flag, "flag", t!("Yes or no")),
    (AttributeKind::Text, "text", "Text"),
    (AttributeKind::Number, "number", "Number"),
    (AttributeKind::Date, "date", "Date"),
    (AttributeKind::Link, "link", t!("Address of a web page")),
];

/// Draws them.
pub fn draw(part: Part) -> AnyView {
    let session = part.session;
    let kind = part.of_attribute(|attribute| attribute.kind);
    let written = memo(move || {
        let kind = kind.get();
        let known = KINDS.iter().find(|known| known.0 == kind);
        known.map_or(String::new(), |known| known.1.to_owned())
    });
    let has_values = move || matches!(kind.get(), AttributeKind::Choice | AttributeKind::Choices);
    let is_of_marks = matches!(home_of(&part.now()), Some(Home::Layer(_)));
    ui! {
        {fields::text(
            session,
            "Title",
            "",
            part.of_attribute(|attribute| attribute.title.clone()),
            move |words, sitting| {
                let is_put = part.put_attribute(sitting, |attribute| words.clone_into(&mut attribute.title));
                part.follow_title(sitting, words);
                is_put
            },
        )}
        {fields::name(part, t!("The name in files"))}
        {fields::select(
            "Kind",
            KINDS.map(|(_, value, title)| (value.to_owned(), title.to_owned())).to_vec(),
            written,
            move |value| {
                if let Some(kind) = KINDS.iter().find(|known| known.1 == value) {
                    part.put_attribute("", |attribute| {
                        attribute.kind = kind.0;
                        keep_fitting(attribute);
                    });
                }
            },
        )}
        {when(
            has_values,
            move || values::field(
                part,
                part.of_attribute(|attribute| attribute.values.clone()),
                move |values| part.put_attribute("", |attribute| {
                    attribute.values = values;
                    keep_fitting(attribute);
                }),
            ),
        )}
        {view_part(move || Some(match kind.get() {
            AttributeKind::Choice => one_of(part, values_of),
            AttributeKind::Flag => one_of(part, |_| {
                vec![("yes".to_owned(), t!("yes").to_owned()), ("no".to_owned(), t!("no").to_owned())]
            }),
            _ => default(part),
        }))}
        {fields::switch(
            "Required",
            t!("A mark without it is listed among those to check"),
            part.of_attribute(|attribute| attribute.required),
            move |on| {
                part.put_attribute("", |attribute| attribute.required = on);
            },
        )}
        {is_of_marks.then(|| for_labels(part))}
        {fields::rule(
            session,
            "Rule",
            t!("What it says, and how to fill it in. Markdown."),
            part.of_attribute(|attribute| attribute.description.clone()),
            move |words, sitting| {
                part.put_attribute(sitting, |attribute| words.clone_into(&mut attribute.description))
            },
        )}
    }
}

/// Takes the default away from an attribute that can no longer have it.
fn keep_fitting(attribute: &mut AttributeType) {
    let default = attribute.default.take();
    attribute.default = default.and_then(|default| match default {
        Value::Array(mut several) => {
            several.retain(|one| is_value_of(attribute, &Value::Array(vec![one.clone()])));
            (!several.is_empty()).then_some(Value::Array(several))
        }
        other => is_value_of(attribute, &other).then_some(other),
    });
}

/// The default in the form in which a person writes it.
fn written(part: Part) -> ErasedMemo<String> {
    part.of_attribute(|attribute| match &attribute.default {
        None => String::new(),
        Some(Value::String(words)) => words.clone(),
        Some(Value::Array(several)) => {
            let words: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
            words.join(", ")
        }
        Some(Value::Bool(true)) => "yes".to_owned(),
        Some(Value::Bool(false)) => "no".to_owned(),
        Some(other) => other.to_string(),
    })
}

/// The values that an attribute lists.
fn values_of(attribute: &AttributeType) -> names::Named {
    let values = attribute.values.iter().take(MAX_OPTIONS);
    values
        .map(|value| (value.clone(), labels::brief(value)))
        .collect()
}

/// The default, as one of the values that there are.
fn one_of(part: Part, offered: fn(&AttributeType) -> names::Named) -> AnyView {
    let written = written(part);
    let offered = part.of_attribute(offered);
    let put = move |event| {
        let words = event_target_value(&event);
        part.put_attribute("", |attribute| {
            attribute.default = read(attribute.kind, &words).flatten();
        });
    };
    let options = move || {
        let now = written.get();
        let mut named = offered.get();
        // Files may have one that is not listed.
        if !now.is_empty() && named.iter().all(|(value, _)| *value != now) {
            named.push((now.clone(), labels::brief(&now)));
        }
        let options: Vec<_> = named
            .into_iter()
            .map(|(value, title)| {
                let is_chosen = value == now;
                ui! { <option value=value selected=is_chosen>{title}</option> }
            })
            .collect();
        Some(options.into_any())
    };
    ui! {
        <label class="field">
            <span>"Default"</span>
            <select class="input" on:change=put>
                <option value="">{t!("None: new marks have no value")}</option>
                {view_part(options)}
            </select>
        </label>
    }
}

/// The default, as it is written.
fn default(part: Part) -> AnyView {
    let own = part.of_attribute(Clone::clone);
    fields::text(
        part.session,
        "Default",
        t!("The value of new marks; none if empty"),
        written(part),
        move |words, sitting| {
            let read = read(own.with_untracked(|own| own.kind), words.trim());
            let fits = |value: &Option<Value>| {
                let value = value.as_ref();
                value.is_none_or(|value| own.with_untracked(|own| is_value_of(own, value)))
            };
            let Some(value) = read.filter(fits) else {
                part.session.trouble.set(Some(
                    t!("The default is not of the kind that the attribute has, or none of its values.").to_owned(),
                ));
                return false;
            };
            part.put_attribute(sitting, |attribute| attribute.default = value)
        },
    )
}

/// A value that a person wrote; `None` if it is of another kind.
fn read(kind: AttributeKind, words: &str) -> Option<Option<Value>> {
    if words.is_empty() {
        return Some(None);
    }
    let value = match kind {
        AttributeKind::Flag => match words.to_lowercase().as_str() {
            "yes" | "true" => Value::Bool(true),
            "no" | "false" => Value::Bool(false),
            _ => return None,
        },
        AttributeKind::Number => {
            let number: f64 = words.parse().ok()?;
            match words.parse::<i64>() {
                Ok(whole) => Value::from(whole),
                Err(_) => Value::Number(serde_json::Number::from_f64(number)?),
            }
        }
        AttributeKind::Choices => {
            let several = words
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            several.map(Value::from).collect()
        }
        AttributeKind::Date
            if postil_core::date::check(words, postil_core::date::Forms::Timex).is_err() =>
        {
            return None;
        }
        _ => Value::from(words),
    };
    Some(Some(value))
}

/// The labels that it is for.
fn for_labels(part: Part) -> AnyView {
    let offered = part.read(|schema, item| {
        let Item::Attribute(Home::Layer(layer), _) = item else {
            return None;
        };
        let all = schema.layer(layer)?.labels.iter();
        Some(
            all.map(|label| (label.name.clone(), labels::brief(&label.title)))
                .collect(),
        )
    });
    names::field(
        part,
        "For",
        t!("All labels of the layer"),
        part.of_attribute(|attribute| attribute.labels.clone()),
        offered,
        move |labels| {
            part.put_attribute("", |attribute| attribute.labels = labels);
        },
    )
}
