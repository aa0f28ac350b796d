//! Sources against claims, where the claims are few enough for columns.

use super::data::{Data, Entry, Named};
use super::tile;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{each, part, ui};
use crate::views::story::tiles::Head;
use leptos::prelude::*;
use postil_story::attribution::Speaker;
use std::sync::Arc;

/// The most claims that are columns.
pub const COLUMNS: usize = 24;
/// The least width of a column in CSS pixels.
const COLUMN_PX: usize = 83;
/// The width of the first column in CSS pixels.
const NAMES_PX: usize = 208;

/// The least width of a table with so many columns, in CSS pixels.
pub fn width(columns: usize) -> usize {
    NAMES_PX + columns * COLUMN_PX
}

/// The table.
pub fn draw(data: Data) -> AnyView {
    let heads = move || {
        let heads = data.listed.with(|listed| {
            data.said.with(|said| {
                let head = |claim: &usize| {
                    let accounts = said.sayings.claims.get(*claim)?.accounts;
                    Some(head(said.names.get(*claim)?, accounts))
                };
                listed.claims.iter().filter_map(head).collect::<Vec<_>>()
            })
        });
        Some(heads.into_any())
    };
    let rows = move || {
        let all = data.listed.with(|listed| listed.sources.len());
        (0..data.choices.rows.get().min(all)).collect()
    };
    let row = move |at: usize| {
        let source = memo(move || data.source(at));
        let entries = memo(move || data.entries(at));
        let claims = memo(move || data.listed.with(|listed| listed.claims.clone()));
        let cells = move || {
            let (heads, entries) = (data.heads.get(), entries.get());
            Some(untrack(|| cells(data, &heads, &claims.get(), &entries)))
        };
        ui! {
            <tr>
                <th scope="row">{part(move || source.get().map(|source| name(&source)))}</th>
                {part(cells)}
            </tr>
        }
    };
    ui! {
        <table
            class="sayings-table"
            style:--names=format!("{NAMES_PX}px")
        >
            <caption class="unseen">
                {t!("Sources, and which articles have them say which claim")}
            </caption>
            <thead>
                <tr>
                    <th scope="col" class="corner names">"Source"</th>
                    {part(heads)}
                </tr>
            </thead>
            <tbody>{each(rows, usize::to_string, row)}</tbody>
        </table>
    }
}

fn head(name: &str, accounts: usize) -> AnyView {
    ui! {
        <th scope="col" class="claim" title=name.to_owned()>
            <span class="head-name" dir="auto">{name.to_owned()}</span>
            <span class="count">{labels::count(accounts, "account")}</span>
        </th>
    }
}

/// The cells of a row. O(c) for c claims.
fn cells(data: Data, heads: &Arc<Vec<Head>>, claims: &[usize], entries: &[Entry]) -> AnyView {
    let mut entries = entries.iter().peekable();
    let cell = |claim: &usize| match entries.next_if(|entry| entry.claim == *claim) {
        Some(entry) => ui! { <td>{tile::tiles(data, heads, &entry.cell)}</td> },
        None => ui! { <td></td> },
    };
    claims.iter().map(cell).collect::<Vec<_>>().into_any()
}

/// Who says it, leading to the dossier or to the words.
pub fn name(source: &Named) -> AnyView {
    let words = source.name.clone();
    let title = source.name.clone();
    let name = match &source.speaker {
        Speaker::Cluster(id) => ui! {
            <button type="button" class="stop source-name" tabindex="-1" data-cluster=id.to_string() title=title>
                <span class="source-words" dir="auto">{words}</span>
            </button>
        },
        Speaker::Mark(id) => ui! {
            <button type="button" class="stop source-name" tabindex="-1" data-mark=id.to_string() title=title>
                <span class="source-words quote" dir="auto">{words}</span>
            </button>
        },
        Speaker::Words(_) | Speaker::Writer | Speaker::Unknown => ui! {
            <span class="source-name" title=title><span class="source-words" dir="auto">{words}</span></span>
        },
    };
    let note = match &source.speaker {
        Speaker::Writer => Some(t!("the articles’ own voice")),
        _ => None,
    };
    ui! {
        {name}
        <span class="said-count">
            {source.claims.clone()}
            {note.map(|note| format!(", {note}"))}
        </span>
    }
}
