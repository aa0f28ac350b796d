//! The field for any number of the listed values: a box to tick for each.

use super::values::{Of, described, set, title, value, words};
use crate::desk::offered::MAX_OPTIONS;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{each, live, ui};
use crate::views::field;
use leptos::prelude::*;
use postil_core::model::schema::AttributeType;
use serde_json::Value;

/// The values that are chosen; a value that is no list counts as one.
fn chosen(value: Option<Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(several)) => several,
        Some(one) => vec![one],
    }
}

/// The chosen values with one more or less: those listed in their order, then the others.
fn toggled(listed: &[String], mut chosen: Vec<Value>, one: &Value) -> Option<Value> {
    if chosen.contains(one) {
        chosen.retain(|value| value != one);
    } else {
        chosen.push(one.clone());
    }
    let place = |value: &Value| {
        let at = listed
            .iter()
            .position(|listed| value.as_str() == Some(listed));
        at.unwrap_or(listed.len())
    };
    chosen.sort_by_key(place);
    (!chosen.is_empty()).then_some(Value::Array(chosen))
}

/// The field.
pub fn field(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let (heading, described) = (title(of, &attribute), described(of, &attribute));
    let AttributeType {
        name,
        title,
        values,
        ..
    } = attribute;
    let is_cut = values.len() > MAX_OPTIONS;
    let now = value(of, &name);
    let order = values.clone();
    // A value that is not offered otherwise is while the mark has it.
    let offered = memo(move || {
        let own = values.iter().take(MAX_OPTIONS).cloned().map(Value::from);
        let mut all: Vec<Value> = own.collect();
        let others = chosen(now.get());
        let others = others.into_iter().filter(|one| {
            let listed = |listed: &String| one.as_str() == Some(listed);
            !values.iter().take(MAX_OPTIONS).any(listed)
        });
        all.extend(others);
        all
    });
    let option = move |one: Value| {
        let (own, name, order) = (one.clone(), name.clone(), order.clone());
        let ticked = memo(move || now.with(|now| chosen(now.clone()).contains(&own)));
        let own = one.clone();
        let toggle = move |_| {
            let next = toggled(&order, chosen(now.get_untracked()), &own);
            set(desk, of, &name, next);
        };
        ui! {
            <label class="search-option">
                <input
                    type="checkbox"
                    prop:checked=live(move || ticked.get())
                    on:change=toggle
                    on:keydown=field::leave_on_escape
                />
                <span dir="auto">{labels::brief(&words(&one))}</span>
            </label>
        }
    };
    ui! {
        <div class="field">
            {heading}
            <div
                class="stack several"
                role="group"
                aria-label=labels::brief(&title)
                aria-describedby=live(described)
            >
                {each(move || offered.get(), Value::to_string, option)}
                {is_cut.then(|| ui! {
                    <p class="quiet">{t!("More values are in the file than can be listed")}</p>
                })}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{chosen, toggled};
    use serde_json::json;

    #[test]
    fn values_are_kept_in_the_order_of_the_codebook() {
        let listed = ["a", "b", "c"].map(str::to_owned);
        let toggle = |now, one| toggled(&listed, chosen(Some(now)), &json!(one));
        assert_eq!(toggle(json!(["c"]), "a"), Some(json!(["a", "c"])));
        assert_eq!(toggle(json!(["a", "c"]), "a"), Some(json!(["c"])));
        assert_eq!(toggle(json!(["c"]), "c"), None);
        assert_eq!(
            toggled(&listed, chosen(None), &json!("b")),
            Some(json!(["b"]))
        );
    }

    #[test]
    fn what_is_not_listed_stays() {
        let listed = ["a", "b"].map(str::to_owned);
        let toggle = |now, one| toggled(&listed, chosen(Some(now)), &json!(one));
        assert_eq!(
            toggle(json!(["odd", 7, "b"]), "a"),
            Some(json!(["a", "b", "odd", 7]))
        );
        assert_eq!(toggle(json!("odd"), "a"), Some(json!(["a", "odd"])));
    }
}
