//! The table: only the rows in sight are in the page, and where there are many articles only the columns in sight.

use super::cut::{Cut, beyond};
use super::data::{Data, Line};
use super::head;
use crate::desk::labels;
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, part, ui};
use crate::views::story::tiles::Head;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The table, whose rows are in `body`.
pub fn draw(data: Data, cut: Cut, body: NodeRef<html::Tbody>) -> AnyView {
    let pixels = |pixels: f64| format!("{pixels}px");
    let gap = move |is_before: bool| {
        let rows = memo(move || {
            let shown = cut.shown_rows.get();
            match is_before {
                true => shown.start,
                false => cut.rows.get() - shown.end.min(cut.rows.get()),
            }
        });
        part(move || {
            let rows = rows.get();
            (rows > 0).then(|| {
                let height = live(move || pixels(rows as f64 * cut.row.get()));
                ui! { <tr class="gap" aria-hidden="true" style:height=height></tr> }
            })
        })
    };
    let row = move |at: usize| {
        let line = memo(move || data.line(at));
        let cells = move || {
            let heads = data.heads.get();
            let line = line.get()?;
            Some(untrack(|| cells(cut, &heads, line)))
        };
        ui! { <tr aria-rowindex=(at + 2).to_string()>{part(cells)}</tr> }
    };
    ui! {
        <table
            class="coverage-table"
            aria-rowcount=live(move || (cut.rows.get() + 1).to_string())
            aria-colcount=live(move || (cut.columns.get() + 1).to_string())
            style:--row=live(move || pixels(cut.row.get()))
            style:--names=live(move || pixels(cut.names.get()))
        >
            <caption class="unseen">
                {t!("Clusters, and how often each article mentions them, in the order of publication")}
            </caption>
            {head::draw(data, cut)}
            <tbody node_ref=body>
                {gap(true)}
                {each(move || cut.shown_rows.get().collect(), usize::to_string, row)}
                {gap(false)}
            </tbody>
        </table>
    }
}

/// The cells of a row.
fn cells(cut: Cut, heads: &Arc<Vec<Head>>, line: Line) -> AnyView {
    let first = name(&line);
    let heads = heads.clone();
    let cell = move |article: usize| {
        let head = heads.get(article);
        let (name, date) =
            head.map_or_else(Default::default, |head| (head.name(), head.date.clone()));
        let column = (article + 2).to_string();
        let Some((mentions, mark)) = line.cell(article) else {
            return ui! {
                <td
                    class="none"
                    aria-colindex=column
                    aria-label=t!("not mentioned")
                    title=tf!("not mentioned in {name}, {date}")
                >
                    "–"
                </td>
            };
        };
        let words = tf!("{} in {name}, {date}", labels::count(mentions, "mention"));
        ui! {
            <td aria-colindex=column>
                <button
                    type="button"
                    class=format!("stop count-tile shade-{}", shade(mentions))
                    tabindex="-1"
                    data-mark=mark.to_string()
                    aria-label=words.clone()
                    title=words
                >
                    {mentions}
                </button>
            </td>
        }
    };
    ui! {
        {first}
        {beyond(cut, true)}
        {each(move || cut.shown.get().collect(), usize::to_string, cell)}
        {beyond(cut, false)}
    }
}

/// The head of a row.
fn name(line: &Line) -> AnyView {
    let glyph = line.look.map(|look: Look| ui! { <Glyph look /> });
    ui! {
        <th scope="row" aria-colindex="1">
            <div class="row-name">
                <button
                    type="button"
                    class="stop cluster-name"
                    tabindex="-1"
                    data-cluster=line.cluster.to_string()
                    title=line.name.clone()
                >
                    {glyph}
                    <span class="clip" dir="auto">{line.name.clone()}</span>
                </button>
                <span class="spread clip">{line.spread.clone()}</span>
            </div>
        </th>
    }
}

/// How dark a tile is, from 1 to 6.
fn shade(mentions: usize) -> usize {
    match mentions {
        0 | 1 => 1,
        2 => 2,
        3 | 4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        _ => 6,
    }
}
