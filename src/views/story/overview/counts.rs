//! How many marks there are, by label and annotator.

use super::super::slice;
use super::data::{Data, Line};
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::view::{part, ui};
use leptos::html;
use leptos::prelude::*;
use postil_story::words;

/// The least height of a row in CSS pixels.
const ROW_PX: f64 = 32.0;

/// The table.
pub fn draw(data: ErasedMemo<Data>) -> AnyView {
    let node = NodeRef::<html::Table>::new();
    let shown = slice::most(node, ROW_PX);
    let by_several = memo(move || data.with(|data| data.by_several));
    let columns = memo(move || data.with(|data| data.columns.clone()));
    let head = move || {
        let articles = columns.get().into_iter().map(|source| {
            ui! {
                <th scope="col" class="number" title=source.title>
                    {source.mark}
                    <span class="clip" dir="auto">{source.outlet}</span>
                </th>
            }
        });
        let articles: Vec<_> = articles.collect();
        ui! {
            <tr>
                <th scope="col">"Label"</th>
                {by_several.get().then(|| ui! { <th scope="col">"Annotator"</th> })}
                <th scope="col" class="total">"Marks"</th>
                {articles}
            </tr>
        }
    };
    let rows = move || {
        let shown = shown.get();
        let by_several = by_several.get();
        Some(data.with(|data| {
            let most = data.counts.iter().map(|line| line.marks).max();
            let most = most.unwrap_or_default().max(1);
            let rows = data.counts.iter().take(shown);
            let rows: Vec<_> = rows.map(|it| row(it, most, by_several)).collect();
            rows.into_any()
        }))
    };
    ui! {
        <section class="overview-part" aria-labelledby="overview-counts">
            <div class="counts-scroll">
                <table class="counts-table" node_ref=node>
                    <caption id="overview-counts">{t!("Marks by label")}</caption>
                    <thead>{part(head)}</thead>
                    <tbody>{part(rows)}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(line: &Line, most: usize, by_several: bool) -> AnyView {
    let articles = line.articles.iter().map(|count| match count {
        0 => ui! { <td class="number quiet">"–"</td> },
        many => ui! { <td class="number">{words::grouped(*many)}</td> },
    });
    let articles: Vec<_> = articles.collect();
    let annotator = match line.annotator.as_str() {
        "" => t!("nobody named").to_owned(),
        name => name.to_owned(),
    };
    let share = 100.0 * line.marks as f64 / most as f64;
    ui! {
        <tr>
            <th scope="row">
                <span class="label">
                    {line.look.map(|look| ui! { <Glyph look /> })}
                    <span class="clip" dir="auto">{line.title.clone()}</span>
                </span>
            </th>
            {by_several.then(|| ui! { <td class="clip" dir="auto">{annotator}</td> })}
            <td class="total">
                <span class="figures">{words::grouped(line.marks)}</span>
                <i class="thin-bar" aria-hidden="true">
                    <i style:width=format!("{share:.1}%")></i>
                </i>
            </td>
            {articles}
        </tr>
    }
}
