//! The parts of the codebook in a list: layers with their labels and attributes, then link types, then attributes
//! of clusters. They are put in order by dragging, or by Alt with an arrow key.

use super::reorder::{self, Dragging, Side};
use super::session::Session;
use crate::desk::labels;
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, ui};
use crate::ui::virtual_list::Rows;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::codebook::{Home, Item};
use postil_core::edit::codebook;
use postil_core::model::Schema;
use std::sync::Arc;

/// The height of a row, in pixels; the style sheet has the same number.
pub const ROW_PX: f64 = 30.0;

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A heading over parts of another kind.
    Heading(&'static str),
    /// A part.
    Part {
        /// Which one.
        item: Item,
        /// Its title.
        title: String,
        /// How its marks look, for layers and labels.
        look: Option<Look>,
        /// How deep it is.
        depth: u8,
        /// The letter that tags with it.
        key: Option<char>,
        /// The heading among the labels of its layer.
        group: String,
    },
}

impl Row {
    /// The part of the row.
    pub fn item(&self) -> Option<&Item> {
        match self {
            Self::Heading(_) => None,
            Self::Part { item, .. } => Some(item),
        }
    }
}

/// The rows of a codebook, in the order of the list. O(parts).
pub fn rows(schema: &Schema) -> Vec<Row> {
    let part = |item: Item, look, depth, key, group: &str| Row::Part {
        title: labels::brief(item.title(schema)),
        item,
        look,
        depth,
        key,
        group: group.to_owned(),
    };
    let mut rows = Vec::new();
    for layer in &schema.layers {
        let look = Look::of(layer);
        rows.push(part(
            Item::Layer(layer.name.clone()),
            Some(look),
            0,
            layer.key,
            "",
        ));
        rows.extend(layer.labels.iter().map(|label| {
            let own = Look {
                color: label.color.or(layer.color),
                ..look
            };
            let item = Item::Label(format!("{}.{}", layer.name, label.name));
            part(item, Some(own), 1, label.key, &label.group)
        }));
        let home = Home::Layer(layer.name.clone());
        rows.extend(layer.attributes.iter().map(|attribute| {
            let item = Item::Attribute(home.clone(), attribute.name.clone());
            part(item, None, 1, None, "")
        }));
    }
    if !schema.relations.is_empty() {
        rows.push(Row::Heading(t!("Link types")));
        let types = schema.relations.iter();
        rows.extend(
            types.map(|kind| part(Item::Relation(kind.name.clone()), None, 0, kind.key, "")),
        );
    }
    if !schema.cluster_attributes.is_empty() {
        rows.push(Row::Heading(t!("Attributes of clusters")));
        let attributes = schema.cluster_attributes.iter();
        rows.extend(attributes.map(|attribute| {
            part(
                Item::Attribute(Home::Clusters, attribute.name.clone()),
                None,
                0,
                None,
                "",
            )
        }));
    }
    rows
}

/// The names of a part in one word, for styles and scripts.
fn path(item: &Item) -> String {
    match item {
        Item::Layer(name) | Item::Label(name) => name.clone(),
        Item::Attribute(Home::Layer(layer), name) => format!("{layer}@{name}"),
        Item::Attribute(Home::Clusters, name) => format!("@{name}"),
        other => format!("→{}", other.name()),
    }
}

/// Moves a part among those of its kind, and says where it is now.
pub fn move_to(session: Session, item: &Item, to: usize) {
    if session.change(|state, stamp| codebook::move_item(state, item, to, stamp)) {
        let title = session
            .desk
            .peek(|state| labels::brief(item.title(state.schema())));
        session
            .desk
            .announce(tf!("{title} is now number {}.", to + 1));
    }
}

/// The list.
pub fn draw(session: Session) -> AnyView {
    let all = session.piece(rows);
    let count = memo(move || all.with(Vec::len));
    let reveal = memo(move || {
        let chosen = session.chosen.get()?;
        all.with(|rows| rows.iter().position(|row| row.item() == Some(&chosen)))
    });
    let drag = Dragging::new();
    let row = Arc::new(move |at: usize| {
        let row = memo(move || all.with(|rows| rows.get(at).cloned()));
        row.get().map(|row| draw_row(session, all, drag, at, row))
    });
    ui! {
        <Rows label=t!("Parts of the codebook") count=count height=ROW_PX reveal=reveal row=row />
    }
}

fn draw_row(
    session: Session,
    all: ErasedMemo<Vec<Row>>,
    drag: Dragging,
    at: usize,
    row: Row,
) -> AnyView {
    let Row::Part {
        item,
        title,
        look,
        depth,
        key,
        group,
    } = row
    else {
        let Row::Heading(words) = row else {
            return ().into_any();
        };
        return ui! { <h3 class="outline-heading">{words}</h3> };
    };
    let is_attribute = matches!(item, Item::Attribute(..));
    let path = path(&item);
    let own = item.clone();
    let current = move || session.chosen.with(|chosen| chosen.as_ref() == Some(&own));
    let own = item.clone();
    let choose = move |_| session.choose(Some(own.clone()));
    let own = item.clone();
    let keys = move |event: KeyboardEvent| reorder::by_key(session, &own, &event);
    let own = item.clone();
    let grab = move |event: leptos::web_sys::PointerEvent| {
        drag.grab(session, all, &own, &event);
    };
    ui! {
        <button
            type="button"
            class="outline-row"
            class:deep=(depth > 0)
            class:drop-before=live(move || drag.mark_at(at) == Some(Side::Before))
            class:drop-after=live(move || drag.mark_at(at) == Some(Side::After))
            data-part=path
            aria-current=live(move || current().then_some("true"))
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            title=t!("Drag, or press Alt with ↑ or ↓, to put in order")
            on:click=choose
            on:keydown=keys
            on:pointerdown=grab
        >
            {look.map(|look| ui! { <Glyph look /> })}
            {is_attribute.then(|| ui! { <i class="glyph attribute" aria-hidden="true"></i> })}
            <span class="clip">{title}</span>
            {(!group.is_empty()).then(|| ui! { <span class="clip group">{labels::brief(&group)}</span> })}
            {is_attribute.then(|| ui! { <span class="unseen">"Attribute"</span> })}
            {key.map(|key| ui! { <kbd>{key.to_uppercase().to_string()}</kbd> })}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_row() {
        let schema = Schema::bundled();
        let rows = rows(&schema);
        let items: Vec<&Item> = rows.iter().filter_map(Row::item).collect();
        let expected = schema
            .layers
            .iter()
            .map(|layer| 1 + layer.labels.len() + layer.attributes.len());
        let expected =
            expected.sum::<usize>() + schema.relations.len() + schema.cluster_attributes.len();
        assert_eq!(items.len(), expected);
        assert!(items.iter().all(|item| item.is_listed(&schema)));
    }
}
