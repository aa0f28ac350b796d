//! What can be done with a part as a whole: remove it, merge a label into another one, split it, and say that its
//! meaning has changed. What is in use asks first what becomes of it.

use super::fields;
use super::names;
use super::session::Part;
use super::{soon, split};
use crate::desk::labels;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, part as view_part, ui};
use leptos::html;
use leptos::prelude::*;
use postil_core::codebook::{Item, Uses, uses};
use postil_core::edit::codebook::{self, Removal};
use postil_core::model::Schema;
use postil_core::state::State;

/// The most articles that are named.
const MAX_NAMED: usize = 5;

/// What a person is about to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plan {
    Remove,
    Merge,
    Split,
}

/// The buttons, and what the chosen one asks.
pub fn draw(part: Part) -> AnyView {
    let desk = part.session.desk;
    let plan = ErasedSignal::new(None::<Plan>);
    let item = part.now();
    let is_label = matches!(item, Item::Label(_));
    let has_meaning = matches!(item, Item::Label(_) | Item::Layer(_) | Item::Attribute(..));
    let uses = memo(move || {
        let item = part.item.get();
        desk.with(|state| uses(state, &item))
    });
    let locked = move || desk.read_only.get();
    let open = move |wanted| {
        move |_| {
            let next = (plan.get_untracked() != Some(wanted)).then_some(wanted);
            plan.set(next);
        }
    };
    let remove = move |event| {
        if uses.with_untracked(Uses::is_empty) {
            take_out(part, &Removal::Keep);
        } else {
            open(Plan::Remove)(event);
        }
    };
    let check = move |_| {
        let item = part.now();
        if part
            .session
            .change(|state, stamp| codebook::meaning_changed(state, &item, stamp))
        {
            let marks = uses.with_untracked(|uses| labels::count(uses.marks, "mark"));
            desk.announce(tf!("{marks} to check."));
        }
    };
    let expanded = move |wanted| live(move || (plan.get() == Some(wanted)).to_string());
    let panel = move || match plan.get()? {
        Plan::Remove => Some(removal(part, uses, plan)),
        Plan::Merge => Some(merge(part, plan)),
        Plan::Split => Some(split::draw(part, move || leave(plan))),
    };
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        if plan.with(Option::is_some) {
            request_animation_frame(move || begin(node));
        }
    });
    ui! {
        <p class="uses" role="status">{live(move || uses.with(in_words))}</p>
        <div class="part-acts">
            {is_label.then(|| ui! {
                <button
                    type="button"
                    class="button"
                    aria-expanded=expanded(Plan::Merge)
                    disabled=live(locked)
                    on:click=open(Plan::Merge)
                >
                    {t!("Merge…")}
                </button>
                <button
                    type="button"
                    class="button"
                    aria-expanded=expanded(Plan::Split)
                    disabled=live(locked)
                    on:click=open(Plan::Split)
                >
                    {t!("Split…")}
                </button>
            })}
            {has_meaning.then(|| ui! {
                <button
                    type="button"
                    class="button"
                    title=t!("Lists its marks as to check")
                    disabled=live(move || locked() || uses.with(|uses| uses.marks == 0))
                    on:click=check
                >
                    {t!("Its meaning has changed")}
                </button>
            })}
            <button
                type="button"
                class="button danger"
                aria-expanded=expanded(Plan::Remove)
                disabled=live(locked)
                on:click=remove
            >
                {icon(Icon::Bin)}
                {t!("Remove")}
            </button>
        </div>
        <div node_ref=node>{view_part(panel)}</div>
    }
}

/// Brings what is asked into sight, and the focus to its first field.
fn begin(node: NodeRef<html::Div>) {
    if let Some(node) = node.try_get_untracked().flatten() {
        roving::focus_first(&node, "select, input, button");
        node.scroll_into_view_with_bool(false);
    }
}

/// Closes what is asked; the focus goes back to the button that asked it.
fn leave(plan: ErasedSignal<Option<Plan>>) {
    let opened_by = document().query_selector(".part-acts > [aria-expanded='true']");
    roving::focus(opened_by.ok().flatten());
    plan.set(None);
}

/// How much uses a part.
fn in_words(uses: &Uses) -> String {
    let mut words = Vec::new();
    if uses.marks > 0 {
        let marks = labels::count(uses.marks, "mark");
        let articles = labels::count(uses.documents.len(), "article");
        words.push(tf!("{marks} in {articles}"));
    }
    if uses.relations > 0 {
        words.push(labels::count(uses.relations, "link"));
    }
    if uses.clusters > 0 {
        words.push(labels::count(uses.clusters, "cluster"));
    }
    match words.as_slice() {
        [] => t!("Nothing uses it yet.").to_owned(),
        words => tf!("Used by {}.", words.join(", ")),
    }
}

/// The articles that use a part, the first of them by name.
fn places(state: &State, uses: &Uses) -> String {
    let first = uses.documents.iter().take(MAX_NAMED);
    let named = first.filter_map(|(id, marks)| {
        let name = labels::article_name(state.document(id)?);
        Some(tf!("{name} ({marks})"))
    });
    let mut named: Vec<String> = named.collect();
    if let Some(more) = uses
        .documents
        .len()
        .checked_sub(MAX_NAMED)
        .filter(|more| *more > 0)
    {
        named.push(tf!("and {more} more"));
    }
    named.join(", ")
}

