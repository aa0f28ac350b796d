//! The field for a number. Words that are none stay in the field, which says so.

use super::proposed;
use super::values::{Of, described, in_words, put, title};
use crate::desk::Desk;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{live, part, ui};
use crate::views::draft::Draft;
use crate::views::field;
use leptos::prelude::*;
use postil_core::model::schema::AttributeType;
use serde_json::{Number, Value};

/// How to write a number.
const NUMBER: &str = t!("A number, such as 12 or 3.5");

/// What words stand for: `Some(None)` for none at all, `None` if they are no number, or one with more
/// digits than can be kept.
fn read(words: &str) -> Option<Option<Value>> {
    let words = words.trim();
    if words.is_empty() {
        return Some(None);
    }
    let number: Number = serde_json::from_str(words).ok()?;
    let is_whole = words.chars().all(|c| c.is_ascii_digit() || c == '-');
    let is_exact = number.is_i64() || number.is_u64() || !is_whole;
    is_exact.then_some(Some(Value::Number(number)))
}

/// The field.
pub fn field(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let (heading, missing) = (title(of, &attribute), described(of, &attribute));
    let name = attribute.name;
    let own = name.clone();
    let draft = Draft::new(desk, in_words(of, &name), move |words, sitting| {
        read(words).is_some_and(|value| put(desk, of, &own, value, sitting))
    });
    let id = of.id();
    let draft = draft
        .keeping_refused(format!("number {id} {name}"))
        .giving_way();
    // A number that is still being typed may be unfinished.
    let wrong = memo(move || draft.is_in_hand() == Some(false) && read(&draft.now()).is_none());
    let described = format!("number-{name}");
    let own_id = described.clone();
    let problem = move || {
        wrong.get().then(|| {
            ui! {
                {icon(Icon::Warning)}
                <span>{t!("Write a number, such as 12 or 3.5.")}</span>
            }
        })
    };
    let number = proposed::number_of(of, &name);
    let describes = move || {
        let ids: Vec<String> = missing().into_iter().chain([own_id.clone()]).collect();
        Some(ids.join(" "))
    };
    ui! {
        <label class="field">
            {heading}
            <input
                class="input"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                {..draft.field(Some(NUMBER))}
                aria-invalid=live(move || wrong.get().to_string())
                aria-describedby=proposed::described(describes, number, &name, false)
                on:keydown=field::leave_on_enter
            />
        </label>
        <p class="under problem" id=described role="status" hidden=live(move || !wrong.get())>
            {part(problem)}
        </p>
        {proposed::number(of, &name, number)}
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde_json::{Value, json};

    #[test]
    fn numbers_are_read_and_nothing_else() {
        assert_eq!(read("  "), Some(None));
        assert_eq!(read(" 12 "), Some(Some(json!(12))));
        assert_eq!(read("-3.5"), Some(Some(json!(-3.5))));
        assert_eq!(
            read("18446744073709551615")
                .flatten()
                .map(|n| n.to_string()),
            Some("18446744073709551615".to_owned())
        );
        for odd in [
            "many",
            "12,5",
            "1 000",
            "1.",
            "true",
            "\"1\"",
            "1e999",
            "99999999999999999999",
        ] {
            assert_eq!(read(odd), None::<Option<Value>>, "{odd}");
        }
    }
}
