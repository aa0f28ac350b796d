//! The key of a layer, a label or a link type: one small letter, and what else it would have done.

use super::session::Session;
use crate::commands::chord::Press;
use crate::commands::keymap;
use crate::desk::command::Command;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, ui, when};
use crate::views::field;
use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, KeyboardEvent};
use postil_core::model::Schema;
use std::rc::Rc;

/// A field for a key. `command` is what the key does, whose title is not told as a clash.
pub fn field(
    session: Session,
    value: ErasedMemo<Option<char>>,
    command: impl Fn() -> Option<Command> + Send + Sync + 'static,
    put: impl Fn(Option<char>) -> bool + 'static,
) -> AnyView {
    let shown = memo(move || {
        value
            .get()
            .map_or(String::new(), |key| key.to_uppercase().to_string())
    });
    let put = Rc::new(put);
    let show = move |field: &HtmlInputElement| {
        field.set_value(&shown.get_untracked());
        field.select();
    };
    let put_typed = put.clone();
    let typed = move |event| {
        let field: HtmlInputElement = event_target(&event);
        let last = field.value().chars().last().map(|c| c.to_ascii_lowercase());
        // A sign that is no key leaves the one that there is; only an empty field takes it away.
        if last.is_none_or(|letter| letter.is_ascii_lowercase()) {
            put_typed(last);
        }
        show(&field);
    };
    // Letters of other scripts stand for the key that they are on, as they do in the article.
    let pressed = move |event: KeyboardEvent| {
        let press = Press::from(&event);
        // The first reading is what the key types, which is for the field.
        let readings = press.readings().into_iter().skip(1);
        let mut letters = readings.filter_map(|(key, _)| match key.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => Some(char::from(*letter)),
            _ => None,
        });
        let letter = letters.next().filter(|_| !press.ctrl && !press.alt);
        if let Some(letter) = letter {
            event.prevent_default();
            put(Some(letter.to_ascii_lowercase()));
            show(&event_target(&event));
        }
    };
    let clash = memo(move || {
        let key = value.get()?;
        let own = command();
        session
            .desk
            .at_once(|state| clash(state.schema(), key, own.as_ref()))
    });
    ui! {
        <label class="field">
            <span>"Key"</span>
            <span class="row">
                <input
                    class="input key"
                    size="1"
                    autocomplete="off"
                    spellcheck="false"
                    {..field::holds(shown, Some(t!("A letter that tags with it")))}
                    on:input=typed
                    on:keydown=pressed
                />
                {when(
                    move || clash.with(Option::is_some),
                    move || ui! {
                        <small class="warned">{live(move || clash.get().map(|what| tf!("Instead of: {what}")))}</small>
                    },
                )}
            </span>
        </label>
    }
}

/// What a letter does besides.
fn clash(schema: &Schema, key: char, own: Option<&Command>) -> Option<String> {
    let name = key.to_string();
    let mut with_it = keymap::wishes(schema).into_iter().filter(|binding| {
        let mut keys = binding.keys.iter();
        keys.any(|chord| chord.is_only(&name))
    });
    let other = with_it.find(|binding| Some(&binding.command) != own)?;
    Some(other.title.into_owned())
}
