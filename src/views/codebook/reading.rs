//! A walk through the rules, one at a time: the guidelines by their headings, then layers, labels and what else has
//! a rule. A search narrows it down.

use super::fields::kind_title;
use super::row::{self, Row};
use super::sample;
use super::session::Session;
use crate::desk::labels;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::roving::Way;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use crate::views::markdown;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_codebook::markdown::{Node, parse};
use postil_core::codebook::{Home, Item};
use postil_core::model::Schema;
use postil_core::model::schema::Example;
use postil_core::state::State;

/// One step of the walk.
#[derive(Clone, Debug, PartialEq)]
struct Page {
    /// What it is about: the guidelines, or the kind of part.
    kind: &'static str,
    title: String,
    content: Vec<Node>,
    item: Option<Item>,
    examples: Vec<Example>,
    /// The values of an attribute with what is said of them.
    values: Vec<(String, String)>,
}

impl Page {
    fn has(&self, words: &str) -> bool {
        let text = plain(&self.content);
        let own = [&self.title, &text].into_iter();
        let examples = self
            .examples
            .iter()
            .flat_map(|example| [&example.text, &example.note]);
        let values = self.values.iter().flat_map(|(value, note)| [value, note]);
        let mut all = own.chain(examples).chain(values);
        all.any(|text| text.to_lowercase().contains(words))
    }
}

/// All steps: what has nothing to say is passed over. O(codebook).
fn pages(state: &State) -> Vec<Page> {
    let schema = state.schema();
    let guidelines = by_heading(&state.header().guidelines).into_iter();
    let guidelines = guidelines.map(|(title, content)| Page {
        kind: t!("Guidelines"),
        title,
        content,
        item: None,
        examples: Vec::new(),
        values: Vec::new(),
    });
    let rows = row::rows(schema);
    let parts = rows
        .iter()
        .filter_map(Row::item)
        .filter_map(|item| page(schema, item));
    guidelines.chain(parts).collect()
}

/// A text by its headings, each with what is under it. What comes before the first has no title. O(n).
fn by_heading(text: &str) -> Vec<(String, Vec<Node>)> {
    let mut found: Vec<(String, Vec<Node>)> = Vec::new();
    for node in parse(text) {
        match (node, found.last_mut()) {
            (Node::Heading { content, .. }, _) => found.push((plain(&content), Vec::new())),
            (node, Some((_, under))) => under.push(node),
            (node, None) => found.push((t!("Before all else").to_owned(), vec![node])),
        }
    }
    // A heading over other headings says nothing by itself.
    found.retain(|(_, under)| !under.is_empty());
    found
}

/// The words of nodes, in one line. O(n).
fn plain(nodes: &[Node]) -> String {
    let mut words = String::new();
    add_words(nodes, &mut words);
    words.trim().to_owned()
}

fn add_words(nodes: &[Node], words: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Code(text) | Node::CodeBlock(text) => words.push_str(text),
            Node::Heading { content, .. }
            | Node::Paragraph(content)
            | Node::Quote(content)
            | Node::Emphasis(content)
            | Node::Strong(content)
            | Node::Link { content, .. } => add_words(content, words),
            Node::List { items, .. } => items.iter().for_each(|item| add_words(item, words)),
            Node::Table { head, rows } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| add_words(cell, words));
            }
            Node::Rule | Node::Break => {}
        }
        if !matches!(
            node,
            Node::Text(_) | Node::Emphasis(_) | Node::Strong(_) | Node::Code(_)
        ) {
            words.push(' ');
        }
    }
}

fn page(schema: &Schema, item: &Item) -> Option<Page> {
    let (text, examples, values) = match item {
        Item::Layer(name) => (
            schema.layer(name)?.description.clone(),
            Vec::new(),
            Vec::new(),
        ),
        Item::Label(full) => {
            let label = schema.label(full)?;
            (
                label.description.clone(),
                label.examples.clone(),
                Vec::new(),
            )
        }
        Item::Attribute(home, name) => {
            let attribute = home.attribute(schema, name)?;
            let note = |value: &String| {
                attribute
                    .value_notes
                    .get(value)
                    .cloned()
                    .unwrap_or_default()
            };
            let values = attribute
                .values
                .iter()
                .map(|value| (value.clone(), note(value)));
            (attribute.description.clone(), Vec::new(), values.collect())
        }
        Item::Relation(name) => (
            schema.relation(name)?.description.clone(),
            Vec::new(),
            Vec::new(),
        ),
        Item::Value(..) | Item::RelationValue(..) => return None,
    };
    let is_silent = text.trim().is_empty() && examples.is_empty();
    let is_attribute = matches!(item, Item::Attribute(..));
    (!is_silent).then(|| Page {
        kind: kind_title(item),
        title: match item {
            Item::Attribute(Home::Layer(layer), _) if is_attribute => {
                let title = labels::brief(item.title(schema));
                tf!("{title} of {}", labels::brief(schema.title(layer)))
            }
            _ => labels::brief(item.title(schema)),
        },
        content: parse(&text),
        item: Some(item.clone()),
        examples,
        values,
    })
}

