//! The number that is proposed for a mark, as its fields take it.

use super::field::{Standing, Values, is_choice, offered, text_of};
use postil_core::model::Annotation;
use postil_core::model::schema::{AttributeKind, AttributeType};
use postil_core::state::State;
use postil_propose::numbers::Quantity;
use postil_propose::numbers::proposed::{in_mark, of_mark};
use serde_json::Value;

/// A number that is proposed for a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The attribute that takes the value.
    pub attribute: String,
    /// What the words say, in one line: `> 130 people`.
    pub read_as: String,
    /// The values for the attributes that take it.
    pub values: Values,
    /// Whether the mark has it.
    pub standing: Standing,
}

/// The attribute that takes a number, if the label has one: that named `number` or `value`, else the first of the
/// kind.
fn taker<'a>(
    mut all: impl Iterator<Item = &'a AttributeType> + Clone,
) -> Option<&'a AttributeType> {
    let takes = |it: &&AttributeType| {
        let is_named = matches!(it.name.as_str(), "number" | "value");
        is_named && matches!(it.kind, AttributeKind::Text | AttributeKind::Number)
    };
    let named = all.clone().find(takes);
    named.or_else(|| all.find(|it| it.kind == AttributeKind::Number))
}

/// The number that is proposed for a mark whose label has one. O(n) up to 200 code points.
pub fn number(state: &State, mark: &Annotation) -> Option<Number> {
    let all = offered(state, mark);
    let attribute = taker(all.clone())?;
    let quantity = of_mark(state, mark)?;
    let named = |name: &'static str| {
        let mut others = all.clone().filter(|it| it.name != attribute.name);
        others.find(move |it| it.name == name)
    };
    let (bound, unit) = (named("bound"), named("unit"));
    let value = match attribute.kind {
        AttributeKind::Number => Value::Number(serde_json::from_str(&quantity.bare()).ok()?),
        _ if unit.is_some() => quantity.bare().into(),
        _ => quantity.with_unit().into(),
    };
    let mut values: Values = vec![(attribute.name.clone(), Some(value))];
    if let Some(bound) = bound.filter(|it| is_choice(it))
        && let Some(own) = quantity.bound.among(&bound.values)
    {
        values.push((bound.name.clone(), Some(own.into())));
    }
    if let (Some(field), Some(unit)) = (unit, &quantity.unit) {
        let unit = unit.written();
        let is_listed = field.values.iter().any(|it| it == unit);
        if is_listed || field.kind == AttributeKind::Text {
            values.push((field.name.clone(), Some(unit.into())));
        }
    }
    let is_it =
        |(name, value): &(String, Option<Value>)| mark.attributes.get(name) == value.as_ref();
    let standing = if text_of(mark, &attribute.name).is_empty() {
        Standing::Open
    } else if values.iter().all(is_it) {
        Standing::Taken(0)
    } else {
        Standing::Other
    };
    Some(Number {
        attribute: attribute.name.clone(),
        read_as: quantity.to_string(),
        values,
        standing,
    })
}

/// The numbers in the words of a mark whose label has no attribute that takes one, each in one line.
pub fn read_as(state: &State, mark: &Annotation) -> Vec<String> {
    if taker(offered(state, mark)).is_some() {
        return Vec::new();
    }
    let numbers = in_mark(state, mark);
    numbers.iter().map(Quantity::to_string).collect()
}
