//! The fields of a label, with its examples.

use super::session::Part;
use super::{color_field, fields, keys, soon};
use crate::desk::command::Command;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, ui};
use crate::views::draft::Draft;
use crate::views::field;
use leptos::html;
use leptos::prelude::*;
use postil_core::codebook::Item;
use postil_core::model::schema::Example;

/// Draws them.
pub fn draw(part: Part) -> AnyView {
    let session = part.session;
    let full = move || match part.now() {
        Item::Label(full) => Some(Command::Tag(full)),
        _ => None,
    };
    ui! {
        {fields::text(
            session,
            "Title",
            "",
            part.of_label(|label| label.title.clone()),
            move |words, sitting| {
                let is_put = part.put_label(sitting, |label| words.clone_into(&mut label.title));
                part.follow_title(sitting, words);
                is_put
            },
        )}
        {fields::name(part, t!("The part after the dot in files"))}
        {keys::field(
            session,
            part.of_label(|label| label.key),
            full,
            move |key| part.put_label("", |label| label.key = key),
        )}
        {fields::text(
            session,
            "Group",
            t!("A heading that it is listed under"),
            part.of_label(|label| label.group.clone()),
            move |words, sitting| part.put_label(sitting, |label| words.clone_into(&mut label.group)),
        )}
        {color_field::field(
            part,
            part.of_label(|label| label.color),
            move |color, sitting| part.put_label(sitting, |label| label.color = color),
        )}
        {fields::rule(
            session,
            "Rule",
            t!("When to give this label, and when not. Markdown."),
            part.of_label(|label| label.description.clone()),
            move |words, sitting| part.put_label(sitting, |label| words.clone_into(&mut label.description)),
        )}
        {examples(part)}
    }
}

/// Its examples: words, and why they have the label or why not.
fn examples(part: Part) -> AnyView {
    let desk = part.session.desk;
    let examples = part.of_label(|label| label.examples.clone());
    let rows = memo(move || (0..examples.with(Vec::len)).collect::<Vec<_>>());
    let list = NodeRef::<html::Ul>::new();
    let add = move |_| {
        let shown = list.get_untracked();
        let already = shown.as_ref().map(|list| list.child_element_count());
        if part.put_label("", |label| label.examples.push(Example::default()))
            && let (Some(list), Some(already)) = (shown, already)
        {
            soon::name_added(list.into(), already);
        }
    };
    ui! {
        <div class="field">
            <span id="examples-title">"Examples"</span>
            <div class="stack" role="group" aria-labelledby="examples-title">
                <ul class="values" node_ref=list>
                    {each(move || rows.get(), usize::to_string, move |at| row(part, examples, at))}
                </ul>
                <button
                    type="button"
                    class="link add"
                    disabled=live(move || desk.read_only.get())
                    on:click=add
                >
                    {icon(Icon::Plus)}
                    {t!("Add an example")}
                </button>
            </div>
        </div>
    }
}

fn row(part: Part, examples: ErasedMemo<Vec<Example>>, at: usize) -> AnyView {
    let desk = part.session.desk;
    let piece = move |read: fn(&Example) -> &str| {
        memo(move || examples.with(|all| all.get(at).map_or("", read).to_owned()))
    };
    let put = move |sitting: &str, set: &dyn Fn(&mut Example)| {
        part.put_label(sitting, |label| {
            if let Some(example) = label.examples.get_mut(at) {
                set(example);
            }
        })
    };
    let words = Draft::new(
        desk,
        piece(|example| &example.text),
        move |words, sitting| put(sitting, &|example| words.clone_into(&mut example.text)),
    );
    let note = Draft::new(
        desk,
        piece(|example| &example.note),
        move |words, sitting| put(sitting, &|example| words.clone_into(&mut example.note)),
    );
    let remove = move |event| {
        part.put_label("", |label| {
            if at < label.examples.len() {
                label.examples.remove(at);
            }
        });
        field::stay(&event);
    };
    let number = at + 1;
    ui! {
        <li class="example">
            <input
                class="input quote"
                dir="auto"
                aria-label=tf!("Example {number}: the words")
                placeholder=t!("Words of a text")
                autocomplete="off"
                {..words.field(None)}
            />
            <input
                class="input"
                dir="auto"
                aria-label=tf!("Example {number}: why")
                placeholder=t!("Why, or why not")
                autocomplete="off"
                {..note.field(None)}
            />
            <button
                type="button"
                class="icon-button small"
                aria-label=tf!("Remove example {number}")
                disabled=live(move || desk.read_only.get())
                on:click=remove
            >
                {icon(Icon::Close)}
            </button>
        </li>
    }
}
