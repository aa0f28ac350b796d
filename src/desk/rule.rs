//! The rule of the label at hand.

use super::Desk;
use postil_codebook::markdown::first_line;
use postil_core::model::Schema;

/// The label at hand, tracked: that of the selected mark, else the one that is held, else the one that was
/// given last.
pub fn label_at_hand(desk: Desk) -> Option<String> {
    let mark = desk.view().mark().get();
    let of_mark = desk.with(|state| Some(state.annotation(mark.as_ref()?)?.label.clone()));
    of_mark
        .or_else(|| desk.pen.get())
        .or_else(|| desk.last_label.get())
}

/// What a layer or a label means, in Markdown; empty if nothing is written or it is not listed.
pub fn text<'a>(schema: &'a Schema, label: &str) -> &'a str {
    match label.split_once('.') {
        None => schema.layer(label).map_or("", |layer| &layer.description),
        Some(_) => schema.label(label).map_or("", |label| &label.description),
    }
}

/// The first line of the rule of a layer or a label, for a hint beside its title; none if nothing is written.
pub fn hint(schema: &Schema, label: &str) -> Option<String> {
    hint_of(text(schema, label))
}

/// The same for a rule.
pub fn hint_of(rule: &str) -> Option<String> {
    Some(first_line(rule)).filter(|line| !line.is_empty())
}
