//! What each source says, one claim below the other.

use super::data::{Data, Entry};
use super::{table, tile};
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{each, part, ui};
use crate::views::story::tiles::Head;
use leptos::prelude::*;
use std::sync::Arc;

/// The list: a table, grouped by source.
pub fn draw(data: Data) -> AnyView {
    // As many claims of each source as there is room for.
    let taken = memo(move || {
        let mut room = data.choices.rows.get();
        data.listed.with(|listed| {
            let mut taken = Vec::new();
            for own in &listed.sources {
                if room == 0 {
                    break;
                }
                let few = own.cells.len().min(room);
                room -= few;
                taken.push(few);
            }
            taken
        })
    });
    let group = move |at: usize| {
        let source = memo(move || data.source(at));
        let many = memo(move || taken.with(|taken| taken.get(at).copied().unwrap_or_default()));
        let row = move |cell: usize| {
            let entry = memo(move || data.entry(at, cell));
            let cells = move || {
                let (heads, entry) = (data.heads.get(), entry.get()?);
                Some(untrack(|| cells(data, &heads, &entry)))
            };
            ui! { <tr>{part(cells)}</tr> }
        };
        ui! {
            <tbody>
                <tr class="source">
                    <th scope="rowgroup" colspan="3">
                        {part(move || source.get().map(|source| table::name(&source)))}
                    </th>
                </tr>
                {each(move || (0..many.get()).collect(), usize::to_string, row)}
            </tbody>
        }
    };
    ui! {
        <table class="sayings-list">
            <caption class="unseen">{t!("What each source says, and which articles have it")}</caption>
            <thead class="unseen">
                <tr>
                    <th scope="col">"Articles"</th>
                    <th scope="col">"Claim"</th>
                    <th scope="col">"Accounts"</th>
                </tr>
            </thead>
            {each(move || (0..taken.with(Vec::len)).collect(), usize::to_string, group)}
        </table>
    }
}

fn cells(data: Data, heads: &Arc<Vec<Head>>, entry: &Entry) -> AnyView {
    let carried = (entry.accounts > 1).then(|| labels::count(entry.accounts, "account"));
    ui! {
        <td class="articles">{tile::tiles(data, heads, &entry.cell)}</td>
        <th scope="row" class="claim" dir="auto">{entry.name.clone()}</th>
        <td class="count">{carried}</td>
    }
}
