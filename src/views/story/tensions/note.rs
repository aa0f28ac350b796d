//! The note on a pair.

use super::data::{Data, Pair};
use super::settle;
use crate::browser::focus;
use crate::desk::labels;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{effect, live, part, ui, when};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

/// Opens the field for the note of a pair.
pub fn open(data: Data, key: &str) {
    if data.session.desk.read_only.get_untracked() {
        return data
            .session
            .desk
            .announce(t!("Another tab edits the project"));
    }
    data.choices.noting.set(Some(key.to_owned()));
}

/// The note, or the field for it, and what opens that or takes back what was said.
pub fn draw(data: Data, key: String, pair: ErasedMemo<Option<Pair>>) -> AnyView {
    let desk = data.session.desk;
    let own = key.clone();
    let is_open = memo(move || {
        let noting = data.choices.noting;
        noting.with(|noting| noting.as_deref() == Some(own.as_str()))
    });
    let own = key.clone();
    let kept = memo(move || {
        let notes = data.choices.notes;
        notes.with(|notes| notes.get(&own).cloned())
    });
    let note = memo(move || {
        let there = pair.with(|pair| Some(pair.as_ref()?.settled.as_ref()?.note.clone()));
        kept.get().or(there).unwrap_or_default()
    });
    let is_said = memo(move || {
        pair.with(|pair| {
            let pair = pair.as_ref();
            pair.is_some_and(|pair| pair.settled.is_some() || pair.is_set_aside)
        })
    });
    let shown = move || {
        let words = note.get();
        (!words.is_empty() && !is_open.get()).then(|| {
            let waits = kept.with(Option::is_some).then(|| {
                ui! { <span class="quiet">{t!(" (kept with the pair once it is settled)")}</span> }
            });
            ui! { <p class="tension-note"><span dir="auto">{labels::cut(&words, 600)}</span> {waits}</p> }
        })
    };
    let (to_open, to_set_aside, to_take_back) = (key.clone(), key.clone(), key.clone());
    let to_field = key;
    ui! {
        {part(shown)}
        {when(move || is_open.get(), move || field(data, to_field.clone(), note))}
        <p class="tension-more">
            <button
                type="button"
                class="link"
                aria-keyshortcuts="n"
                disabled=live(move || desk.read_only.get())
                on:click=move |_| open(data, &to_open)
            >
                {live(move || match note.with(String::is_empty) {
                    true => t!("Add a note"),
                    false => t!("Edit the note"),
                })}
            </button>
            {when(move || !is_said.get(), move || {
                let key = to_set_aside.clone();
                let why = t!("The marks differ, what the claims say does not");
                act(data, "x", t!("Not a tension"), Some(why), move || settle::set_aside(data, &key))
            })}
            {when(move || is_said.get(), move || {
                let key = to_take_back.clone();
                act(data, "Backspace", t!("Take back"), None, move || settle::take_back(data, &key))
            })}
        </p>
    }
}

/// A button for what is said of the pair, with its key and, where its words do not tell, why one would press it.
fn act(
    data: Data,
    key: &'static str,
    words: &'static str,
    why: Option<&'static str>,
    run: impl Fn() + 'static,
) -> AnyView {
    let desk = data.session.desk;
    ui! {
        <button
            type="button"
            class="link"
            aria-keyshortcuts=key
            title=why
            disabled=live(move || desk.read_only.get())
            on:click=move |_| run()
        >
            {words}
        </button>
    }
}

/// The field; Enter keeps what is typed, Escape does not.
fn field(data: Data, key: String, note: ErasedMemo<String>) -> AnyView {
    let node = NodeRef::<html::Textarea>::new();
    effect(move || {
        if let Some(field) = node.get() {
            let _ = field.focus();
        }
    });
    let close = move |key: &str, keeps: bool| {
        let words = node.get_untracked().map(|field| field.value());
        let noting = data.choices.noting;
        // Leaving the field comes after its keys.
        if noting.with_untracked(|noting| noting.as_deref() != Some(key)) {
            return;
        }
        noting.set(None);
        if let (true, Some(words)) = (keeps, words) {
            settle::note(data, key, &words);
        }
    };
    let own = key.clone();
    let keys = move |event: KeyboardEvent| {
        let is_for_field = !focus::is_composing(&event)
            && (event.key() == "Escape" || event.key() == "Enter" && !event.shift_key());
        if is_for_field {
            event.prevent_default();
            event.stop_propagation();
            close(&own, event.key() == "Enter");
            settle::focus(&own);
        }
    };
    ui! {
        <textarea
            class="input"
            rows="3"
            aria-label=t!("Note on the pair")
            placeholder=t!("Why? Enter keeps the note.")
            node_ref=node
            prop:value=note.get_untracked()
            on:keydown=keys
            on:focusout=move |_| close(&key, true)
        ></textarea>
    }
}
