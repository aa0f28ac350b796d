//! The attributes of a mark: those that the schema offers for its label, then any others it has.

mod choices;
mod link;
mod number;
mod proposed;
mod values;

use super::shown::Shown;
use crate::desk::offered::MAX_OPTIONS;
use crate::desk::{Desk, Field, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{Live, each, live, part, ui, when};
use crate::views::draft::Draft;
use crate::views::{date_field, field};
use leptos::html;
use leptos::prelude::*;
use postil_core::date::{self, Forms};
use postil_core::model::Cluster;
use postil_core::model::schema::{AttributeKind, AttributeType};
use serde_json::Value;
use values::{Of, described, in_words, put, set, typed, value};

/// Code points of all choices together up to which they are side by side.
const MAX_SIDE_BY_SIDE_CHARS: usize = 30;

/// The attributes of the mark.
#[component]
pub fn Attributes(shown: Shown) -> impl IntoView {
    let desk = Desk::here();
    let offered = memo(move || {
        let label = shown.with(|a| a.as_ref().map(|a| a.label.clone()));
        let label = label.unwrap_or_default();
        desk.with(|state| {
            state
                .schema()
                .attributes(&label)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let others = memo(move || {
        shown.with(|annotation| {
            let names = annotation.iter().flat_map(|a| a.attributes.keys());
            let listed = |name: &String| offered.with(|all| all.iter().any(|a| a.name == *name));
            names
                .filter(|name| !listed(name))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    ui! {
        {each(
            move || offered.get(),
            |attribute| format!("{attribute:?}"),
            move |attribute| field_for(Of::Mark(shown), attribute),
        )}
        {each(move || others.get(), String::clone, move |name| other(Of::Mark(shown), name))}
        {proposed::read_as(shown)}
    }
}

/// The attributes of a cluster; nothing if the schema has none for clusters.
pub(super) fn of_cluster(desk: Desk, record: ErasedMemo<Option<Cluster>>) -> AnyView {
    let attributes = memo(move || desk.with(|state| state.schema().cluster_attributes.clone()));
    let fields = move || {
        ui! {
            <fieldset class="fields" disabled=live(move || desk.read_only.get())>
                <legend class="unseen">{t!("Details of the cluster")}</legend>
                {each(
                    move || attributes.get(),
                    |kind| format!("{kind:?}"),
                    move |kind| field_for(Of::Cluster(record), kind),
                )}
            </fieldset>
        }
    };
    when(move || attributes.with(|all| !all.is_empty()), fields).into_any()
}

/// The field for an attribute of a mark or a cluster.
fn field_for(of: Of, attribute: AttributeType) -> AnyView {
    let letters: usize = attribute.values.iter().map(|v| v.chars().count()).sum();
    match attribute.kind {
        AttributeKind::Choice
            if attribute.values.len() <= 4 && letters <= MAX_SIDE_BY_SIDE_CHARS =>
        {
            segments(of, attribute)
        }
        AttributeKind::Choice => select(of, attribute),
        AttributeKind::Flag => flag(of, attribute),
        AttributeKind::Date => date(of, attribute),
        AttributeKind::Choices => choices::field(of, attribute),
        AttributeKind::Number => number::field(of, attribute),
        AttributeKind::Link => link::field(of, attribute),
        AttributeKind::Text => text(of, attribute),
    }
}

/// A few short values side by side; choosing the chosen one again clears it.
fn segments(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let (heading, described) = (values::title(of, &attribute), described(of, &attribute));
    let AttributeType {
        name,
        title,
        values,
        ..
    } = attribute;
    let chosen = in_words(of, &name);
    let proposal = match of {
        Of::Mark(shown) if name == "quoting" => Some(proposed::quoting(shown)),
        _ => None,
    };
    let button = |choice: String| {
        let (name, own) = (name.clone(), choice.clone());
        let pressed = memo(move || chosen.with(|chosen| *chosen == own));
        let (own, words) = (choice.clone(), choice.clone());
        let choose = move |_| {
            let next = (!pressed.get_untracked()).then(|| Value::from(own.clone()));
            set(desk, of, &name, next);
        };
        ui! {
            <button
                type="button"
                title=words
                aria-pressed=live(move || pressed.get().to_string())
                on:click=choose
            >
                {choice}
            </button>
        }
        .into_any()
    };
    let buttons: Vec<_> = values.into_iter().map(button).collect();
    ui! {
        <div class="field">
            {heading}
            <div class="stack">
                <div
                    class="segments"
                    role="group"
                    aria-label=labels::brief(&title)
                    aria-describedby=live(described)
                >
                    {buttons}
                </div>
                {proposal}
            </div>
        </div>
    }
}

fn select(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let (heading, described) = (values::title(of, &attribute), described(of, &attribute));
    let AttributeType { name, values, .. } = attribute;
    let chosen = in_words(of, &name);
    let is_cut = values.len() > MAX_OPTIONS;
    let values: Vec<_> = values.into_iter().take(MAX_OPTIONS).collect();
    let listed = values.clone();
    // A value that is not offered otherwise is while the mark has it.
    let unlisted = move || {
        let value = chosen.get();
        let odd = !value.is_empty() && !listed.contains(&value);
        odd.then(|| ui! { <option value=value.clone()>{labels::brief(&value)}</option> })
    };
    let options: Vec<_> = values
        .into_iter()
        .map(|choice| ui! { <option value=choice.clone()>{labels::brief(&choice)}</option> })
        .collect();
    let choose = move |event| {
        let value = event_target_value(&event);
        let value = (!value.is_empty()).then(|| Value::from(value));
        set(desk, of, &name, value);
    };
    ui! {
        <label class="field">
            {heading}
            <select
                class="input"
                aria-describedby=live(described)
                on:change=choose
                on:keydown=field::leave_on_escape
                prop:value=live(move || chosen.get())
            >
                <option value="">{t!("Not stated")}</option>
                {options}
                {part(unlisted)}
                {is_cut.then(|| ui! { <option disabled>{t!("More values are in the file than can be listed")}</option> })}
            </select>
        </label>
    }
}

fn flag(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let AttributeType { name, title, .. } = attribute;
    let chosen = value(of, &name);
    let on = memo(move || chosen.get() == Some(Value::Bool(true)));
    let toggle = move |_| {
        let next = (!on.get_untracked()).then_some(Value::Bool(true));
        set(desk, of, &name, next);
    };
    ui! {
        <div class="field">
            <span aria-hidden="true">{labels::brief(&title)}</span>
            <button
                type="button"
                class="switch"
                role="switch"
                aria-label=labels::brief(&title)
                aria-checked=live(move || on.get().to_string())
                on:click=toggle
            >
                <i></i>
                <span aria-hidden="true">{live(move || if on.get() { "Yes" } else { "No" })}</span>
            </button>
        </div>
    }
}

/// How to write a date.
const DATE: &str = t!("Year, month and day as far as known: 2024, 2024-07, 2024-07-04");

fn date(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let (heading, missing) = (values::title(of, &attribute), described(of, &attribute));
    let AttributeType { name, .. } = attribute;
    let chosen = in_words(of, &name);
    let field = NodeRef::<html::Input>::new();
    field::takes_focus(field, |asked| *asked == Field::Date);
    let described = format!("date-{name}");
    let own_id = described.clone();
    let own = name.clone();
    // Some programs write dates that this page does not know: these are refused only when typed.
    let draft = Draft::new(desk, chosen, move |words, sitting| {
        date::check(words.trim(), Forms::Timex).is_ok()
            && put(desk, of, &own, typed(words), sitting)
    });
    let id = of.id();
    let draft = draft.keeping_refused(format!("date {id} {name}"));
    let draft = draft.giving_way();
    let wrong = date_field::wrong(draft, Forms::Timex);
    let date = proposed::date_of(of, &name);
    let describes = move || {
        let ids: Vec<String> = missing().into_iter().chain([own_id.clone()]).collect();
        Some(ids.join(" "))
    };
    ui! {
        <label class="field">
            {heading}
            <input
                class="input"
                node_ref=field
                placeholder=date_field::PLACEHOLDER
                autocomplete="off"
                spellcheck="false"
                {..draft.field(Some(DATE))}
                aria-invalid=live(move || wrong.with(Option::is_some).to_string())
                aria-describedby=proposed::described(describes, date, &name, true)
                on:keydown=field::leave_on_enter
            />
        </label>
        {date_field::problem(wrong, described)}
        {proposed::date(of, &name, date)}
    }
}

fn text(of: Of, attribute: AttributeType) -> AnyView {
    let heading = values::title(of, &attribute);
    let number = proposed::number_of(of, &attribute.name);
    let area = free(
        of,
        attribute.name.clone(),
        proposed::described(described(of, &attribute), number, &attribute.name, false),
    );
    ui! {
        <label class="field">
            {heading}
            {area}
        </label>
        {proposed::number(of, &attribute.name, number)}
    }
}

/// A field without line breaks that grows with its content.
fn free(of: Of, name: String, described: Live<Option<String>>) -> AnyView {
    let desk = Desk::here();
    let words = in_words(of, &name);
    let draft = Draft::new(desk, words, move |words, sitting| {
        put(desk, of, &name, typed(words), sitting)
    });
    // For browsers that cannot size a field by its content.
    let rows = move || (draft.now().chars().count() / 32 + 1).min(5).to_string();
    ui! {
        <textarea
            class="input line"
            rows=live(rows)
            autocomplete="off"
            {..draft.field(None)}
            aria-describedby=described
            on:keydown=field::leave_on_enter
        ></textarea>
    }
}

/// An attribute that the schema does not offer for this label: from another program, or kept from
/// another label.
fn other(of: Of, name: String) -> AnyView {
    let desk = Desk::here();
    let own = name.clone();
    let remove = move |event| {
        field::stay(&event);
        set(desk, of, &own, None);
    };
    let (chosen, raw) = (value(of, &name), in_words(of, &name));
    let is_text = |value: &Option<Value>| matches!(value, Some(Value::String(_)) | None);
    let value = if chosen.with_untracked(is_text) {
        free(of, name.clone(), Box::new(|| None))
    } else {
        // Numbers, lists and the like are read-only: a text field would turn them into text.
        ui! { <code class="raw">{live(move || raw.with(|raw| labels::brief(raw)))}</code> }
    };
    let name = labels::brief(&name);
    let label = tf!("Remove {name}");
    ui! {
        <div class="field other">
            <span class="clip" title=name.clone()>
                {name.clone()}
            </span>
            <div class="row" role="group" aria-label=name>
                {value}
                <button
                    type="button"
                    class="icon-button small"
                    aria-label=label.clone()
                    title=label
                    on:click=remove
                >
                    {icon(Icon::Close)}
                </button>
            </div>
        </div>
    }
}
