//! What the codebook *News story* calls what views ask for. A project with another codebook has less to show.

use postil_core::model::Annotation;
use postil_core::state::State;
use postil_propose::numbers::Language;

/// The layer of events.
pub const EVENT: &str = "event";
/// The layer of claims.
pub const CLAIM: &str = "claim";
/// The label of numbers.
pub const NUMBER: &str = "entity.number";
/// The value of `polarity` for what is denied.
pub const NEGATIVE: &str = "negative";
/// The value of `realis` for what has happened.
pub const ACTUAL: &str = "actual";

/// Whether a mark is in a layer: as comparing [`Annotation::layer`], without a search for the dot. O(length of the
/// name).
pub fn is_in(mark: &Annotation, layer: &str) -> bool {
    let rest = mark.label.strip_prefix(layer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The text of an attribute; empty if it has none, or a value that is no text.
pub fn text<'a>(mark: &'a Annotation, name: &str) -> &'a str {
    let value = mark.attributes.get(name);
    value.and_then(|value| value.as_str()).unwrap_or_default()
}

/// The language that numbers and dates of a mark are read in: that of its document, else English.
pub fn language(state: &State, mark: &Annotation) -> Language {
    let document = state.document(&mark.document);
    document.map_or(Language::English, Language::of)
}
