//! The values of the attributes of a mark or a cluster, and whether the codebook misses one.

use crate::desk::{Desk, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{ui, when};
use crate::views::inspector::shown::Shown;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::Cluster;
use postil_core::model::schema::AttributeType;
use postil_core::transaction::Transaction;
use serde_json::Value;

/// Whose attributes they are.
#[derive(Clone, Copy)]
pub enum Of {
    /// Those of a mark.
    Mark(Shown),
    /// Those of a cluster.
    Cluster(ErasedMemo<Option<Cluster>>),
}

impl Of {
    /// A name for it that no other one has, untracked.
    pub fn id(self) -> String {
        let id = match self {
            Self::Mark(mark) => mark.with_untracked(|a| a.as_ref().map(|a| a.id.to_string())),
            Self::Cluster(cluster) => {
                cluster.with_untracked(|c| c.as_ref().map(|c| format!("cluster {}", c.id)))
            }
        };
        id.unwrap_or_default()
    }

    /// The edit that gives it a value, or takes it away.
    fn edit(self, desk: Desk, name: &str, value: Option<Value>) -> Option<Transaction> {
        match self {
            Self::Mark(mark) => {
                let id = mark.with_untracked(|a| a.as_ref().map(|a| a.id.clone()))?;
                desk.stamped(|state, stamp| edit::set_attribute(state, &id, name, value, stamp))
            }
            Self::Cluster(cluster) => {
                let mut next = cluster.get_untracked()?;
                match value {
                    Some(value) => next.attributes.insert(name.to_owned(), value),
                    None => next.attributes.shift_remove(name),
                };
                desk.peek(|state| edit::set_cluster(state, next))
            }
        }
    }
}

/// The value of an attribute.
pub fn value(of: Of, name: &str) -> ErasedMemo<Option<Value>> {
    let name = name.to_owned();
    memo(move || match of {
        Of::Mark(mark) => mark.with(|a| a.as_ref()?.attributes.get(&name).cloned()),
        Of::Cluster(cluster) => cluster.with(|c| c.as_ref()?.attributes.get(&name).cloned()),
    })
}

/// The value of an attribute as a field shows it.
pub fn in_words(of: Of, name: &str) -> ErasedMemo<String> {
    let value = value(of, name);
    memo(move || value.with(|value| value.as_ref().map(words).unwrap_or_default()))
}

/// A value as a field shows it.
pub fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

/// Gives it a value, or takes it away.
pub fn set(desk: Desk, of: Of, name: &str, value: Option<Value>) {
    desk.commit(of.edit(desk, name, value));
}

/// Sets an attribute while it is typed, as a part of one undo step; returns whether it is set.
pub fn put(desk: Desk, of: Of, name: &str, value: Option<Value>, sitting: &str) -> bool {
    let set = of.edit(desk, name, value);
    set.is_none_or(|set| desk.commit(set.merging(sitting)))
}

/// What was typed into a field of one line; `None` if it is blank.
pub fn typed(words: &str) -> Option<Value> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| Value::from(words))
}

/// Whether the codebook requires a value and there is none. Follows the project at once.
pub fn is_missing(of: Of, attribute: &AttributeType) -> ErasedMemo<bool> {
    let (value, required) = (value(of, &attribute.name), attribute.required);
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
fn id_of(of: Of, attribute: &AttributeType) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = attribute.name.chars().map(letter).collect();
    match of {
        Of::Mark(_) => format!("lack-{name}"),
        Of::Cluster(_) => format!("cluster-lack-{name}"),
    }
}

/// What describes the field of a value that is missing: the id of an element.
pub fn described(
    of: Of,
    attribute: &AttributeType,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let (missing, id) = (is_missing(of, attribute), id_of(of, attribute));
    move || missing.get().then(|| id.clone())
}

/// The title beside a field, with a word where a value is missing.
pub fn title(of: Of, attribute: &AttributeType) -> AnyView {
    let missing = is_missing(of, attribute);
    let (id, title) = (id_of(of, attribute), labels::brief(&attribute.title));
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