/// Removes the part, and shows what is beside it.
fn take_out(part: Part, removal: &Removal) {
    let item = part.now();
    let session = part.session;
    let next = session.desk.peek(|state| beside(state.schema(), &item));
    if session.change(|state, stamp| codebook::remove_item(state, &item, removal, stamp)) {
        let title = labels::brief(item.name());
        session.desk.announce(tf!("Removed: {title}."));
        session.choose(next);
        soon::to_part(session);
    }
}

/// What is shown once a part is gone: its layer, else the first layer.
fn beside(schema: &Schema, item: &Item) -> Option<Item> {
    match item {
        Item::Label(full) => Some(Item::Layer(full.split_once('.')?.0.to_owned())),
        Item::Attribute(postil_core::codebook::Home::Layer(layer), _) => {
            Some(Item::Layer(layer.clone()))
        }
        _ => {
            let mut layers = schema.layers.iter();
            let other = layers.find(|layer| item != &Item::Layer(layer.name.clone()))?;
            Some(Item::Layer(other.name.clone()))
        }
    }
}

/// Asks what becomes of what uses the part.
fn removal(part: Part, uses: ErasedMemo<Uses>, plan: ErasedSignal<Option<Plan>>) -> AnyView {
    let into = ErasedSignal::new(String::new());
    let choices = others(part);
    let item = part.now();
    let desk = part.session.desk;
    let along = part.session.desk.peek(|state| {
        let along = codebook::goes_along(state.schema(), &item);
        let titles: Vec<String> = along
            .iter()
            .map(|item| labels::brief(item.title(state.schema())))
            .collect();
        labels::few(&titles)
    });
    let can_move = choices.with_untracked(|choices| !choices.is_empty());
    let keep = move |_| {
        let into = into.get_untracked();
        let removal = if into.is_empty() {
            Removal::Keep
        } else {
            Removal::Move(into)
        };
        take_out(part, &removal);
    };
    let options = move || {
        let options: Vec<_> = choices
            .get()
            .into_iter()
            .map(|(name, title)| ui! { <option value=name>{tf!("Give them: {title}")}</option> })
            .collect();
        options.into_any()
    };
    ui! {
        <div class="plan" role="group" aria-label=t!("Remove")>
            <p>{live(move || uses.with(in_words))}</p>
            <p class="quiet">{live(move || uses.with(|uses| desk.peek(|state| places(state, uses))))}</p>
            {(!along.is_empty()).then(|| ui! { <p class="quiet">{tf!("Goes along: {along}.")}</p> })}
            {can_move.then(|| ui! {
                <select
                    class="input"
                    aria-label=t!("What becomes of them")
                    on:change=move |event| into.set(event_target_value(&event))
                >
                    <option value="">{t!("Keep them as they are, to check")}</option>
                    {view_part(options)}
                </select>
            })}
            {(!can_move).then(|| ui! {
                <p class="quiet">{t!("What uses it keeps it, and is listed as to check.")}</p>
            })}
            <div class="part-acts">
                <button type="button" class="button" on:click=move |_| leave(plan)>
                    "Cancel"
                </button>
                <button type="button" class="button solid" on:click=keep>
                    {t!("Remove it")}
                </button>
            </div>
        </div>
    }
}

/// What could take the place of a part: another label, layer or link type.
fn others(part: Part) -> ErasedMemo<names::Named> {
    part.read(|schema, item| {
        let mut named = names::Named::new();
        match item {
            Item::Label(_) | Item::Layer(_) => {
                for layer in &schema.layers {
                    let title = labels::brief(&layer.title);
                    if item == &Item::Layer(layer.name.clone()) {
                        continue;
                    }
                    for label in &layer.labels {
                        let full = format!("{}.{}", layer.name, label.name);
                        if item != &Item::Label(full.clone()) {
                            let own = labels::brief(&label.title);
                            named.push((full, format!("{title}: {own}")));
                        }
                    }
                }
            }
            Item::Relation(name) => {
                let others = schema.relations.iter().filter(|kind| kind.name != *name);
                named.extend(others.map(|kind| (kind.name.clone(), labels::brief(&kind.title))));
            }
            _ => {}
        }
        named.truncate(crate::desk::offered::MAX_OPTIONS);
        Some(named)
    })
}

/// Asks which label the marks get.
fn merge(part: Part, plan: ErasedSignal<Option<Plan>>) -> AnyView {
    let into = ErasedSignal::new(String::new());
    let choices = others(part);
    let merge = move |_| {
        let into = into.get_untracked();
        let Item::Label(from) = part.now() else {
            return;
        };
        let session = part.session;
        if session.change(|state, stamp| codebook::merge_labels(state, &from, &into, stamp)) {
            let title = session
                .desk
                .peek(|state| labels::brief(state.schema().title(&into)));
            session.desk.announce(tf!("Merged into {title}."));
            session.choose(Some(Item::Label(into)));
            soon::to_part(session);
        }
    };
    let chosen = memo(move || into.get());
    let mut options = vec![(String::new(), t!("Choose a label").to_owned())];
    options.extend(choices.get_untracked());
    ui! {
        <div class="plan" role="group" aria-label=t!("Merge…")>
            <p>{t!("Its marks, examples and what is allowed for it go to the other label.")}</p>
            {fields::select("Into", options, chosen, move |value| into.set(value.to_owned()))}
            <div class="part-acts">
                <button type="button" class="button" on:click=move |_| leave(plan)>
                    "Cancel"
                </button>
                <button
                    type="button"
                    class="button solid"
                    disabled=live(move || into.with(String::is_empty))
                    on:click=merge
                >
                    "Merge"
                </button>
            </div>
        </div>
    }
}
