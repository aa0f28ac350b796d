//! The attributes of a mark that values are proposed for.

use postil_core::model::Annotation;
use postil_core::model::schema::{AttributeKind, AttributeType};
use postil_core::state::State;
use serde_json::Value;

/// How what a mark has stands to what is proposed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has nothing yet.
    Open,
    /// It has the reading with this index.
    Taken(usize),
    /// It has something else.
    Other,
}

/// Values to set, by the names of their attributes.
pub(super) type Values = Vec<(String, Option<Value>)>;

/// The attributes of a mark that the codebook offers.
pub(super) fn offered<'a>(
    state: &'a State,
    mark: &'a Annotation,
) -> impl Iterator<Item = &'a AttributeType> + Clone {
    let all: Vec<_> = state.schema().attributes(&mark.label).collect();
    all.into_iter()
}

/// An attribute as a text; empty if it has none.
pub(super) fn text_of(mark: &Annotation, name: &str) -> String {
    match mark.attributes.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    }
}

/// Whether the codebook lists values for an attribute, of which one must be taken.
pub(super) fn is_choice(attribute: &AttributeType) -> bool {
    attribute.kind == AttributeKind::Choice
}