/// Draws the walk.
pub fn draw(session: Session) -> AnyView {
    let desk = session.desk;
    let words = ErasedSignal::new(String::new());
    let at = ErasedSignal::new(0_usize);
    let found = memo(move || {
        let words = words.get().trim().to_lowercase();
        let mut pages = desk.with(pages);
        pages.retain(|page| words.is_empty() || page.has(&words));
        pages
    });
    let count = memo(move || found.with(Vec::len));
    let now = memo(move || at.get().min(count.get().saturating_sub(1)));
    let go = move |way: Way| {
        if let Some(next) = way.next(now.get_untracked(), count.get_untracked()) {
            at.set(next);
        }
    };
    let keys = move |event: KeyboardEvent| {
        if let Some(way) = Way::horizontal(&event.key()) {
            event.prevent_default();
            go(way);
        }
    };
    let typed = move |event| {
        words.set(event_target_value(&event));
        at.set(0);
    };
    let shown = move || {
        let page = found.with(|pages| pages.get(now.get()).cloned());
        Some(match page {
            Some(page) => draw_page(page, session),
            None if words.with(String::is_empty) => ui! {
                <p class="empty">{t!("No rules are written yet: neither guidelines nor rules of labels.")}</p>
            },
            None => ui! { <p class="empty">{t!("No rule has these words.")}</p> },
        })
    };
    let place = move || match count.get() {
        0 => String::new(),
        count => tf!("{} of {count}", now.get() + 1),
    };
    ui! {
        <div class="reading">
            <div class="reading-bar">
                <input
                    class="input"
                    type="search"
                    placeholder=t!("Search the rules")
                    aria-label=t!("Search the rules")
                    on:input=typed
                />
                <span class="count" role="status">{live(place)}</span>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t!("Previous rule")
                    title=t!("Previous rule")
                    disabled=live(move || now.get() == 0)
                    on:click=move |_| go(Way::Back)
                >
                    {icon(Icon::Left)}
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t!("Next rule")
                    title=t!("Next rule")
                    disabled=live(move || now.get() + 1 >= count.get())
                    on:click=move |_| go(Way::Forward)
                >
                    {icon(Icon::Right)}
                </button>
            </div>
            <div
                class="reading-page"
                tabindex="0"
                role="region"
                aria-live="polite"
                aria-label=t!("Rule; ← and → go to others")
                on:keydown=keys
            >
                {part(shown)}
            </div>
        </div>
    }
}

fn draw_page(page: Page, session: Session) -> AnyView {
    let Page {
        kind,
        title,
        content,
        item,
        examples,
        values,
    } = page;
    let sample = item.map(|item| sample::of(session, item));
    let examples: Vec<_> = examples
        .into_iter()
        .map(|example| ui! {
            <li>
                <q>{example.text}</q>
                {(!example.note.is_empty()).then(|| ui! { <span class="quiet">{example.note}</span> })}
            </li>
        })
        .collect();
    let values: Vec<_> = values
        .into_iter()
        .map(|(value, note)| {
            ui! {
                <li>
                    <b>{value}</b>
                    <span class="quiet">{note}</span>
                </li>
            }
        })
        .collect();
    ui! {
        <p class="part-kind">{kind}</p>
        <h3 dir="auto">{title}</h3>
        {sample}
        {markdown::draw_nodes(content)}
        {(!values.is_empty()).then(|| ui! { <ul class="rule-examples">{values}</ul> })}
        {(!examples.is_empty()).then(|| ui! {
            <h4>{t!("Examples")}</h4>
            <ul class="rule-examples">{examples}</ul>
        })}
    }
}
