//! The values of the attributes of a mark, and whether the codebook misses one.

use crate::desk::{Desk, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{ui, when};
use crate::views::inspector::shown::Shown;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::schema::AttributeType;
use serde_json::Value;

/// The value of an attribute.
pub fn value(shown: Shown, name: &str) -> ErasedMemo<Option<Value>> {
    let name = name.to_owned();
    memo(move || shown.with(|a| a.as_ref()?.attributes.get(&name).cloned()))
}

/// The value of an attribute as a field shows it.
pub fn in_words(shown: Shown, name: &str) -> ErasedMemo<String> {
    let value = value(shown, name);
    memo(move || value.with(|value| value.as_ref().map(words).unwrap_or_default()))
}

/// A value as a field shows it.
pub fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

/// Gives the mark a value, or takes it away.
pub fn set(desk: Desk, shown: Shown, name: &str, value: Option<Value>) {
    let id = shown.with_untracked(|a| a.as_ref().map(|a| a.id.clone()));
    if let Some(id) = id {
        desk.commit(
            desk.stamped(|state, stamp| edit::set_attribute(state, &id, name, value, stamp)),
        );
    }
}

/// Sets an attribute while it is typed, as a part of one undo step; returns whether it is set.
pub fn put(desk: Desk, shown: Shown, name: &str, value: Option<Value>, sitting: &str) -> bool {
    let Some(id) = shown.with_untracked(|a| a.as_ref().map(|a| a.id.clone())) else {
        return true;
    };
    let set = desk.stamped(|state, stamp| edit::set_attribute(state, &id, name, value, stamp));
    set.is_none_or(|set| desk.commit(set.merging(sitting)))
}

/// What was typed into a field of one line; `None` if it is blank.
pub fn typed(words: &str) -> Option<Value> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| Value::from(words))
}

/// Whether the codebook requires a value and the mark has none. Follows the mark at once.
pub fn is_missing(shown: Shown, attribute: &AttributeType) -> ErasedMemo<bool> {
    let (value, required) = (value(shown, &attribute.name), attribute.required);
    memo(move || {
        let is_empty = |value: &Option<Value>| match value {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Array(several)) => several.is_empty(),
            Some(_) => false,
        };
        required && value.with(is_empty)
    })
}

/// The id of what [`title`] says of a value that is missing.
fn id_of(attribute: &AttributeType) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = attribute.name.chars().map(letter).collect();
    format!("lack-{name}")
}

/// What describes the field of a value that is missing: the id of an element.
pub fn described(
    shown: Shown,
    attribute: &AttributeType,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let (missing, id) = (is_missing(shown, attribute), id_of(attribute));
    move || missing.get().then(|| id.clone())
}

/// The title beside a field, with a word where a value is missing.
pub fn title(shown: Shown, attribute: &AttributeType) -> AnyView {
    let missing = is_missing(shown, attribute);
    let (id, title) = (id_of(attribute), labels::brief(&attribute.title));
    ui! {
        <span title=labels::brief(&attribute.description)>
            {title}
            {when(
                move || missing.get(),
                // It describes the field, and is no part of its name.
                move || ui! { <em class="required" id=id.clone() aria-hidden="true">{t!("Required")}</em> },
            )}
        </span>
    }
}
