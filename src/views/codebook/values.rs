//! The values of an attribute or of a link type, in order. Marks follow when a value is written otherwise.

use super::session::{Part, Session};
use super::soon;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui, when};
use crate::views::draft::Draft;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::codebook::Item;
use postil_core::edit::codebook;

/// The most values whose fields are shown; files may have any number.
const MAX_SHOWN: usize = 100;

/// A value as a part of the codebook.
fn value_item(of: &Item, value: String) -> Item {
    match of {
        Item::Attribute(home, name) => Item::Value(home.clone(), name.clone(), value),
        other => Item::RelationValue(other.name().to_owned(), value),
    }
}

/// The fields of the values; `put` replaces all of them.
pub fn field(
    of: Part,
    values: ErasedMemo<Vec<String>>,
    put: impl Fn(Vec<String>) -> bool + Clone + Send + Sync + 'static,
) -> AnyView {
    let desk = of.session.desk;
    let list = NodeRef::<html::Ul>::new();
    let rows = memo(move || {
        let count = values.with(Vec::len);
        (0..count.min(MAX_SHOWN)).collect::<Vec<_>>()
    });
    let add_one = put.clone();
    let add = move || {
        let mut next = values.get_untracked();
        let mut numbered = (next.len() + 1..).map(|number| tf!("value {number}"));
        let free = numbered.find(|name| !next.contains(name));
        next.extend(free);
        let shown = list.get_untracked();
        let already = shown.as_ref().map(|list| list.child_element_count());
        if add_one(next)
            && let (Some(list), Some(already)) = (shown, already)
        {
            soon::name_added(list.into(), already);
        }
    };
    let enter = add.clone();
    let add_now = move |_| add();
    ui! {
        <div class="field">
            <span id="values-title">"Values"</span>
            <div class="stack" role="group" aria-labelledby="values-title">
                <ul class="values" node_ref=list>
                    {each(
                        move || rows.get(),
                        usize::to_string,
                        move |at| row(of, values, at, put.clone(), enter.clone()),
                    )}
                </ul>
                {when(
                    move || { values.with(|values| values.len() > MAX_SHOWN) },
                    move || ui! {
                        <p class="quiet">
                            {live(move || tf!("And {} more.", values.with(Vec::len).saturating_sub(MAX_SHOWN)))}
                        </p>
                    },
                )}
                <button
                    type="button"
                    class="link add"
                    disabled=live(move || desk.read_only.get())
                    on:click=add_now
                >
                    {icon(Icon::Plus)}
                    {t!("Add a value")}
                </button>
            </div>
        </div>
    }
}

fn row(
    of: Part,
    values: ErasedMemo<Vec<String>>,
    at: usize,
    put: impl Fn(Vec<String>) -> bool + Clone + Send + Sync + 'static,
    add: impl Fn() + Clone + 'static,
) -> AnyView {
    let desk = of.session.desk;
    let value = memo(move || values.with(|all| all.get(at).cloned().unwrap_or_default()));
    let draft = Draft::new(desk, value, move |words, sitting| {
        let (was, words) = (value.get_untracked(), words.trim());
        was == words || rename(of.session, &value_item(&of.now(), was), words, sitting)
    });
    let moved = put.clone();
    let keys = move |event: KeyboardEvent| match (event.key().as_str(), event.alt_key()) {
        ("Enter", false) => {
            event.prevent_default();
            add();
        }
        (key @ ("ArrowUp" | "ArrowDown"), true) => {
            event.prevent_default();
            let mut next = values.get_untracked();
            let way = roving::Way::vertical(key);
            if let Some(to) = way.and_then(|way| way.next(at, next.len())) {
                next.swap(at, to);
                moved(next);
                let row = event_target::<leptos::web_sys::Element>(&event).closest("li");
                if let Some(row) = row.ok().flatten()
                    && let Some(beside) = way.and_then(|way| way.beside(&row))
                {
                    roving::focus_first(&beside, "input");
                }
            }
        }
        _ => {}
    };
    let remove = move |event| {
        let mut next = values.get_untracked();
        if at < next.len() {
            next.remove(at);
            put(next);
            crate::views::field::stay(&event);
        }
    };
    ui! {
        <li>
            <input
                class="input"
                dir="auto"
                aria-label=tf!("Value {}", at + 1)
                title=t!("Alt with ↑ or ↓ moves it; Enter adds another")
                autocomplete="off"
                {..draft.field(None)}
                on:keydown=keys
            />
            <button
                type="button"
                class="icon-button small"
                aria-label=live(move || tf!("Remove {}", value.get()))
                title=t!("Remove: marks that have it keep it, to check")
                disabled=live(move || desk.read_only.get())
                on:click=remove
            >
                {icon(Icon::Close)}
            </button>
        </li>
    }
}

fn rename(session: Session, item: &Item, to: &str, sitting: &str) -> bool {
    session.change_in(sitting, |state, stamp| {
        codebook::rename(state, item, to, stamp)
    })
}
